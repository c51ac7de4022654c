package service

import (
	"context"
	"errors"
	"strings"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Find returns those who take part and have a mail address, in one organisation or
// in all. It makes a service an identity.Directory.
func (d *Service) Find(ctx context.Context, slug, mail string) ([]identity.Who, error) {
	if mail == "" {
		return nil, nil
	}
	slugs := []string{slug}
	if slug == "" {
		infos, err := d.store.Orgs(ctx)
		if err != nil {
			return nil, err
		}
		slugs = nil
		for _, i := range infos {
			slugs = append(slugs, i.Slug)
		}
	}
	var out []identity.Who
	for _, slug := range slugs {
		s, err := d.Engine.State(ctx, slug)
		if errors.Is(err, ledger.ErrNoOrganisation) {
			continue
		}
		if err != nil {
			return nil, err
		}
		profiles, err := d.store.Profiles(ctx, slug)
		if err != nil {
			return nil, err
		}
		for _, p := range profiles {
			if strings.EqualFold(p.Mail, mail) {
				if who, present := whoIs(s, p); present {
					out = append(out, who)
				}
			}
		}
	}
	return out, nil
}

// Who returns somebody, and false for who does not take part now.
func (d *Service) Who(ctx context.Context, slug string, id org.PersonID) (identity.Who, bool, error) {
	s, err := d.Engine.State(ctx, slug)
	if err != nil {
		return identity.Who{}, false, err
	}
	if p := s.Person(id); p == nil || !p.Present() {
		return identity.Who{}, false, nil
	}
	p, found, err := d.profile(ctx, slug, id)
	if err != nil || !found {
		p = records.Profile{Person: id}
	}
	who, present := whoIs(s, p)
	return who, present && err == nil, err
}

func whoIs(s *org.State, p records.Profile) (identity.Who, bool) {
	row := s.Person(p.Person)
	if row == nil || !row.Present() {
		return identity.Who{}, false
	}
	return identity.Who{
		Slug: s.Slug, OrgName: s.Name, Lang: s.Lang, Person: p.Person, Name: p.Name, Mail: p.Mail, Guest: row.Guest, Steward: row.Steward,
	}, true
}

// Correct changes what somebody is called and where they get mail. The log is not
// touched.
func (d *Service) Correct(ctx context.Context, slug string, p org.PersonID, name, mail string) error {
	was, found, err := d.store.Profile(ctx, slug, p)
	if err != nil {
		return err
	}
	if !found {
		return &org.Error{Code: org.NotFound, Key: "person.unknown", Args: []any{p}}
	}
	was.Name, was.Mail = name, mail
	err = d.store.Amend(ctx, slug, records.Changes{Profiles: []records.Profile{was}})
	d.Renamed(slug)
	return err
}
