package org

import (
	"iter"

	"orpheus/org/practice"
)

// Try is a small step that a circle tries for some weeks: one of the library, or one of
// their own. It ends by the clock with a question, and is over when somebody looked back on it.
type Try struct {
	_      struct{} `cbor:",toarray"`
	Circle CircleID
	Small  string // which one of the library; empty for one of their own
	Title  string // of one of their own
	What   TextID // what they do, in their own words
	Room   TextID // what they stop or shorten, to make room
	By     PersonID
	Keeper PersonID // who looks after it; nobody where an import brought it
	Since  Time
	Until  Time
	Asked  Time // when the clock told that its time is over

	Outcome TryOutcome
	Seen    Time // when it was looked back on; zero while it goes on
	SeenBy  PersonID
	Saw     TextID
	Beside  TextID // what else happened in these weeks
	Cost    TextID
	Taught  LearningID

	Withdrawn bool
}

// MostTries is how many small steps a circle tries at once: each takes the time of the same people.
const MostTries = 3

// DefaultTry and LongestTry are for how long one of their own is tried.
const (
	DefaultTry = 28 * Day
	LongestTry = 183 * Day
)

// Runs reports whether nobody looked back on it yet.
func (t *Try) Runs() bool { return t.Seen == 0 && !t.Withdrawn }

// Over reports whether it waits for somebody to look back on it.
func (t *Try) Over(now Time) bool { return t.Runs() && t.Until <= now }

// Try returns a small step that is or was tried, nil where there is none; for reading only.
func (s *State) Try(id TryID) *Try { return s.tries.Ptr(id) }

// Tries are all there ever were, in the order of their ids, but those taken back at once.
func (s *State) Tries() iter.Seq2[TryID, *Try] {
	return standing(s.tries.All(), func(t *Try) bool { return !t.Withdrawn })
}

// keeps is who looks after it and is there.
func (s *State) keeps(t *Try) PersonID {
	if who := s.Person(t.Keeper); who != nil && who.Present() {
		return t.Keeper
	}
	return 0
}

func (s *State) mustRun(id TryID) error {
	switch t := s.Try(id); {
	case t == nil:
		return refuse(NotFound, "try.unknown", id)
	case t.Withdrawn:
		return refuse(Conflict, "try.withdrawn")
	case !t.Runs():
		return refuse(Conflict, "try.seen", id)
	}
	return nil
}

// mustTry lets through who belongs to the circle, and every member where the circle is no
// longer there.
func (s *State) mustTry(m Moment, c CircleID) error {
	switch {
	case m.Nobody() || s.Circle(c) == nil || s.Belongs(m.By, c):
		return nil
	case s.Circle(c).Live():
		return refuse(Forbidden, "structure.not_member", c)
	}
	return s.mustMember(m)
}

// BeginTry begins a small step in a circle, with an end and somebody who looks after it: whoever
// begins it.
type BeginTry struct {
	Try    TryID    `json:"try,omitzero" doc:"the new id" derived:"id"`
	Circle CircleID `json:"circle,omitzero" doc:"where it is tried; the whole organisation where empty" example:"C2"`
	Small  string   `json:"small_step,omitzero" doc:"which small step of the library; empty for one of your own" example:"write-first"`
	Title  string   `json:"title,omitzero" doc:"what one of your own is called"`
	What   Prose    `json:"what,omitzero" doc:"what you do"`
	Room   Prose    `json:"room,omitzero" doc:"what you stop or shorten, to make room"`
	Until  Time     `json:"until,omitzero" doc:"until when; as long as the library says where empty"`
}

func (a *BeginTry) Check(s *State, m Moment) error {
	c := orRoot(a.Circle)
	if err := first(s.mustExist(), s.mustCircle(c), s.mustTry(m, c), checkEnd(a.Until, m)); err != nil {
		return err
	}
	switch {
	case a.Small != "" && a.Title != "":
		return refuse(Invalid, "try.both")
	case a.Small != "" && practice.StepNamed(a.Small) == nil:
		return refuse(NotFound, "try.no_step", a.Small)
	case a.Small == "" && checkName(a.Title) != nil:
		return checkName(a.Title)
	case a.Until > m.At+LongestTry:
		return refuse(Invalid, "try.far", a.Until)
	}
	return s.mustHaveRoom(c, a.Small)
}

