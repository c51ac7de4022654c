package cli

import (
	"context"
	"errors"
	"fmt"

	"orpheus/face/web"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
)

// Search finds names and texts.
func (p *pages) Search(ctx context.Context, slug string, viewer org.PersonID, query string, limit int) (web.Found, error) {
	var r service.Results
	var err error
	if viewer == 0 {
		r, err = p.desk.SearchAll(ctx, slug, query, limit)
	} else {
		r, err = p.desk.Search(ctx, slug, viewer, query, limit)
	}
	if errors.Is(err, ledger.ErrNoOrganisation) {
		err = fmt.Errorf("%w: %w", web.ErrNotFound, err)
	}
	if err != nil {
		return web.Found{}, err
	}
	out := web.Found{MoreTexts: r.MoreTexts, Reading: r.Reading}
	if r.Thing != nil {
		out.Thing = &web.Hit{Ref: r.Thing.Ref, Name: r.Thing.Name, Past: r.Thing.Past}
	}
	for _, g := range r.Groups {
		group := web.HitGroup{Letter: g.Letter, More: g.More}
		for _, h := range g.Hits {
			group.Hits = append(group.Hits, web.Hit{Ref: h.Ref, Name: h.Name, Past: h.Past})
		}
		out.Groups = append(out.Groups, group)
	}
	for _, h := range r.Texts {
		hit := web.TextHit{Ref: h.Ref, By: h.By, At: h.At}
		for _, part := range h.Snippet {
			hit.Snippet = append(hit.Snippet, web.Snip{Text: part.Text, Found: part.Found})
		}
		out.Texts = append(out.Texts, hit)
	}
	return out, nil
}
