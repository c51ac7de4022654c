package service

import "context"

// Search finds, among what the visitor sees, things by the words of their names and
// texts by their words: at most limit of each kind. Any query is fine.
func (v *Visit) Search(ctx context.Context, query string, limit int) (Results, error) {
	if _, err := v.present(ctx); err != nil {
		return Results{}, err
	}
	if v.who == Nobody {
		return v.d.SearchAll(ctx, v.slug, query, limit)
	}
	return v.d.Search(ctx, v.slug, v.who, query, limit)
}
