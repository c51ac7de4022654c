package service

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Founding is what an organisation begins with.
type Founding struct {
	Slug, Name, Lang, Zone string
	Person                 records.Profile // its first person, a steward; none where the name is empty
	At                     org.Time        // when; now where zero
}

// Found begins an organisation, now or at a moment that was.
func (d *Service) Found(ctx context.Context, f Founding) (org.PersonID, error) {
	if f.Zone != "" {
		if _, err := time.LoadLocation(f.Zone); err != nil {
			return 0, &org.Error{Code: org.Invalid, Key: "org.zone", Args: []any{f.Zone}, Cause: err}
		}
	}
	var err error
	if f.At, err = d.past(f.At); err != nil {
		return 0, err
	}
	found := &org.FoundOrganisation{Slug: f.Slug, Name: f.Name, Lang: f.Lang, Zone: f.Zone}
	if err := d.Engine.Found(ctx, found, f.At); err != nil {
		return 0, err
	}
	if f.Person.Name == "" {
		return 0, nil
	}
	var id org.PersonID
	_, err = d.Engine.Bulk(ctx, f.Slug, f.At, org.Operator, func(b *ledger.Bulk) error {
		join := &org.JoinPerson{}
		if err := b.Do(join); err != nil {
			return err
		}
		id = join.Person
		b.Join(id, f.Person)
		return b.Do(&org.SetSteward{Person: id, Steward: true})
	})
	return id, err
}

// AddPerson adds a member or a guest.
func (d *Service) AddPerson(ctx context.Context, slug string, p records.Profile, guest, steward bool) (org.PersonID, error) {
	var id org.PersonID
	_, err := d.Engine.Bulk(ctx, slug, 0, org.Operator, func(b *ledger.Bulk) error {
		join := &org.JoinPerson{Guest: guest}
		if err := b.Do(join); err != nil {
			return err
		}
		id = join.Person
		b.Join(id, p)
		if steward {
			return b.Do(&org.SetSteward{Person: id, Steward: true})
		}
		return nil
	})
	return id, err
}

// Erase takes everything personal about somebody out of the records for good.
// The log stays as it is.
func (d *Service) Erase(ctx context.Context, slug string, p org.PersonID, keepTexts bool) error {
	_, err := d.Engine.Do(ctx, slug, ledger.Request{Act: &org.ErasePerson{Person: p, KeepTexts: keepTexts}})
	return err
}

// ParsePerson reads "Name <mail>", or a name alone.
func ParsePerson(text string) (records.Profile, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return records.Profile{}, &org.Error{Code: org.Invalid, Key: "name.missing"}
	}
	if !strings.Contains(text, "<") {
		return records.Profile{Name: text}, nil
	}
	a, err := mail.ParseAddress(text)
	if err != nil || a.Name == "" {
		return records.Profile{}, &org.Error{Code: org.Invalid, Key: "person.address", Args: []any{text}, Cause: err}
	}
	return records.Profile{Name: a.Name, Mail: a.Address}, nil
}
