package cli

import (
	"fmt"
	"text/tabwriter"
	"time"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

type orgCmd struct {
	Create orgCreateCmd `cmd:""`
	List   orgListCmd   `cmd:""`
	Unlock orgUnlockCmd `cmd:""`
}

type orgCreateCmd struct {
	publicFlag
	Slug   string `arg:""`
	Name   string `required:""`
	Lang   string `default:"en"`
	Zone   string `placeholder:"ZONE"`
	Person string `placeholder:"PERSON"`
	At     string `placeholder:"TIME"`
}

func (c *orgCreateCmd) Run(e *env) error {
	f := service.Founding{Slug: c.Slug, Name: c.Name, Lang: c.Lang, Zone: c.Zone}
	var err error
	if c.Person != "" {
		if f.Person, err = service.ParsePerson(c.Person); err != nil {
			return err
		}
	}
	if err := org.CheckSlug(c.Slug); err != nil {
		return err
	}
	base, err := c.base(e, localURL)
	if err != nil {
		return err
	}
	return e.with(true, func(d *service.Service) error {
		if c.At != "" {
			zone, err := time.LoadLocation(c.Zone)
			if err != nil {
				zone = time.UTC // Found says that there is no such zone
			}
			if f.At, err = service.Moment(c.At, zone); err != nil {
				return usageError{sentence.Refusal(e.say, nil, nil, err)}
			}
		}
		id, err := d.Found(e.ctx, f)
		if err != nil {
			return err
		}
		link := ""
		if id != 0 {
			if link, err = signInLink(e, d, base, c.Slug, id); err != nil {
				return err
			}
		}
		if e.json {
			return e.print(struct {
				Org    string       `json:"org"`
				Person org.PersonID `json:"person"`
				Link   string       `json:"link,omitempty"`
			}{c.Slug, id, link})
		}
		e.note("cli.founded", c.Name, c.Slug)
		if link != "" {
			fmt.Fprintln(e.out, link)
			e.note("cli.link_once")
		}
		return nil
	})
}

type orgListCmd struct{}

func (c *orgListCmd) Run(e *env) error {
	return e.reading(func(d *service.Service) error {
		slugs, err := d.Slugs(e.ctx)
		if err != nil {
			return err
		}
		type row struct {
			Slug    string   `json:"slug"`
			Name    string   `json:"name"`
			Founded org.Time `json:"founded"`
			Version uint64   `json:"version"`
			zone    *time.Location
		}
		rows := []row{}
		for _, slug := range slugs {
			l, err := e.look(d, slug, "")
			if err != nil {
				return err
			}
			rows = append(rows, row{slug, l.State.Name, l.State.Founded, l.Version(), l.Zone()})
		}
		if e.json {
			return e.print(rows)
		}
		if len(rows) == 0 {
			e.note("cli.no_orgs")
		}
		t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
		for _, r := range rows {
			fmt.Fprintf(t, "%s\t%s\t%s\t%d\n", r.Slug, r.Name, service.Day(r.Founded, r.zone), r.Version)
		}
		return t.Flush()
	})
}

type personCmd struct {
	Add    personAddCmd    `cmd:""`
	List   personListCmd   `cmd:""`
	Link   personLinkCmd   `cmd:""`
	Token  personTokenCmd  `cmd:""`
	Leave  personLeaveCmd  `cmd:""`
	Erase  personEraseCmd  `cmd:""`
	Unlock personUnlockCmd `cmd:""`
}

// inOrg is the flag of every command that is about one organisation.
type inOrg struct {
	Org string `required:"" placeholder:"SLUG"`
}

type personAddCmd struct {
	inOrg
	Person  string `arg:""`
	Guest   bool
	Steward bool
}

func (c *personAddCmd) Run(e *env) error {
	p, err := service.ParsePerson(c.Person)
	if err != nil {
		return err
	}
	return e.with(false, func(d *service.Service) error {
		id, err := d.AddPerson(e.ctx, c.Org, p, c.Guest, c.Steward)
		if err != nil {
			return err
		}
		if e.json {
			return e.print(struct {
				Person org.PersonID `json:"person"`
			}{id})
		}
		e.note("cli.person_added", p.Name, id.String())
		return nil
	})
}

type personListCmd struct{ inOrg }

func (c *personListCmd) Run(e *env) error {
	return e.reading(func(d *service.Service) error {
		l, err := e.look(d, c.Org, "")
		if err != nil {
			return err
		}
		profiles, err := d.Profiles(e.ctx, c.Org)
		if err != nil {
			return err
		}
		type row struct {
			ID      org.PersonID `json:"id"`
			Name    string       `json:"name"`
			Mail    string       `json:"mail"`
			Guest   bool         `json:"guest"`
			Steward bool         `json:"steward"`
			Present bool         `json:"present"`
			Since   org.Time     `json:"since"`
		}
		rows := []row{}
		for id, p := range l.State.People() {
			rows = append(rows, row{id, profiles[id].Name, profiles[id].Mail, p.Guest, p.Steward, p.Present(), p.Since})
		}
		if e.json {
			return e.print(rows)
		}
		t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
		for _, r := range rows {
			name := r.Name
			if name == "" {
				name = e.say.T("cli.former_member")
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", r.ID, name, r.Mail, e.part(r.Present, r.Guest, r.Steward))
		}
		return t.Flush()
	})
}

func (e *env) part(present, guest, steward bool) string {
	switch {
	case !present:
		return e.say.T("cli.left")
	case guest:
		return e.say.T("cli.guest")
	case steward:
		return e.say.T("cli.steward")
	}
	return e.say.T("cli.member")
}
