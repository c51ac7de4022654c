package postgres

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// editionWait is how long one waits for the server to say the edition; then everything is
// read anew, which fails where it has to.
const editionWait = time.Second

// edition tells whether something that was read can still hold. The server counts the changes
// of what somebody may have read and remembered in a sequence, before they are confirmed to
// whoever made them. Asking it is one short question; those who ask at once share one that
// began after the last of them asked. What this program changes counts at once, and what comes with
// acts of others when these are known here; what else others changed may be known late by so much
// as age.
type edition struct {
	read func(ctx context.Context) (int64, error)
	age  time.Duration

	mu      sync.Mutex
	last    int64
	n       uint64
	next    *question // that those who come now wait for; nil for none
	running bool
	asked   time.Time // when the answer was asked for that holds; zero for none
	ours    bool      // this program changed something, or heard of it, since the last question was put

	owed atomic.Bool // a change was made, and the server could not be told
}

type question struct {
	done chan struct{}
	n    uint64
}

// Edition becomes another one with every change of what lets people in.
func (l *Log) Edition() uint64 { return l.edition.now() }

func (e *edition) now() uint64 {
	e.mu.Lock()
	if !e.asked.IsZero() && time.Since(e.asked) < e.age {
		defer e.mu.Unlock()
		return e.n
	}
	if e.next == nil {
		e.next = &question{done: make(chan struct{})}
	}
	q, ask := e.next, !e.running
	e.running = true
	e.mu.Unlock()
	if ask {
		e.ask()
	}
	<-q.done
	return q.n
}

// ask puts the question that others wait for, and hands those who came meanwhile to one of
// them.
func (e *edition) ask() {
	e.mu.Lock()
	q := e.next
	e.next = nil
	e.asked = time.Time{}
	began := time.Now()
	e.ours = false
	e.mu.Unlock()

	ctx, cancel := context.WithTimeout(context.Background(), editionWait)
	defer cancel()
	last, err := e.read(ctx)

	e.mu.Lock()
	if err != nil || last != e.last { // what cannot be known is another edition
		e.last = last
		e.n++
	}
	if q.n = e.n; err == nil && !e.ours { // else it may have been asked before what we changed
		e.asked = began
	}
	e.running = e.next != nil
	if e.running {
		go e.ask()
	}
	e.mu.Unlock()
	close(q.done)
}

// change notes that something changed which this program knows of, by itself or by news of a log
// that went on, with which names may have come: what was answered before counts no more.
func (e *edition) change() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.asked, e.ours = time.Time{}, true
}

// owe notes that a change was made of which the server was not told.
func (e *edition) owe() {
	e.owed.Store(true)
	e.change()
}

// readEdition asks the server, and tells it what it was not told.
func (l *Log) readEdition(ctx context.Context) (last int64, err error) {
	if l.edition.owed.Load() {
		if err := l.write.QueryRow(ctx, bump).Scan(&last); err != nil {
			return 0, err
		}
		l.edition.owed.Store(false)
		return last, nil
	}
	err = l.row(ctx, "SELECT last_value FROM orpheus.edition", nil, &last)
	return last, err
}

// mostKnown is how much is remembered under one edition of a kind.
const mostKnown = 20_000

// known is what was read under one edition. Another edition forgets all of it.
type known[K comparable, V any] struct {
	mu      sync.Mutex
	edition uint64
	of      map[K]V
}

func (k *known[K, V]) get(key K, edition uint64) (v V, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.edition == edition {
		v, ok = k.of[key]
	}
	return v, ok
}

// put remembers one. edition was asked for before it was read.
func (k *known[K, V]) put(key K, edition uint64, v V) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of == nil || k.edition != edition || len(k.of) >= mostKnown {
		k.edition, k.of = edition, map[K]V{}
	}
	k.of[key] = v
}

// knownOr answers from what was read under the edition that holds, and reads where nothing was.
func knownOr[K comparable, V any](e *edition, k *known[K, V], key K, read func() (V, error)) (V, error) {
	if e.age <= 0 {
		return read()
	}
	edition := e.now()
	if v, ok := k.get(key, edition); ok {
		return v, nil
	}
	v, err := read()
	if err == nil {
		k.put(key, edition, v)
	}
	return v, err
}

// Version goes up with every change of what the records said. Each is another edition too.
func (l *Log) Version(ctx context.Context, slug string) (uint64, error) {
	version, err := knownOr(&l.edition, &l.versions, slug, func() (version uint64, err error) {
		err = l.row(ctx, "SELECT records FROM orpheus.heads WHERE org = $1", []any{slug}, toNum(&version))
		return version, err
	})
	return version, l.missing(err, slug)
}
