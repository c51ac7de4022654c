package service

import (
	"context"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"time"

	"orpheus/org"
	"orpheus/service/search"
	"orpheus/store/records"
)

// finder holds the indexes of one organisation.
type finder struct {
	all  *searches
	slug string

	mu     sync.Mutex // for the names
	names  *search.Names
	people map[org.PersonID]string
	read   time.Time // when people was read

	turn  chan struct{} // held by whoever opens or changes texts
	texts *search.Texts
}

func (f *finder) source() search.Source {
	d := f.all.desk
	from := search.Source{
		Entries: f.entries(f.all.ctx),
		Texts: func(ctx context.Context, ids ...org.TextID) (map[org.TextID]records.Text, error) {
			return d.store.Texts(ctx, f.slug, ids...)
		},
	}
	if tell := f.all.progress; tell != nil {
		from.Progress = func(done, all int) { tell(f.slug, done, all) }
	}
	return from
}

func (f *finder) entries(ctx context.Context) func(uint64) iter.Seq2[org.Entry, error] {
	return func(after uint64) iter.Seq2[org.Entry, error] { return f.all.desk.Entries(ctx, f.slug, after) }
}

// file returns the file of the texts; empty for none.
func (f *finder) file() string {
	if f.all.dir == "" {
		return ""
	}
	return filepath.Join(f.all.dir, f.slug+".db")
}

// open opens the texts. f.turn is held.
func (f *finder) open(ctx context.Context) (err error) {
	if f.texts == nil {
		f.texts, err = search.OpenTexts(ctx, f.file())
	}
	return err
}

// follow brings the texts to version s. The work goes on when who asked is gone:
// the next one finds it done.
func (f *finder) follow(ctx context.Context, s *org.State) error {
	done := make(chan error, 1)
	if !f.all.run(func() {
		done <- f.inTurn(f.all.ctx, func(ctx context.Context) error {
			if err := f.open(ctx); err != nil {
				return err
			}
			return f.texts.Follow(ctx, s, f.source())
		})
	}) {
		return errClosed
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (f *finder) inTurn(ctx context.Context, do func(context.Context) error) error {
	select {
	case f.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-f.turn }()
	return do(ctx)
}

// forget takes out of the texts what was erased or redacted up to entry seq. What
// goes wrong here is made good when the index is next followed.
func (f *finder) forget(seq uint64, people []org.PersonID, redactions []org.Entry) {
	_ = f.inTurn(context.Background(), func(ctx context.Context) error {
		if f.texts == nil {
			if f.file() == "" {
				return nil
			}
			if _, err := os.Stat(f.file()); err != nil {
				return nil // nothing is indexed
			}
		}
		if err := f.open(ctx); err != nil {
			return err
		}
		var refs []org.Ref
		for i := range redactions {
			touched, err := search.TouchedBy(&redactions[i], f.entries(ctx))
			if err != nil {
				return err
			}
			refs = append(refs, touched...)
		}
		return f.texts.Forget(ctx, seq, people, refs)
	})
}