// mustHaveRoom refuses one more small step in a circle that tries as many as it can at once,
// and one of the library that it tries already.
func (s *State) mustHaveRoom(c CircleID, small string) error {
	running := 0
	for id, t := range s.Tries() {
		if t.Circle != c || !t.Runs() {
			continue
		}
		if small != "" && t.Small == small {
			return refuse(Conflict, "try.runs", id)
		}
		running++
	}
	if running >= MostTries {
		return refuse(Conflict, "try.many", c, MostTries)
	}
	return nil
}

func (a *BeginTry) Prepare(s *State, m Moment) {
	a.Try, a.Circle = s.tries.Next(), orRoot(a.Circle)
	if a.Until != 0 {
		return
	}
	a.Until = m.At + DefaultTry
	if small := practice.StepNamed(a.Small); small != nil {
		a.Until = m.At + Time(small.Days())*Day
	}
}

func (a *BeginTry) Apply(d *Draft, m Moment) {
	id := d.tries.Append(d.own, Try{
		Circle: a.Circle, Small: a.Small, Title: a.Title, What: a.What.ID, Room: a.Room.ID, By: m.By, Keeper: m.By, Since: m.At, Until: a.Until,
	})
	d.schedule(RefOf(id))
}

func (a *BeginTry) Undo(undoing) ([]Act, error) { return []Act{&WithdrawTry{Try: a.Try}}, nil }

func (a *BeginTry) Say(_ *State, _ *Entry) Said { return say("", a.Try, a.Circle, a.Until) }

func (a *BeginTry) Tell(t *Telling) { t.try(a.Try) }

// try has a telling be about a small step: its circle is told.
func (t *Telling) try(id TryID) {
	row := t.S.Try(id)
	if row == nil {
		return
	}
	t.Thing = RefOf(id)
	t.topics(RefOf(id))
	t.in(row.Circle)
	t.to(BecauseTheirs, row.Keeper)
}

// WithdrawTry takes back a small step that one just began.
type WithdrawTry struct {
	Try TryID `json:"try" doc:"which small step" example:"J1"`
}

func (a *WithdrawTry) Check(s *State, m Moment) error {
	if err := s.mustRun(a.Try); err != nil {
		return err
	}
	t := s.Try(a.Try)
	if t.Keeper != t.By {
		return refuse(Conflict, "undo.built_on")
	}
	return mustTakeBack(m, t.By, t.Since)
}

func (a *WithdrawTry) Apply(d *Draft, _ Moment) {
	d.tries.Edit(d.own, a.Try).Withdrawn = true
	d.trim()
}

func (a *WithdrawTry) Tell(t *Telling) {
	t.Thing = RefOf(t.S.Try(a.Try).Circle)
	t.topics(RefOf(t.S.Try(a.Try).Circle))
}

// TakeOverTry is looking after a small step from now on.
type TakeOverTry struct {
	Try TryID `json:"try" doc:"which small step"`
}

func (a *TakeOverTry) Check(s *State, m Moment) error {
	if err := first(somebody(m), s.mustRun(a.Try)); err != nil {
		return err
	}
	if s.Try(a.Try).Keeper == m.By {
		return refuse(Conflict, "try.yours")
	}
	return s.mustTry(m, s.Try(a.Try).Circle)
}

func (a *TakeOverTry) Apply(d *Draft, m Moment) { d.tries.Edit(d.own, a.Try).Keeper = m.By }

func (a *TakeOverTry) Say(_ *State, _ *Entry) Said { return say("", a.Try) }

func (a *TakeOverTry) Tell(t *Telling) { t.try(a.Try) }
