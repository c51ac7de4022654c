package sentence

import (
	"strings"

	"orpheus/org"
	"orpheus/text/i18n"
)

// Known says what somebody is called, and whether the reader may know of them at all; the
// name is empty for whoever is not there any more.
type Known func(org.PersonID) (name string, known bool)

// Person is what somebody is called for a reader: "somebody" where they may not know it.
func Person(p *i18n.Printer, known Known, id org.PersonID) string {
	switch name, knows := known(id); {
	case id == 0 || !knows:
		return p.T("tell.somebody")
	case name == "":
		return p.T("tell.former")
	default:
		return name
	}
}

// TitleFor is what a thing is called; empty where the reader may not know it.
func TitleFor(p *i18n.Printer, v *org.Sight, s *org.State, r org.Ref) string {
	if !v.Knows(r) {
		return ""
	}
	return Title(p, s, r)
}

// Words are what somebody wrote, with the names of whom they mention.
func Words(p *i18n.Printer, known Known, text string) string {
	var b strings.Builder
	for _, piece := range org.SplitMentions(text) {
		if piece.Person != 0 {
			b.WriteString("@" + Person(p, known, piece.Person))
			continue
		}
		b.WriteString(piece.Text)
	}
	return b.String()
}

// Quote is what somebody said, within the marks of the reader's language.
func Quote(p *i18n.Printer, words string) string { return p.T("tell.quote", words) }

// Cut is a text of at most so many characters, with a sign where something is left out.
func Cut(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return strings.TrimSpace(string(r[:most])) + "…"
	}
	return text
}

// Line is a text on one line, of at most so many characters.
func Line(text string, most int) string { return Cut(strings.Join(strings.Fields(text), " "), most) }
