package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
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
	return e.reading(func(d *service.Service) error {
		l, err := e.look(d, c.Org, "")
		if err != nil {
			return err
		}
		f, err := c.filter(e, l)
		if err != nil {
			return err
		}
		now, zone := time.Now(), l.Zone()
		for _, told := range l.Entries(e.ctx, 0) {
			if told.Err != nil {
				return told.Err
			}
			entry := told.Entry
			if entry == nil || !f.Wants(entry) {
				continue
			}
			if e.json {
				err = e.line(view.EntryOf(*entry))
			} else {
				_, err = fmt.Fprintf(e.out, "%6d  %s  %s\n", entry.Seq, entry.At.Std().In(zone).Format("2006-01-02 15:04"),
					oneLine(sentence.Act(e.say, l.Name, l.State, *entry, now, zone)))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// oneLine is a text on one line: nobody writes a line of the log with the words of another.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func (c *logCmd) filter(e *env, l *service.Look) (f service.Filter, err error) {
	if f.Since, err = e.past(l.Zone(), c.Since); err != nil {
		return f, err
	}
	if f.Until, err = e.moment(l.Zone(), c.Until); err != nil {
		return f, err
	}
	if c.By != "" {
		if f.By, err = parseID[org.PersonID](e, c.By); err != nil {
			return f, err
		}
		if l.State.Person(f.By) == nil {
			return f, &org.Error{Code: org.NotFound, Key: "person.unknown", Args: []any{f.By}}
		}
	}
	if c.About != "" {
		if f.About, err = e.parseRef(c.About); err != nil {
			return f, err
		}
		if !known(l.State, f.About) {
			return f, errors.New(e.say.T("cli.about_unknown", f.About.String()))
		}
	}
	if c.Kind != "" && org.KindNamed(c.Kind) == nil {
		return f, e.usage("cli.kind", c.Kind)
	}
	f.Kind = c.Kind
	return f, nil
}

// parseRef reads an id of any kind, which needs its letter.
func (e *env) parseRef(text string) (org.Ref, error) {
	letter := strings.ToUpper(text[:1])[0]
	n, err := strconv.ParseUint(text[1:], 10, 32)
	if err != nil || n == 0 || letter < 'A' || letter > 'Z' {
		return org.Ref{}, e.usage("cli.id", sentence.Quote(e.say, text), "C3")
	}
	return org.Ref{Letter: letter, N: uint32(n)}, nil
}

// known reports whether there is, or was, such a thing.
func known(s *org.State, r org.Ref) bool {
	switch r.Letter {
	case 'P':
		return s.Person(org.PersonID(r.N)) != nil
	case 'V':
		return s.StandIn(org.StandInID(r.N)) != nil
	case 'Z':
		return s.Strength(org.StrengthID(r.N)) != nil
	}
	return s.HomeOf(r) != 0
}
