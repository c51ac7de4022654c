package web

import (
	"context"
	"slices"
	"time"

	"orpheus/org"
)

// View is an organisation at a moment, for the pages that tell of one thing in
// it.
type View struct {
	Version      uint64 // of the state now: a page made from the same version is the same
	Names        uint64 // another one for other names
	ChangesSince int    // structural changes after the moment
	State        *org.State
	Name         func(org.PersonID) string // empty for somebody whose name was erased

	// Texts returns those of these texts that are still there.
	Texts func(ctx context.Context, ids ...org.TextID) (map[org.TextID]string, error)
	// Acts returns acts up to the moment, the newest first.
	Acts func(ctx context.Context, f ActFilter) (Acts, error)
	// AtVersion returns the organisation as the entry of that number left it.
	AtVersion func(ctx context.Context, version uint64) (*org.State, error)
}

// ActFilter says which acts are wanted; the zero ActFilter wants all.
type ActFilter struct {
	Before uint64                // only acts with a lower number; zero for no end
	After  uint64                // only acts with a higher number
	Most   int                   // how many at most
	Kinds  []string              // empty for all
	Wants  func(*org.Entry) bool // nil for all
}

// Acts are some acts, the newest first.
type Acts struct {
	Entries []org.Entry
	Next    uint64 // what to ask for before which to go on; zero at the beginning of the log
}

// wants reports whether the filter lets e through.
func (f ActFilter) wants(e *org.Entry) bool {
	return (len(f.Kinds) == 0 || slices.Contains(f.Kinds, org.NameOf(e.Act))) && (f.Wants == nil || f.Wants(e))
}

// Pick returns what the filter asks for from acts that go on to older ones.
func (f ActFilter) Pick(newest []org.Entry) Acts {
	var out Acts
	for i := range newest {
		e := &newest[i]
		if e.Seq <= f.After {
			break
		}
		if f.Before != 0 && e.Seq >= f.Before || !f.wants(e) {
			continue
		}
		if len(out.Entries) == f.Most {
			out.Next = out.Entries[f.Most-1].Seq
			break
		}
		out.Entries = append(out.Entries, *e)
	}
	return out
}

// ViewSource is where the pages about one thing get what they show.
type ViewSource interface {
	// View returns an organisation as it was at a moment; the zero time is now.
	// The moment is never before the founding or after now.
	View(ctx context.Context, slug string, at time.Time) (*View, error)
}
