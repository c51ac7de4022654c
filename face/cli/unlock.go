package cli

import (
	"orpheus/org"
	"orpheus/service"
)

type orgUnlockCmd struct {
	Slug string `arg:""`
}

// Run has links and passwords let in again where stewards required something that none of them
// can do.
func (c *orgUnlockCmd) Run(e *env) error {
	return e.with(false, func(d *service.Service) error {
		if err := d.RequireNothing(e.ctx, c.Slug); err != nil {
			return err
		}
		e.note("cli.org_unlocked", c.Slug)
		return nil
	})
}

type personUnlockCmd struct {
	inOrg
	Person string `arg:""`
}

// Run removes the passkeys and recovery codes of somebody who lost them.
func (c *personUnlockCmd) Run(e *env) error {
	id, err := parseID[org.PersonID](e, c.Person)
	if err != nil {
		return err
	}
	return e.with(false, func(d *service.Service) error {
		if err := present(e, d, c.Org, id); err != nil {
			return err
		}
		if err := d.Identity(localURL).ForgetPasskeys(e.ctx, c.Org, id); err != nil {
			return err
		}
		e.note("cli.person_unlocked", id.String())
		return nil
	})
}
