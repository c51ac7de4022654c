package sentence

import (
	"testing"

	"orpheus/org"
	"orpheus/text/i18n"
)

// What somebody is called, and what they wrote, is said for a reader: whom they do not know
// is somebody, who is not there any more is called so, and what they may not know has no title.
func TestForAReader(t *testing.T) {
	p := i18n.For("en")
	known := func(id org.PersonID) (string, bool) { return called[id], id != karen }
	for id, want := range map[org.PersonID]string{0: "somebody", anna: "Anna Peeters", karen: "somebody", gone: p.T("tell.former")} {
		if got := Person(p, known, id); got != want {
			t.Errorf("%v is called %q, want %q", id, got, want)
		}
	}
	if got, want := Words(p, known, "Ask @P1, @P3 and\n @P2."), "Ask @Anna Peeters, @somebody and\n @Bram de Wit."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := Line("  two\n words  and more", 9), "two words…"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for lang, want := range map[string]string{"en": "“a”", "nl": "“a”", "da": "”a”"} {
		if got := Quote(i18n.For(lang), "a"); got != want {
			t.Errorf("in %s it is %s, want %s", lang, got, want)
		}
	}
	d := new(org.State).Edit()
	for _, act := range []org.Act{
		&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, &org.JoinPerson{Guest: true}, &org.RaiseTension{Title: "Cold rooms"},
	} {
		if _, err := d.Do(act, org.Moment{At: org.Day}); err != nil {
			t.Fatal(err)
		}
	}
	s := d.Freeze()
	tension := org.RefOf(org.TensionID(1))
	if got := TitleFor(p, org.Everything(s), s, tension); got != "Cold rooms" {
		t.Errorf("it is called %q", got)
	}
	if got := TitleFor(p, s.SightOf(1, s), s, tension); got != "" {
		t.Errorf("a guest is told %q", got)
	}
}
