package service

import (
	"context"
	"errors"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// What whoever runs the program does beside acts.

// Profiles returns what is known of everybody who was not erased, by person.
func (d *Service) Profiles(ctx context.Context, slug string) (map[org.PersonID]records.Profile, error) {
	all, err := d.store.Profiles(ctx, slug)
	out := make(map[org.PersonID]records.Profile, len(all))
	for _, p := range all {
		out[p.Person] = p
	}
	return out, err
}

// Redact takes the words out of an entry of the log, for good.
func (d *Service) Redact(ctx context.Context, slug string, seq uint64) error {
	return d.engine.Redact(ctx, slug, seq)
}

// Verified is what reading a log from its first entry found.
type Verified struct {
	Slug    string
	Version uint64
	Digest  string // of the state it leads to
	Head    string // the hash that chains its last entry to all before it
	Problem error  // nil where every entry is what was written
	Entry   uint64 // the first that is not; zero for none
}

// Verify reads the log of an organisation from its first entry.
func (d *Service) Verify(ctx context.Context, slug string) (Verified, error) {
	v, err := ledger.Verify(ctx, d.store, slug)
	out := Verified{Slug: slug, Version: v.Version, Digest: v.Digest, Head: v.Head.String(), Problem: err}
	if err != nil && (ctx.Err() != nil || errors.Is(err, ErrNoOrganisation) || Trouble(err) == "newer") { // it is no damage
		return out, err
	}
	if broken, ok := errors.AsType[*ledger.BrokenError](err); ok {
		out.Entry = broken.Seq
	}
	return out, nil
}

// CheckFile returns what is wrong with the file of the store; nothing where it is
// none.
func (d *Service) CheckFile(ctx context.Context) ([]string, error) {
	if file, ok := d.store.(interface {
		Check(ctx context.Context) ([]string, error)
	}); ok {
		return file.Check(ctx)
	}
	return nil, nil
}

// ErrNoBackup is a store that is no file.
var ErrNoBackup = errors.New("this store cannot be copied")

// Backup copies the store to a new file.
func (d *Service) Backup(ctx context.Context, path string) error {
	if file, ok := d.store.(interface {
		Backup(ctx context.Context, path string) error
	}); ok {
		return file.Backup(ctx, path)
	}
	return ErrNoBackup
}
