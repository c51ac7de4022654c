package reconcile

import (
	"slices"

	"orpheus/imports/source"
	"orpheus/org"
)

// held is what the source says of each of a role's holders.
func (r *run) held(want *source.Role) map[org.PersonID]source.Holding {
	if want.Held == nil {
		return nil
	}
	out := map[org.PersonID]source.Holding{}
	for i, p := range want.Holders {
		if id := r.people[p]; id != 0 {
			out[id] = want.Held[i]
		}
	}
	return out
}

// otherwise is whether a seat is another one than the source says: one with another planned
// end, or of another part of the role. What the source says nothing about is the same.
func (r *run) otherwise(have *org.Seat, want source.Holding) bool {
	term := r.term(want)
	return term != 0 && term != have.Term || want.Focus != "" && want.Focus != have.Focus
}

// term is when a seat is planned to end; none where that is past.
func (r *run) term(want source.Holding) org.Time {
	if want.Term.IsZero() {
		return 0
	}
	term := org.At(want.Term)
	if term <= r.target.At() {
		return 0
	}
	return term
}

// originOf is how the source says a seat came about.
func originOf(want source.Holding) org.Origin {
	var o org.Origin
	if want.Origin == "" || o.UnmarshalText([]byte(want.Origin)) != nil {
		return org.Unknown
	}
	return o
}

func orZero[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// told is what to change where the source says something.
func told[T comparable](have T, want *T) *T {
	if want == nil {
		return nil
	}
	return changed(have, *want)
}

func toldList(have []string, want *[]string) *[]string {
	if want == nil || slices.Equal(have, *want) {
		return nil
	}
	return want
}
