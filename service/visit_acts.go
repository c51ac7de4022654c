package service

import (
	"context"
	"iter"
	"maps"
	"strings"

	"orpheus/org"
)

// Acts returns what a query asks for of the acts up to the moment looked at that the
// visitor may be told of, the newest first, and the number before which to go on;
// zero where the log begins.
func (l *Look) Acts(ctx context.Context, q Query) (found []org.Entry, next uint64, err error) {
	if q.Before == 0 || q.Before > l.State.Version+1 {
		q.Before = l.State.Version + 1
	}
	wants := q.Wants
	q.Wants = func(e *org.Entry) bool { return (wants == nil || wants(e)) && l.Sight.SeesEntry(e) }
	return l.v.d.newest(ctx, l.v.slug, q)
}

// Entries yields the numbers after after, up to the moment looked at, in order, and
// the act of each; nil where the visitor may not be told of it.
func (l *Look) Entries(ctx context.Context, after uint64) iter.Seq2[uint64, Told] {
	return func(yield func(uint64, Told) bool) {
		for e, err := range l.v.d.Entries(ctx, l.v.slug, after) {
			if err == nil && e.Seq > l.State.Version {
				return
			}
			told := Told{Err: err}
			if err == nil && l.Sight.SeesEntry(&e) {
				told.Entry = &e
			}
			if !yield(e.Seq, told) || err != nil {
				return
			}
		}
	}
}

// Told is one act of a log that is read: the act, or nothing where the visitor may
// not be told of it, or why the log cannot be read.
type Told struct {
	Entry *org.Entry
	Err   error
}

// Entry returns one act up to the moment looked at; nil where there is none that the
// visitor may be told of.
func (l *Look) Entry(ctx context.Context, seq uint64) (*org.Entry, error) {
	if seq == 0 || seq > l.State.Version {
		return nil, nil
	}
	for e, err := range l.v.d.Entries(ctx, l.v.slug, seq-1) {
		if err != nil || !l.Sight.SeesEntry(&e) {
			return nil, err
		}
		return &e, nil
	}
	return nil, nil
}

// EntriesAt returns acts by their numbers, up to the moment looked at, as far as the
// visitor may be told of them.
func (l *Look) EntriesAt(ctx context.Context, acts ...uint64) (map[uint64]org.Entry, error) {
	all, err := l.v.d.entriesAt(ctx, l.v.slug, acts)
	maps.DeleteFunc(all, func(seq uint64, e org.Entry) bool { return seq > l.State.Version || !l.Sight.SeesEntry(&e) })
	return all, err
}

// Page is the thing on whose page an act is told; zero where it is on none, or on none that
// the visitor sees.
func (l *Look) Page(e *org.Entry) org.Ref {
	refs := append([]org.Ref{org.Tell(l.State, e).Thing}, org.About(e.Act)...)
	for _, r := range refs {
		if strings.IndexByte("CRPTIDJ", r.Letter) >= 0 && l.Sight.Sees(r) {
			return r
		}
	}
	return org.Ref{}
}

// Head returns the hash that chains the last act of the moment looked at to all
// before it.
func (l *Look) Head(ctx context.Context) (string, error) {
	for r, err := range l.v.d.store.Read(ctx, l.v.slug, l.State.Version-1) {
		return r.Hash.String(), err
	}
	return "", nil
}

// MayUndo reports whether the visitor may take back an act now: it is theirs, lately
// done, and nothing stands on it.
func (l *Look) MayUndo(ctx context.Context, e *org.Entry) (bool, error) {
	if l.Past || !e.UndoableBy(l.v.who, l.At) {
		return false, nil
	}
	before, err := l.v.d.engine.AtVersion(ctx, l.v.slug, e.Seq-1)
	if err != nil {
		return false, err
	}
	acts, err := org.Undo(before, l.State, *e)
	if by := org.UndoneBy(*e); err != nil || by != 0 && by != l.v.who {
		return false, nil
	}
	return l.State.May(acts[0], org.Moment{At: max(l.At, l.State.Last), By: l.v.who}) == nil, nil
}
