package service

import (
	"context"
	"time"
)

// Organisation is what is known of an organisation from outside.
type Organisation struct {
	Slug    string
	Name    string
	Lang    string
	Zone    *time.Location
	Founded time.Time
}

// Organisations lists those in the store, by slug.
func (d *Service) Organisations(ctx context.Context) ([]Organisation, error) {
	infos, err := d.store.Orgs(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Organisation, 0, len(infos))
	for _, i := range infos {
		o, err := d.Organisation(ctx, i.Slug)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// Organisation returns one of them, or ErrNoOrganisation.
func (d *Service) Organisation(ctx context.Context, slug string) (Organisation, error) {
	s, err := d.Engine.State(ctx, slug)
	if err != nil {
		return Organisation{}, err
	}
	return Organisation{Slug: s.Slug, Name: s.Name, Lang: s.Lang, Zone: Zone(s), Founded: s.Founded.Std()}, nil
}
