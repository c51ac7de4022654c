package fault_test

import (
	"context"
	"errors"
	"hash/fnv"
	"iter"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/records"
)

var (
	errAway = errors.New("the store cannot be reached")
	errEIO  = errors.New("input/output error")
)

// dice are thrown by several at once.
type dice struct {
	mu sync.Mutex
	r  *rand.Rand
}

func newDice(seed, of uint64) *dice { return &dice{r: rand.New(rand.NewPCG(seed, of))} }

func (d *dice) intN(n int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.r.IntN(n)
}

// chance is true so many times in a hundred.
func (d *dice) chance(percent int) bool { return d.intN(100) < percent }

// upTo is a while, never the same twice: what happens at one moment happens in no order.
func (d *dice) upTo(most time.Duration) time.Duration { return time.Duration(d.intN(int(most)) + 1) }

// disk is the store that all nodes share. Who writes waits for a turn, not for the lock of the
// store: simulated time stands still while somebody waits for a lock.
type disk struct {
	memory.Log
	w    *world
	turn chan struct{}
	dice *dice
	slow atomic.Int64 // most nanoseconds of a write
	bad  atomic.Int32 // writes in a hundred that fail
}

// link is how one node reaches the store, over a network that is slow, or cut, or loses an answer.
// A node that crashed has one that leads nowhere.
type link struct {
	*memory.Log
	d    *disk
	seed uint64
	dead atomic.Bool
	cut  atomic.Bool

	mu   sync.Mutex
	dice map[string]*dice
}

// of returns the dice of one kind of messages: so those of two kinds that are sent at one moment
// take the same time whichever is first.
func (l *link) of(kind string) *dice {
	l.mu.Lock()
	defer l.mu.Unlock()
	d := l.dice[kind]
	if d == nil {
		h := fnv.New64()
		_, _ = h.Write([]byte(kind))
		d = newDice(l.seed, h.Sum64())
		l.dice[kind] = d
	}
	return d
}

// trip is one way over the network.
func (l *link) trip(kind string) error {
	dice := l.of(kind)
	time.Sleep(dice.upTo(3 * time.Millisecond))
	if l.dead.Load() || l.cut.Load() {
		time.Sleep(dice.upTo(20 * time.Millisecond)) // nobody says so at once
		return errAway
	}
	return nil
}

// ask is a way there and back.
func (l *link) ask(kind string) error { return errors.Join(l.trip(kind), l.trip(kind)) }

// writing has f write while nobody else does, on a disk that is slow or fails, and loses the
// answer now and then.
func (l *link) writing(slug string, f func(fails func() error) error) error {
	if err := l.trip("write " + slug); err != nil {
		return err
	}
	l.d.turn <- struct{}{}
	err := f(func() error {
		time.Sleep(l.d.dice.upTo(time.Duration(l.d.slow.Load())))
		switch {
		case l.dead.Load():
			return errAway
		case l.d.dice.chance(int(l.d.bad.Load())):
			return errEIO
		}
		return nil
	})
	<-l.d.turn
	return errors.Join(err, l.trip("write "+slug))
}

func (l *link) Append(ctx context.Context, b ledger.Batch) error {
	return l.writing(b.Slug, func(fails func() error) error {
		if err := fails(); err != nil {
			return err
		}
		err := l.Log.Append(ctx, b)
		if err == nil {
			l.d.w.judge.appended(b)
		}
		return err
	})
}

func (l *link) AppendNext(ctx context.Context, slug string, next func(ledger.Head) (ledger.Batch, error)) error {
	return l.writing(slug, func(fails func() error) error {
		var made ledger.Batch
		err := l.Log.AppendNext(ctx, slug, func(at ledger.Head) (ledger.Batch, error) {
			b, err := next(at)
			if err == nil {
				err = fails()
			}
			b.Slug, made = slug, b
			return b, err
		})
		if err == nil {
			l.d.w.judge.appended(made)
		}
		return err
	})
}

func (l *link) Redact(ctx context.Context, b ledger.Batch, seq uint64, line []byte) error {
	return l.writing(b.Slug, func(fails func() error) error {
		if err := fails(); err != nil {
			return err
		}
		err := l.Log.Redact(ctx, b, seq, line)
		if err == nil {
			l.d.w.judge.appended(b)
		}
		return err
	})
}

// Watch hears of the log, not always, and looks by itself every two seconds.
func (l *link) Watch(ctx context.Context, slug string, after ledger.Head) (ledger.Head, error) {
	for {
		within, cancel := context.WithTimeout(ctx, 2*time.Second)
		head, err := l.Log.Watch(within, slug, after)
		cancel()
		if ctx.Err() != nil {
			return ledger.Head{}, ctx.Err()
		}
		if away := l.ask("watch " + slug); away != nil {
			return ledger.Head{}, away
		}
		switch {
		case err != nil: // nothing happened
		case !l.d.w.calm.Load() && l.of("watch "+slug).chance(10):
			time.Sleep(l.of("watch " + slug).upTo(2 * time.Second)) // that was not heard
		default:
			return head, nil
		}
	}
}

func (l *link) Head(ctx context.Context, slug string) (ledger.Head, error) {
	if err := l.ask("head " + slug); err != nil {
		return ledger.Head{}, err
	}
	return l.Log.Head(ctx, slug)
}

func (l *link) Version(ctx context.Context, slug string) (uint64, error) {
	if err := l.ask("version " + slug); err != nil {
		return 0, err
	}
	return l.Log.Version(ctx, slug)
}

func (l *link) ByMail(ctx context.Context, mail string) ([]records.Place, error) {
	if err := l.ask("bymail " + mail); err != nil {
		return nil, err
	}
	return l.Log.ByMail(ctx, mail)
}

func (l *link) Profile(ctx context.Context, slug string, p org.PersonID) (records.Profile, bool, error) {
	if err := l.ask("profile " + slug); err != nil {
		return records.Profile{}, false, err
	}
	return l.Log.Profile(ctx, slug, p)
}

func (l *link) Read(ctx context.Context, slug string, after uint64) iter.Seq2[ledger.Row, error] {
	return func(yield func(ledger.Row, error) bool) {
		if err := l.ask("read " + slug); err != nil {
			yield(ledger.Row{}, err)
			return
		}
		for row, err := range l.Log.Read(ctx, slug, after) {
			if l.of("read "+slug).chance(1) && l.cut.Load() { // in the middle
				row, err = ledger.Row{}, errAway
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

func (l *link) Answered(ctx context.Context, slug, key string) (ledger.Key, bool, error) {
	if err := l.ask("answered " + slug); err != nil {
		return ledger.Key{}, false, err
	}
	return l.Log.Answered(ctx, slug, key)
}

func (l *link) SaveSnapshot(ctx context.Context, slug string, s ledger.Snapshot) error {
	if err := l.trip("savesnapshot " + slug); err != nil {
		return err
	}
	return errors.Join(l.Log.SaveSnapshot(ctx, slug, s), l.trip("savesnapshot "+slug))
}

func (l *link) Snapshot(ctx context.Context, slug string) (ledger.Snapshot, bool, error) {
	if err := l.ask("snapshot " + slug); err != nil {
		return ledger.Snapshot{}, false, err
	}
	return l.Log.Snapshot(ctx, slug)
}
