package sourcetest

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"orpheus/imports/source"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

var update = flag.Bool("update", false, "write what the readers give as what is expected")

// Says is an error of a reader in English words.
func Says(err error) string {
	if text, ok := sentence.Unread(i18n.For("en"), err); ok {
		return text
	}
	return fmt.Sprint(err)
}

// Outline is a structure as text for people to read and compare. It holds
// everything that is in the structure.
func Outline(s *source.Structure) string {
	var b strings.Builder
	who := func(list []int) string {
		var all []string
		for _, i := range list {
			all = append(all, s.People[i].Handle)
		}
		return strings.Join(all, " ")
	}
	roles := func(list []source.Role) {
		for _, r := range list {
			fmt.Fprintf(&b, "  role %s %q", r.Key, r.Name)
			mark := func(say bool, format string, args ...any) {
				if say {
					fmt.Fprintf(&b, format, args...)
				}
			}
			mark(r.Leads, " leads")
			mark(r.Past, " past")
			mark(r.Purpose != "", " for %q", r.Purpose)
			mark(len(r.Holders) > 0, ": %s", who(r.Holders))
			mark(r.Vacancies > 0, "; %d open", r.Vacancies)
			mark(len(r.Former) > 0, "; formerly %s", who(r.Former))
			b.WriteString("\n")
		}
	}
	fmt.Fprintf(&b, "format %s\n", s.Format)
	roles(s.RootRoles)
	for _, c := range s.Circles {
		unclear := ""
		if c.Unclear {
			unclear = " unclear"
		}
		fmt.Fprintf(&b, "circle %s %q in %q%s\n", c.Key, c.Name, c.Parents, unclear)
		if c.Purpose != "" {
			fmt.Fprintf(&b, "  for %q\n", c.Purpose)
		}
		if len(c.Members) > 0 {
			fmt.Fprintf(&b, "  members %s\n", who(c.Members))
		}
		roles(c.Roles)
	}
	for _, p := range s.People {
		fmt.Fprintf(&b, "person %s %q %s", p.Handle, p.Name, p.ID)
		if p.Nameless {
			b.WriteString(" nameless")
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "kept %q\nblind %v\n", s.Kept, s.Blind)
	for _, o := range s.Oddities {
		refused := ""
		if o.Refused {
			refused = " refused"
		}
		fmt.Fprintf(&b, "%s:%d %s%s: %s\n", o.File, o.Line, o.Code, refused, sentence.Source(i18n.For("en"), o.What))
	}
	return b.String()
}

// Golden compares the outline of a structure with a file, after checking that
// the structure is sound. With -update it writes the file.
func Golden(t *testing.T, s *source.Structure, file string) {
	t.Helper()
	if err := Check(s); err != nil {
		t.Error(err)
	}
	got := Outline(s)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		switch {
		case i >= len(g):
			t.Fatalf("%s:%d: missing %s", file, i+1, w[i])
		case i >= len(w):
			t.Fatalf("%s:%d: unexpected %s", file, i+1, g[i])
		case g[i] != w[i]:
			t.Fatalf("%s:%d:\ngot  %s\nwant %s", file, i+1, g[i], w[i])
		}
	}
}

// Codes gives the codes of the oddities, each once.
func Codes(s *source.Structure) map[string]bool {
	codes := make(map[string]bool)
	for _, o := range s.Oddities {
		codes[o.Code] = true
	}
	return codes
}
