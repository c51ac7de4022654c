package org

import (
	"orpheus/internal/immutable"
	"orpheus/org/deciding"
)

// ProposeDecision puts a question forward, with what would be agreed and what would change
// on the map. It opens at once where it says how it is decided; else those concerned first
// say what kind of question it is.
type ProposeDecision struct {
	Decision   DecisionID   `json:"decision,omitzero" doc:"the new id" derived:"id"`
	Circle     CircleID     `json:"circle,omitzero" doc:"whose question it is; the whole organisation where empty" example:"C2"`
	Title      string       `json:"title" doc:"the question, in one line"`
	Text       Prose        `json:"text,omitzero" doc:"what would be agreed" example:"The codes are in the safe by the door."`
	Changes    Acts         `json:"changes,omitzero" doc:"what would change on the map"`
	Tension    TensionID    `json:"tension,omitzero" doc:"the tension it answers" example:"T1"`
	Initiative InitiativeID `json:"initiative,omitzero" doc:"the work it comes from"`
	Review     uint16       `json:"review,omitzero" doc:"days after which the agreement is looked at again; 180 where empty" rare:"yes" example:"90"`
	Holds      Time         `json:"holds,omitzero" doc:"when the agreement ends by itself" rare:"yes"`
	Supersedes AgreementID  `json:"supersedes,omitzero" doc:"the agreement whose place it takes" rare:"yes"`
	Roles      []RoleID     `json:"roles,omitzero" doc:"roles that the agreement comes with: whoever takes one accepts it" rare:"yes"`
	Instead    DecisionID   `json:"instead,omitzero" doc:"the decision that this smaller trial takes the place of" rare:"yes"`
	Raises     bool         `json:"raises,omitzero" doc:"the tension is raised by it" derived:"yes"`
	Until      Time         `json:"until,omitzero" doc:"until when it is shaped" derived:"yes"`
	Together   []PersonID   `json:"together,omitzero" doc:"who decides together" derived:"yes"`
	Asked      []PersonID   `json:"asked,omitzero" doc:"who is asked for advice" derived:"yes"`
}

// UsualReview is after how many days an agreement is looked at again, and mostReview the
// most.
const (
	UsualReview = 180
	mostReview  = 1100
)

func (a *ProposeDecision) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if a.Text.IsZero() && len(a.Changes) == 0 {
		return refuse(Invalid, "decision.empty")
	}
	c := s.circleFor(a.Circle, a.Tension, a.Initiative)
	return first(s.mustExist(), s.mustComeFrom(a.Tension, a.Initiative), s.mustCircle(c), checkName(a.Title), s.mustBelong(m, c),
		checkReview(a.Review), checkHolds(a.Holds, m), s.mustSupersede(a.Supersedes), s.mustBlocked(m, a.Instead), s.mustHang(c, a), s.mustChange(c, a.Changes, m))
}

func (s *State) mustComeFrom(t TensionID, i InitiativeID) error {
	if t != 0 {
		if err := s.mustTension(t); err != nil {
			return err
		}
	}
	if i != 0 && s.Initiative(i) == nil {
		return refuse(NotFound, "initiative.unknown", i)
	}
	return nil
}

// circleFor is the circle that is named, or that of what the question comes from.
func (s *State) circleFor(c CircleID, t TensionID, i InitiativeID) CircleID {
	if c != 0 {
		return c
	}
	if row := s.Tension(t); row != nil {
		return row.Circle
	}
	return orRoot(s.circleOf(i))
}

func checkReview(days uint16) error {
	if days > mostReview {
		return refuse(Invalid, "decision.review", mostReview)
	}
	return nil
}

func checkHolds(t Time, m Moment) error {
	if t != 0 && t <= m.At {
		return refuse(Invalid, "end.past", t)
	}
	return nil
}

// mustChange refuses acts that are none on the map of circle c and of those within it, and
// what that map does not allow now.
func (s *State) mustChange(c CircleID, acts Acts, m Moment) error {
	for _, act := range acts {
		if k := KindOf(act); k == nil || !k.Structural {
			return refuse(Invalid, "decision.changes", NameOf(act))
		}
		if f, ok := act.(liner); ok && f.line(s) {
			if err := s.mustSteward(m); err != nil {
				return err
			}
		}
		for _, r := range About(act) {
			if home := s.HomeOf(r); home != 0 && !s.Within(home, c) {
				return refuse(Forbidden, "decision.outside", home, c)
			}
		}
	}
	return s.Possible(acts, m.At)
}

// mustBlocked refuses taking the place of anything but a decision of one's own whose
// objections stayed open; none is fine.
func (s *State) mustBlocked(m Moment, id DecisionID) error {
	if id == 0 {
		return nil
	}
	return first(s.mustBeAt(id, deciding.Mending), s.mustPropose(m, id))
}

// liner is an act that may make a role of the line organisation, or put somebody into one. A
// circle does not decide that, however it decides: stewards propose it.
type liner interface{ line(s *State) bool }

func (a *CreateRole) line(*State) bool { return a.Formal }

func (a *FillSeat) line(s *State) bool {
	r := s.Role(a.Role)
	return r != nil && r.Formal
}

func (a *ProposeDecision) Prepare(s *State, m Moment) {
	a.Circle, a.Decision = s.circleFor(a.Circle, a.Tension, a.Initiative), s.decisions.Next()
	if i := s.Initiative(a.Initiative); i != nil && a.Tension == 0 {
		a.Tension = i.Tension
	}
	if a.Tension == 0 && a.Initiative == 0 {
		a.Raises, a.Tension = true, s.tensions.Next()
	}
	if a.Review == 0 {
		a.Review = UsualReview
	}
	a.Until = s.after(m.At, deciding.Shaping)
	a.Together, a.Asked = s.parties(a.Circle, Affecting(a.Changes, a.Roles), m)
}

func (a *ProposeDecision) Apply(d *Draft, m Moment) {
	if a.Raises {
		d.tensions.Append(d.own, Tension{Title: a.Title, Circle: a.Circle, By: m.By, Raised: m.At})
		c := d.circles.Edit(d.own, a.Circle)
		c.Tensions = immutable.With(c.Tensions, a.Tension)
	}
	id := d.decisions.Append(d.own, Decision{
		Circle: a.Circle, Title: a.Title, By: m.By, At: m.At, Tension: a.Tension, Initiative: a.Initiative,
		Stage: deciding.Shaping, Began: m.At, Until: a.Until, Changes: a.Changes, Parties: partiesOf(a.Together, a.Asked, m.At),
		Versions: []Version{{At: m.At, Text: a.Text.ID, Changes: a.Changes}}, Review: a.Review, Holds: a.Holds, Supersedes: a.Supersedes, Instead: a.Instead,
		Roles: a.Roles,
	})
	d.beganOrEnded(id)
	d.schedule(RefOf(id))
}

func (a *ProposeDecision) Say(_ *State, _ *Entry) Said { return say("", a.Decision, a.Circle) }

func (a *ProposeDecision) Tell(t *Telling) { t.decision(a.Decision) }
