package org

import (
	"iter"
	"slices"
)

// Meeting is a circle coming together, in one room or each in their own time, over points
// made of what is there. A reflection is one that looks back. What is decided there are the
// acts by which it is decided anywhere: a point keeps the number of the act that ended it.
type Meeting struct {
	_           struct{} `cbor:",toarray"`
	Circle      CircleID
	By          PersonID // zero where the clock began it
	Opened      Time
	Ends        Time // when the clock closes it, if nobody does before
	Closed      Time // zero while it is open
	Looks       bool // it is a reflection
	Facilitator PersonID
	In          []PersonID // who has a place in the round, in its order: who comes while it goes sits before who began it
	Points      []Point    // numbered from 1
	Spoken      []Spoken   // numbered from 1
	Floor       Floor
	Step        TextID    // the small step that a reflection ended with
	Prev        MeetingID // the one before it in the circle
	First, Last uint64    // the numbers of the acts that opened and closed it
}

// Point is one thing that is talked about.
type Point struct {
	_       struct{} `cbor:",toarray"`
	Letter  byte     // with N, what it is about; both zero for a point in words of its own
	N       uint32
	Text    TextID // these words
	Why     Why
	By      PersonID
	At      Time
	Outcome Outcome // Pending while it is open
	Act     uint64  // the number of the act that did it; zero where none was needed
	EndedBy PersonID
	Ended   Time
}

// About is the thing that a point is about; the zero Ref for words of its own.
func (p *Point) About() Ref { return Ref{p.Letter, p.N} }

// Open reports whether it is still to be talked about.
func (p *Point) Open() bool { return p.Outcome == Pending }

// Spoken is one thing that somebody says about a point, or in the first or last round.
type Spoken struct {
	_         struct{} `cbor:",toarray"`
	Point     uint16   // zero in the first and last round
	Closing   bool     // said in the last round
	By        PersonID
	At        Time
	Text      TextID // zero where it was taken back
	Was       TextID
	TakenBack Time
}

// MeetingLasts and ReflectionLasts are how long each is open where nobody closes it: a
// reflection gives everybody the time to say their part in their own days off.
const (
	MeetingLasts    = Day / 2
	ReflectionLasts = 13 * Day
)

// The most that one has of each.
const (
	mostPoints = 60
	mostSpoken = 1000
)

// Open reports whether it goes on.
func (e *Meeting) Open() bool { return e.Closed == 0 }

// Point returns a point by its number, nil for none.
func (e *Meeting) Point(n uint16) *Point {
	if n == 0 || int(n) > len(e.Points) {
		return nil
	}
	return &e.Points[n-1]
}

// Meeting returns one, nil for none; for reading only.
func (s *State) Meeting(id MeetingID) *Meeting { return s.meetings.Ptr(id) }

// Meetings are all there ever were, in the order of their ids.
func (s *State) Meetings() iter.Seq2[MeetingID, *Meeting] { return s.meetings.All() }

// MeetingsOf are those of a circle, the latest first.
func (s *State) MeetingsOf(c CircleID) iter.Seq2[MeetingID, *Meeting] {
	return func(yield func(MeetingID, *Meeting) bool) {
		row := s.Circle(c)
		if row == nil {
			return
		}
		for id := row.LastMeeting; id != 0; id = s.Meeting(id).Prev {
			if !yield(id, s.Meeting(id)) {
				return
			}
		}
	}
}

// MeetingNow is the open meeting, or the open reflection, of a circle; zero for none.
func (s *State) MeetingNow(c CircleID, looks bool) MeetingID {
	for id, e := range s.MeetingsOf(c) {
		if e.Looks == looks {
			if e.Open() {
				return id
			}
			return 0
		}
	}
	return 0
}

// ReflectionBefore is the last reflection of a circle that was closed; zero for none.
func (s *State) ReflectionBefore(c CircleID) MeetingID {
	for id, e := range s.MeetingsOf(c) {
		if e.Looks && !e.Open() {
			return id
		}
	}
	return 0
}

