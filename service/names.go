package service

import (
	"context"
	"time"

	"orpheus/org"
	"orpheus/service/projection"
	"orpheus/store/records"
)

// Names are what the people of an organisation are called today.
type Names = projection.Names

// namesKept is how long the names of people are taken to be what they were when read:
// another program may set one right without any act.
const namesKept = time.Minute

// Renamed says that a name was set right in the records, without any act.
func (d *Service) Renamed(slug string) { d.Engine.Amended(slug) }

// NamesOf returns today's name of everybody in state s or a later one; those who were
// erased have none. Names that another program set right are known within a
// minute.
func (d *Service) NamesOf(ctx context.Context, s *org.State) (*Names, error) {
	n, _, err := d.names.Of(ctx, d.Engine, s.Slug)
	if err == nil && d.now().Sub(n.Read) >= namesKept {
		d.Engine.Amended(s.Slug)
		n, _, err = d.names.Of(ctx, d.Engine, s.Slug)
	}
	return n, err
}

// profile returns what is known of somebody.
func (d *Service) profile(ctx context.Context, slug string, id org.PersonID) (records.Profile, bool, error) {
	p, _, err := d.profiles.Of(ctx, d.Engine, slug)
	if err != nil {
		return records.Profile{}, false, err
	}
	return p.Of(id, d.now(), func() (records.Profile, bool, error) { return d.store.Profile(ctx, slug, id) })
}
