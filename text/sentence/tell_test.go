package sentence

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"orpheus/org"
	"orpheus/text/i18n"
)

var update = flag.Bool("update", false, "write the golden files anew")

// told is an entry as each language tells it, in the ways it can be told.
type told struct {
	key  string
	e    org.Entry
	lang string
	text string
	made string // "" as it happened, "up" otherwise
}

// tellAll tells every entry of the example as done by whoever did it, by
// nobody, and by each other person.
func tellAll(t *testing.T, x *example) (all []told) {
	t.Helper()
	s := &x.draft.State
	for _, e := range x.entries {
		for i, who := range []org.PersonID{e.By, 0, anna, bram, gone} {
			e.By = who
			made := []string{"", "up"}[min(i, 1)]
			for _, lang := range i18n.Languages {
				p := i18n.For(lang)
				key, _ := newTeller(p, nameOf, s, now, brussels).sentence(&e)
				all = append(all, told{key, e, lang, Act(p, nameOf, s, e, now, brussels), made})
			}
		}
	}
	return all
}

// texts are the texts in English whose keys begin with prefix.
func texts(t *testing.T, prefix string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(filepath.Join("..", "i18n"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Base(path) != "en.json" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var all map[string]any
		if err := json.Unmarshal(b, &all); err != nil {
			return err
		}
		for key, text := range all {
			if strings.HasPrefix(key, prefix) {
				out[key] = fmt.Sprint(text)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// fault says what is wrong with a sentence, if anything is.
func fault(text string) string {
	switch {
	case text == "":
		return "is empty"
	case strings.Contains(text, "%!"), strings.Contains(text, "%["):
		return "has a place that was not filled"
	case strings.ContainsFunc(text, func(r rune) bool { return r >= 0xE000 && r <= 0xF8FF }):
		return "has a mark left in it"
	case strings.Contains(text, "  "), text != strings.TrimSpace(text):
		return "has space where a name should be"
	case strings.Contains(text, "“”"), strings.Contains(text, "””"):
		return "has an empty title"
	case strings.HasSuffix(text, "!"), strings.HasSuffix(text, ":"):
		return "ends wrongly"
	case text[0] >= 'a' && text[0] <= 'z':
		return "begins small"
	}
	return ""
}

// Every kind, by somebody and by nobody, gives a sentence in every language.
func TestEveryKindIsSaid(t *testing.T) {
	x := newExample(t)
	said := map[string]int{}
	for _, one := range tellAll(t, x) {
		if why := fault(one.text); why != "" {
			t.Errorf("%s %s %s: %q", one.lang, one.key, why, one.text)
		}
		said[fmt.Sprint(org.NameOf(one.e.Act), one.e.By == 0)]++
	}
	for _, k := range org.Kinds() {
		for _, nobody := range []bool{true, false} {
			if said[fmt.Sprint(k.Name, nobody)] == 0 {
				t.Errorf("%s is not possible in the example: what it needs, or an act of it, belongs into example_work_test.go (by nobody: %v)", k.Name, nobody)
			}
		}
	}
}

// Every text of the catalogs is one that an entry can ask for.
func TestEveryTextIsReached(t *testing.T) {
	reached := map[string]bool{}
	for _, one := range tellAll(t, newExample(t)) {
		reached[one.key] = true
	}
	for key := range texts(t, "act.") {
		if !reached[key] {
			t.Errorf("no example reaches %s", key)
		}
	}
}

// golden compares lines with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	is, was := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(is), len(was)) {
		if is[i] != was[i] {
			t.Fatalf("%s, line %d: %q, want %q (-update when it should be so)", path, i+1, is[i], was[i])
		}
	}
	t.Fatalf("%s has %d lines, want %d (-update when it should be so)", path, len(is), len(was))
}

// One example of every text, to be read by people who speak the language: of acts, and
// of refusals.
func TestTextsGolden(t *testing.T) {
	golden(t, "said.txt", lines(actsSaid(t))+"\n"+lines(refusalsSaid(t)))
}

func actsSaid(t *testing.T) map[string]map[string]string {
	t.Helper()
	first := map[string]map[string]string{}
	all := tellAll(t, newExample(t))
	slices.SortStableFunc(all, func(a, b told) int { return strings.Compare(a.made, b.made) })
	for _, one := range all {
		if first[one.key] == nil {
			first[one.key] = map[string]string{}
		}
		if first[one.key][one.lang] == "" {
			first[one.key][one.lang] = one.text
		}
	}
	return first
}

func lines(byKey map[string]map[string]string) string {
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		fmt.Fprintln(&b, key)
		for _, lang := range i18n.Languages {
			fmt.Fprintf(&b, "  %s: %s\n", lang, byKey[key][lang])
		}
	}
	return b.String()
}

// The pieces name what the sentence names, and joined they are the sentence.
func TestParts(t *testing.T) {
	x := newExample(t)
	s := &x.draft.State
	p := i18n.For("en")
	e := org.Entry{By: anna, Act: &org.MoveCircle{Circle: 3, Parents: []org.CircleID{2, 4, 99}}}
	got := Parts(p, nameOf, s, e, now, brussels)
	want := []Part{
		{"Anna Peeters", org.RefOf(anna)},
		{Text: " moved the circle "},
		{"Night care", org.RefOf(org.CircleID(3))},
		{Text: " to "},
		{"Home care", org.RefOf(org.CircleID(2))},
		{Text: ", "},
		{"Garden", org.RefOf(org.CircleID(4))},
		{Text: " and "},
		{"C99", org.RefOf(org.CircleID(99))},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if text := Act(p, nameOf, s, e, now, brussels); text != "Anna Peeters moved the circle Night care to Home care, Garden and C99" {
		t.Error(text)
	}
}

// What people wrote is never read as a format, and names keep their first letter.
func TestTitlesAreSafe(t *testing.T) {
	d := new(org.State).Edit()
	for _, a := range []org.Act{
		&org.FoundOrganisation{Slug: "x", Name: "%[1]s %d 50%", Lang: "en"}, &org.JoinPerson{},
		&org.RaiseTension{Title: "100%!d(MISSING) \ue000 %[9]s"},
	} {
		if _, err := d.Do(a, org.Moment{At: org.Day}); err != nil {
			t.Fatal(err)
		}
	}
	called := func(org.PersonID) string { return "ann %s" }
	e := org.Entry{By: 1, Act: &org.RaiseTension{Tension: 1, Circle: 1}}
	if got, want := Act(i18n.For("en"), called, &d.State, e, now, nil), "ann %s raised “100%!d(MISSING) \ue000 %[9]s” in %[1]s %d 50%"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Without a state, without names, without what an act speaks of: still a sentence.
func TestNothingKnown(t *testing.T) {
	for _, e := range newExample(t).entries {
		for _, lang := range i18n.Languages {
			text := Act(i18n.For(lang), nil, nil, e, now, nil)
			if why := fault(text); why != "" {
				t.Errorf("%s %s %s: %q", lang, org.NameOf(e.Act), why, text)
			}
		}
	}
}

func TestErasedAndRedacted(t *testing.T) {
	x := newExample(t)
	e := org.Entry{By: gone, Act: &org.AmendRole{Role: 1, Name: new(redacted)}}
	for lang, want := range map[string]string{
		"en": "A former member gave a role the name (taken out)",
		"nl": "Een oud-lid gaf een rol de naam (weggehaald)",
		"da": "Et tidligere medlem gav en rolle navnet (fjernet)",
	} {
		if got := Act(i18n.For(lang), nameOf, &x.draft.State, e, now, nil); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

// A day is that of the reader's zone.
func TestZone(t *testing.T) {
	late := org.Entry{By: anna, Act: &org.TakeSeat{Role: 1, Term: day(31, 12) + org.Day/2 - org.Day/48}}
	p := i18n.For("en")
	for zone, want := range map[string]string{
		"UTC": "Anna Peeters took on the role R1 until Thu 31 December", "Brussels": "Anna Peeters took on the role R1 until Fri 1 January 2027",
	} {
		in := brussels
		if zone == "UTC" {
			in = nil
		}
		if got := Act(p, nameOf, nil, late, now, in); got != want {
			t.Errorf("%s: %q, want %q", zone, got, want)
		}
	}
}
