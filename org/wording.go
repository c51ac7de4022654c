package org

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"
)

// Term is a word of the program's that an organisation may have its own for.
type Term uint8

// The terms.
const (
	NoTerm Term = iota
	TermCircle
	TermInitiative
)

var termNames = []string{"", "circle", "initiative"}

func (t Term) String() string { return termNames[t] }

// Words are all terms, by the names used in the log and the API.
func (Term) Words() []string { return termNames[1:] }

// Offered are all of them.
func (Term) Offered() []string { return termNames[1:] }

// MarshalText returns the name used in the log and the API.
func (t Term) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads that name.
func (t *Term) UnmarshalText(b []byte) error { return fromName(t, termNames, string(b), "org.term") }

// Wording is what the organisation calls something in one language, in the forms that
// texts need.
type Wording struct {
	_         struct{} `cbor:",toarray"`
	Lang      string
	Term      Term
	One, Many string
	The, All  string // Danish, with the article at the end
	Neuter    bool   // Dutch: het; Danish: et
}

// longestWording is the longest word of an organisation's own, in characters.
const longestWording = 30

// SetWording gives something the organisation's own word in one language, or the program's
// again.
type SetWording struct {
	Lang   string `json:"language" doc:"in which language: en, nl or da" example:"nl"`
	Term   Term   `json:"term" doc:"what has the word: circle or initiative" example:"circle"`
	One    string `json:"one,omitzero" max:"30" doc:"the word for one; the program's own again where empty" example:"team"`
	Many   string `json:"many,omitzero" max:"30" doc:"the word for several" example:"teams"`
	The    string `json:"the,omitzero" max:"30" doc:"in Danish: the word for one, with its article at the end"`
	All    string `json:"all,omitzero" max:"30" doc:"in Danish: the word for several, with its article at the end"`
	Neuter bool   `json:"neuter,omitzero" doc:"in Dutch: the word has het; in Danish: the word has et" example:"true"`
}

func (a *SetWording) Check(s *State, m Moment) error {
	if err := first(s.mustSteward(m), checkLang(a.Lang)); err != nil {
		return err
	}
	forms := []string{a.One, a.Many, a.The, a.All}
	switch {
	case a.Term == NoTerm:
		return refuse(Invalid, "org.term", "")
	case a.One == "" && a.Many == "" && a.The == "" && a.All == "":
		return nil
	case a.One == "" || a.Many == "":
		return refuse(Invalid, "org.word_forms")
	case a.Lang == "da" && (a.The == "" || a.All == ""):
		return refuse(Invalid, "org.word_danish")
	}
	for _, form := range forms {
		if err := checkWord(form); err != nil {
			return err
		}
	}
	return nil
}

// checkWord says whether a text can stand in sentences as a word: letters, with a blank or a
// hyphen between them.
func checkWord(text string) error {
	if text == "" {
		return nil
	}
	last := ' '
	for _, r := range text {
		between := r == ' ' || r == '-'
		if !unicode.IsLetter(r) && !between || between && !unicode.IsLetter(last) {
			return refuse(Invalid, "org.word", text, longestWording)
		}
		last = r
	}
	if !unicode.IsLetter(last) || utf8.RuneCountInString(text) > longestWording {
		return refuse(Invalid, "org.word", text, longestWording)
	}
	return nil
}

func (a *SetWording) Apply(d *Draft, _ Moment) {
	d.Wordings = slices.DeleteFunc(slices.Clone(d.Wordings), func(w Wording) bool { return w.Lang == a.Lang && w.Term == a.Term })
	if a.One == "" {
		return
	}
	w := Wording{Lang: a.Lang, Term: a.Term, One: a.One, Many: a.Many}
	if a.Lang == "da" {
		w.The, w.All = a.The, a.All
	}
	w.Neuter = a.Neuter && a.Lang != "en"
	d.Wordings = append(d.Wordings, w)
	slices.SortFunc(d.Wordings, func(x, y Wording) int {
		return cmp.Or(cmp.Compare(x.Lang, y.Lang), cmp.Compare(x.Term, y.Term))
	})
}

func (a *SetWording) Say(_ *State, _ *Entry) Said {
	if a.One == "" {
		return say(".none", Tongue(a.Lang))
	}
	return say("", Word(a.One), Tongue(a.Lang))
}

// Open begins with the words there are, where it is said for what.
func (a *SetWording) Open(s *State) {
	if a.Lang == "" {
		a.Lang = s.Lang
	}
	if a.Term == NoTerm {
		a.Term = TermCircle
	}
	if w, ok := s.Wording(a.Lang, a.Term); ok {
		a.One, a.Many, a.The, a.All, a.Neuter = w.One, w.Many, w.The, w.All, w.Neuter
	}
}

func (*SetWording) Concern(PersonID) (Ref, CircleID) { return RefOf(Root), 0 }

// Wording is the organisation's own word for something in a language; false for none.
func (o *Organisation) Wording(lang string, t Term) (Wording, bool) {
	for _, w := range o.Wordings {
		if w.Lang == lang && w.Term == t {
			return w, true
		}
	}
	return Wording{}, false
}
