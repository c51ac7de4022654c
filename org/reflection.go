package org

// LongestRhythm is the longest time from one reflection to the next, in weeks, and
// ShortestRhythm the shortest: one is over before the clock begins another.
const (
	ShortestRhythm = 2
	LongestRhythm  = 52
)

// A circle owes the clock its next reflection.
var _ = registerDeadline('C', &deadline{
	at: func(s *State, n uint32) Time {
		if c := s.Circle(CircleID(n)); c.Live() && c.Weeks != 0 {
			return c.LooksBack
		}
		return 0
	},
	act: func(_ *State, n uint32) Act { return &BeginReflection{Circle: CircleID(n)} },
	has: func(s *State, n uint32) bool { return s.Circle(CircleID(n)) != nil },
})

// nextLook has the clock begin the next reflection of a circle so many weeks after a moment.
func (d *Draft) nextLook(id CircleID, after Time) {
	c := d.circles.Edit(d.own, id)
	if c.LooksBack = 0; c.Weeks != 0 {
		c.LooksBack = after + Time(c.Weeks)*7*Day
	}
	d.schedule(RefOf(id))
}

// resumeLooks has a circle that comes back look back again: on the day that was next, or where
// that went by, as if the rhythm began now.
func (d *Draft) resumeLooks(id CircleID, at Time) {
	if c := d.Circle(id); c.Weeks != 0 && c.LooksBack <= at {
		d.nextLook(id, at)
		return
	}
	d.schedule(RefOf(id))
}

// SetRhythm says how often a circle looks back; never by itself where it is zero.
type SetRhythm struct {
	Circle CircleID `json:"circle" doc:"which circle" example:"C2"`
	Weeks  uint16   `json:"weeks,omitzero" doc:"every how many weeks; none where empty" example:"6"`
	Next   Time     `json:"next,omitzero" doc:"when the next look back begins, where a rhythm comes back that was there before" derived:"yes"`
}

func (a *SetRhythm) Check(s *State, m Moment) error {
	if a.Weeks != 0 && (a.Weeks < ShortestRhythm || a.Weeks > LongestRhythm) {
		return refuse(Invalid, "reflection.rhythm", ShortestRhythm, LongestRhythm)
	}
	return first(s.mustCircle(a.Circle), s.mustBeOf(m, a.Circle))
}

func (a *SetRhythm) Apply(d *Draft, m Moment) {
	c := d.circles.Edit(d.own, a.Circle)
	if c.Weeks == a.Weeks {
		return
	}
	if c.Weeks = a.Weeks; a.Weeks != 0 && a.Next > m.At {
		c.LooksBack = a.Next
		d.schedule(RefOf(a.Circle))
		return
	}
	d.nextLook(a.Circle, m.At)
}

func (a *SetRhythm) Undo(u undoing) ([]Act, error) {
	was, is := u.before.Circle(a.Circle), u.now.Circle(a.Circle)
	if is.Weeks != a.Weeks {
		return nil, changed(a.Circle)
	}
	return []Act{&SetRhythm{Circle: a.Circle, Weeks: was.Weeks, Next: was.LooksBack}}, nil
}

func (a *SetRhythm) Say(_ *State, _ *Entry) Said {
	if a.Weeks == 0 {
		return say(".none", a.Circle)
	}
	return say("", a.Circle, int(a.Weeks))
}

// Open: the form begins with the rhythm there is.
func (a *SetRhythm) Open(s *State) {
	if c := s.Circle(a.Circle); c != nil {
		a.Weeks = c.Weeks
	}
}

func (a *SetRhythm) Tell(t *Telling) {
	t.Thing = RefOf(a.Circle)
	t.in(a.Circle)
}

// BeginReflection begins a look back; the clock does where the circle has a rhythm. Its
// first points follow: they are what the acts say is worth a word.
type BeginReflection struct {
	Meeting     MeetingID `json:"meeting,omitzero" doc:"the new id" derived:"id"`
	Circle      CircleID  `json:"circle" doc:"which circle" example:"C2"`
	Facilitator PersonID  `json:"facilitator,omitzero" doc:"whose turn it is to facilitate" derived:"yes"`
}

func (a *BeginReflection) Check(s *State, m Moment) error {
	if err := first(s.mustCircle(a.Circle), s.mustBeOf(m, a.Circle)); err != nil {
		return err
	}
	if s.MeetingNow(a.Circle, true) != 0 {
		return refuse(Conflict, "reflection.open", a.Circle)
	}
	return nil
}

func (a *BeginReflection) Prepare(s *State, m Moment) {
	a.Meeting, a.Facilitator = s.meetings.Next(), s.NextFacilitator(a.Circle, m)
}

func (a *BeginReflection) Apply(d *Draft, m Moment) {
	d.open(Meeting{
		Circle: a.Circle, By: m.By, Opened: m.At, Ends: m.At + ReflectionLasts, Looks: true,
		Facilitator: a.Facilitator, In: firstPlace(m), Floor: Floor{Speaker: m.By, First: m.By},
	})
	d.nextLook(a.Circle, m.At)
}

// preparedPoints is how many points a reflection begins with at most.
const preparedPoints = 9

func (a *BeginReflection) Follow(s *State, m Moment) (points []Act) {
	for _, topic := range s.WorthAWord(a.Circle, m.At) {
		if len(points) < preparedPoints {
			points = append(points, topic.point(a.Meeting))
		}
	}
	return points
}

func (a *BeginReflection) Say(_ *State, _ *Entry) Said { return say("", a.Meeting, a.Circle) }

func (a *BeginReflection) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Circle), a.Circle }

func (a *BeginReflection) Tell(t *Telling) { t.meeting(a.Meeting) }
