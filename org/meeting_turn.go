package org

import (
	"cmp"
	"slices"
)

// Round is what is going on in a meeting.
type Round uint8

// The rounds: those about a point come for each of the points.
const (
	Arriving Round = iota // a word each
	Clearing              // what the point is
	Speaking              // each says one thing
	Becoming              // what becomes of it
	Leaving               // a last word each
)

var roundNames = []string{"arrive", "clear", "speak", "become", "leave"}

func (r Round) String() string { return roundNames[r] }

// Words are all of them, by the names used in the log and the API.
func (Round) Words() []string { return roundNames }

// Offered are all of them.
func (Round) Offered() []string { return roundNames }

// MarshalText returns the name used in the log and the API.
func (r Round) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads that name.
func (r *Round) UnmarshalText(b []byte) error {
	return fromName(r, roundNames, string(b), "meeting.round")
}

// OfPoint reports whether it is a round about a point.
func (r Round) OfPoint() bool { return r == Clearing || r == Speaking || r == Becoming }

// Goes reports whether people speak one after the other in it.
func (r Round) Goes() bool { return r == Arriving || r == Speaking || r == Leaving }

// Floor is where a meeting is: the same for everybody who looks.
type Floor struct {
	_       struct{} `cbor:",toarray"`
	Point   uint16   // zero in the first and last round
	Round   Round
	Speaker PersonID // zero where nobody speaks in turn
	First   PersonID // with whom this round began, and so where it ends
}

// InTurn are those who speak in a round about a point, or in the first or last one, in their
// order.
func (s *State) InTurn(e *Meeting, point uint16) []PersonID {
	t := Floor{Point: point}
	if e.Floor.Point == point {
		t = e.Floor
	}
	return slices.DeleteFunc(slices.Clone(e.around(t)), func(p PersonID) bool { return !s.Person(p).Present() })
}

// around are all who have a place, in the order of a round that goes: from whoever began it,
// whoever came and went since; and where nobody did, from another at each point, so that
// nobody is always first.
func (e *Meeting) around(t Floor) []PersonID {
	from := slices.Index(e.In, t.First)
	if from < 0 && len(e.In) > 0 {
		from = int(t.Point) % len(e.In)
	}
	if from <= 0 {
		return e.In
	}
	return slices.Concat(e.In[from:], e.In[:from])
}

// firstHere is the first of some people who is there; zero for none.
func (s *State) firstHere(people []PersonID) PersonID {
	for _, p := range people {
		if s.Person(p).Present() {
			return p
		}
	}
	return 0
}

// speaksAfter is who speaks after somebody in a round; zero where the round is over.
func (s *State) speaksAfter(e *Meeting, t Floor) PersonID {
	in := e.around(t)
	if i := slices.Index(in, t.Speaker) + 1; i > 0 {
		return s.firstHere(in[i:])
	}
	return 0
}

// At is a turn at the beginning of a round.
func (s *State) At(e *Meeting, point uint16, round Round) Floor {
	t := Floor{Point: point, Round: round}
	if round.Goes() {
		t.Speaker = s.firstHere(e.around(t))
		t.First = t.Speaker
	}
	return t
}

// NextTurn is what comes next in a meeting: whoever speaks after this one, else the next
// round, else the next open point. At the very end it is the turn there is.
func (s *State) NextTurn(e *Meeting) Floor {
	t := e.Floor
	if p := s.speaksAfter(e, t); t.Round.Goes() && p != 0 {
		t.Speaker = p
		return t
	}
	switch t.Round {
	case Clearing, Speaking:
		return s.At(e, t.Point, t.Round+1)
	case Leaving:
		return t
	}
	for i := range e.Points {
		if n := uint16(i + 1); n > t.Point && e.Points[i].Open() { //nolint:gosec // there are few
			return s.At(e, n, Clearing)
		}
	}
	return s.At(e, 0, Leaving)
}

// TurnMeeting goes on: to another point or round, or to who speaks next.
type TurnMeeting struct {
	Meeting MeetingID `json:"meeting" doc:"which meeting or reflection"`
	Point   uint16    `json:"point,omitzero" doc:"the number of the point; none in the first and last round" example:"1"`
	Round   Round     `json:"round" doc:"which round" example:"become"`
	Speaker PersonID  `json:"speaker,omitzero" doc:"who speaks; nobody in turn where empty"`
	First   PersonID  `json:"first,omitzero" doc:"with whom the round began" derived:"yes"`
}

