package web

import (
	"slices"

	"orpheus/org"
	"orpheus/text/i18n"
)

// wordingKind is the kind of act whose form is about a word of a language.
const wordingKind = "org.wording"

// wordLine is what the organisation calls something in one language, on the settings.
type wordLine struct {
	Lang       string // its name
	Ours, Own  string // Own is empty where it has none
	Tag        string // of the language
	Href       string // where it is changed; empty for who may not
	ChangeText string
}

// wordLines are all that can have a word of its own, in each language.
func (p settingsPage) wordLines() (all []wordLine) {
	for _, lang := range i18n.Languages {
		for _, word := range org.NoTerm.Offered() {
			var term org.Term
			_ = term.UnmarshalText([]byte(word)) // it is one of them
			l := wordLine{Lang: i18n.Names[lang], Tag: lang, Ours: i18n.For(lang).Term(word)}
			if w, ok := p.s.Wording(lang, term); ok {
				l.Own = w.One + ", " + w.Many
			}
			if p.me.Steward {
				l.Href = p.act("org.wording", "language", lang, "term", word)
				l.ChangeText = p.p.T("wording.change", l.Ours)
			}
			all = append(all, l)
		}
	}
	return all
}

// aboutWording reports whether the form of a word says which word it is about; other forms
// need not.
func aboutWording(k *org.Kind, given map[string][]string) bool {
	if k.Name != wordingKind {
		return true
	}
	one := func(name string, known []string) bool {
		return len(given[name]) == 1 && slices.Contains(known, given[name][0])
	}
	return one("language", i18n.Languages) && one("term", k.Named("term").Offered)
}

// wording reports whether the form is about a word.
func (d *actForm) wording() bool {
	return d.kind.Name == wordingKind && aboutWording(d.kind, d.sent.fields)
}

// wordingAsks reports whether the language of the word has such a form.
func (d *actForm) wordingAsks(field string) bool {
	lang := d.sent.fields["language"][0]
	switch field {
	case "the", "all":
		return lang == "da"
	case "neuter":
		return lang != "en"
	case "language", "term":
		return false
	}
	return true
}

// sayWording says of a field what its language asks.
func (d *actForm) sayWording(f *actField) {
	lang, term := d.sent.fields["language"][0], d.sent.fields["term"][0]
	switch f.Name {
	case "neuter":
		f.Label = d.p.T("wording.neuter." + lang)
	case "one":
		f.Hint = d.p.T("wording.instead", i18n.For(lang).Term(term), i18n.Names[lang])
	}
}
