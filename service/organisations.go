package service

import (
	"context"
	"slices"

	"orpheus/org"
)

// Slugs lists the organisations in the store by their place in addresses. None of them
// is loaded for that.
func (d *Service) Slugs(ctx context.Context) ([]string, error) {
	infos, err := d.store.Orgs(ctx)
	slugs := make([]string, 0, len(infos))
	for _, i := range infos {
		slugs = append(slugs, i.Slug)
	}
	return slugs, err
}

// Has reports whether there is an organisation, without loading it.
func (d *Service) Has(ctx context.Context, slug string) (bool, error) {
	all, err := d.Slugs(ctx)
	return slices.Contains(all, slug), err
}

// Organisation returns what anybody may know of an organisation, or ErrNoOrganisation.
func (d *Service) Organisation(ctx context.Context, slug string) (org.Organisation, error) {
	s, err := d.engine.State(ctx, slug)
	if err != nil {
		return org.Organisation{}, err
	}
	return s.Organisation, nil
}
