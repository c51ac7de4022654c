package service

import (
	"context"
	"errors"
	"os"
	"time"

	"orpheus/identity"
	"orpheus/internal/contain"
)

// OnAppend has f called after each append by this program; f is quick.
func (d *Service) OnAppend(f func(acts int, took time.Duration, err error)) { d.onAppend.Store(&f) }

// Loaded is how many organisations are in memory.
func (d *Service) Loaded() int { return d.engine.Loaded() }

// MailsWaiting is how many mails wait to be sent, and how many were given up; false where the
// store does not count them.
func (d *Service) MailsWaiting(ctx context.Context) (waiting, givenUp int, known bool) {
	store, ok := d.store.(interface {
		CountMails(context.Context) (waiting, givenUp int, err error)
	})
	if !ok {
		return 0, 0, false
	}
	waiting, givenUp, err := store.CountMails(ctx)
	return waiting, givenUp, err == nil
}

// FileSize is how many bytes the file of the store has, with what lies beside it; zero where it
// is none.
func FileSize(data string) (size int64) {
	if data == "" || IsDatabase(data) {
		return 0
	}
	for _, end := range []string{"", "-wal"} {
		if info, err := os.Stat(data + end); err == nil {
			size += info.Size()
		}
	}
	return size
}

// Copied notes that a copy of the store was made and read, or, with an error, that it was not.
// It reports whether that is news: the first failure, or the first success after one.
func (d *Service) Copied(err error) (news bool) {
	now := time.Now().UnixNano()
	if err == nil {
		d.copied.Store(now)
		return d.uncopied.Swap(0) != 0
	}
	d.uncopyable.Add(1)
	return d.uncopied.CompareAndSwap(0, now)
}

// CopiesFail is since when no copy of the store can be made; zero where it can, or none is.
func (d *Service) CopiesFail() time.Time { return moment(d.uncopied.Load()) }

// LastCopy is when this program made the last copy, zero for never, and how often it failed.
func (d *Service) LastCopy() (at time.Time, failed int) {
	return moment(d.copied.Load()), int(d.uncopyable.Load())
}

func moment(nano int64) time.Time {
	if nano == 0 {
		return time.Time{}
	}
	return time.Unix(0, nano)
}

// TellUncopied writes to everybody who looks after an organisation that no copy of the store
// can be made. One that cannot be read, which may be why, keeps nobody of the others from hearing it.
func (d *Service) TellUncopied(ctx context.Context, tell *identity.Service) error {
	slugs, err := d.Slugs(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, slug := range slugs {
		faults = append(faults, contain.Panics(func() error { return d.tellUncopied(ctx, slug, tell) }))
	}
	return errors.Join(faults...)
}

func (d *Service) tellUncopied(ctx context.Context, slug string, tell *identity.Service) error {
	s, err := d.Look(ctx, slug, 0)
	if err != nil {
		return err
	}
	var faults []error
	for id, p := range s.People() {
		if p.Present() && p.Steward {
			faults = append(faults, tell.TellUncopied(ctx, slug, id))
		}
	}
	return errors.Join(faults...)
}
