package i18n

import (
	"regexp"
	"strings"
	"testing"
)

var teams = map[string][]Wording{
	"en": {{Term: "circle", One: "area", Many: "areas"}, {Term: "initiative", One: "project", Many: "projects"}},
	"nl": {{Term: "circle", One: "team", Many: "teams", Neuter: true}, {Term: "initiative", One: "opdracht", Many: "opdrachten"}},
	"da": {
		{Term: "circle", One: "team", Many: "teams", The: "teamet", All: "teamene", Neuter: true},
		{Term: "initiative", One: "opgave", Many: "opgaver", The: "opgaven", All: "opgaverne"},
	},
}

// Texts have the organisation's words, with the articles that these have.
func TestSaying(t *testing.T) {
	for _, c := range []struct {
		lang, key string
		args      []any
		want      string
	}{
		{"en", "do.circle.form", nil, "Form an area"},
		{"en", "do.initiative.start", nil, "Begin a project"},
		{"en", "home.lights.circles", []any{2}, "2 areas"},
		{"nl", "inspector.circles", nil, "Teams in dit team"},
		{"nl", "do.tension.move", nil, "Naar een ander team verplaatsen"},
		{"nl", "do.initiative.amend", nil, "De opdracht wijzigen"},
		{"nl", "concern.borders.alone", nil, "hoort bij een team dat verandert"},
		{"nl", "refused.circle.closed", []any{"Oost"}, "Het team Oost is opgeheven. Roep het eerst weer in het leven, of kies een ander."},
		{"nl", "plan.effect.alone", []any{1, "Oost"}, "In één team zou niemand zitten: Oost."},
		{"nl", "refused.circle.work", []any{1, "Oost"}, "Er loopt nog een opdracht in het team Oost. Rond hem eerst af."},
		{"da", "change.circle.purpose", nil, "teamets formål"},
		{"da", "do.circle.form", nil, "Opret et team"},
		{"da", "welcome.team.hint", nil, "Alle ser, hvilket team du arbejder i. Du kan ændre det når som helst."},
		{"da", "do.initiative.amend", nil, "Ret opgaven"},
		{"da", "more.map", nil, "En fyldt cirkel er en rolle, der leder teamet, og en åben er en anden rolle. En stiplet er en rolle, ingen har endnu."},
		{"nl", "nav.people", nil, For("nl").T("nav.people")},
	} {
		if got := For(c.lang).Saying(teams[c.lang]).T(c.key, c.args...); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.key, got, c.want)
		}
	}
	if p := For("nl").Saying(teams["nl"]); p != For("nl").Saying(teams["nl"]) {
		t.Error("a printer of the same words is made twice")
	}
	if p := For("nl"); p.Saying(nil) != p {
		t.Error("without words of its own an organisation has another printer")
	}
}

// In no text a word of ours is left beside those of the organisation, and before none of
// these stands an article of the other gender: a text that says it in another way is one
// that the grammar does not know.
func TestNoTextKeepsOurWord(t *testing.T) {
	ours := map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`(?i)\b(circles?|initiatives?|a area|an projects?)\b`),
		"nl": regexp.MustCompile(`(?i)\b(kring(en)?|initiatie(f|ven)|(de|deze|die|welke|elke|iedere|onze|een andere|geen enkele) (eigen |eerste )?team|(het|dit|dat|elk|welk) opdracht|team die)\b`),
		"da": regexp.MustCompile(`(?i)\b(initiativ\w*|(en|én|den|denne|din|min|ingen|hvilken|nogen|anden) (første |egen )?team|(et|det|dette|intet|hvilket) opgave)\b|\bcirk(el|ler|len|lerne)s?\b`),
	}
	drawn := regexp.MustCompile(`(?i)fyldt cirkel`)
	for _, lang := range Languages {
		p := For(lang)
		n := 0
		for key, e := range p.terms {
			for _, text := range e.texts() {
				n++
				got := reworded(lang, key, text, teams[lang])
				if m := ours[lang].FindString(drawn.ReplaceAllString(got, "")); m != "" {
					t.Errorf("%s %s says %q in %q", lang, key, m, got)
				}
				if strings.Count(got, "%[") != strings.Count(text, "%[") {
					t.Errorf("%s %s lost an argument: %q", lang, key, got)
				}
			}
		}
		if n < 100 {
			t.Errorf("%s: only %d texts have a word that can be replaced", lang, n)
		}
	}
}

// What is said of pronouns elsewhere is there.
func TestMeantStands(t *testing.T) {
	for lang, keys := range meant {
		all := catalogs(t)[lang]
		for key, pairs := range keys {
			e, ok := all[key]
			if !ok {
				t.Errorf("%s has no %s", lang, key)
			}
			for _, pair := range pairs {
				found := false
				for _, text := range e.texts() {
					found = found || strings.Contains(text, pair[0])
				}
				if !found {
					t.Errorf("%s %s does not say %q", lang, key, pair[0])
				}
			}
		}
	}
}
