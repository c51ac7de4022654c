package org

import "orpheus/internal/immutable"

// Learning is what work taught, kept where others find it.
type Learning struct {
	_          struct{} `cbor:",toarray"`
	Circle     CircleID
	Initiative InitiativeID // zero where it came from elsewhere
	By         PersonID
	Text       TextID
	At         Time
}

// ConcludeInitiative ends the work: its leads end, and the tension it answered
// is resolved unless the work was stopped.
type ConcludeInitiative struct {
	Initiative InitiativeID `json:"initiative" doc:"which initiative"`
	Outcome    Prose        `json:"outcome,omitzero" doc:"what came of it"`
	Learned    Prose        `json:"learned,omitzero" doc:"what it taught"`
	Stopped    bool         `json:"stopped,omitzero" doc:"it ends without what it was for"`
	Learning   LearningID   `json:"learning,omitzero" doc:"id of the learning" derived:"yes"`
}

func (a *ConcludeInitiative) Check(s *State, m Moment) error {
	return first(s.mustInitiative(a.Initiative), s.mustLead(m, a.Initiative))
}

func (a *ConcludeInitiative) Prepare(s *State, _ Moment) {
	if !a.Learned.IsZero() {
		a.Learning = s.learnings.Next()
	}
}

func (a *ConcludeInitiative) Apply(d *Draft, m Moment) {
	for _, l := range d.Initiative(a.Initiative).Leads {
		d.endLead(l, m.At, LeadConcluded)
	}
	i := d.initiatives.Edit(d.own, a.Initiative)
	i.Concluded, i.Stopped, i.Outcome = m.At, a.Stopped, a.Outcome.ID
	c := d.circles.Edit(d.own, i.Circle)
	c.Initiatives = immutable.Without(c.Initiatives, a.Initiative)
	if a.Learning != 0 {
		d.learnings.Append(d.own, Learning{Circle: i.Circle, Initiative: a.Initiative, By: m.By, Text: a.Learned.ID, At: m.At})
	}
}

// Follow resolves the tension, or leaves it open for somebody else, and takes
// back offers nobody answered.
func (a *ConcludeInitiative) Follow(s *State, _ Moment) []Act {
	var acts []Act
	for _, o := range s.Initiative(a.Initiative).Offers {
		acts = append(acts, &LapseOffer{Offer: o})
	}
	if t := s.Initiative(a.Initiative).Tension; t != 0 && s.Tension(t).Open() && !a.Stopped {
		acts = append(acts, &ResolveTension{Tension: t})
	}
	return acts
}

func (a *ConcludeInitiative) Say(_ *State, _ *Entry) Said {
	return say(when(a.Stopped, ".stopped")+when(!a.Learned.IsZero(), ".learned"), a.Initiative)
}

func (a *ConcludeInitiative) Tell(t *Telling) { t.work(a.Initiative) }

// KeepLearning writes down what something other than an initiative taught.
type KeepLearning struct {
	Learning LearningID `json:"learning,omitzero" doc:"the new id" derived:"id"`
	Circle   CircleID   `json:"circle,omitzero" doc:"where it was learned; the whole organisation where empty" example:"C2"`
	Text     Prose      `json:"text" doc:"what was learned"`
}

func (a *KeepLearning) Check(s *State, m Moment) error {
	c := orRoot(a.Circle)
	return first(s.mustExist(), s.mustCircle(c), mustText(a.Text), s.mustBelong(m, c))
}

func (a *KeepLearning) Prepare(s *State, _ Moment) {
	a.Learning, a.Circle = s.learnings.Next(), orRoot(a.Circle)
}

func (a *KeepLearning) Apply(d *Draft, m Moment) {
	d.learnings.Append(d.own, Learning{Circle: a.Circle, By: m.By, Text: a.Text.ID, At: m.At})
}

func (a *KeepLearning) Say(_ *State, _ *Entry) Said {
	return say("", a.Circle)
}

func mustText(p Prose) error {
	if p.IsZero() {
		return refuse(Invalid, "text.missing")
	}
	return nil
}

func (s *State) circleOf(id InitiativeID) CircleID {
	if i := s.Initiative(id); i != nil {
		return i.Circle
	}
	return 0
}
