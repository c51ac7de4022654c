package cli

import (
	"context"
	"errors"
	"fmt"

	"orpheus/desk"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/records"
	"orpheus/web"
)

// Do does an act that a page asks for.
func (p *pages) Do(ctx context.Context, slug string, a web.Asked) (web.Answer, error) {
	r := ledger.Request{Act: a.Act, By: a.By, Face: a.Face, Key: a.Key}
	if a.Profile != nil {
		r.Profile = &records.Profile{Name: a.Profile.Name, Mail: a.Profile.Mail}
	}
	done, err := p.desk.Engine.Do(ctx, slug, r)
	if errors.Is(err, ledger.ErrNoOrganisation) {
		err = fmt.Errorf("%w: %w", web.ErrNotFound, err)
	}
	return web.Answer{Entries: done.Entries, State: done.State, Repeated: done.Repeated}, err
}

// Profiles returns what is known of everybody.
func (p *pages) Profiles(ctx context.Context, slug string) (map[org.PersonID]web.Profile, error) {
	all, err := p.desk.Store().Profiles(ctx, slug)
	out := make(map[org.PersonID]web.Profile, len(all))
	for _, one := range all {
		out[one.Person] = web.Profile{Name: one.Name, Mail: one.Mail}
	}
	return out, err
}

// SaveProfile corrects a name and mail address.
func (p *pages) SaveProfile(ctx context.Context, slug string, id org.PersonID, to web.Profile) error {
	return p.desk.Correct(ctx, slug, id, to.Name, to.Mail)
}

// Found begins an organisation.
func (p *pages) Found(ctx context.Context, f web.Founding) (org.PersonID, error) {
	return p.desk.Found(ctx, desk.Founding{
		Slug: f.Slug, Name: f.Name, Lang: f.Lang, Zone: f.Zone, Person: records.Profile{Name: f.First.Name, Mail: f.First.Mail},
	})
}
