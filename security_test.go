package orpheus_test

import (
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every place and test that docs/security.md names is there: a claim without a place is none.
func TestSecurityNamesWhatIsThere(t *testing.T) {
	src, err := os.ReadFile("docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("git", "grep", "--untracked", "-h", "-o", "-E", "^func Test[A-Za-z0-9_]+", "--", "*_test.go").Output()
	if err != nil {
		out, err = exec.Command("grep", "-rhoE", "--include=*_test.go", "^func Test[A-Za-z0-9_]+", ".").Output()
	}
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		tests[strings.TrimPrefix(strings.TrimSpace(line), "func ")] = true
	}
	tests["TestSecurityNamesWhatIsThere"] = true
	places, named := 0, 0
	ends := []string{".go", ".md", ".json"}
	for _, m := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(string(src), -1) {
		word := m[1]
		if name := word[strings.LastIndex(word, ".")+1:]; regexp.MustCompile(`^([a-z]+\.)?Test[A-Z]\w+$`).MatchString(word) {
			if named++; !tests[name] {
				t.Errorf("there is no %s", word)
			}
			continue
		}
		if !regexp.MustCompile(`^[a-z_]+(/[a-z_]+)+(\.[a-z]+)?$`).MatchString(word) && !(slices.Contains(ends, path.Ext(word)) && strings.HasSuffix(word, "_test.go")) {
			continue
		}
		if word == "crypto/rand" {
			continue
		}
		if places++; path.Ext(word) == "" || slices.Contains(ends, path.Ext(word)) {
			if _, err := os.Stat(word); err != nil {
				t.Errorf("there is no %s", word)
			}
		}
	}
	if places < 25 || named < 60 {
		t.Errorf("only %d places and %d tests are named", places, named)
	}
}
