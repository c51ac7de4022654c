package org

import "orpheus/internal/immutable"

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

func (a *ConcludeInitiative) Undo(undoing) ([]Act, error) {
	return []Act{&ReopenInitiative{Initiative: a.Initiative}}, nil
}

func (a *ConcludeInitiative) Say(_ *State, _ *Entry) Said {
	return say(when(a.Stopped, ".stopped")+when(!a.Learned.IsZero(), ".learned"), a.Initiative)
}

func (a *ConcludeInitiative) Tell(t *Telling) { t.work(a.Initiative) }

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
