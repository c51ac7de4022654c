package ledger

import (
	"context"
	"errors"
	"iter"

	"orpheus/org"
)

// Projection is something worked out from the acts of one organisation: the names
// in it, when its structure changed, what can be searched. The loaded organisation
// owns its value: it is made when somebody first asks for it, follows the acts, and
// is let go of together with the organisation.
//
// A value is not changed once it is made, so any number may read it at once; Next
// makes the one after it. A value that must change, as an open file does, takes
// care of that itself.
type Projection[T any] struct {
	// Begin makes the value of a version.
	Begin func(ctx context.Context, at Version) (T, error)
	// Next makes the value of a later version: acts are the entries in between, or
	// the first of them where there are many; then it is called again for the others,
	// with the same version. Where it fails it is called again, some time. Nil: the
	// value does not depend on acts.
	Next func(ctx context.Context, was T, at Version, acts []org.Entry) (T, error)
	// Anew is after how many acts at once the value is begun anew; zero for never.
	Anew uint64
	// Records is set where the value depends on what the records say too: Next is called,
	// with no acts where there were none, once they have another version than that of the
	// value, whoever changed them. The value is never older than the records were when it
	// was asked for. Such a value is not kept.
	Records bool
	// Heeds reports whether acts concern the value even where nobody asked for it:
	// then it is made, of the version before, and Next is called in the background.
	// For projections that the Options name.
	Heeds func(acts []org.Entry) bool
	// Keep has the value lie beside the snapshot, so that it need not be made when the
	// organisation is loaded. Next is called by the writer then, with every batch, and
	// has to be quick; unless it is Lazy. For projections that the Options name.
	Keep *Keep[T]
	// Lazy has a value that is kept be brought up to date by who asks for it, and before
	// it is kept.
	Lazy bool
	// End is called when the organisation is let go of, once nobody uses the value.
	End func(was T)
}

// Keep is how a value is written beside a snapshot.
type Keep[T any] struct {
	Name   string // another one for another form
	Encode func(T) []byte
	Decode func([]byte) (T, error)
}

// Version is an organisation as a projection sees it.
type Version struct {
	State   *org.State
	Records uint64 // the version of the records, for a projection that depends on them

	log  Log
	slug string
}

// Entries yields the entries after a number, up to the version.
func (v Version) Entries(ctx context.Context, after uint64) iter.Seq2[*org.Entry, error] {
	return func(yield func(*org.Entry, error) bool) {
		if after >= v.State.Version {
			return
		}
		over := false
		err := entries(ctx, v.log, v.slug, Head{Seq: after}, false, func(e *org.Entry, _ Head) error {
			if e.Seq > v.State.Version || !yield(e, nil) {
				over = true
				return errStop
			}
			return nil
		})
		if err != nil && !over {
			yield(nil, err)
		}
	}
}

// runs gives f the entries after a number, up to the version, a run at a time.
func (v Version) runs(ctx context.Context, after uint64, f func([]org.Entry) bool) error {
	var run []org.Entry
	for e, err := range v.Entries(ctx, after) {
		if err != nil {
			return err
		}
		if run = append(run, *e); len(run) == mostWaiting {
			if !f(run) {
				return nil
			}
			run = nil
		}
	}
	if len(run) > 0 {
		f(run)
	}
	return nil
}

// Of returns the value of the present version of an organisation or of a later one, and that
// version. The work goes on when who asked is gone: the next one finds it done.
func (p *Projection[T]) Of(ctx context.Context, e *Engine, slug string) (value T, s *org.State, err error) {
	err = p.Use(ctx, e, slug, func(v T, at *org.State) error {
		value, s = v, at
		return nil
	})
	return value, s, err
}

// Use is Of for values that have an end: it does not come before f is done.
func (p *Projection[T]) Use(ctx context.Context, e *Engine, slug string, f func(T, *org.State) error) error {
	for {
		s, err := e.use(ctx, slug)
		if err != nil {
			if errors.Is(err, errReloaded) {
				continue
			}
			return err
		}
		err = s.derived.use(ctx, p, func(made any, at *org.State) error { return f(made.(T), at) })
		s.release()
		if !errors.Is(err, errReloaded) {
			return err
		}
	}
}

// Derivation is a Projection of any type.
type Derivation interface {
	begin(ctx context.Context, at Version) (any, error)
	next(ctx context.Context, was any, at Version, acts []org.Entry) (any, error)
	needs() needs
	heeds(acts []org.Entry) bool
	kept() string // its name in snapshots; empty for one that is not there
	lazy() bool
	encode(was any) []byte
	decode(b []byte) (any, error)
	end(was any)
}

// needs says what a projection follows.
type needs struct {
	acts, records bool
	anew          uint64
}

func (p *Projection[T]) begin(ctx context.Context, at Version) (any, error) {
	return p.Begin(ctx, at)
}

func (p *Projection[T]) next(ctx context.Context, was any, at Version, acts []org.Entry) (any, error) {
	return p.Next(ctx, was.(T), at, acts)
}

func (p *Projection[T]) needs() needs {
	return needs{acts: p.Next != nil, records: p.Next != nil && p.Records, anew: p.Anew}
}

func (p *Projection[T]) heeds(acts []org.Entry) bool { return p.Heeds != nil && p.Heeds(acts) }

func (p *Projection[T]) kept() string {
	if p.Keep == nil || p.Records {
		return ""
	}
	return p.Keep.Name
}

func (p *Projection[T]) lazy() bool { return p.Lazy }

func (p *Projection[T]) encode(was any) []byte { return p.Keep.Encode(was.(T)) }

func (p *Projection[T]) decode(b []byte) (any, error) { return p.Keep.Decode(b) }

func (p *Projection[T]) end(was any) {
	if p.End != nil {
		p.End(was.(T))
	}
}
