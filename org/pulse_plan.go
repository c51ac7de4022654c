package org

// PulsePlan is how often a circle is asked.
type PulsePlan struct {
	_             struct{} `cbor:",toarray"`
	Circle        CircleID
	Weeks         uint16 // between two rounds; zero for no rhythm any more
	First, Second PulseSubject
	Next          Time // when the next round is due
	Waits         bool // it was due, and waits until somebody says what became of the last one
}

// PulsePlanID numbers rhythms. Nobody says it: a rhythm is that of its circle.
type PulsePlanID uint32

// Letter is that of its deadline.
func (PulsePlanID) Letter() byte { return 'H' }

// How many weeks a rhythm can have.
const (
	FewestPulseWeeks = 2
	MostPulseWeeks   = 52
)

const week = 7 * Day

func (s *State) pulsePlan(id PulsePlanID) *PulsePlan { return s.pulsePlans.Ptr(id) }

func (s *State) pulsePlanOf(c CircleID) PulsePlanID {
	for id, row := range s.pulsePlans.All() {
		if row.Circle == c {
			return id
		}
	}
	return 0
}

// PulsePlanOf is the rhythm of a circle; nil where it has none.
func (s *State) PulsePlanOf(c CircleID) *PulsePlan {
	if p := s.pulsePlan(s.pulsePlanOf(c)); p != nil && p.Weeks != 0 {
		return p
	}
	return nil
}

// A rhythm owes the clock its next round, as long as there is its circle: nobody could end that
// of a circle that is gone.
var _ = registerDeadline('H', &deadline{
	at: func(s *State, n uint32) Time {
		if p := s.pulsePlan(PulsePlanID(n)); p.Weeks != 0 && s.Circle(p.Circle).Live() {
			return p.Next
		}
		return 0
	},
	act: func(s *State, n uint32) Act { return &TurnPulse{Circle: s.pulsePlan(PulsePlanID(n)).Circle} },
	has: func(s *State, n uint32) bool { return s.pulsePlan(PulsePlanID(n)) != nil },
})

// PlanPulse sets how often a circle is asked; the clock opens the rounds.
type PlanPulse struct {
	Circle CircleID     `json:"circle,omitzero" doc:"which circle, with all inside it; the whole organisation where empty" example:"C2"`
	Weeks  uint16       `json:"weeks,omitzero" doc:"how many weeks lie between two rounds; none from now on where it is 0" example:"4"`
	First  PulseSubject `json:"first,omitzero" doc:"what each round is about; the subjects take turns where empty" rare:"yes"`
	Second PulseSubject `json:"second,omitzero" doc:"what each round is about too" rare:"yes"`
	From   Time         `json:"from,omitzero" doc:"when the first round begins; tomorrow where empty"`
}

func (a *PlanPulse) Check(s *State, m Moment) error {
	c := orRoot(a.Circle)
	if err := s.mustCircle(c); err != nil {
		return err
	}
	if err := s.mustShare(m, c); err != nil {
		return err
	}
	switch {
	case a.Weeks == 0:
		if s.PulsePlanOf(c) == nil {
			return refuse(Conflict, "pulse.no_rhythm")
		}
	case a.Weeks < FewestPulseWeeks || a.Weeks > MostPulseWeeks:
		return refuse(Invalid, "pulse.weeks", FewestPulseWeeks, MostPulseWeeks)
	case a.First != 0 && a.First == a.Second:
		return refuse(Invalid, "pulse.same")
	case a.From != 0 && a.From < m.At:
		return refuse(Invalid, "pulse.past")
	case a.From > m.At+MostPulseWeeks*week:
		return refuse(Invalid, "pulse.far_off")
	}
	return nil
}

func (a *PlanPulse) Prepare(_ *State, m Moment) {
	a.Circle = orRoot(a.Circle)
	if a.From == 0 && a.Weeks != 0 {
		a.From = m.At + Day
	}
}

