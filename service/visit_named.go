package service

import (
	"context"

	"orpheus/org"
	"orpheus/service/search"
)

// Ordered returns everybody who has a name, in the order of a language, and of whom may
// lets one be told: Sight.Sees or Sight.Knows.
func (l *Look) Ordered(lang string, may func(org.Ref) bool) []org.PersonID {
	all := l.names.Ordered(lang)
	out := make([]org.PersonID, 0, len(all))
	for _, id := range all {
		if may(org.RefOf(id)) {
			out = append(out, id)
		}
	}
	return out
}

// Called reports whether the visitor knows somebody by a name that fits a query.
func (l *Look) Called(id org.PersonID, m search.Match) bool {
	_, known := l.Known(id)
	return known && l.names.Fits(id, m)
}

// Named is something that somebody says about themselves, in their words.
type Named struct {
	Strength org.StrengthID
	Person   org.PersonID
	Text     string
	Folded   string // as search.Fold has it
}

// Named returns what people name about themselves, as far as the visitor may see it, in
// the order in which it was named. What somebody took back is in no past either.
func (l *Look) Named(ctx context.Context, as org.Naming) ([]Named, error) {
	words, _, err := l.v.d.strengths.Of(ctx, l.v.d.engine, l.v.slug)
	if err != nil {
		return nil, err
	}
	var out []Named
	for id, z := range l.State.Strengths() {
		text := words.Words[id]
		if text != "" && z.As == as && z.Named() && l.Sight.Sees(org.RefOf(id)) && l.names.Of(z.Person) != "" {
			out = append(out, Named{id, z.Person, text, words.Folded[id]})
		}
	}
	return out, nil
}
