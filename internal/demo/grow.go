package demo

import (
	"context"

	"orpheus/service"
)

// Grow writes the story into a store that has no organisation of that slug yet.
// On an error, or when ctx ends, what was written stays. step, where not nil, is
// told how many deeds are done.
func Grow(ctx context.Context, d *service.Service, o Options, step func(done int)) error {
	deeds, err := Deeds(o)
	if err != nil {
		return err
	}
	slug := o.Slug
	if slug == "" {
		slug = "linde"
	}
	return d.Tell(ctx, slug, deeds, o.End(), step)
}
