package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"orpheus/service"
)

type exportCmd struct {
	inOrg
	Personal bool
	Kind     string `placeholder:"KIND"`
	At       string `placeholder:"TIME"`
	For      string `placeholder:"PERSON"`
	Nameless bool
}

func (c *exportCmd) Run(e *env) error {
	if c.Kind != "" {
		return c.file(e)
	}
	if c.At != "" || c.For != "" || c.Nameless {
		return e.usage("cli.export_kind")
	}
	return e.reading(func(d *service.Service) error {
		step, end := e.progress("cli.exporting")
		err := d.Export(e.ctx, c.Org, c.Personal, e.raw, func(done uint64) { step(int(done)) })
		end()
		return err
	})
}

type restoreCmd struct {
	File     string `arg:""`
	Copy     bool
	Redate   bool
	Identity string `placeholder:"FILE"`
	elsewhereFlags
}

// replace puts a backup in the place of the store.
func (c *restoreCmd) replace(e *env) (err error) {
	file, drop, err := c.opened(e)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, drop()) }()
	kept, err := service.Replace(e.ctx, e.data, file)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New(e.say.T("cli.no_path", c.File))
	}
	if errors.Is(err, service.ErrNoBackup) {
		return errors.New(e.say.T("cli.no_backup"))
	}
	if err != nil {
		return err
	}
	e.note("cli.replaced", e.data, c.File)
	if kept != "" {
		e.note("cli.kept", kept)
	}
	return nil
}

func (c *restoreCmd) Run(e *env) error {
	if c.Copy && c.Redate {
		return e.usage("cli.restore_both")
	}
	if c.Copy {
		return c.replace(e)
	}
	var in io.Reader = e.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if errors.Is(err, fs.ErrNotExist) {
			return errors.New(e.say.T("cli.no_path", c.File))
		}
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	return e.with(true, func(d *service.Service) error {
		step, end := e.progress("cli.restoring")
		restore := d.Restore
		if c.Redate {
			restore = d.RestoreRedated
		}
		done, err := restore(e.ctx, bufio.NewReaderSize(in, 1<<16), func(n, _ uint64) { step(int(n)) })
		end()
		if err != nil {
			return err
		}
		if done.Kept > 0 {
			e.note("cli.names_kept", done.Kept)
		}
		if e.json {
			return e.print(struct {
				Org     string `json:"org"`
				Version uint64 `json:"version"`
				Digest  string `json:"digest"`
			}{done.Slug, done.Version, done.Digest})
		}
		fmt.Fprintf(e.out, "%s  %d  %s\n", done.Slug, done.Version, done.Digest)
		return nil
	})
}

type verifyCmd struct {
	Org string `placeholder:"SLUG"`
}

// verifiedJSON is what verify found in one organisation.
type verifiedJSON struct {
	Org     string  `json:"org"`
	OK      bool    `json:"ok"`
	Version uint64  `json:"version"`
	Digest  string  `json:"digest"`
	Head    string  `json:"head"`
	Entry   *uint64 `json:"entry,omitzero"` // the first that is not what was written
	Problem string  `json:"problem,omitzero"`
	Ahead   string  `json:"dated_ahead,omitzero"` // the moment of the last act, where it is still to come
}

func (c *verifyCmd) Run(e *env) error {
	return e.reading(func(d *service.Service) error {
		found, damage, err := c.look(e, d)
		if err != nil {
			return err
		}
		ok := len(damage) == 0
		for _, v := range found {
			ok = ok && v.OK
		}
		if e.json {
			err = e.print(struct {
				OK     bool           `json:"ok"`
				Damage []string       `json:"file_damage"`
				Orgs   []verifiedJSON `json:"orgs"`
			}{ok, damage, found})
		} else {
			for _, v := range found {
				if v.OK {
					fmt.Fprintf(e.out, "%s  %d  %s\n", v.Org, v.Version, v.Digest)
				}
			}
		}
		for _, what := range damage {
			e.note("cli.damaged_file", what)
		}
		for _, v := range found {
			if !v.OK {
				fmt.Fprintln(e.err, v.say(e))
			}
			if v.Ahead != "" {
				e.note("cli.dated_ahead", v.Org, v.Ahead)
			}
		}
		if err == nil && !ok {
			return errors.New(e.say.T("cli.damaged"))
		}
		return err
	})
}

// say says in words what is wrong.
func (v *verifiedJSON) say(e *env) string {
	if v.Entry == nil || *v.Entry == 0 {
		return v.Problem
	}
	return e.say.T("cli.broken", int(*v.Entry), v.Org)
}

func (c *verifyCmd) look(e *env, d *service.Service) ([]verifiedJSON, []string, error) {
	damage, err := d.CheckFile(e.ctx)
	if err != nil {
		return nil, nil, err
	}
	damage = append([]string{}, damage...)
	slugs, err := d.Slugs(e.ctx)
	if err != nil {
		return nil, damage, err
	}
	dated, err := d.DatedAhead(e.ctx)
	if err != nil {
		return nil, damage, err
	}
	ahead := map[string]string{}
	for _, o := range dated {
		ahead[o.Org] = o.Last.UTC().Format(time.RFC3339)
	}
	found := []verifiedJSON{}
	for _, slug := range slugs {
		if c.Org != "" && slug != c.Org {
			continue
		}
		v, err := d.Verify(e.ctx, slug)
		if err != nil {
			return nil, nil, err
		}
		out := verifiedJSON{Org: slug, OK: v.Problem == nil, Version: v.Version, Digest: v.Digest, Head: v.Head, Ahead: ahead[slug]}
		if v.Problem != nil {
			out.Problem = v.Problem.Error()
		}
		if v.Entry != 0 {
			out.Entry = &v.Entry
		}
		found = append(found, out)
	}
	if c.Org != "" && len(found) == 0 {
		return nil, nil, service.ErrNoOrganisation
	}
	return found, damage, nil
}

type redactCmd struct {
	inOrg
	Entry uint64 `arg:""`
	Yes   bool   `short:"y"`
}

func (c *redactCmd) Run(e *env) error {
	if !c.Yes {
		return e.usage("cli.redact_yes", c.Entry)
	}
	return e.with(false, func(d *service.Service) error {
		if err := d.Redact(e.ctx, c.Org, c.Entry); err != nil {
			return err
		}
		e.note("cli.redacted", c.Entry)
		return nil
	})
}
