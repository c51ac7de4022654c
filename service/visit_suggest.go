package service

import (
	"context"
	"maps"

	"orpheus/identity"
)

// Suggested is what the visitor said about being suggested.
func (v *Visit) Suggested(ctx context.Context) (identity.Suggest, error) {
	return v.d.Identity("").Suggested(ctx, v.slug, v.who)
}

// SaySuggest has change what the visitor said about being suggested. What leading something would
// give them is not kept once that is not open: nobody asks any more.
func (v *Visit) SaySuggest(ctx context.Context, change func(*identity.Suggest)) error {
	s, err := v.present(ctx)
	if err != nil {
		return err
	}
	open := map[string]bool{}
	for _, o := range s.Openings() {
		open[o.Ref.String()] = true
	}
	return v.d.Identity("").Suggesting(ctx, v.slug, v.who, func(said *identity.Suggest) {
		change(said)
		maps.DeleteFunc(said.Energy, func(thing string, _ int) bool { return !open[thing] })
	})
}

// BeSuggested has the visitor be suggested to others, for so many things at once.
func (v *Visit) BeSuggested(ctx context.Context, most int) error {
	return v.SaySuggest(ctx, func(s *identity.Suggest) { s.On, s.Most = true, most })
}
