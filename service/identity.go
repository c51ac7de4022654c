package service

import (
	"context"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/store/records"
)

// Find returns those who take part and have a mail address, in one organisation or
// in all. It makes a service an identity.Directory.
func (d *Service) Find(ctx context.Context, slug, mail string) ([]identity.Who, error) {
	places, err := d.store.ByMail(ctx, mail)
	if err != nil {
		return nil, err
	}
	var out []identity.Who
	for _, at := range places {
		if slug != "" && at.Slug != slug {
			continue
		}
		who, present, err := d.Who(ctx, at.Slug, at.Person)
		if err != nil {
			return nil, err
		}
		if present {
			out = append(out, who)
		}
	}
	return out, nil
}

// Who returns somebody, and false for who does not take part now.
func (d *Service) Who(ctx context.Context, slug string, id org.PersonID) (identity.Who, bool, error) {
	s, err := d.engine.StateSince(ctx, slug, known(ctx))
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

// ErrAddress is a mail address that somebody else of the organisation has.
var ErrAddress = records.ErrTaken

// Correct changes what somebody is called and where they get mail. The log is not
// touched. An address that somebody else has is refused.
func (d *Service) Correct(ctx context.Context, slug string, p org.PersonID, name, mail string) error {
	was, found, err := d.store.Profile(ctx, slug, p)
	if err != nil {
		return err
	}
	if !found {
		return &org.Error{Code: org.NotFound, Key: "person.unknown", Args: []any{p}}
	}
	c := records.Changes{}
	if records.MailKey(was.Mail) != records.MailKey(mail) {
		c.Claims = []org.PersonID{p}
	}
	was.Name, was.Mail = name, mail
	if was, err = tidy(was); err != nil {
		return err
	}
	c.Profiles = []records.Profile{was}
	return d.store.Amend(ctx, slug, c)
}
