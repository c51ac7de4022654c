package org

import (
	"cmp"
	"slices"

	"orpheus/internal/immutable"
)

// StandIn is that somebody is away for some days, and who answers for them meanwhile.
type StandIn struct {
	_      struct{} `cbor:",toarray"`
	Person PersonID // who is away
	Who    PersonID // who stands in
	From   Time
	Until  Time
	Ended  Time // when it ended; zero while it stands
}

// Stands reports whether it is in force at a moment.
func (t *StandIn) Stands(now Time) bool { return t.Ended == 0 && t.From <= now && now < t.Until }

// LongestAway is for how long somebody may stand in for somebody, in days: a longer time
// is for a role to change hands.
const LongestAway = 183

// Away returns how long p is away at a moment and who stands in; zero for who is not.
func (s *State) Away(p PersonID, now Time) StandInID {
	for _, id := range s.covering {
		if t := s.StandIn(id); t.Person == p && t.Stands(now) {
			return id
		}
	}
	return 0
}

// StandInsOf are those named for p that are not over, also those that are still to come,
// the first of them first.
func (s *State) StandInsOf(p PersonID) (all []StandInID) {
	return s.standingWhere(func(t *StandIn) bool { return t.Person == p })
}

// StandInsBy are those by which p stands in for somebody, now or later, the first of them
// first.
func (s *State) StandInsBy(p PersonID) []StandInID {
	return s.standingWhere(func(t *StandIn) bool { return t.Who == p })
}

func (s *State) standingWhere(is func(*StandIn) bool) (all []StandInID) {
	for _, id := range s.covering {
		if is(s.StandIn(id)) {
			all = append(all, id)
		}
	}
	slices.SortFunc(all, func(a, b StandInID) int {
		return cmp.Or(cmp.Compare(s.StandIn(a).From, s.StandIn(b).From), cmp.Compare(a, b))
	})
	return all
}

// StandsInFor returns for whom p stands in at a moment, ascending.
func (s *State) StandsInFor(p PersonID, now Time) (who []PersonID) {
	for _, id := range s.covering {
		if t := s.StandIn(id); t.Who == p && t.Stands(now) {
			who = append(who, t.Person)
		}
	}
	slices.Sort(who)
	return who
}

// MayAnswerFor reports whether by may answer for somebody at a moment: for themselves, or
// as their stand-in. It goes one step only: who stands in for a stand-in does not answer
// for both. Who left answers for nobody, and nobody for them.
func (s *State) MayAnswerFor(by, somebody PersonID, now Time) bool {
	for _, p := range []PersonID{by, somebody} {
		if who := s.Person(p); who == nil || !who.Present() {
			return false
		}
	}
	return by == somebody || slices.Contains(s.StandsInFor(by, now), somebody)
}

// NameStandIn is saying that one is away, and who stands in.
type NameStandIn struct {
	StandIn StandInID `json:"standin,omitzero" doc:"the new id" derived:"id"`
	Person  PersonID  `json:"person,omitzero" doc:"who is away; you where empty"`
	Who     PersonID  `json:"who" doc:"who stands in" example:"P6"`
	From    Time      `json:"from,omitzero" doc:"from when; now where empty" example:"2027-02-01"`
	Until   Time      `json:"until" doc:"until when" example:"2027-03-01"`
}

func (a *NameStandIn) Check(s *State, m Moment) error {
	away := orSelf(a.Person, m)
	if away == 0 {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.mustPerson(away), s.mustSelf(m, away), s.mustPerson(a.Who)); err != nil {
		return err
	}
	from := max(a.From, m.At)
	switch {
	case away == a.Who:
		return refuse(Invalid, "standin.self")
	case s.Person(a.Who).Guest:
		return refuse(Invalid, "standin.guest", a.Who)
	case a.Until <= from:
		return refuse(Invalid, "standin.order")
	case a.Until-from > LongestAway*Day:
		return refuse(Invalid, "standin.long", LongestAway)
	case from > m.At+LongestLead:
		return refuse(Invalid, "end.far", a.From)
	}
	for _, id := range s.covering {
		t := s.StandIn(id)
		if t.From >= a.Until || t.Until <= from {
			continue
		}
		switch t.Person {
		case away:
			return refuse(Conflict, "standin.twice", away, t.Who)
		case a.Who:
			return refuse(Conflict, "standin.away", a.Who, t.Until)
		}
	}
	return nil
}

func (a *NameStandIn) Prepare(s *State, m Moment) {
	a.StandIn, a.Person, a.From = s.standIns.Next(), orSelf(a.Person, m), max(a.From, m.At)
}

