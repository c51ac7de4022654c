package service

import (
	"context"

	"orpheus/store/sqlite"
)

// Ready reports whether acts can be kept: not where the disk is full, the file was
// taken away, or acts that were confirmed may be missing.
func (d *Service) Ready(ctx context.Context) error {
	if store, ok := d.store.(interface{ Ready(context.Context) error }); ok {
		return store.Ready(ctx)
	}
	_, err := d.store.Orgs(ctx)
	return err
}

// Damage says in words what of the store could not be read when it was opened; empty
// for nothing.
func (d *Service) Damage() string {
	if store, ok := d.store.(interface{ Damage() string }); ok {
		return store.Damage()
	}
	return ""
}

// Replace puts a backup in the place of the store that data names. What was there is
// kept under the name it returns; empty for nothing.
func Replace(ctx context.Context, data, backup string) (kept string, err error) {
	if IsDatabase(data) {
		return "", ErrNoBackup
	}
	if err := checkSum(backup); err != nil {
		return "", err
	}
	return sqlite.Replace(ctx, data, backup)
}
