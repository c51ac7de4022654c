package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"orpheus/service"
	"orpheus/service/elsewhere"
)

type backupCmd struct {
	File string `arg:"" optional:""`
	To   string `placeholder:"URL" env:"ORPHEUS_COPIES_TO"`
	Days int    `default:"14" placeholder:"DAYS"`

	Recipient string `env:"ORPHEUS_RECIPIENT" placeholder:"KEY,…"`
	NewKey    string `placeholder:"FILE"`
	elsewhereFlags
}

func (c *backupCmd) Run(e *env) error {
	switch {
	case c.NewKey != "":
		return c.newKey(e)
	case c.File != "":
		return e.reading(func(d *service.Service) error { return c.copy(e, d, c.File) })
	case c.To != "":
		return c.send(e)
	}
	return e.usage("cli.backup_where")
}

// copy writes a copy into a new file.
func (c *backupCmd) copy(e *env, d *service.Service, file string) error {
	err := d.Backup(e.ctx, file)
	if errors.Is(err, service.ErrNoBackup) {
		return errors.New(e.say.T("cli.no_backup"))
	}
	if errors.Is(err, fs.ErrExist) {
		return errors.New(e.say.T("cli.exists", file))
	}
	if service.Trouble(err) == "no_folder" {
		return errors.New(e.say.T("cli.t_no_folder", file))
	}
	if err == nil && file == c.File {
		e.note("cli.backed_up", file)
	}
	return err
}

// send makes a copy, reads it to its end, and sends it elsewhere, closed.
func (c *backupCmd) send(e *env) (err error) {
	if c.Days < 1 {
		return e.usage("cli.backup_days")
	}
	place, err := c.place(e, c.To)
	if err != nil {
		return err
	}
	to, err := closing(e, c.Recipient)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "orpheus-copy-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file, name := filepath.Join(dir, "copy.db"), elsewhere.Name(e.data, time.Now())
	if err := e.reading(func(d *service.Service) error { return c.copy(e, d, file) }); err != nil {
		return err
	}
	if err := service.SoundCopy(e.ctx, file); err != nil {
		return err
	}
	if err := place.Keep(e.ctx, file, name, to, time.Duration(c.Days)*24*time.Hour); err != nil {
		return err
	}
	e.note("cli.sent", name, place.String())
	return nil
}

// newKey makes a key that opens copies, and prints the one that closes them.
func (c *backupCmd) newKey(e *env) error {
	recipient, err := elsewhere.NewIdentity(c.NewKey)
	if errors.Is(err, fs.ErrExist) {
		return errors.New(e.say.T("cli.exists", c.NewKey))
	}
	if err != nil {
		return err
	}
	e.note("cli.new_key", c.NewKey)
	_, err = e.out.Write([]byte(recipient + "\n"))
	return err
}

// opened is the file of a copy that is to be put back: one that lies elsewhere is fetched, and one
// that is closed is opened, beside the store; drop removes what that left.
func (c *restoreCmd) opened(e *env) (file string, drop func() error, err error) {
	drop = func() error { return nil }
	away := strings.HasPrefix(c.File, elsewhere.Scheme)
	if !away && !elsewhere.Closed(c.File) {
		return c.File, drop, nil
	}
	if c.Identity == "" {
		return "", drop, e.usage("cli.elsewhere_identity")
	}
	keys, err := elsewhere.ReadIdentities(c.Identity)
	if errors.Is(err, fs.ErrNotExist) {
		return "", drop, errors.New(e.say.T("cli.no_path", c.Identity))
	}
	if err != nil {
		return "", drop, errors.New(e.say.T("cli.elsewhere_no_key", c.Identity))
	}
	dir, err := os.MkdirTemp(filepath.Dir(e.data), ".opened-*")
	if err != nil {
		return "", drop, err
	}
	drop = func() error { return os.RemoveAll(dir) }
	file = filepath.Join(dir, "copy.db")
	if away {
		err = c.fetch(e, keys, file)
	} else {
		err = keys.OpenFile(c.File, file)
	}
	switch {
	case errors.Is(err, elsewhere.ErrChanged):
		err = errors.New(e.say.T("cli.elsewhere_changed"))
	case errors.Is(err, elsewhere.ErrNone):
		err = errors.New(e.say.T("cli.elsewhere_none", c.File))
	case errors.Is(err, fs.ErrNotExist):
		err = errors.New(e.say.T("cli.no_path", c.File))
	}
	if err != nil {
		err = errors.Join(err, drop())
	}
	return file, drop, err
}

// fetch brings a copy back from elsewhere, the newest where none is named.
func (c *restoreCmd) fetch(e *env, keys elsewhere.Identities, into string) error {
	folder, name := elsewhere.Base(c.File)
	place, err := c.place(e, folder)
	if err != nil {
		return err
	}
	name, err = place.Fetch(e.ctx, name, keys, into)
	if err == nil {
		e.note("cli.fetched", name)
	}
	return err
}
