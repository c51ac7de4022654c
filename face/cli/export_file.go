package cli

import (
	"errors"
	"strings"

	"orpheus/face/out"
	"orpheus/internal/circlepack"
	"orpheus/org"
	"orpheus/service"
)

// file writes what an organisation takes along as a file: a workbook, a picture, a book. It is cut
// to what somebody may see, where a person is named.
func (c *exportCmd) file(e *env) error {
	if c.Personal {
		return e.usage("cli.export_personal")
	}
	return e.reading(func(d *service.Service) error {
		l, err := e.lookAs(d, c.Org, c.For, c.At)
		if err != nil {
			return err
		}
		f, err := out.Make(e.ctx, circlepack.NewMemory(out.PlacesKept), l, e.say, c.Kind, !c.Nameless)
		if unknown := (&out.UnknownKindError{}); errors.As(err, &unknown) {
			return e.usage("cli.export_kinds", c.Kind, strings.Join(out.Kinds(), ", "))
		}
		if err != nil {
			return err
		}
		_, err = e.raw.Write(f.Body)
		return err
	})
}

// lookAs returns the organisation at the moment given as text, as somebody sees it; for nobody as
// whoever runs the program does.
func (e *env) lookAs(d *service.Service, slug, person, text string) (*service.Look, error) {
	if person == "" {
		return e.look(d, slug, text)
	}
	id, err := org.ParseID[org.PersonID](person)
	if err != nil {
		return nil, e.usage("cli.export_for", person)
	}
	v, err := d.As(e.ctx, slug, id)
	if err != nil {
		return nil, err
	}
	now, err := v.Look(e.ctx, 0)
	if err != nil || text == "" {
		return now, err
	}
	at, err := e.past(now.Zone(), text)
	if err != nil {
		return nil, err
	}
	return v.Look(e.ctx, at)
}
