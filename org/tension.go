package org

import "orpheus/internal/immutable"

// Tension is the gap somebody senses between what is and what could be.
type Tension struct {
	_          struct{} `cbor:",toarray"`
	Title      string
	Body       TextID
	Circle     CircleID
	By         PersonID // zero where nobody in person raised it
	Raised     Time
	Resolved   Time // zero while open
	How        TextID
	Initiative InitiativeID // what somebody leads in answer; zero while nobody did
	Felt       []PersonID   // who feels it too

	LastNote NoteID // newest of what was said about it; older ones by Note.Prev

	Withdrawn bool // taken back by whoever raised it: as if it had not been
}

type tensionRow Tension

// MarshalCBOR writes the row, of old ones as it was before there were conversations.
func (t Tension) MarshalCBOR() ([]byte, error) { return encodeRow(tensionRow(t), 9) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (t *Tension) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*tensionRow)(t)) }

// Open reports whether the tension is still there.
func (t *Tension) Open() bool { return t.Resolved == 0 }

func (s *State) mustTension(id TensionID) error {
	t := s.Tension(id)
	if t == nil {
		return refuse(NotFound, "tension.unknown", id)
	}
	if !t.Open() {
		return refuse(Conflict, "tension.resolved", id)
	}
	return nil
}

// RaiseTension says what somebody notices. Who leads it from the start says so
// in the same act.
type RaiseTension struct {
	Tension    TensionID    `json:"tension,omitzero" doc:"the new id" derived:"id"`
	Circle     CircleID     `json:"circle,omitzero" doc:"where it is felt; the whole organisation where empty" example:"C2"`
	Title      string       `json:"title" doc:"what you notice, in one line"`
	Body       Prose        `json:"body,omitzero" doc:"more about it"`
	Lead       bool         `json:"lead,omitzero" doc:"you take the lead on it" example:"true"`
	Until      Time         `json:"until,omitzero" doc:"planned end of that lead; 90 days where empty"`
	Initiative InitiativeID `json:"initiative,omitzero" doc:"id of the work it starts" derived:"yes"`
	LeadID     LeadID       `json:"lead_id,omitzero" doc:"id of the lead it starts" derived:"yes"`
}

func (a *RaiseTension) Check(s *State, m Moment) error {
	if a.Lead && m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	c := orRoot(a.Circle)
	return first(s.mustExist(), s.mustCircle(c), checkName(a.Title), checkEnd(a.Until, m), s.mustBelong(m, c))
}

func (a *RaiseTension) Prepare(s *State, m Moment) {
	a.Circle, a.Tension = orRoot(a.Circle), s.tensions.Next()
	if a.Lead {
		a.Initiative, a.LeadID, a.Until = s.initiatives.Next(), s.leads.Next(), plannedEnd(a.Until, m)
	}
}

func (a *RaiseTension) Apply(d *Draft, m Moment) {
	id := d.tensions.Append(d.own, Tension{Title: a.Title, Body: a.Body.ID, Circle: a.Circle, By: m.By, Raised: m.At})
	c := d.circles.Edit(d.own, a.Circle)
	c.Tensions = immutable.With(c.Tensions, id)
	if a.Lead {
		work := d.begin(Initiative{
			Title: a.Title, Body: a.Body.ID, Circle: a.Circle, Serves: a.Circle, Tension: id, By: m.By, Started: m.At,
		})
		d.lead(Lead{Initiative: work, Person: m.By, Since: m.At, Planned: a.Until, Origin: Corrected{Found: SelfStarted}})
	}
}

func (a *RaiseTension) Undo(undoing) ([]Act, error) {
	return []Act{&WithdrawTension{Tension: a.Tension}}, nil
}

func (a *RaiseTension) Say(_ *State, _ *Entry) Said {
	return say(when(a.Lead, ".lead"), a.Tension, a.Circle)
}

func (a *RaiseTension) Lights() bool { return a.Lead }

// Open: who reports a problem follows through on it, unless they say not to.
func (a *RaiseTension) Open(*State) { a.Lead = true }

func (a *RaiseTension) Tell(t *Telling) {
	t.Thing = RefOf(a.Tension)
	t.topics(RefOf(orRoot(a.Circle)))
}

// AmendTension sets the title right.
type AmendTension struct {
	Tension TensionID `json:"tension" doc:"which tension"`
	Title   string    `json:"title" doc:"what you notice, in one line"`
}

