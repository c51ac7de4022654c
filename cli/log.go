package cli

import (
	"fmt"
	"strings"
	"time"

	"orpheus/desk"
	"orpheus/org"
	"orpheus/tell"
	"orpheus/wire"
)

type logCmd struct {
	inOrg
	Since string `placeholder:"TIME"`
	Until string `placeholder:"TIME"`
	By    string `placeholder:"P1"`
	About string `placeholder:"C3"`
	Kind  string `placeholder:"KIND"`
}

func (c *logCmd) Run(e *env) error {
	return e.reading(func(d *desk.Desk) error {
		f, err := c.filter(e, d)
		if err != nil {
			return err
		}
		s, err := d.Engine.State(e.ctx, c.Org)
		if err != nil {
			return err
		}
		names, err := e.namer(d, c.Org)
		if err != nil {
			return err
		}
		now, zone := time.Now(), desk.Zone(s)
		for entry, err := range d.Entries(e.ctx, c.Org, 0) {
			if err != nil {
				return err
			}
			if !f.Wants(&entry) {
				continue
			}
			if e.json {
				err = e.line(wire.EntryOf(entry))
			} else {
				_, err = fmt.Fprintf(e.out, "%6d  %s  %s\n", entry.Seq, entry.At.Std().In(zone).Format("2006-01-02 15:04"),
					tell.Act(e.say, names, s, entry, now, zone))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *logCmd) filter(e *env, d *desk.Desk) (f desk.Filter, err error) {
	if f.Since, err = e.past(d, c.Org, c.Since); err != nil {
		return f, err
	}
	if f.Until, err = e.moment(d, c.Org, c.Until); err != nil {
		return f, err
	}
	if c.By != "" {
		if f.By, err = parseID[org.PersonID](c.By); err != nil {
			return f, err
		}
	}
	if c.About != "" {
		if f.About, err = parseRef(c.About); err != nil {
			return f, err
		}
	}
	if c.Kind != "" && org.KindNamed(c.Kind) == nil {
		return f, e.usage("cli.kind", c.Kind)
	}
	f.Kind = c.Kind
	return f, nil
}

// parseRef reads an id of any kind, which needs its letter.
func parseRef(text string) (org.Ref, error) {
	if text == "" {
		return org.Ref{}, usageError{"an id is a letter and a number, as C3"}
	}
	letter := strings.ToUpper(text[:1])[0]
	var n uint32
	if _, err := fmt.Sscanf(text[1:], "%d", &n); err != nil || n == 0 || letter < 'A' || letter > 'Z' {
		return org.Ref{}, usageError{fmt.Sprintf("%q is no id: a letter and a number is, as C3", text)}
	}
	return org.Ref{Letter: letter, N: n}, nil
}
