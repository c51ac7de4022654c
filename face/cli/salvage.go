package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"orpheus/service"
)

type salvageCmd struct {
	To string `arg:""`
}

// salvagedJSON is what was saved of one organisation.
type salvagedJSON struct {
	Org     string   `json:"org"`
	Version uint64   `json:"version"`
	Until   string   `json:"until,omitzero"`
	Lost    uint64   `json:"lost"`
	Digest  string   `json:"digest,omitzero"`
	Part    []string `json:"not_whole"`
}

func (c *salvageCmd) Run(e *env) error {
	step, end := e.progress("cli.salvaging")
	all, err := service.Salvage(e.ctx, e.data, c.To, step)
	end()
	if errors.Is(err, service.ErrNoBackup) {
		return errors.New(e.say.T("cli.salvage_database"))
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok && errors.Is(err, fs.ErrExist) {
		return errors.New(e.say.T("cli.exists", path.Path))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New(e.say.T("cli.no_path", e.data))
	}
	if err != nil {
		return err
	}
	out, nothing := []salvagedJSON{}, true
	for _, s := range all {
		one := salvagedJSON{s.Slug, s.Version, "", s.Lost, s.Digest, append([]string{}, s.Part...)}
		if one.Org == "" {
			one.Org = fmt.Sprintf("#%d", s.Number)
		}
		if s.Version > 0 {
			nothing = false
			one.Until = s.Until.Std().UTC().Format(time.RFC3339)
		}
		out = append(out, one)
	}
	if e.json {
		err = e.print(out)
	}
	for _, s := range out {
		if !e.json && s.Version > 0 {
			fmt.Fprintf(e.out, "%s  %d  %s\n", s.Org, s.Version, s.Digest)
		}
		s.say(e)
	}
	if err == nil && nothing {
		return errors.New(e.say.T("cli.salvage_nothing"))
	}
	e.note("cli.salvaged", c.To, e.data)
	return err
}

// say says in words what was saved, and what not.
func (s *salvagedJSON) say(e *env) {
	switch {
	case s.Version == 0:
		e.note("cli.salvage_none", s.Org)
	case s.Lost > 0:
		e.note("cli.salvage_until", s.Org, s.Version, s.Until, s.Lost)
	default:
		e.note("cli.salvage_all", s.Org, s.Version, s.Until)
	}
	if len(s.Part) > 0 {
		e.note("cli.salvage_part", s.Org, strings.Join(s.Part, ", "))
	}
}
