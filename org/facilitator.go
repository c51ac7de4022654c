package org

import (
	"cmp"
	"slices"
)

// NextFacilitator is whose turn it is to facilitate in a circle: of those who take turns,
// are here and not away, whoever did so longest ago, and before them who never did. Where
// nobody is, it is whoever opens it. It follows from the meetings there were, as they were
// set right.
func (s *State) NextFacilitator(c CircleID, m Moment) PersonID { return s.facilitatorAfter(c, m, 0) }

// FacilitatorAfter is whose turn comes after that of a meeting.
func (s *State) FacilitatorAfter(id MeetingID, m Moment) PersonID {
	e := s.Meeting(id)
	return s.facilitatorAfter(e.Circle, m, e.Facilitator)
}

func (s *State) facilitatorAfter(c CircleID, m Moment, now PersonID) PersonID {
	last := map[PersonID]Time{}
	for _, e := range s.MeetingsOf(c) {
		last[e.Facilitator] = max(last[e.Facilitator], e.Opened)
	}
	delete(last, 0)
	var turns []PersonID
	for _, p := range s.OwnMembers(c) {
		if s.TakesTurns(p, c) && s.Away(p, m.At) == 0 && p != now {
			turns = append(turns, p)
		}
	}
	if len(turns) == 0 {
		return cmp.Or(now, m.By)
	}
	return slices.MinFunc(turns, func(a, b PersonID) int { return cmp.Or(cmp.Compare(last[a], last[b]), cmp.Compare(a, b)) })
}

// TakesTurns reports whether somebody facilitates in their turn in a circle: members of it
// who did not say otherwise.
func (s *State) TakesTurns(p PersonID, c CircleID) bool {
	return s.Belongs(p, c) && !s.Person(p).Guest && !slices.Contains(s.Circle(c).Spared, p)
}

// Facilitate sets right who facilitates.
type Facilitate struct {
	Meeting MeetingID `json:"meeting" doc:"which meeting or reflection"`
	Person  PersonID  `json:"person,omitzero" doc:"who facilitates; you where empty" example:"P2"`
}

func (a *Facilitate) Check(s *State, m Moment) error {
	who := orSelf(a.Person, m)
	if who == 0 {
		return refuse(Invalid, "right.somebody")
	}
	if err := first(s.mustLeadOn(m, a.Meeting), s.mustPerson(who)); err != nil {
		return err
	}
	if c := s.meetingCircle(a.Meeting); !s.Belongs(who, c) {
		return refuse(Invalid, "meeting.no_member", who, c)
	}
	return nil
}

func (a *Facilitate) Prepare(_ *State, m Moment) { a.Person = orSelf(a.Person, m) }

func (a *Facilitate) Apply(d *Draft, _ Moment) {
	d.meetings.Edit(d.own, a.Meeting).Facilitator = a.Person
}

func (a *Facilitate) Undo(u undoing) ([]Act, error) {
	if u.now.Meeting(a.Meeting).Facilitator != orSelf(a.Person, u.e.Moment()) {
		return nil, refuse(Conflict, "meeting.gone_on")
	}
	was := u.before.Meeting(a.Meeting).Facilitator
	if was == 0 {
		return nil, nothing()
	}
	return []Act{&Facilitate{Meeting: a.Meeting, Person: was}}, nil
}

func (a *Facilitate) Say(_ *State, e *Entry) Said {
	return say(byOther(e, a.Person), a.Meeting, a.Person)
}

func (a *Facilitate) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }

func (a *Facilitate) Tell(t *Telling) {
	t.Thing = RefOf(a.Meeting)
	t.to(BecausePlaced, a.Person)
}

// SpareFacilitator is saying that one does not facilitate in turn in a circle, or does again.
type SpareFacilitator struct {
	Circle CircleID `json:"circle" doc:"which circle" example:"C2"`
	Spared bool     `json:"spared,omitzero" doc:"you do not facilitate in turn" example:"true"`
}

func (a *SpareFacilitator) Check(s *State, m Moment) error {
	return first(somebody(m), s.mustCircle(a.Circle), s.mustBeOf(m, a.Circle))
}

func (a *SpareFacilitator) Apply(d *Draft, m Moment) {
	c := d.circles.Edit(d.own, a.Circle)
	was := slices.Contains(c.Spared, m.By)
	switch {
	case a.Spared && !was:
		c.Spared = append(slices.Clip(c.Spared), m.By)
	case !a.Spared && was:
		c.Spared = slices.DeleteFunc(slices.Clone(c.Spared), func(p PersonID) bool { return p == m.By })
	}
}

func (a *SpareFacilitator) Undo(u undoing) ([]Act, error) {
	if slices.Contains(u.now.Circle(a.Circle).Spared, u.e.By) != a.Spared {
		return nil, changed(a.Circle)
	}
	return []Act{&SpareFacilitator{Circle: a.Circle, Spared: !a.Spared}}, nil
}

func (a *SpareFacilitator) Say(_ *State, _ *Entry) Said {
	return say(when(!a.Spared, ".again"), a.Circle)
}