// Apply: a round that waits for a word about the last one waits in another rhythm too.
func (a *PlanPulse) Apply(d *Draft, _ Moment) {
	row := PulsePlan{Circle: a.Circle, Weeks: a.Weeks, First: a.First, Second: a.Second, Next: a.From}
	id := d.pulsePlanOf(a.Circle)
	if id == 0 {
		id = d.pulsePlans.Append(d.own, row)
	} else {
		old := d.pulsePlans.Edit(d.own, id)
		row.Waits = old.Waits && a.Weeks != 0
		*old = row
	}
	d.schedule(RefOf(id))
}

func (a *PlanPulse) Open(s *State) {
	a.Weeks = 4
	if p := s.PulsePlanOf(orRoot(a.Circle)); p != nil {
		a.Weeks, a.First, a.Second, a.From = p.Weeks, p.First, p.Second, p.Next
	}
}

// Undo: where the next round of before was meanwhile to begin, it begins tomorrow.
func (a *PlanPulse) Undo(u undoing) ([]Act, error) {
	c := orRoot(a.Circle)
	back := &PlanPulse{Circle: c}
	if p := u.before.PulsePlanOf(c); p != nil {
		back.Weeks, back.First, back.Second = p.Weeks, p.First, p.Second
		if p.Next > u.now.Last+UndoFor { // else it may go by before this is done
			back.From = p.Next
		}
	}
	return []Act{back}, nil
}

func (a *PlanPulse) Say(_ *State, _ *Entry) Said {
	if a.Weeks == 0 {
		return say(".none", a.Circle)
	}
	return say("", a.Circle, int(a.Weeks), a.From)
}

func (a *PlanPulse) Concern(PersonID) (Ref, CircleID) { return RefOf(orRoot(a.Circle)), 0 }

func (a *PlanPulse) Tell(t *Telling) {
	t.Thing = RefOf(a.Circle)
	t.in(a.Circle)
}

// TurnPulse is the clock coming to the day of a round: it opens one, or says why it does not.
type TurnPulse struct {
	Circle CircleID `json:"circle" doc:"which circle"`
	Last   PulseID  `json:"last,omitzero" doc:"the round of which is to be said first what became of it" derived:"yes"`
}

func (a *TurnPulse) Check(s *State, m Moment) error {
	if err := nobody(m); err != nil {
		return err
	}
	if p := s.PulsePlanOf(a.Circle); p == nil || m.At < p.Next {
		return refuse(Conflict, "pulse.no_rhythm")
	}
	return nil
}

func (a *TurnPulse) Prepare(s *State, _ Moment) { a.Last = s.UntoldPulse(a.Circle) }

func (a *TurnPulse) Apply(d *Draft, m Moment) {
	id := d.pulsePlanOf(a.Circle)
	p := d.pulsePlans.Edit(d.own, id)
	p.Waits = a.Last != 0
	p.pass(m.At)
	d.schedule(RefOf(id))
}

// pass moves the next round past a moment, by whole rounds.
func (p *PulsePlan) pass(at Time) {
	for p.Weeks != 0 && p.Next <= at {
		p.Next += Time(p.Weeks) * week
	}
}

// resumePulse has the rhythm of a circle that comes back go on from a moment.
func (d *Draft) resumePulse(c CircleID, at Time) {
	if id := d.pulsePlanOf(c); id != 0 {
		d.pulsePlans.Edit(d.own, id).pass(at)
		d.schedule(RefOf(id))
	}
}

// Follow opens the round, where one can be asked now; else the next day comes.
func (a *TurnPulse) Follow(s *State, m Moment) []Act {
	if a.Last != 0 {
		return nil
	}
	return s.pulseByPlan(s.PulsePlanOf(a.Circle), m.At)
}

func (s *State) pulseByPlan(p *PulsePlan, at Time) []Act {
	if p == nil || s.mayPulse(p.Circle, at) != nil {
		return nil
	}
	return []Act{&AskPulse{Circle: p.Circle, First: p.First, Second: p.Second}}
}

func (a *TurnPulse) Say(_ *State, _ *Entry) Said {
	return say(when(a.Last != 0, ".waits"), a.Circle)
}

func (a *TurnPulse) Concern(PersonID) (Ref, CircleID) { return RefOf(a.Circle), 0 }

// Tell: where the round waits for a word about the last one, those who were asked then are told.
func (a *TurnPulse) Tell(t *Telling) {
	if a.Last != 0 {
		t.pulse(a.Last)
	}
}
