package cli

import (
	"errors"
	"fmt"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
)

type personLinkCmd struct {
	inOrg
	publicFlag
	Person string `arg:""`
}

// Run prints a link that signs somebody in.
func (c *personLinkCmd) Run(e *env) error {
	base, err := c.base(e, localURL)
	if err != nil {
		return err
	}
	id, err := parseID[org.PersonID](e, c.Person)
	if err != nil {
		return err
	}
	return e.with(false, func(d *service.Service) error {
		if err := present(e, d, c.Org, id); err != nil {
			return err
		}
		link, err := signInLink(e, d, base, c.Org, id)
		if err != nil {
			return err
		}
		if e.json {
			return e.print(struct {
				Link string `json:"link"`
			}{link})
		}
		fmt.Fprintln(e.out, link)
		e.note("cli.link_once")
		return nil
	})
}

// signInLink makes a link to be shown in a terminal.
func signInLink(e *env, d *service.Service, base, slug string, p org.PersonID) (string, error) {
	return d.Identity(base).NewLink(e.ctx, identity.Link{Kind: identity.SignIn, Org: slug, Person: p, Printed: true})
}

// present refuses people who do not take part.
func present(e *env, d *service.Service, slug string, p org.PersonID) error {
	_, there, err := d.Who(e.ctx, slug, p)
	if err == nil && !there {
		err = &org.Error{Code: org.Conflict, Key: "person.gone", Args: []any{p}}
	}
	return err
}

type personTokenCmd struct {
	inOrg
	Person string `arg:""`
	Name   string `required:"" placeholder:"NAME"`
	Days   uint16 `default:"365"`
	Reads  bool   `name:"read-only"`
}

// Run prints a token once.
func (c *personTokenCmd) Run(e *env) error {
	id, err := parseID[org.PersonID](e, c.Person)
	if err != nil {
		return err
	}
	return e.with(false, func(d *service.Service) error {
		if err := present(e, d, c.Org, id); err != nil {
			return err
		}
		token, err := d.Identity(localURL).NewToken(e.ctx, c.Org, id, c.Name, identity.TokenTerms{For: time.Duration(c.Days) * 24 * time.Hour, Reads: c.Reads})
		if errors.Is(err, identity.ErrTerm) || c.Days == 0 {
			return e.usage("cli.token_days")
		}
		if errors.Is(err, identity.ErrName) {
			return e.usage("cli.token_name")
		}
		if err != nil {
			return err
		}
		if e.json {
			return e.print(struct {
				Token string `json:"token"`
			}{token})
		}
		fmt.Fprintln(e.out, token)
		e.note("cli.token_once")
		return nil
	})
}
