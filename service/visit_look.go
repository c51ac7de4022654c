package service

import (
	"context"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/deciding"
)

// Look is an organisation at one moment, as one visitor sees it. What is shown of
// State goes through Sight: Sees for what is shown whole, Knows for what is named.
// A Look is for one goroutine.
type Look struct {
	Present *org.State // the present
	State   *org.State // what is looked at: Present, unless it is the past or a what-if
	At      org.Time   // the moment of State; now where it is the present or a what-if
	Past    bool
	Sight   *org.Sight

	v        *Visit
	names    *Names
	families *org.Families
	drawn    *org.MapCircle
	beside   *Look // from whose map that of this one is made; nil for none
}

// Look returns the organisation at a moment, acts of that very moment included; as
// it is now where at is zero. A moment before the founding is refused.
func (v *Visit) Look(ctx context.Context, at org.Time) (*Look, error) {
	now, err := v.present(ctx)
	if err != nil || at == 0 {
		return v.look(ctx, now, now, 0, err)
	}
	s, err := v.d.Look(ctx, v.slug, at)
	return v.look(ctx, now, s, at, err)
}

// LookSince returns the organisation as it is now, once it has come to a version:
// whoever was told of an act sees what it did.
func (v *Visit) LookSince(ctx context.Context, version uint64) (*Look, error) {
	now, err := v.present(ctx)
	if err == nil && now.Version < version {
		now, err = v.d.engine.Wait(ctx, v.slug, version-1)
	}
	if err == nil {
		err = v.takesPart(now)
	}
	return v.look(ctx, now, now, 0, err)
}

// LookAfter returns the organisation as the entry of that number left it.
func (v *Visit) LookAfter(ctx context.Context, seq uint64) (*Look, error) {
	now, err := v.present(ctx)
	if err != nil {
		return nil, err
	}
	s, err := v.d.engine.AtVersion(ctx, v.slug, seq)
	if err != nil {
		return nil, err
	}
	return v.look(ctx, now, s, s.Last, nil)
}

// Fork returns the organisation as it would be if the visitor did these acts now.
// Nothing is written. It refuses what they may not do.
func (v *Visit) Fork(ctx context.Context, acts ...org.Act) (*Look, error) {
	now, err := v.present(ctx)
	if err != nil {
		return nil, err
	}
	for _, act := range acts {
		if err := v.reaches(now, act); err != nil {
			return nil, err
		}
	}
	s, err := ledger.Fork(now, org.Moment{At: org.At(v.d.now()), By: v.who}, acts...)
	if err != nil {
		return nil, err
	}
	return v.look(ctx, now, s, 0, nil)
}

func (v *Visit) look(ctx context.Context, now, s *org.State, at org.Time, err error) (*Look, error) {
	if err != nil {
		return nil, err
	}
	names, err := v.d.NamesOf(ctx, now)
	if err != nil {
		return nil, err
	}
	l := &Look{Present: now, State: s, At: at, Past: at != 0, Sight: v.sight(now, s), v: v, names: names}
	if !l.Past {
		l.At = max(org.At(v.d.now()), s.Last)
	}
	return l, nil
}

// would is the organisation as it would be, beside how it is now.
func (l *Look) would(s *org.State) *Look {
	return &Look{Present: l.Present, State: s, At: max(l.At, s.Last), Sight: l.v.sight(l.Present, s), v: l.v, names: l.names, beside: l}
}

// Version is that of the present: with Edition it says whether an answer made
// before is still good.
func (l *Look) Version() uint64 { return l.Present.Version }

// Edition changes with what people are called and, while a secret vote goes on, with every
// ballot: who gave theirs sees another page, and there is no act to tell it by.
func (l *Look) Edition() uint64 {
	for _, x := range l.Present.GoingOn() {
		if x.Stage == deciding.Voting && x.Vote.Secret {
			return l.names.Edition ^ l.v.d.store.Edition()<<20
		}
	}
	return l.names.Edition
}

// Zone is the time zone of the organisation.
func (l *Look) Zone() *time.Location { return Zone(l.Present.Zone) }

// Map is the map, as far as the visitor sees it, for reading only; nil before the founding.
// It is made once.
func (l *Look) Map() *org.MapCircle {
	switch {
	case l.drawn != nil:
	case l.beside != nil:
		l.drawn = l.Sight.MapSince(l.beside.Sight, l.beside.Map())
	default:
		l.drawn = l.Sight.Map()
	}
	return l.drawn
}

// Family is the colour of a circle.
func (l *Look) Family(c org.CircleID) int {
	if l.families == nil {
		f := l.v.sight(l.Present, l.Present).Families()
		l.families = &f
	}
	return l.families.Of(l.State, c)
}

// Name is what somebody is called today; empty for who was erased, and for whom the
// visitor does not know.
func (l *Look) Name(id org.PersonID) string {
	name, _ := l.Known(id)
	return name
}

// Known is what somebody is called today, and whether the visitor knows them: a name
// that is known and empty was erased.
func (l *Look) Known(id org.PersonID) (name string, known bool) {
	if !l.Sight.All() && !l.Sight.Knows(org.RefOf(id)) {
		return "", false
	}
	return l.names.Of(id), true
}

// Texts returns those of these texts that are still there. Their numbers are in the
// rows of things: whoever may see a thing may read what is written in it, except that
// the word of an offer is for the two it concerns.
func (l *Look) Texts(ctx context.Context, ids ...org.TextID) (map[org.TextID]string, error) {
	out := map[org.TextID]string{}
	if len(ids) == 0 {
		return out, nil
	}
	texts, err := l.v.d.store.Texts(ctx, l.v.slug, ids...)
	for id, t := range texts {
		out[id] = t.Body
	}
	return out, err
}

// Suppose returns the organisation as it would be if these acts were done now by a rule,
// as those of a decision are when it is adopted: nobody has the right to do them alone.
// Nothing is written.
func (v *Visit) Suppose(ctx context.Context, acts ...org.Act) (*Look, error) {
	now, err := v.present(ctx)
	if err != nil {
		return nil, err
	}
	s, err := ledger.Fork(now, org.Moment{At: org.At(v.d.now()), Face: org.Rule}, acts...)
	if err != nil {
		return nil, err
	}
	return v.look(ctx, now, s, 0, nil)
}

// PartOf is what a decision asks of the visitor.
func (l *Look) PartOf(id org.DecisionID) org.Part { return l.State.PartOf(id, l.v.who, l.At) }

// May says whether the visitor could do an act now; it changes nothing. What is
// written in it is not looked at.
func (l *Look) May(act org.Act) error {
	if err := reaches(l.Sight, act); err != nil {
		return err
	}
	return l.State.May(act, org.Moment{At: max(l.At, l.State.Last), By: l.v.who})
}

// Changes returns the moments at which the structure changed, ascending, up to the
// present. Who sees a part is told of none: moments alone do not say of which part they are.
func (l *Look) Changes(ctx context.Context) ([]org.Time, error) {
	if !l.Sight.All() {
		return nil, nil
	}
	return l.v.d.structureChanges(ctx, l.v.slug)
}