// mustMeet refuses what is about a meeting that is over, and whoever does not see its circle.
func (s *State) mustMeet(m Moment, id MeetingID) error {
	e := s.Meeting(id)
	switch {
	case e == nil:
		return refuse(NotFound, "meeting.unknown", id)
	case !e.Open():
		return refuse(Conflict, "meeting.closed", e.Closed)
	}
	return s.mustBelong(m, e.Circle)
}

// mustLeadOn lets through who belongs to the circle of a meeting: what is said there everybody
// may say, but how it goes on is for those whose meeting it is.
func (s *State) mustLeadOn(m Moment, id MeetingID) error {
	return first(s.mustMeet(m, id), s.mustBeOf(m, s.meetingCircle(id)))
}

func (s *State) meetingCircle(id MeetingID) CircleID {
	if e := s.Meeting(id); e != nil {
		return e.Circle
	}
	return 0
}

func (s *State) mustBeOf(m Moment, c CircleID) error {
	if m.Nobody() || s.Belongs(m.By, c) || s.Circle(c) == nil {
		return nil
	}
	return refuse(Forbidden, "meeting.not_yours", c)
}

// meeting has a telling be about a meeting, and reach who belongs to its circle.
func (t *Telling) meeting(id MeetingID) {
	t.Thing = RefOf(id)
	t.in(t.S.Meeting(id).Circle)
}

// editPoint returns a point that can be changed in place.
func (d *Draft) editPoint(id MeetingID, n uint16) *Point {
	e := d.meetings.Edit(d.own, id)
	e.Points = slices.Clone(e.Points)
	return &e.Points[n-1]
}

// Meetings and reflections end by the clock.
var _ = endsByClock((*State).Meeting, func(e *Meeting) Time {
	if !e.Open() {
		return 0
	}
	return e.Ends
}, func(id MeetingID) Act { return &CloseMeeting{Meeting: id} })

// open makes a meeting of what was worked out.
func (d *Draft) open(e Meeting) {
	c := d.circles.Edit(d.own, e.Circle)
	e.Prev, e.First = c.LastMeeting, d.Version
	id := d.meetings.Append(d.own, e)
	c.LastMeeting = id
	d.schedule(RefOf(id))
}

// firstPlace is who has a place when something opens: whoever opens it has the first.
func firstPlace(m Moment) []PersonID {
	if m.Nobody() {
		return nil
	}
	return []PersonID{m.By}
}

// OpenMeeting opens a meeting of a circle.
type OpenMeeting struct {
	Meeting     MeetingID `json:"meeting,omitzero" doc:"the new id" derived:"id"`
	Circle      CircleID  `json:"circle" doc:"which circle" example:"C5"`
	Facilitator PersonID  `json:"facilitator,omitzero" doc:"whose turn it is to facilitate" derived:"yes"`
}

func (a *OpenMeeting) Check(s *State, m Moment) error {
	if err := first(s.mustCircle(a.Circle), s.mustBeOf(m, a.Circle)); err != nil {
		return err
	}
	if s.MeetingNow(a.Circle, false) != 0 {
		return refuse(Conflict, "meeting.open", a.Circle)
	}
	return nil
}

func (a *OpenMeeting) Prepare(s *State, m Moment) {
	a.Meeting, a.Facilitator = s.meetings.Next(), s.NextFacilitator(a.Circle, m)
}

func (a *OpenMeeting) Apply(d *Draft, m Moment) {
	d.open(Meeting{Circle: a.Circle, By: m.By, Opened: m.At, Ends: m.At + MeetingLasts, Facilitator: a.Facilitator, In: firstPlace(m), Floor: Floor{Speaker: m.By, First: m.By}})
}

func (a *OpenMeeting) Say(_ *State, _ *Entry) Said { return say("", a.Meeting, a.Circle) }

func (a *OpenMeeting) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Circle), a.Circle }

func (a *OpenMeeting) Tell(t *Telling) { t.meeting(a.Meeting) }
