package site_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"orpheus/internal/test/need"
	"orpheus/org"
)

const checker = "../../../face/web/node_modules/vnu-jar/build/dist/vnu.jar"

// htmx's attributes are its own.
var ofHTMX = regexp.MustCompile(`Attribute .hx-[a-z:-]+. not allowed`)

// Every page is HTML as the standard has it.
func TestHTML(t *testing.T) {
	t.Parallel()
	java, err := exec.LookPath("java")
	if err != nil {
		need.Missing(t, "there is no java")
	}
	if _, err := os.Stat(checker); err != nil {
		need.Missing(t, "the Nu checker is not here (npm ci in face/web)")
	}
	s := serveLinde(t)
	s.do(s.ben, &org.StartInitiative{Title: "At a moment between two seconds"})
	dir, names := t.TempDir(), map[string]string{}
	for _, me := range []org.PersonID{s.ben, s.ann} {
		pages := s.fetch(me)
		for i, page := range slices.Sorted(maps.Keys(pages)) {
			file := filepath.Join(dir, fmt.Sprintf("%s-%d.html", me, i))
			if err := os.WriteFile(file, []byte(pages[page]), 0o600); err != nil {
				t.Fatal(err)
			}
			names[file] = page
		}
	}
	cmd := exec.CommandContext(t.Context(), java, "-Xss4m", "-XX:TieredStopAtLevel=1", "-jar", checker, "--format", "json", "--exit-zero-always", "--stdout", dir)
	var out, told bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &told
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, told.String())
	}
	var found struct {
		Messages []struct{ Type, SubType, URL, Message, Extract string }
	}
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		t.Fatalf("%v: %.400s", err, out.String())
	}
	seen := map[string]int{}
	for _, m := range found.Messages {
		if m.Type == "info" && m.SubType != "warning" || ofHTMX.MatchString(strings.NewReplacer("“", "'", "”", "'").Replace(m.Message)) {
			continue
		}
		if seen[m.Message]++; seen[m.Message] <= 2 {
			t.Errorf("%s: %s\n\t%s", names[strings.TrimPrefix(m.URL, "file:")], m.Message, strings.TrimSpace(m.Extract))
		}
	}
}
