package webtest

import (
	"context"
	"iter"
	"sync"
	"sync/atomic"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// faulty is how a store behaves that something is the matter with.
type faulty struct {
	failed atomic.Pointer[error]
	held   atomic.Pointer[chan struct{}]
	reads  atomic.Int64
}

// Fail has the store answer with an error from now on.
func (f *faulty) Fail(err error) { f.failed.Store(&err) }

// Hold has texts wait from now on until the answer is called.
func (f *faulty) Hold() (release func()) {
	c := make(chan struct{})
	f.held.Store(&c)
	return sync.OnceFunc(func() { f.held.Store(nil); close(c) })
}

// Reads is how often a log was read.
func (f *faulty) Reads() int64 { return f.reads.Load() }

func (f *faulty) fault() error {
	if err := f.failed.Load(); err != nil {
		return *err
	}
	return nil
}

// Orgs implements ledger.Log.
func (s *Store) Orgs(ctx context.Context) ([]ledger.Info, error) {
	if err := s.fault(); err != nil {
		return nil, err
	}
	return s.Store.Orgs(ctx)
}

// Read implements ledger.Log.
func (s *Store) Read(ctx context.Context, slug string, after uint64) iter.Seq2[ledger.Row, error] {
	s.reads.Add(1)
	if err := s.fault(); err != nil {
		return func(yield func(ledger.Row, error) bool) { yield(ledger.Row{}, err) }
	}
	return s.Store.Read(ctx, slug, after)
}

// Texts implements records.Store.
func (s *Store) Texts(ctx context.Context, slug string, ids ...org.TextID) (map[org.TextID]records.Text, error) {
	if c := s.held.Load(); c != nil {
		select {
		case <-*c:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if err := s.fault(); err != nil {
		return nil, err
	}
	return s.Store.Texts(ctx, slug, ids...)
}

// Append implements ledger.Log.
func (s *Store) Append(ctx context.Context, b ledger.Batch) error {
	if err := s.fault(); err != nil {
		return err
	}
	return s.Store.Append(ctx, b)
}

// AppendNext implements ledger.Log.
func (s *Store) AppendNext(ctx context.Context, slug string, next func(ledger.Head) (ledger.Batch, error)) error {
	if err := s.fault(); err != nil {
		return err
	}
	return s.Store.AppendNext(ctx, slug, next)
}
