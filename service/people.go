package service

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/store/records"
)

// Profile is what is known of somebody beside the log.
type Profile = records.Profile

// Founding is what an organisation begins with.
type Founding struct {
	Slug, Name, Lang, Zone string
	Person                 records.Profile // its first person, a steward; none where the name is empty
	At                     org.Time        // when; now where zero
	Use                    *records.Use    // the link that allows it; nil where none is needed
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
	if f.Person.Name != "" || f.Person.Mail != "" {
		if f.Person, err = tidy(f.Person); err != nil {
			return 0, err
		}
	}
	found := &org.FoundOrganisation{Slug: f.Slug, Name: f.Name, Lang: f.Lang, Zone: f.Zone}
	var id org.PersonID
	err = d.engine.Found(ctx, found, f.At, func(b *ledger.Bulk) error {
		if f.Use != nil {
			b.Amend(records.Changes{Uses: []records.Use{*f.Use}})
		}
		if f.Person.Name == "" {
			return nil
		}
		join := &org.JoinPerson{}
		if err := b.Add(join, f.Person); err != nil {
			return err
		}
		id = join.Person
		return b.Do(&org.SetSteward{Person: id, Steward: true})
	})
	return id, err
}

// AddPerson adds a member or a guest; who has the address and left comes back.
func (d *Service) AddPerson(ctx context.Context, slug string, p records.Profile, guest, steward bool) (org.PersonID, error) {
	p, err := tidy(p)
	if err != nil {
		return 0, err
	}
	var id org.PersonID
	_, err = d.engine.Bulk(ctx, slug, 0, org.Operator, func(b *ledger.Bulk) error {
		join := &org.JoinPerson{Guest: guest}
		if err := b.Add(join, p); err != nil {
			return err
		}
		id = join.Person
		if steward {
			return b.Do(&org.SetSteward{Person: id, Steward: true})
		}
		return nil
	})
	return id, err
}

// tidy returns what is to be known of somebody as it is kept: without blanks around it. The
// name of a person is held to the rule of all names, and an address is one, or none.
func tidy(p records.Profile) (records.Profile, error) {
	p.Name, p.Mail = strings.TrimSpace(p.Name), strings.TrimSpace(p.Mail)
	if err := org.CheckName(p.Name); err != nil {
		return p, err
	}
	if p.Mail != "" && !form.IsMail(p.Mail) {
		return p, &org.Error{Code: org.Invalid, Key: "person.address", Args: []any{p.Mail}}
	}
	return p, nil
}

// Erase takes everything personal about somebody out of the records for good.
// The log stays as it is.
func (d *Service) Erase(ctx context.Context, slug string, p org.PersonID, keepTexts bool) error {
	done, err := d.engine.Do(ctx, slug, ledger.Request{Act: &org.ErasePerson{Person: p, KeepTexts: keepTexts}})
	if err != nil {
		return err
	}
	return d.tidyFeedback(ctx, slug, done.State, nil)
}

// ParsePerson reads "Name <mail>", or a name alone. The name is what stands before the
// address, as it is; quotes around all of it are taken off. An address that no mail
// can go to is refused.
func ParsePerson(text string) (records.Profile, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return records.Profile{}, &org.Error{Code: org.Invalid, Key: "name.missing"}
	}
	name, rest, found := cutLast(text, "<")
	if !found {
		return tidy(records.Profile{Name: text})
	}
	address, closed := strings.CutSuffix(rest, ">")
	name = strings.TrimSpace(name)
	if inner, quoted := strings.CutPrefix(name, `"`); quoted && strings.HasSuffix(inner, `"`) {
		name = strings.TrimSpace(strings.ReplaceAll(strings.TrimSuffix(inner, `"`), `\"`, `"`))
	}
	a, err := mail.ParseAddress("<" + address + ">")
	if err != nil || !closed || name == "" || a.Address != strings.TrimSpace(address) {
		return records.Profile{}, &org.Error{Code: org.Invalid, Key: "person.address", Args: []any{text}, Cause: err}
	}
	return tidy(records.Profile{Name: name, Mail: a.Address})
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
