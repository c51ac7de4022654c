package service

import (
	"context"

	"orpheus/org"
	"orpheus/service/search"
)

// Search finds, among what the visitor sees, things by the words of their names and
// texts by their words: at most limit of each kind. Any query is fine.
func (v *Visit) Search(ctx context.Context, query string, limit int) (Results, error) {
	if _, err := v.present(ctx); err != nil {
		return Results{}, err
	}
	return v.d.search(ctx, v.slug, query, limit, func(s *org.State) search.Sees { return v.sight(s, s).Sees })
}
