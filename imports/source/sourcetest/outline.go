package sourcetest

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

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
			mark(r.Formal, "; formal")
			for i, h := range r.Held {
				mark(!h.Term.IsZero() || h.Origin != "" || h.Focus != "", "; %s until %s by %q for %q",
					s.People[r.Holders[i]].Handle, h.Term.Format(time.DateOnly), h.Origin, h.Focus)
			}
			if d := r.Detail; d != nil {
				mark(d.Places != nil, "; %d places", value(d.Places))
				mark(d.TermDays != nil, "; %d days", value(d.TermDays))
				mark(d.Accountabilities != nil, "; answers %q", value(d.Accountabilities))
				mark(d.Domains != nil, "; decides %q", value(d.Domains))
			}
			mark(r.Unsaid != 0, "; unsaid %d", r.Unsaid)
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
		if c.Unsaid != 0 {
			unclear += fmt.Sprintf(" unsaid %d", c.Unsaid)
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
	for _, d := range s.Decisions {
		day := func(t time.Time) string {
			if t.IsZero() {
				return "-"
			}
			return t.UTC().Format(time.DateOnly)
		}
		fmt.Fprintf(&b, "decision %s %q in %q by %q, %s to %s, again %s\n  text %q\n  word %q\n", d.Key, d.Title, d.Circle, d.By, day(d.Put), day(d.Ended), day(d.Review), d.Text, d.Word)
	}
	for _, p := range s.People {
		fmt.Fprintf(&b, "person %s %q %s", p.Handle, p.Name, p.ID)
		if p.Nameless {
			b.WriteString(" nameless")
		}
		if len(p.Also) > 0 || p.Mail != "" {
			fmt.Fprintf(&b, " also %q %s", p.Also, p.Mail)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "kept %q\nblind %v\n", s.Kept, s.Blind)
	if s.Partial {
		b.WriteString("partial\n")
	}
	if len(s.Present) > 0 {
		fmt.Fprintf(&b, "present %s\n", who(s.Present))
	}
	for _, o := range s.Oddities {
		refused := ""
		if o.Refused {
			refused = " refused"
		}
		cell := ""
		if o.Cell != "" {
			cell = ":" + o.Cell
		}
		fmt.Fprintf(&b, "%s:%d%s %s%s: %s\n", o.File, o.Line, cell, o.Code, refused, sentence.Source(i18n.For("en"), o.What))
	}
	return b.String()
}

// value is what a pointer points to, or nothing.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
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