func (a *AmendTension) Check(s *State, m Moment) error {
	if err := first(s.mustTension(a.Tension), checkName(a.Title)); err != nil {
		return err
	}
	return s.mustRaiser(m, a.Tension)
}

func (a *AmendTension) Apply(d *Draft, _ Moment) {
	d.tensions.Edit(d.own, a.Tension).Title = a.Title
}

func (a *AmendTension) Undo(u undoing) ([]Act, error) {
	switch old := u.before.Tension(a.Tension).Title; {
	case u.now.Tension(a.Tension).Title != a.Title:
		return nil, changed(a.Tension)
	case old == a.Title:
		return nil, nothing()
	default:
		return []Act{&AmendTension{Tension: a.Tension, Title: old}}, nil
	}
}

func (a *AmendTension) Say(_ *State, _ *Entry) Said {
	return say("", Titled{RefOf(a.Tension), a.Title})
}

func (a *AmendTension) Open(s *State) {
	if t := s.Tension(a.Tension); t != nil {
		a.Title = t.Title
	}
}

func (a *AmendTension) Tell(t *Telling) {
	t.Thing = RefOf(a.Tension)
	t.topics(RefOf(a.Tension))
}

// mustRaiser lets through who raised the tension, or leads the answer to it.
func (s *State) mustRaiser(m Moment, id TensionID) error {
	t := s.Tension(id)
	if t == nil || m.Nobody() || m.By == t.By || s.LeadOf(m.By, t.Initiative) != 0 || s.Person(m.By).Steward {
		return nil
	}
	return refuse(Forbidden, "tension.not_yours", id)
}

// MoveTension puts a tension where it belongs.
type MoveTension struct {
	Tension TensionID `json:"tension" doc:"which tension"`
	Circle  CircleID  `json:"circle" doc:"where it belongs" example:"C3"`
}

func (a *MoveTension) Check(s *State, m Moment) error {
	if err := first(s.mustTension(a.Tension), s.mustCircle(a.Circle), s.mustMember(m)); err != nil {
		return err
	}
	if s.Tension(a.Tension).Circle == a.Circle {
		return refuse(Conflict, "tension.there", a.Tension, a.Circle)
	}
	return nil
}

func (a *MoveTension) Apply(d *Draft, m Moment) {
	t := d.tensions.Edit(d.own, a.Tension)
	from := d.circles.Edit(d.own, t.Circle)
	from.Tensions = immutable.Without(from.Tensions, a.Tension)
	to := d.circles.Edit(d.own, a.Circle)
	to.Tensions = immutable.With(to.Tensions, a.Tension)
	d.trace(Trace{Tension: a.Tension, At: m.At, From: t.Circle, To: a.Circle})
	t.Circle = a.Circle
}

func (a *MoveTension) Undo(u undoing) ([]Act, error) {
	if u.now.Tension(a.Tension).Circle != a.Circle {
		return nil, changed(a.Tension)
	}
	return []Act{&MoveTension{Tension: a.Tension, Circle: u.before.Tension(a.Tension).Circle}}, nil
}

func (a *MoveTension) Tell(t *Telling) {
	t.Thing = RefOf(a.Tension)
	t.topics(RefOf(a.Tension), RefOf(a.Circle))
}

// ResolveTension says that the gap is closed, or was none.
type ResolveTension struct {
	Tension TensionID `json:"tension" doc:"which tension"`
	How     Prose     `json:"how,omitzero" doc:"what closed it"`
}

func (a *ResolveTension) Check(s *State, m Moment) error {
	if err := s.mustTension(a.Tension); err != nil {
		return err
	}
	return s.mustRaiser(m, a.Tension)
}

func (a *ResolveTension) Apply(d *Draft, m Moment) {
	t := d.tensions.Edit(d.own, a.Tension)
	t.Resolved, t.How = m.At, a.How.ID
	c := d.circles.Edit(d.own, t.Circle)
	c.Tensions = immutable.Without(c.Tensions, a.Tension)
}

func (a *ResolveTension) Undo(undoing) ([]Act, error) {
	return []Act{&ReopenTension{Tension: a.Tension}}, nil
}

func (a *ResolveTension) Tell(t *Telling) { t.tension(a.Tension) }

func orRoot(c CircleID) CircleID {
	if c == 0 {
		return Root
	}
	return c
}
