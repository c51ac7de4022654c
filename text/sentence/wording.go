package sentence

import (
	"orpheus/org"
	"orpheus/text/i18n"
)

// In is a printer with the words that an organisation has of its own, where it has some in
// the printer's language.
func In(p *i18n.Printer, o *org.Organisation) *i18n.Printer {
	var words []i18n.Wording
	for _, w := range o.Wordings {
		if w.Lang == p.Lang() {
			words = append(words, i18n.Wording{Term: w.Term.String(), One: w.One, Many: w.Many, The: w.The, All: w.All, Neuter: w.Neuter})
		}
	}
	return p.Saying(words)
}