func (a *TurnMeeting) Check(s *State, m Moment) error {
	if err := s.mustLeadOn(m, a.Meeting); err != nil {
		return err
	}
	e := s.Meeting(a.Meeting)
	switch {
	case a.Round.OfPoint() != (a.Point != 0), a.Point != 0 && e.Point(a.Point) == nil:
		return refuse(Invalid, "meeting.no_point", int(a.Point))
	case a.Speaker != 0 && !slices.Contains(e.In, a.Speaker):
		return refuse(Conflict, "meeting.not_in", a.Speaker)
	}
	return nil
}

// Prepare: a round goes on from whom it began with, and begins with whoever is to speak.
func (a *TurnMeeting) Prepare(s *State, _ Moment) {
	if a.First != 0 {
		return
	}
	if a.First = a.Speaker; s.Meeting(a.Meeting).Floor.in(a.Point, a.Round) {
		a.First = s.Meeting(a.Meeting).Floor.First
	}
}

func (t Floor) in(point uint16, round Round) bool { return t.Point == point && t.Round == round }

func (a *TurnMeeting) Apply(d *Draft, _ Moment) {
	d.meetings.Edit(d.own, a.Meeting).Floor = Floor{Point: a.Point, Round: a.Round, Speaker: a.Speaker, First: a.First}
}

func (a *TurnMeeting) Undo(u undoing) ([]Act, error) {
	was, is := u.before.Meeting(a.Meeting).Floor, u.now.Meeting(a.Meeting).Floor
	if !is.in(a.Point, a.Round) || is.Speaker != a.Speaker {
		return nil, refuse(Conflict, "meeting.gone_on")
	}
	return []Act{Turning(a.Meeting, was)}, nil
}

// Turning is the act that goes on to a turn.
func Turning(id MeetingID, t Floor) *TurnMeeting {
	return &TurnMeeting{Meeting: id, Point: t.Point, Round: t.Round, Speaker: t.Speaker, First: t.First}
}

func (a *TurnMeeting) Say(_ *State, _ *Entry) Said {
	if a.Speaker != 0 {
		return say(".speaker", a.Meeting, a.Speaker)
	}
	return say("", a.Meeting)
}

func (a *TurnMeeting) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }

// JoinMeeting takes a place in the round. Only who takes one is ever seen: nobody is shown
// as missing.
type JoinMeeting struct {
	Meeting MeetingID `json:"meeting" doc:"which meeting or reflection"`
}

func (a *JoinMeeting) Check(s *State, m Moment) error {
	if err := first(somebody(m), s.mustMeet(m, a.Meeting)); err != nil {
		return err
	}
	if slices.Contains(s.Meeting(a.Meeting).In, m.By) {
		return refuse(Conflict, "meeting.in")
	}
	return nil
}

// Apply: whoever comes while a round goes speaks last in it.
func (a *JoinMeeting) Apply(d *Draft, m Moment) {
	e := d.meetings.Edit(d.own, a.Meeting)
	last := len(e.In)
	if i := slices.Index(e.In, e.Floor.First); i > 0 {
		last = i
	}
	e.In = slices.Insert(slices.Clone(e.In), last, m.By)
	if e.Floor.Round.Goes() && e.Floor.Speaker == 0 {
		e.Floor.Speaker = m.By
		e.Floor.First = cmp.Or(e.Floor.First, m.By)
	}
}

func (a *JoinMeeting) Undo(undoing) ([]Act, error) {
	return []Act{&LeaveMeeting{Meeting: a.Meeting}}, nil
}

func (a *JoinMeeting) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }

// LeaveMeeting gives the place up; whoever comes after speaks then, and where the round began
// with who leaves, it began with them.
type LeaveMeeting struct {
	Meeting MeetingID `json:"meeting" doc:"which meeting or reflection"`
}

func (a *LeaveMeeting) Check(s *State, m Moment) error {
	if err := s.mustMeet(m, a.Meeting); err != nil {
		return err
	}
	if !slices.Contains(s.Meeting(a.Meeting).In, m.By) {
		return refuse(Conflict, "meeting.not_in", m.By)
	}
	return nil
}

func (a *LeaveMeeting) Apply(d *Draft, m Moment) {
	e := d.meetings.Edit(d.own, a.Meeting)
	next := d.State.speaksAfter(e, e.Floor)
	if in := e.around(e.Floor); e.Floor.First == m.By {
		e.Floor.First = 0
		if len(in) > 1 {
			e.Floor.First = in[1]
		}
	}
	e.In = slices.DeleteFunc(slices.Clone(e.In), func(p PersonID) bool { return p == m.By })
	if e.Floor.Speaker == m.By {
		e.Floor.Speaker = next
	}
}

func (a *LeaveMeeting) Undo(undoing) ([]Act, error) {
	return []Act{&JoinMeeting{Meeting: a.Meeting}}, nil
}

func (a *LeaveMeeting) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }
