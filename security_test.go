package orpheus_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	quoted   = regexp.MustCompile("`([^`\n]+)`")
	testName = regexp.MustCompile(`^([a-z0-9]+\.)?(Test|Fuzz)[A-Z]\w+$`)
	place    = regexp.MustCompile(`^[a-z_][a-z_0-9-]*(/[A-Za-z0-9_.-]+)+$|^\w+_test\.go$`)
	numbered = regexp.MustCompile(`^V\d+\.\d+\.\d+$`) // a requirement of ASVS
)

// Every place and test that the documents on security name is there: a claim without a place is none.
func TestSecurityNamesWhatIsThere(t *testing.T) {
	tests := testsThere(t)
	for name, least := range map[string]struct{ places, tests int }{"docs/security.md": {25, 60}, "docs/asvs.md": {60, 90}} {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		places, named := map[string]bool{}, map[string]bool{}
		for _, m := range quoted.FindAllStringSubmatch(string(src), -1) {
			switch word := m[1]; {
			case testName.MatchString(word):
				if named[word] = true; !tests[word] {
					t.Errorf("%s: there is no %s", name, word)
				}
			case word != "crypto/rand" && place.MatchString(word):
				places[word] = true
				if _, err := os.Stat(word); err != nil {
					t.Errorf("%s: there is no %s", name, word)
				}
			}
		}
		if len(places) < least.places || len(named) < least.tests {
			t.Errorf("%s: only %d places and %d tests are named", name, len(places), len(named))
		}
	}
}

// testsThere are the tests of all packages, by their names alone and with that of the package.
func testsThere(t *testing.T) map[string]bool {
	t.Helper()
	const what = `^(package [a-z0-9_]+|func (Test|Fuzz)[A-Za-z0-9_]+)`
	out, err := exec.Command("git", "grep", "--untracked", "-o", "-E", what, "--", "*_test.go").Output()
	if err != nil {
		out, err = exec.Command("grep", "-roE", "--include=*_test.go", what, ".").Output()
	}
	if err != nil {
		t.Fatal(err)
	}
	tests, in := map[string]bool{}, map[string]string{} // in which package a file is
	for line := range strings.Lines(string(out)) {
		file, word, _ := strings.Cut(strings.TrimSpace(line), ":")
		if pkg, ok := strings.CutPrefix(word, "package "); ok {
			if in[file] == "" { // what follows is in a text
				in[file] = strings.TrimSuffix(pkg, "_test")
			}
			continue
		}
		name := strings.TrimPrefix(word, "func ")
		tests[name], tests[in[file]+"."+name] = true, true
	}
	return tests
}

// asked is how many requirements of levels 1 and 2 each section of ASVS 5.0.0 has. They are its first ones:
// those of level 3 alone come after them.
const asked = `1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3
	6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4
	10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5
	14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2`

// docs/asvs.md answers every requirement, in order and once, counts right, and says of what is met where that is.
func TestEveryRequirementIsAnswered(t *testing.T) {
	src, err := os.ReadFile("docs/asvs.md")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, section := range strings.Fields(asked) {
		name, n := "", 0
		if _, err := fmt.Sscanf(strings.Replace(section, ":", " ", 1), "%s %d", &name, &n); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			want = append(want, fmt.Sprintf("V%s.%d", name, i+1))
		}
	}
	counts := map[string]int{}
	for line := range strings.Lines(string(src)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		number := strings.TrimSpace(cells[0])
		if !numbered.MatchString(number) {
			continue
		}
		if got = append(got, number); len(cells) != 4 || cells[1] == "" || strings.TrimSpace(cells[3]) == "" {
			t.Errorf("%s has %d cells, or empty ones", number, len(cells))
			continue
		}
		counts[cells[2]]++
		if cells[2] == "Met" && !slices.ContainsFunc(quoted.FindAllStringSubmatch(cells[3], -1), func(m []string) bool {
			return testName.MatchString(m[1]) || place.MatchString(m[1])
		}) {
			t.Errorf("%s is met nowhere", number)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the requirements are %v, want %v", got, want)
	}
	said := fmt.Sprintf("All %d requirements", len(want))
	for what, n := range map[string]int{"are met": counts["Met"], "are not applicable": counts["Not applicable"], "are not met": counts["Not met"]} {
		if text := fmt.Sprintf("%d %s", n, what); !strings.Contains(string(src), text) {
			t.Errorf("docs/asvs.md does not say: %s", text)
		}
	}
	if n := counts["Met"] + counts["Not applicable"] + counts["Not met"]; n != len(want) || !strings.Contains(string(src), said) {
		t.Errorf("%d of %d are answered in these words, and it is to say %q", n, len(want), said)
	}
}
