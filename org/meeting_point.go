package org

import "slices"

// AddPoint puts something on the agenda: a thing that is there, or one's own words.
type AddPoint struct {
	Meeting    MeetingID    `json:"meeting" doc:"which meeting or reflection"`
	Point      uint16       `json:"point,omitzero" doc:"its number there" derived:"yes"`
	Tension    TensionID    `json:"tension,omitzero" doc:"which tension" example:"T1"`
	Initiative InitiativeID `json:"initiative,omitzero" doc:"which initiative"`
	Role       RoleID       `json:"role,omitzero" doc:"which role" rare:"yes"`
	Decision   DecisionID   `json:"decision,omitzero" doc:"which decision"`
	Agreement  AgreementID  `json:"agreement,omitzero" doc:"which agreement"`
	Earlier    MeetingID    `json:"earlier,omitzero" doc:"the reflection whose small step it is about"`
	Words      Prose        `json:"words,omitzero" doc:"what it is about, in your own words"`
	Why        Why          `json:"why,omitzero" doc:"the rule that found it" derived:"yes"`
}

// about are the things it names.
func (a *AddPoint) about() (all []Ref) {
	for _, r := range []Ref{RefOf(a.Tension), RefOf(a.Initiative), RefOf(a.Role), RefOf(a.Decision), RefOf(a.Agreement), RefOf(a.Earlier)} {
		if r.N != 0 {
			all = append(all, r)
		}
	}
	return all
}

func (a *AddPoint) Check(s *State, m Moment) error {
	if err := s.mustMeet(m, a.Meeting); err != nil {
		return err
	}
	e, about := s.Meeting(a.Meeting), a.about()
	if len(about) == 0 {
		if len(e.Points) >= mostPoints {
			return refuse(Conflict, "meeting.points", mostPoints)
		}
		return mustText(a.Words)
	}
	switch {
	case len(about) > 1:
		return refuse(Invalid, "meeting.one_point")
	case !s.Discussable(about[0]):
		return refuse(Conflict, "meeting.gone")
	case e.has(about[0]):
		return refuse(Conflict, "meeting.twice")
	case len(e.Points) >= mostPoints:
		return refuse(Conflict, "meeting.points", mostPoints)
	case a.Earlier != 0 && s.Meeting(a.Earlier).Circle != e.Circle:
		return refuse(Invalid, "meeting.gone")
	}
	return s.mustBelong(m, s.HomeOf(about[0]))
}

// has reports whether a thing is on the agenda; what was taken off is not.
func (e *Meeting) has(r Ref) bool {
	return slices.ContainsFunc(e.Points, func(p Point) bool { return p.About() == r && p.Outcome != Dropped })
}

// Prepare: the rule that finds it is the reason, where one does.
func (a *AddPoint) Prepare(s *State, m Moment) {
	a.Point = uint16(len(s.Meeting(a.Meeting).Points) + 1) //nolint:gosec // there are few
	about := a.about()
	if a.Why != WhyAdded || len(about) == 0 {
		return
	}
	for _, topic := range s.ForAgenda(a.Meeting, m.At) {
		if topic.About == about[0] {
			a.Why = topic.Why
			break
		}
	}
}

func (a *AddPoint) Apply(d *Draft, m Moment) {
	p := Point{Text: a.Words.ID, Why: a.Why, By: m.By, At: m.At}
	for _, r := range a.about() {
		p.Letter, p.N = r.Letter, r.N
	}
	e := d.meetings.Edit(d.own, a.Meeting)
	e.Points = append(slices.Clip(e.Points), p)
}

func (a *AddPoint) Undo(u undoing) ([]Act, error) {
	if u.e.By == 0 { // points that come by themselves are dropped one by one
		return nil, nothing()
	}
	if p := u.now.Meeting(a.Meeting).Point(a.Point); !p.Open() {
		return nil, refuse(Conflict, "meeting.settled")
	}
	return []Act{&SettlePoint{Meeting: a.Meeting, Point: a.Point, Outcome: Dropped}}, nil
}

func (a *AddPoint) Say(_ *State, _ *Entry) Said {
	if about := a.about(); len(about) == 1 {
		id, _ := idOf(about[0].String())
		if a.Earlier != 0 {
			return say(".earlier", a.Meeting)
		}
		return say(".about", a.Meeting, id)
	}
	return say("", a.Meeting)
}

func (a *AddPoint) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }

// Outcome is what became of a point.
type Outcome uint8

// The outcomes.
const (
	Pending    Outcome = iota // it is still to be talked about
	Kept                      // it stays as it is
	Altered                   // it was changed
	HandedOver                // somebody else has it
	Retired                   // it ended
	Raised                    // something was raised about it
	Proposed                  // something was proposed about it
	Taken                     // somebody leads it
	LeftOpen                  // it stays open
	Dropped                   // whoever put it there took it off again
)

var outcomeNames = []string{"unsettled", "keep", "change", "hand_over", "retire", "raise", "propose", "take", "leave", "drop"}

func (o Outcome) String() string { return outcomeNames[o] }

// Words are all of them, by the names used in the log and the API.
func (Outcome) Words() []string { return outcomeNames }

// Offered are those that people can say; unsettled opens a point again.
func (Outcome) Offered() []string { return outcomeNames }

