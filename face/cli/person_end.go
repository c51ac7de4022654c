package cli

import (
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

type personLeaveCmd struct {
	inOrg
	Person string `arg:""`
}

func (c *personLeaveCmd) Run(e *env) error {
	id, err := parseID[org.PersonID](e, c.Person)
	if err != nil {
		return err
	}
	return e.with(false, func(d *service.Service) error {
		v, err := d.As(e.ctx, c.Org, service.Nobody)
		if err != nil {
			return err
		}
		if _, err := v.Do(e.ctx, service.Asked{Act: &org.LeavePerson{Person: id}}); err != nil {
			return err
		}
		e.note("cli.person_left", id.String())
		return nil
	})
}

type personEraseCmd struct {
	inOrg
	Person    string `arg:""`
	KeepTexts bool
	Yes       bool `short:"y"`
}

func (c *personEraseCmd) Run(e *env) error {
	id, err := parseID[org.PersonID](e, c.Person)
	if err != nil {
		return err
	}
	if !c.Yes {
		return e.usage("cli.erase_yes", id.String())
	}
	return e.with(false, func(d *service.Service) error {
		if err := d.Erase(e.ctx, c.Org, id, c.KeepTexts); err != nil {
			return err
		}
		e.note("cli.person_erased", id.String())
		return nil
	})
}

// parseID reads an id; a mistake is wrong use.
func parseID[ID interface {
	~uint32
	String() string
}](e *env, text string) (ID, error) {
	id, err := org.ParseID[ID](text)
	if err != nil {
		return 0, e.usage("cli.id", sentence.Quote(e.say, text), ID(7).String())
	}
	return id, nil
}
