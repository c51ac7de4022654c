package demo

import (
	"context"
	"math/rand/v2"

	"orpheus/org"
	"orpheus/service"
)

// Suggest has people who named something choose to be suggested to others, most of them, for
// one to three things at once. That is no act: it stands beside a story that was grown, and
// draws from a source of its own.
func Suggest(ctx context.Context, d *service.Service, o Options) error {
	slug := o.Slug
	if slug == "" {
		slug = "linde"
	}
	s, err := d.Look(ctx, slug, 0)
	if err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(o.Seed, 4471))
	asked := map[org.PersonID]bool{}
	for _, z := range s.Strengths() {
		if asked[z.Person] || !z.Named() || !s.Person(z.Person).Present() {
			continue
		}
		asked[z.Person] = true
		if rng.Float64() < 0.3 || len(asked) > mostSuggested {
			continue
		}
		v, err := d.As(ctx, slug, z.Person)
		if err != nil {
			return err
		}
		if err := v.BeSuggested(ctx, 1+rng.IntN(3)); err != nil {
			return err
		}
	}
	return nil
}

// mostSuggested is of how many people it is told: each is a transaction of its own.
const mostSuggested = 300
