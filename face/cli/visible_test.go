package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// What people wrote does nothing to a terminal, whichever command shows it: no commands of
// a terminal, nothing turned around, no line that looks like another act.
func TestNothingHiddenIsPrinted(t *testing.T) {
	data := filepath.Join(t.TempDir(), "o.db")
	d, err := service.Open(t.Context(), data, true)
	if err != nil {
		t.Fatal(err)
	}
	const evil = "\x1b[2J\a\u009b31m\x7f\u202eevil\u2066\r\n     9  2026-01-01 00:00  Ann left"
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "en", Person: records.Profile{Name: "Ann"}}); err != nil {
		t.Fatal(err)
	}
	v, err := d.As(t.Context(), "linde", 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range []org.Act{
		&org.FormCircle{Name: "Home care", Purpose: "People" + evil, Parents: []org.CircleID{org.Root}},
		&org.CreateRole{Circle: 2, Name: "Host", Purpose: "Guests" + evil},
		&org.SetGuardrail{Circle: 2, Text: "At most 500 euro" + evil},
		&org.RaiseTension{Circle: 2, Title: "Keys", Body: org.Write("Lost" + evil)},
	} {
		if _, err := v.Do(t.Context(), service.Asked{Act: act}); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), data, true) // a name of before there was a rule about names
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{{Person: 1, Name: "Ann" + evil}}}); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{
		"log --org linde", "map --org linde", "person list --org linde", "act --org linde --as P1 tension.raise title=Doors", "org list",
		"log --org linde --json", "map --org linde --json", "person list --org linde --json", "act --org linde --as P1 role.amend role=R99",
	} {
		_, out, said := typed(t, "en", append([]string{"--data", data}, strings.Fields(command)...)...)
		for _, r := range out + said {
			if r != '\n' && r != '\t' && org.Hidden(r) {
				t.Errorf("%s prints %U: %q", command, r, out+said)
				break
			}
		}
		if strings.HasPrefix(command, "log") && strings.Contains(out, "\n     9  2026-01-01") {
			t.Errorf("%s prints a line that is none: %s", command, out)
		}
		if out+said == "" {
			t.Errorf("%s prints nothing", command)
		}
	}
	if _, out, _ := typed(t, "en", "--data", data, "person", "list", "--org", "linde", "--json"); !strings.Contains(out, `\u009b`) || !strings.Contains(out, `\u202e`) {
		t.Errorf("in JSON something is lost: %s", out)
	}
	if _, out, _ := typed(t, "en", "--data", data, "export", "--org", "linde", "--personal"); !strings.Contains(out, "\u202e") {
		t.Error("an export is not as it was written")
	}
}
