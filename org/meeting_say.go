package org

import "slices"

// SpeakInMeeting says one thing about a point, or in the first or last round: in one's turn,
// or in one's own time.
type SpeakInMeeting struct {
	Meeting MeetingID `json:"meeting" doc:"which meeting or reflection"`
	Point   uint16    `json:"point,omitzero" doc:"the number of the point; none in the first and last round" example:"1"`
	Closing bool      `json:"closing,omitzero" doc:"it is for the last round" rare:"yes"`
	Text    Prose     `json:"text" doc:"your one thing"`
	Number  uint16    `json:"number,omitzero" doc:"the number of what was said" derived:"yes"`
}

func (a *SpeakInMeeting) Check(s *State, m Moment) error {
	if err := first(somebody(m), s.mustMeet(m, a.Meeting), mustText(a.Text)); err != nil {
		return err
	}
	e := s.Meeting(a.Meeting)
	switch {
	case a.Point != 0 && (e.Point(a.Point) == nil || a.Closing):
		return refuse(NotFound, "meeting.no_point", int(a.Point))
	case len(e.Spoken) >= mostSpoken:
		return refuse(Conflict, "meeting.spoken", mostSpoken)
	}
	return nil
}

func (a *SpeakInMeeting) Prepare(s *State, _ Moment) {
	a.Number = uint16(len(s.Meeting(a.Meeting).Spoken) + 1) //nolint:gosec // there are few
}

func (a *SpeakInMeeting) Apply(d *Draft, m Moment) {
	e := d.meetings.Edit(d.own, a.Meeting)
	e.Spoken = append(slices.Clip(e.Spoken), Spoken{Point: a.Point, Closing: a.Closing, By: m.By, At: m.At, Text: a.Text.ID})
}

// Follow: whoever said their one thing in their turn gives it on.
func (a *SpeakInMeeting) Follow(s *State, m Moment) []Act {
	e := s.Meeting(a.Meeting)
	t := e.Floor
	if t.Speaker != m.By || !t.Round.Goes() || t.Point != a.Point || (t.Round == Leaving) != a.Closing {
		return nil
	}
	next := s.NextTurn(e)
	if next == t {
		return nil
	}
	return []Act{Turning(a.Meeting, next)}
}

func (a *SpeakInMeeting) Say(_ *State, _ *Entry) Said { return say("", a.Meeting) }

func (a *SpeakInMeeting) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }

// UnsayInMeeting takes one's own words back; a line without words stays. It is possible
// when the meeting is over, too: words are their writer's.
type UnsayInMeeting struct {
	Meeting MeetingID `json:"meeting" doc:"which meeting or reflection"`
	Number  uint16    `json:"number" doc:"the number of what was said" example:"1"`
}

func (a *UnsayInMeeting) Check(s *State, m Moment) error {
	if err := somebody(m); err != nil {
		return err
	}
	e := s.Meeting(a.Meeting)
	if e == nil {
		return refuse(NotFound, "meeting.unknown", a.Meeting)
	}
	if a.Number == 0 || int(a.Number) > len(e.Spoken) {
		return refuse(NotFound, "meeting.not_said", int(a.Number))
	}
	switch said := e.Spoken[a.Number-1]; {
	case said.By != m.By:
		return refuse(Forbidden, "meeting.not_your_words")
	case said.Text == 0:
		return refuse(Conflict, "meeting.taken_back")
	}
	return s.mustBelong(m, e.Circle)
}

func (a *UnsayInMeeting) Apply(d *Draft, m Moment) {
	e := d.meetings.Edit(d.own, a.Meeting)
	e.Spoken = slices.Clone(e.Spoken)
	said := &e.Spoken[a.Number-1]
	said.Was, said.Text, said.TakenBack = said.Text, 0, m.At
}

// Drops names the words: they are gone from every past view too.
func (a *UnsayInMeeting) Drops(s *State) []TextID {
	return []TextID{s.Meeting(a.Meeting).Spoken[a.Number-1].Was}
}

func (a *UnsayInMeeting) Say(_ *State, _ *Entry) Said { return say("", a.Meeting) }

func (a *UnsayInMeeting) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }

// CloseMeeting ends it; a reflection ends with one small step to try. The clock closes what
// was left open.
type CloseMeeting struct {
	Meeting MeetingID `json:"meeting" doc:"which meeting or reflection"`
	Step    Prose     `json:"step,omitzero" doc:"one small step to try until next time, of a reflection"`
}

func (a *CloseMeeting) Check(s *State, m Moment) error {
	if err := s.mustLeadOn(m, a.Meeting); err != nil {
		return err
	}
	if !a.Step.IsZero() && !s.Meeting(a.Meeting).Looks {
		return refuse(Invalid, "meeting.step")
	}
	return nil
}

func (a *CloseMeeting) Apply(d *Draft, m Moment) {
	e := d.meetings.Edit(d.own, a.Meeting)
	e.Closed, e.Last, e.Step = m.At, d.Version, a.Step.ID
	d.trim()
}

func (a *CloseMeeting) Undo(u undoing) ([]Act, error) {
	if u.now.Meeting(a.Meeting).Last != u.e.Seq { // it went on, or was closed again
		return nil, changed(a.Meeting)
	}
	return []Act{&ReopenMeeting{Meeting: a.Meeting}}, nil
}

func (a *CloseMeeting) Say(s *State, e *Entry) Said {
	return say(when(e.By == 0, ".clock"), a.Meeting, s.meetingCircle(a.Meeting))
}

func (a *CloseMeeting) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }

func (a *CloseMeeting) Tell(t *Telling) { t.meeting(a.Meeting) }

// ReopenMeeting goes on with one that was closed too soon.
type ReopenMeeting struct {
	Meeting MeetingID `json:"meeting" doc:"which meeting or reflection" example:"E2"`
}

func (a *ReopenMeeting) Check(s *State, m Moment) error {
	e := s.Meeting(a.Meeting)
	switch {
	case e == nil:
		return refuse(NotFound, "meeting.unknown", a.Meeting)
	case e.Open():
		return refuse(Conflict, "meeting.goes_on")
	case e.Ends <= m.At:
		return refuse(Conflict, "meeting.over", e.Ends)
	case s.MeetingNow(e.Circle, e.Looks) != 0:
		return refuse(Conflict, "meeting.open", e.Circle)
	}
	return first(s.mustCircle(e.Circle), s.mustBeOf(m, e.Circle))
}

func (a *ReopenMeeting) Apply(d *Draft, _ Moment) {
	e := d.meetings.Edit(d.own, a.Meeting)
	e.Closed, e.Last, e.Step = 0, 0, 0
	d.schedule(RefOf(a.Meeting))
}

func (a *ReopenMeeting) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }

func (a *ReopenMeeting) Tell(t *Telling) { t.meeting(a.Meeting) }
