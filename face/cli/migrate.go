package cli

import (
	"errors"
	"fmt"

	"orpheus/service"
)

type migrateCmd struct {
	From string `arg:""`
	To   string `arg:""`
}

func (c *migrateCmd) Run(e *env) error {
	step, end := e.progress("cli.migrating")
	all, err := service.Migrate(e.ctx, c.From, c.To, step, service.KeyFile(e.key))
	end()
	from, to := service.StoreName(c.From), service.StoreName(c.To)
	if moved, ok := errors.AsType[*service.MovedError](err); ok {
		return errors.New(e.say.T("cli.migrate_moved", to, from, moved.What))
	}
	if other, ok := errors.AsType[*service.OtherStoreError](err); ok {
		return errors.New(e.say.T("cli.migrate_other", to, other.Slug))
	}
	if errors.Is(err, service.ErrSameStore) {
		return errors.New(e.say.T("cli.migrate_same"))
	}
	if err != nil {
		e.data = from + " → " + to // what is the matter is with one of them
		return err
	}
	if e.json {
		type verified struct {
			Org     string `json:"org"`
			Version uint64 `json:"version"`
			Digest  string `json:"digest"`
		}
		out := []verified{}
		for _, v := range all {
			out = append(out, verified{v.Slug, v.Version, v.Digest})
		}
		return e.print(out)
	}
	for _, v := range all {
		fmt.Fprintf(e.out, "%s  %d  %s\n", v.Slug, v.Version, v.Digest)
	}
	e.note("cli.migrated", to, from)
	return nil
}
