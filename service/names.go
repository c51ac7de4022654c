package service

import (
	"context"

	"orpheus/org"
	"orpheus/service/projection"
	"orpheus/store/records"
)

// Names are what the people of an organisation are called today.
type Names = projection.Names

// NamesOf returns the name that everybody in state s or a later one has when it is
// asked, whoever gave it; those who were erased have none.
func (d *Service) NamesOf(ctx context.Context, s *org.State) (*Names, error) {
	n, _, err := d.names.Of(ctx, d.engine, s.Slug)
	return n, err
}

// profile returns what is known of somebody.
func (d *Service) profile(ctx context.Context, slug string, id org.PersonID) (records.Profile, bool, error) {
	p, _, err := d.profiles.Of(ctx, d.engine, slug)
	if err != nil {
		return records.Profile{}, false, err
	}
	return p.Of(id, func() (records.Profile, bool, error) { return d.store.Profile(ctx, slug, id) })
}