func (a *NameStandIn) Apply(d *Draft, _ Moment) {
	id := d.standIns.Append(d.own, StandIn{Person: a.Person, Who: a.Who, From: a.From, Until: a.Until})
	d.covering = immutable.With(d.covering, id)
	d.schedule(RefOf(id))
}

func (a *NameStandIn) Undo(u undoing) ([]Act, error) {
	if u.now.StandIn(a.StandIn).Ended != 0 {
		return nil, changed(a.Person)
	}
	return []Act{&EndStandIn{StandIn: a.StandIn}}, nil
}

func (a *NameStandIn) Say(_ *State, e *Entry) Said {
	return say(byOther(e, a.Person)+when(a.From > e.At, ".later"), a.Person, a.Who, a.From, a.Until)
}

// Tell: who stands in, and those for whom whoever is away was to stand in themselves.
func (a *NameStandIn) Tell(t *Telling) {
	t.Thing = RefOf(a.Person)
	t.to(BecausePlaced, a.Who)
	t.to(BecauseTheirs, a.Person)
	for _, id := range t.S.StandInsBy(a.Person) {
		if row := t.S.StandIn(id); row.From < a.Until && row.Until > a.From {
			t.to(BecauseAsking, row.Person)
		}
	}
}

// EndStandIn ends it before its day: whoever is away is back, or the other cannot. Each
// of the two may, and stewards.
type EndStandIn struct {
	StandIn StandInID `json:"standin" doc:"which time away"`
}

func (a *EndStandIn) Check(s *State, m Moment) error {
	if err := s.mustStand(a.StandIn); err != nil {
		return err
	}
	if t := s.StandIn(a.StandIn); !m.Nobody() && m.By == t.Who {
		return nil
	} else if s.mustSelf(m, t.Person) != nil {
		return refuse(Forbidden, "standin.not_yours", t.Person, t.Who)
	}
	return nil
}

func (s *State) mustStand(id StandInID) error {
	t := s.StandIn(id)
	if t == nil {
		return refuse(NotFound, "standin.unknown", id)
	}
	if t.Ended != 0 {
		return refuse(Conflict, "standin.ended", t.Person, t.Who)
	}
	return nil
}

func (a *EndStandIn) Apply(d *Draft, m Moment) { d.endStandIn(a.StandIn, m.At) }

func (d *Draft) endStandIn(id StandInID, at Time) {
	d.standIns.Edit(d.own, id).Ended = at
	d.covering = immutable.Without(d.covering, id)
	d.trim()
}

func (a *EndStandIn) Undo(u undoing) ([]Act, error) {
	t := u.before.StandIn(a.StandIn)
	return []Act{&NameStandIn{Person: t.Person, Who: t.Who, From: t.From, Until: t.Until}}, nil
}

func (a *EndStandIn) Say(s *State, _ *Entry) Said { return s.sayStandIn(a.StandIn) }

// sayStandIn names who was away and who stood in.
func (s *State) sayStandIn(id StandInID) Said {
	if t := s.StandIn(id); t != nil {
		return say("", t.Person, t.Who)
	}
	return say("", PersonID(0), PersonID(0))
}

func (a *EndStandIn) Tell(t *Telling) { t.standIn(a.StandIn) }

// standIn tells both.
func (t *Telling) standIn(id StandInID) {
	row := t.S.StandIn(id)
	t.Thing = RefOf(row.Person)
	t.to(BecauseTheirs, row.Person, row.Who)
}

var _ = endsByClock((*State).StandIn, func(t *StandIn) Time {
	if t.Ended != 0 {
		return 0
	}
	return t.Until
}, func(id StandInID) Act { return &ExpireStandIn{StandIn: id} })

// ExpireStandIn is the clock ending it on its day.
type ExpireStandIn struct {
	StandIn StandInID `json:"standin" doc:"which time away"`
}

func (a *ExpireStandIn) Check(s *State, m Moment) error {
	if err := first(s.mustStand(a.StandIn), nobody(m)); err != nil {
		return err
	}
	if s.StandIn(a.StandIn).Until > m.At {
		return refuse(Conflict, "standin.not_due")
	}
	return nil
}

func (a *ExpireStandIn) Apply(d *Draft, m Moment) { d.endStandIn(a.StandIn, m.At) }

func (a *ExpireStandIn) Say(s *State, _ *Entry) Said { return s.sayStandIn(a.StandIn) }

func (a *ExpireStandIn) Tell(t *Telling) { t.standIn(a.StandIn) }
