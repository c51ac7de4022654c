package sqlite

import (
	"context"
	"sync"
)

// edition tells whether something that was read can still hold. SQLite keeps the
// state of the write-ahead log, with a count of commits, at the beginning of the file
// of memory that all processes share (walformat.html, section 2.1): whoever sees the
// same there as before knows that nobody committed, without asking SQLite.
//
// Commits of this process that change neither what records said nor credentials do not
// count, or every act would make all that is remembered be read again.
type edition struct {
	shared *shared // nil where memory cannot be shared: every look is another edition

	mu      sync.Mutex
	last    walState
	n       uint64
	foreign uint64 // how often others may have committed
}

// now returns the edition.
func (e *edition) now() uint64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.look()
	return e.n
}

// others becomes another number when another process committed.
func (e *edition) others() uint64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.look()
	return e.foreign
}

func (e *edition) look() {
	if e.shared == nil {
		e.n++
		e.foreign++
		return
	}
	if s := e.shared.state(); s != e.last {
		e.last = s
		e.n++
		e.foreign++
	}
}

// committed says that this process committed, and whether that counts.
func (e *edition) committed(counts bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.shared == nil {
		return // every look is another edition
	}
	s := e.shared.state()
	if s.commits() != e.last.commits()+1 { // others did too, or somebody saw it first
		e.foreign++
		counts = true
	}
	if e.last = s; counts {
		e.n++
	}
}

// versions remember how often the records of organisations were changed.
type versions struct {
	mu sync.Mutex
	of map[string]versionRead
}

type versionRead struct{ version, edition uint64 }

// Edition becomes another one with every change of what lets people in.
func (l *Log) Edition() uint64 { return l.edition.now() }

// Version goes up with every change of what the records said.
func (l *Log) Version(ctx context.Context, slug string) (uint64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	now := l.edition.now()
	l.versions.mu.Lock()
	v, known := l.versions.of[slug]
	l.versions.mu.Unlock()
	if known && v.edition == now {
		return v.version, nil
	}
	id, err := l.id(ctx, slug)
	if err != nil {
		return 0, err
	}
	v = versionRead{edition: now}
	if err := l.row(ctx, "SELECT records FROM orgs WHERE id = ?", id).Scan(&v.version); err != nil {
		return 0, err
	}
	l.versions.mu.Lock()
	defer l.versions.mu.Unlock()
	if l.versions.of == nil {
		l.versions.of = map[string]versionRead{}
	}
	l.versions.of[slug] = v
	return v.version, nil
}
