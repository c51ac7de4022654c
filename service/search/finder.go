package search

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"orpheus/org"
)

// Finder finds texts in the index of one organisation, and keeps that up to date
// apart from whoever asks: who goes away finds it done the next time.
type Finder struct {
	path string // of the index; empty for one in memory
	from func(context.Context) Source

	ctx     context.Context // of what brings the index up to date
	stop    context.CancelFunc
	work    sync.WaitGroup
	mu      sync.Mutex
	closed  bool
	running *run          // what brings the index up to date, nil for nothing
	turn    chan struct{} // held by whoever opens or changes texts
	texts   *Texts
}

// run is one time that the index is brought up to date.
type run struct {
	version uint64
	done    chan struct{}
	err     error // after done
}

// ErrReading is an index that is still being made.
var ErrReading = errors.New("the texts are still being read")

// errFinished is a finder that was closed.
var errFinished = errors.New("the finder is closed")

// NewFinder returns a finder. Nothing is opened before somebody asks.
func NewFinder(path string, from func(context.Context) Source) *Finder {
	f := &Finder{path: path, from: from, turn: make(chan struct{}, 1)}
	f.ctx, f.stop = context.WithCancel(context.Background())
	return f
}

// Close gives up what brings the index up to date, waits for what is being taken out
// of it, and closes it.
func (f *Finder) Close() error {
	f.mu.Lock()
	f.closed = true
	f.mu.Unlock()
	f.stop()
	f.work.Wait()
	if f.texts == nil {
		return nil
	}
	return f.texts.Close()
}

// Find returns the texts that have every word of the query, as Texts.Find does, once
// the index is that of version s: ErrReading where it is not within patience.
func (f *Finder) Find(ctx context.Context, s *org.State, query string, limit int, sees Sees, patience time.Duration) (hits []TextHit, more bool, err error) {
	for try := 0; ; try++ {
		if err := f.follow(ctx, s, patience); err != nil {
			return nil, false, err
		}
		hits, more, err = f.texts.Find(ctx, s, f.from(ctx), query, limit, sees)
		if !errors.Is(err, ErrDamaged) || try > 0 {
			return hits, more, err
		}
	}
}

// follow brings the texts to version s.
func (f *Finder) follow(ctx context.Context, s *org.State, patience time.Duration) error {
	enough := time.NewTimer(patience)
	defer enough.Stop()
	for {
		r := f.begin(s)
		if r == nil {
			return errFinished
		}
		select {
		case <-r.done:
			if r.err != nil || r.version >= s.Version {
				return r.err
			}
		case <-enough.C:
			return ErrReading
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// begin returns what brings the texts to version s, or to an earlier one where that is
// under way; nil where the finder is closed.
func (f *Finder) begin(s *org.State) *run {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed || f.running != nil {
		if f.closed {
			return nil
		}
		return f.running
	}
	r := &run{version: s.Version, done: make(chan struct{})}
	f.running = r
	f.work.Go(func() {
		r.err = f.inTurn(f.ctx, func() error {
			if err := f.open(f.ctx); err != nil {
				return err
			}
			return f.texts.Follow(f.ctx, s, f.from(f.ctx))
		})
		f.mu.Lock()
		f.running = nil
		f.mu.Unlock()
		close(r.done)
	})
	return r
}

// open opens the texts. f.turn is held.
func (f *Finder) open(ctx context.Context) (err error) {
	if f.texts == nil {
		f.texts, err = OpenTexts(ctx, f.path)
	}
	return err
}

func (f *Finder) inTurn(ctx context.Context, do func() error) error {
	select {
	case f.turn <- struct{}{}:
		defer func() { <-f.turn }()
		return do()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Heed takes out of the index, at once and in the background, what acts say is gone:
// the next search would do so too, but may be long in coming.
func (f *Finder) Heed(acts []org.Entry) {
	people, redactions := gone(acts)
	if len(people)+len(redactions) == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.closed {
		f.work.Go(func() { f.forget(acts[len(acts)-1].Seq, people, redactions) })
	}
}

// Heeds reports whether acts say that something is gone from the texts.
func Heeds(acts []org.Entry) bool {
	people, redactions := gone(acts)
	return len(people)+len(redactions) > 0
}

func gone(acts []org.Entry) (people []org.PersonID, redactions []org.Entry) {
	for i := range acts {
		effect := org.EffectOf(acts[i].Act)
		if effect.Erased != 0 && !effect.KeepTexts {
			people = append(people, effect.Erased)
		}
		if effect.Redacted != 0 {
			redactions = append(redactions, acts[i])
		}
	}
	return people, redactions
}

// forget takes out of the texts what was erased or redacted up to entry seq. What
// goes wrong here is made good when the index is next followed.
func (f *Finder) forget(seq uint64, people []org.PersonID, redactions []org.Entry) {
	ctx := context.Background()
	_ = f.inTurn(ctx, func() error {
		if f.texts == nil {
			if f.path == "" {
				return nil
			}
			if _, err := os.Stat(f.path); err != nil {
				return nil // nothing is indexed
			}
		}
		if err := f.open(ctx); err != nil {
			return err
		}
		var refs []org.Ref
		for i := range redactions {
			touched, err := TouchedBy(&redactions[i], f.from(ctx).Entries)
			if err != nil {
				return err
			}
			refs = append(refs, touched...)
		}
		return f.texts.Forget(ctx, seq, people, refs)
	})
}
