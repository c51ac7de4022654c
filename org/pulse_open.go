package org

// How long a round is open.
const (
	DefaultPulse  = 7 * Day
	ShortestPulse = Day
	LongestPulse  = 28 * Day
)

// MaxPulseQuestion is the longest sentence of their own, in bytes.
const MaxPulseQuestion = 300

// AskPulse asks everybody in a circle the sentences of two subjects, and one of their own.
type AskPulse struct {
	Pulse    PulseID      `json:"pulse,omitzero" doc:"the new id" derived:"id"`
	Circle   CircleID     `json:"circle,omitzero" doc:"which circle, with all inside it; the whole organisation where empty"`
	First    PulseSubject `json:"first,omitzero" doc:"what two of the sentences are about; what was not asked for longest where empty"`
	Second   PulseSubject `json:"second,omitzero" doc:"what two more are about; the next where the first is empty too"`
	Question Prose        `json:"question,omitzero" doc:"a sentence of your own, to agree or disagree with" max:"200"`
	Until    Time         `json:"until,omitzero" doc:"until when it can be answered; a week where empty"`
	Asked    []PersonID   `json:"asked,omitzero" doc:"who is asked" derived:"yes"`
}

func (a *AskPulse) Check(s *State, m Moment) error {
	c := orRoot(a.Circle)
	if err := s.mustCircle(c); err != nil {
		return err
	}
	if err := first(s.mustShare(m, c), s.mayPulse(c, m.At)); err != nil {
		return err
	}
	switch {
	case a.First != 0 && a.First == a.Second:
		return refuse(Invalid, "pulse.same")
	case len(a.Question.Text()) > MaxPulseQuestion:
		return refuse(Invalid, "pulse.long", MaxPulseQuestion)
	case a.Until != 0 && a.Until < m.At+ShortestPulse:
		return refuse(Invalid, "pulse.short")
	case a.Until > m.At+LongestPulse:
		return refuse(Invalid, "pulse.far")
	}
	return nil
}

func (a *AskPulse) Prepare(s *State, m Moment) {
	a.Pulse, a.Circle = s.pulses.Next(), orRoot(a.Circle)
	if a.First == 0 && a.Second == 0 {
		a.First, a.Second = s.PulseTurn(a.Circle)
	}
	if a.Until == 0 {
		a.Until = m.At + DefaultPulse
	}
	a.Asked = s.PulseAsks(a.Circle)
}

func (a *AskPulse) Apply(d *Draft, m Moment) {
	d.pulses.Append(d.own, Pulse{
		Circle: a.Circle, By: m.By, Opened: m.At, Until: a.Until, First: a.First, Second: a.Second, Question: a.Question.ID, Asked: a.Asked,
	})
	d.schedule(RefOf(a.Pulse))
	if id := d.pulsePlanOf(a.Circle); d.pulsePlan(id) != nil && d.pulsePlan(id).Waits {
		d.pulsePlans.Edit(d.own, id).Waits = false
	}
}

func (a *AskPulse) Open(s *State) { a.First, a.Second = s.PulseTurn(orRoot(a.Circle)) }

func (a *AskPulse) Undo(undoing) ([]Act, error) { return []Act{&DropPulse{Pulse: a.Pulse}}, nil }

func (a *AskPulse) Say(_ *State, _ *Entry) Said { return say("", a.Circle, a.Until) }

func (a *AskPulse) Tell(t *Telling) {
	t.Thing, t.matter = RefOf(a.Pulse), MatterAsked
	t.topics(RefOf(a.Circle))
	t.to(BecauseAsked, a.Asked...)
}

// DropPulse takes back a round while it can be answered. What was answered is gone.
type DropPulse struct {
	Pulse PulseID `json:"pulse" doc:"which round" example:"U2"`
}

func (a *DropPulse) Check(s *State, m Moment) error {
	if err := s.mustPulse(a.Pulse); err != nil {
		return err
	}
	p := s.Pulse(a.Pulse)
	switch {
	case !p.Open():
		return refuse(Conflict, "pulse.over", a.Pulse)
	case !m.Nobody() && p.By != 0 && p.By != m.By:
		return refuse(Forbidden, "pulse.not_yours", p.By)
	}
	return s.mustShare(m, p.Circle)
}

func (a *DropPulse) Apply(d *Draft, m Moment) { d.pulses.Edit(d.own, a.Pulse).Dropped = m.At }

func (a *DropPulse) Say(s *State, _ *Entry) Said { return say("", s.HomeOf(RefOf(a.Pulse))) }

func (a *DropPulse) Tell(t *Telling) { t.pulse(a.Pulse) }

// pulse is about a round: who was asked is told, and who follows the circle.
func (t *Telling) pulse(id PulseID) {
	p := t.S.Pulse(id)
	if p == nil {
		return
	}
	t.Thing = RefOf(id)
	t.topics(RefOf(p.Circle))
	t.to(BecauseTheirs, p.Asked...)
}

// TellPulse says what became of a round: in a sentence, or by what was done.
type TellPulse struct {
	Pulse      PulseID      `json:"pulse" doc:"which round" example:"U1"`
	Text       Prose        `json:"text,omitzero" doc:"what became of it, or why nothing did" example:"We share the phone now."`
	Tension    TensionID    `json:"tension,omitzero" doc:"what was raised"`
	Initiative InitiativeID `json:"initiative,omitzero" doc:"what somebody leads"`
	Decision   DecisionID   `json:"decision,omitzero" doc:"what is decided"`
}

func (a *TellPulse) Check(s *State, m Moment) error {
	if err := s.mustPulse(a.Pulse); err != nil {
		return err
	}
	p := s.Pulse(a.Pulse)
	switch {
	case p.Closed == 0:
		return refuse(Conflict, "pulse.goes_on", a.Pulse)
	case a.Tension != 0 && s.Tension(a.Tension) == nil:
		return refuse(NotFound, "tension.unknown", a.Tension)
	case a.Initiative != 0 && s.Initiative(a.Initiative) == nil:
		return refuse(NotFound, "initiative.unknown", a.Initiative)
	case a.Decision != 0 && s.Decision(a.Decision) == nil:
		return refuse(NotFound, "decision.unknown", a.Decision)
	case a.Text.IsZero() && a.Tension == 0 && a.Initiative == 0 && a.Decision == 0:
		return refuse(Invalid, "pulse.nothing_told")
	}
	return s.mustShare(m, p.Circle)
}

func (a *TellPulse) Apply(d *Draft, m Moment) {
	p := d.pulses.Edit(d.own, a.Pulse)
	p.Told, p.ToldBy, p.ToldAt = a.Text.ID, m.By, m.At
	p.Tension, p.Initiative, p.Decision = a.Tension, a.Initiative, a.Decision
}

// Follow begins the round that the rhythm of the circle owes, where it waited for this.
func (a *TellPulse) Follow(s *State, m Moment) []Act {
	c := s.Pulse(a.Pulse).Circle
	if plan := s.PulsePlanOf(c); plan != nil && plan.Waits {
		return s.pulseByPlan(plan, m.At)
	}
	return nil
}

func (a *TellPulse) Say(s *State, _ *Entry) Said { return say("", s.HomeOf(RefOf(a.Pulse))) }

func (a *TellPulse) Tell(t *Telling) { t.pulse(a.Pulse) }