// MarshalText returns the name used in the log and the API.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads that name.
func (o *Outcome) UnmarshalText(b []byte) error {
	return fromName(o, outcomeNames, string(b), "meeting.outcome")
}

// outcomes are those that fit what a point is about, in the order in which they are offered.
var outcomes = map[byte][]Outcome{
	'R': {Kept, Altered, HandedOver, Retired, Raised, Proposed},
	'I': {Kept, Taken, HandedOver, Raised, Proposed, LeftOpen},
	'T': {Taken, HandedOver, Proposed, LeftOpen},
	'M': {Kept, Altered, Retired, Raised},
	'D': {Kept, Raised, LeftOpen},
	'E': {Kept, Altered, Retired, Raised, Proposed},
	0:   {Raised, Proposed, LeftOpen},
}

// Outcomes are those that fit a point.
func (p *Point) Outcomes() []Outcome { return outcomes[p.Letter] }

// ends are the kinds of act by which points end, with what becomes of them.
var ends = map[string]Outcome{
	"agreement.renew": Kept, "role.amend": Altered, "role.move": Altered, "seat.fill": HandedOver, "seat.take": HandedOver, "lead.hand_over": HandedOver,
	"lead.offer": HandedOver, "role.retire": Retired, "agreement.let_go": Retired, "tension.raise": Raised, "decision.propose": Proposed, "lead.take": Taken,
}

// EndsPoint returns what becomes of a point that ends by an act of a kind; false where none does.
func EndsPoint(kind string) (Outcome, bool) {
	o, is := ends[kind]
	return o, is
}

// SettlePoint says what became of a point, and by which act.
type SettlePoint struct {
	Meeting MeetingID `json:"meeting" doc:"which meeting or reflection"`
	Point   uint16    `json:"point" doc:"the number of the point" example:"1"`
	Outcome Outcome   `json:"outcome" doc:"what becomes of it; unsettled opens it again" example:"leave"`
	Act     uint64    `json:"act,omitzero" doc:"the number of the act that did it" rare:"yes"`
}

func (s *State) mustPoint(m Moment, id MeetingID, n uint16) error {
	if err := s.mustMeet(m, id); err != nil {
		return err
	}
	if s.Meeting(id).Point(n) == nil {
		return refuse(NotFound, "meeting.no_point", int(n))
	}
	return nil
}

func (a *SettlePoint) Check(s *State, m Moment) error {
	if err := first(somebody(m), s.mustPoint(m, a.Meeting, a.Point)); err != nil {
		return err
	}
	p := s.Meeting(a.Meeting).Point(a.Point)
	if a.Outcome == Dropped && p.Open() && p.By == m.By {
		return nil // one's own, from wherever one comes
	}
	if err := s.mustLeadOn(m, a.Meeting); err != nil {
		return err
	}
	switch {
	case a.Act > s.Version:
		return refuse(NotFound, "meeting.no_act")
	case a.Outcome == Pending && p.Open():
		return refuse(Conflict, "meeting.unsettled")
	case a.Outcome == Pending && p.Outcome == Dropped && p.N != 0 && s.Meeting(a.Meeting).has(p.About()):
		return refuse(Conflict, "meeting.twice") // it was put there again meanwhile
	case a.Outcome == Pending, a.Outcome == Dropped && p.Open():
		return nil
	case !p.Open():
		return refuse(Conflict, "meeting.settled")
	case !slices.Contains(p.Outcomes(), a.Outcome):
		return refuse(Invalid, "meeting.fits")
	}
	return nil
}

// Apply: a role that a circle keeps was touched by that.
func (a *SettlePoint) Apply(d *Draft, m Moment) {
	p := d.editPoint(a.Meeting, a.Point)
	p.Outcome, p.Act, p.EndedBy, p.Ended = a.Outcome, a.Act, m.By, m.At
	if a.Outcome == Pending {
		p.Act, p.EndedBy, p.Ended = 0, 0, 0
	}
	if r := RoleID(p.N); p.Letter == 'R' && a.Outcome == Kept {
		c := d.State.Role(r).Circle
		d.trace(Trace{Role: r, At: m.At, From: c, To: c})
	}
}

func (a *SettlePoint) Undo(u undoing) ([]Act, error) {
	was, is := u.before.Meeting(a.Meeting).Point(a.Point), u.now.Meeting(a.Meeting).Point(a.Point)
	if a.Outcome == Pending || !was.Open() { // its buttons are back: one of them says it again
		return nil, nothing()
	}
	if is.Outcome != a.Outcome || is.Act != a.Act {
		return nil, refuse(Conflict, "meeting.settled")
	}
	return []Act{&SettlePoint{Meeting: a.Meeting, Point: a.Point}}, nil
}

func (a *SettlePoint) Say(s *State, _ *Entry) Said {
	variant := "." + a.Outcome.String()
	if e := s.Meeting(a.Meeting); e != nil {
		if p := e.Point(a.Point); p != nil && p.N != 0 && p.Letter != 'E' {
			id, _ := idOf(p.About().String())
			return say(variant+".about", a.Meeting, id)
		}
	}
	return say(variant, a.Meeting)
}

func (a *SettlePoint) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Meeting), 0 }
