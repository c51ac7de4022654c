package ledger

import (
	"context"
	"errors"
	"sync"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// Engine serves the organisations of one log. It loads each when it is first
// asked for, and lets go of those nobody has asked for in a while.
type Engine struct {
	log  Log
	opts Options

	mu      sync.Mutex
	streams map[string]*stream
	alarms  alarms // of organisations let go of, for the clock
	closed  bool
	ctx     context.Context
	stop    context.CancelFunc
	wg      sync.WaitGroup
}

// Options of an Engine; the zero Options are good.
type Options struct {
	Now        func() time.Time // the clock; time.Now where nil
	Idle       time.Duration    // after which an organisation is let go of; 30 minutes where zero
	Many       int              // organisations; while more are loaded, those go sooner that nobody uses; 1,000 where zero
	Follow     time.Duration    // how often to look for acts of other processes where the log cannot be watched; 1 second where zero; neither looks nor watches where negative
	SaveEvery  uint64           // acts after which a snapshot is saved; 20,000 where zero
	KeepEvery  uint64           // acts between the past states kept in memory; 4,096 where zero
	PastRoom   int              // bytes that the past states of an organisation may take; 96 MiB where zero
	OnBatch    func(slug string, done []org.Entry)
	OnSaveFail func(slug string, err error)
	OnAppend   func(acts int, took time.Duration, err error) // told of each append by this engine, but for those where another was quicker; quick

	Projections []Derivation // those that are kept beside the snapshot, or heed acts that nobody asked about
}

// Request is one act somebody wants done.
type Request struct {
	Act     org.Act
	By      org.PersonID
	Face    org.Face
	Key     string             // idempotency key; empty for none
	Profile *records.Profile   // of the person that person.join adds
	Files   []records.Attached // that come with it: those that wait, in their order; the numbers are given
}

// Answer is what a request led to.
type Answer struct {
	Entries  []org.Entry // the act and what it entailed
	State    *org.State  // as it is after them
	Repeated bool        // the key was used before: these are the entries of then
}

// errReloaded is a stream that was thrown away before it served a request.
var errReloaded = errors.New("reloaded")

// ErrClosed is an engine that was closed.
var ErrClosed = errors.New("the engine is closed")

// New returns an engine over log. Close it before the log.
func New(log Log, opts Options) *Engine {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Idle == 0 {
		opts.Idle = 30 * time.Minute
	}
	if opts.Many == 0 {
		opts.Many = 1_000
	}
	if opts.Follow == 0 {
		opts.Follow = time.Second
	}
	if opts.SaveEvery == 0 {
		opts.SaveEvery = 20_000
	}
	if opts.KeepEvery == 0 {
		opts.KeepEvery = 4_096
	}
	if opts.PastRoom == 0 {
		opts.PastRoom = 96 << 20
	}
	e := &Engine{log: log, opts: opts, streams: map[string]*stream{}}
	e.alarms = alarms{e: e, due: map[string]org.Time{}}
	e.ctx, e.stop = context.WithCancel(context.Background())
	return e
}

// Log returns the log the engine serves.
func (e *Engine) Log() Log { return e.log }

// Close lets every organisation finish what it is writing, saves snapshots that
// are due and stops.
func (e *Engine) Close() error {
	e.mu.Lock()
	e.closed = true
	e.alarms.stop()
	e.mu.Unlock()
	e.stop()
	e.wg.Wait()
	return nil
}

// Found begins the log of a new organisation. at is when, now where zero. What also
// does is part of the same transaction: all of it is there or nothing.
func (e *Engine) Found(ctx context.Context, found *org.FoundOrganisation, at org.Time, also ...func(*Bulk) error) error {
	_, err := e.FoundBy(ctx, found, at, org.Operator, also...)
	return err
}

// FoundBy founds as Found does, has face do what also does, and returns all entries.
func (e *Engine) FoundBy(ctx context.Context, found *org.FoundOrganisation, at org.Time, face org.Face, also ...func(*Bulk) error) ([]org.Entry, error) {
	if at == 0 {
		at = org.At(e.opts.Now())
	}
	if _, err := e.log.Head(ctx, found.Slug); err == nil {
		return nil, &org.Error{Code: org.Conflict, Key: "org.founded", Args: []any{found.Slug}}
	} else if !errors.Is(err, ErrNoOrganisation) {
		return nil, err
	}
	w := newWork(found.Slug, new(org.State), Head{}, 1)
	if err := w.do(found, org.Moment{At: at}, brought{}); err != nil {
		return nil, err
	}
	for _, f := range also {
		if err := w.also(at, face, f); err != nil {
			return nil, err
		}
	}
	err := e.log.Append(ctx, w.batch())
	if errors.Is(err, ErrStale) { // somebody was quicker
		return nil, &org.Error{Code: org.Conflict, Key: "org.founded", Args: []any{found.Slug}}
	}
	return w.entries, err
}

// Do does one act and what it entails. When it returns nil they are on disk.
func (e *Engine) Do(ctx context.Context, slug string, r Request) (Answer, error) {
	j := &job{request: r, done: make(chan struct{})}
	err := e.submit(ctx, slug, j)
	return j.answer, err
}

// Bulk runs f on a draft of the organisation, within its writer, and appends
// everything f did in one transaction, or nothing where f returns an error. All
// of it happens at moment at, or now where at is zero. What the records held
// before is in the store when f runs. It runs again, from the start, where another
// process appended meanwhile.
func (e *Engine) Bulk(ctx context.Context, slug string, at org.Time, face org.Face, f func(*Bulk) error) (Answer, error) {
	j := &job{bulk: f, at: at, request: Request{Face: face}, done: make(chan struct{})}
	err := e.submit(ctx, slug, j)
	return j.answer, err
}

func (e *Engine) submit(ctx context.Context, slug string, j *job) error {
	for {
		err := e.submitOnce(ctx, slug, j)
		if !errors.Is(err, errReloaded) {
			return err
		}
	}
}

func (e *Engine) submitOnce(ctx context.Context, slug string, j *job) error {
	s, err := e.use(ctx, slug)
	if err != nil {
		return err
	}
	defer s.release()
	select {
	case s.in <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-s.gone:
		return s.failure()
	}
	// From here on the act may happen: the answer is waited for even when the
	// one who asked has gone.
	select {
	case <-j.done:
		return j.err
	case <-s.gone:
		select {
		case <-j.done:
			return j.err
		default:
			return s.failure()
		}
	}
}

// State returns the present state.
func (e *Engine) State(ctx context.Context, slug string) (*org.State, error) {
	return e.look(ctx, slug, func(s *stream) (*org.State, error) { return s.head.Load(), nil })
}

// At returns the state as it was at moment t, acts of that very moment included.
func (e *Engine) At(ctx context.Context, slug string, t org.Time) (*org.State, error) {
	return e.look(ctx, slug, func(s *stream) (*org.State, error) { return s.past.at(ctx, s.head.Load(), t) })
}

// AtVersion returns the state of a version: the one that entry number v led to. A
// version still to come answers with the present.
func (e *Engine) AtVersion(ctx context.Context, slug string, v uint64) (*org.State, error) {
	return e.look(ctx, slug, func(s *stream) (*org.State, error) { return s.past.atVersion(ctx, s.head.Load(), v) })
}

// Wait returns the state as soon as its version is above the given one.
func (e *Engine) Wait(ctx context.Context, slug string, version uint64) (*org.State, error) {
	return e.look(ctx, slug, func(s *stream) (*org.State, error) {
		for {
			changed := s.changed.Load()
			if state := s.head.Load(); state.Version > version {
				return state, nil
			}
			select {
			case <-*changed:
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-s.gone:
				return nil, s.failure()
			}
		}
	})
}

// look asks a stream, and asks again where it was reloaded meanwhile.
func (e *Engine) look(ctx context.Context, slug string, f func(*stream) (*org.State, error)) (*org.State, error) {
	for {
		s, err := e.use(ctx, slug)
		var state *org.State
		if err == nil {
			state, err = f(s)
			s.release()
		}
		if !errors.Is(err, errReloaded) {
			return state, err
		}
	}
}

// use returns the stream of an organisation, loading it where needed. It is not
// let go of until it is released.
func (e *Engine) use(ctx context.Context, slug string) (*stream, error) {
	e.mu.Lock()
	if e.closed {
		e.mu.Unlock()
		return nil, ErrClosed
	}
	s := e.streams[slug]
	if s == nil {
		s = newStream(e, slug)
		e.streams[slug] = s
		delete(e.alarms.due, slug)
		e.wg.Add(1)
		go s.run()
	}
	s.users++
	s.used = e.opts.Now()
	e.mu.Unlock()
	select {
	case <-s.ready:
		return s, nil
	case <-s.gone:
		s.release()
		return nil, s.failure()
	case <-ctx.Done():
		s.release()
		return nil, ctx.Err()
	}
}

// Reload throws away what is in memory of an organisation, so that the next use
// reads it anew.
func (e *Engine) Reload(slug string) {
	e.mu.Lock()
	s := e.streams[slug]
	delete(e.streams, slug)
	e.mu.Unlock()
	if s != nil {
		s.cancel()
		<-s.gone
	}
}
