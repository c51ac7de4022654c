package org

import "orpheus/internal/immutable"

// Initiative is work that somebody leads in answer to a tension, or unasked.
type Initiative struct {
	_         struct{} `cbor:",toarray"`
	Title     string
	Body      TextID
	Circle    CircleID
	Serves    CircleID // whose purpose it serves
	Tension   TensionID
	By        PersonID // who started it
	Started   Time
	Concluded Time // zero while going on
	Stopped   bool // concluded without what it was for
	Outcome   TextID

	Leads    []LeadID   // going on now; none: open again
	Offers   []OfferID  // waiting for an answer
	Joined   []PersonID // who takes part
	LastLead LeadID     // newest of all leads ever; older ones by Lead.PrevOfWork
	LastStep StepID     // older ones by Step.Prev
	LastNote NoteID     // older ones by Note.Prev

	Withdrawn bool // taken back by whoever began it: as if it had not been

	Labels []Label // how those involved see it, the last word of each
}

type initiativeRow Initiative

// MarshalCBOR writes the row, of old ones as it was before any was taken back
// or labelled.
func (i Initiative) MarshalCBOR() ([]byte, error) { return encodeRow(initiativeRow(i), 16) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (i *Initiative) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*initiativeRow)(i)) }

// Live reports whether the work is not concluded.
func (i *Initiative) Live() bool { return i.Concluded == 0 }

func (s *State) mustInitiative(id InitiativeID) error {
	i := s.Initiative(id)
	if i == nil {
		return refuse(NotFound, "initiative.unknown", id)
	}
	if !i.Live() {
		return refuse(Conflict, "initiative.concluded", id)
	}
	return nil
}

// LeadOf returns the lead p has on initiative id now, zero for none.
func (s *State) LeadOf(p PersonID, id InitiativeID) LeadID {
	if i := s.Initiative(id); i != nil {
		for _, l := range i.Leads {
			if s.Lead(l).Person == p {
				return l
			}
		}
	}
	return 0
}

// mustLead lets through who leads the initiative.
func (s *State) mustLead(m Moment, id InitiativeID) error {
	if m.Nobody() || s.LeadOf(m.By, id) != 0 {
		return nil
	}
	return refuse(Forbidden, "initiative.not_leading", id)
}

// mustTakePart lets through who leads the initiative or joined it.
func (s *State) mustTakePart(m Moment, id InitiativeID) error {
	i := s.Initiative(id)
	if i == nil || m.Nobody() || s.LeadOf(m.By, id) != 0 || immutable.Contains(i.Joined, m.By) {
		return nil
	}
	return refuse(Forbidden, "initiative.not_taking_part", id)
}

// StartInitiative begins work nobody asked for; who starts it leads it.
type StartInitiative struct {
	Initiative InitiativeID `json:"initiative,omitzero" doc:"the new id" derived:"id"`
	Circle     CircleID     `json:"circle,omitzero" doc:"where it is done; the whole organisation where empty" example:"C2"`
	Serves     CircleID     `json:"serves,omitzero" doc:"whose purpose it serves; the circle's own where empty"`
	Title      string       `json:"title" doc:"the work, in one line"`
	Body       Prose        `json:"body,omitzero" doc:"more about it"`
	Role       RoleID       `json:"role,omitzero" doc:"a role you hold that includes it"`
	Until      Time         `json:"until,omitzero" doc:"planned end of the lead; 90 days where empty"`
	Lead       LeadID       `json:"lead,omitzero" doc:"id of the lead it starts" derived:"yes"`
	Origin     Origin       `json:"origin,omitzero" doc:"how the lead began" derived:"yes"`
}

func (a *StartInitiative) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	c := orRoot(a.Circle)
	err := first(s.mustExist(), s.mustCircle(c), checkName(a.Title), checkEnd(a.Until, m), s.checkMandate(m, a.Role), s.mustBelong(m, c))
	if err == nil && a.Serves != 0 {
		return s.mustCircle(a.Serves)
	}
	return err
}

func (a *StartInitiative) Prepare(s *State, m Moment) {
	a.Initiative, a.Lead, a.Until = s.initiatives.Next(), s.leads.Next(), plannedEnd(a.Until, m)
	a.Circle = orRoot(a.Circle)
	if a.Serves == 0 {
		a.Serves = a.Circle
	}
	a.Origin = SelfStarted
	if a.Role != 0 {
		a.Origin = Mandate
	}
}

func (a *StartInitiative) Apply(d *Draft, m Moment) {
	work := d.begin(Initiative{Title: a.Title, Body: a.Body.ID, Circle: a.Circle, Serves: a.Serves, By: m.By, Started: m.At})
	d.lead(Lead{Initiative: work, Person: m.By, Role: a.Role, Since: m.At, Planned: a.Until, Origin: Corrected{Found: a.Origin}})
}

func (a *StartInitiative) Undo(undoing) ([]Act, error) {
	return []Act{&WithdrawInitiative{Initiative: a.Initiative}}, nil
}

func (a *StartInitiative) Say(_ *State, _ *Entry) Said {
	if a.Role != 0 {
		return say(".role", a.Initiative, a.Circle, a.Role)
	}
	return say("", a.Initiative, a.Circle)
}

func (*StartInitiative) Lights() bool { return true }

func (a *StartInitiative) Tell(t *Telling) {
	t.Thing = RefOf(a.Initiative)
	t.topics(RefOf(a.Circle))
}

// begin appends an initiative and links it.
func (d *Draft) begin(i Initiative) InitiativeID {
	id := d.initiatives.Append(d.own, i)
	c := d.circles.Edit(d.own, i.Circle)
	c.Initiatives = immutable.With(c.Initiatives, id)
	if i.Tension != 0 {
		d.tensions.Edit(d.own, i.Tension).Initiative = id
	}
	return id
}

// AmendInitiative changes the title or whose purpose it serves; nil stays.
type AmendInitiative struct {
	Initiative InitiativeID `json:"initiative" doc:"which initiative"`
	Title      *string      `json:"title,omitzero" doc:"its new title" example:"Key safes everywhere"`
	Serves     *CircleID    `json:"serves,omitzero" doc:"whose purpose it serves"`
}

func (a *AmendInitiative) Check(s *State, m Moment) error {
	err := first(s.mustInitiative(a.Initiative), s.mustLead(m, a.Initiative), checkNamePtr(a.Title))
	if err == nil && a.Serves != nil {
		return s.mustCircle(*a.Serves)
	}
	return err
}

func (a *AmendInitiative) Apply(d *Draft, _ Moment) {
	i := d.initiatives.Edit(d.own, a.Initiative)
	set(&i.Title, a.Title)
	set(&i.Serves, a.Serves)
}

func (a *AmendInitiative) Undo(u undoing) ([]Act, error) {
	was, is := u.before.Initiative(a.Initiative), u.now.Initiative(a.Initiative)
	back, differs := &AmendInitiative{Initiative: a.Initiative}, false
	var title, serves bool
	back.Title, title = field(a.Title, was.Title, is.Title, equal, &differs)
	back.Serves, serves = field(a.Serves, was.Serves, is.Serves, equal, &differs)
	switch {
	case !title || !serves:
		return nil, changed(a.Initiative)
	case !differs:
		return nil, nothing()
	}
	return []Act{back}, nil
}

func (a *AmendInitiative) Say(_ *State, _ *Entry) Said {
	var v variant
	var to any = a.Initiative
	if a.Title != nil {
		v.add(".title")
		to = Titled{RefOf(a.Initiative), *a.Title}
	}
	if a.Serves != nil {
		v.add(".serves")
		to = *a.Serves
	}
	return say(v.String(), a.Initiative, to)
}

func (a *AmendInitiative) Open(s *State) {
	if i := s.Initiative(a.Initiative); i != nil {
		a.Title, a.Serves = &i.Title, &i.Serves
	}
}

func (a *AmendInitiative) Tell(t *Telling) {
	t.Thing = RefOf(a.Initiative)
	t.topics(RefOf(a.Initiative))
}

// JoinInitiative is taking part in work that somebody else leads.
type JoinInitiative struct {
	Initiative InitiativeID `json:"initiative" doc:"which initiative" example:"I2"`
}

func (a *JoinInitiative) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	if err := s.mustInitiative(a.Initiative); err != nil {
		return err
	}
	i := s.Initiative(a.Initiative)
	if immutable.Contains(i.Joined, m.By) || s.LeadOf(m.By, a.Initiative) != 0 {
		return refuse(Conflict, "initiative.joined", a.Initiative)
	}
	return s.mustBelong(m, i.Circle)
}

func (a *JoinInitiative) Apply(d *Draft, m Moment) {
	i := d.initiatives.Edit(d.own, a.Initiative)
	i.Joined = immutable.With(i.Joined, m.By)
}

func (a *JoinInitiative) Undo(u undoing) ([]Act, error) {
	return []Act{&LeaveInitiative{Initiative: a.Initiative}}, nil
}

func (a *JoinInitiative) Tell(t *Telling) {
	t.Thing, t.matter = RefOf(a.Initiative), MatterFelt
	t.leaders(t.S.Initiative(a.Initiative))
}

// LeaveInitiative ends taking part.
type LeaveInitiative struct {
	Initiative InitiativeID `json:"initiative" doc:"which initiative" example:"I3"`
}

func (a *LeaveInitiative) Check(s *State, m Moment) error {
	i := s.Initiative(a.Initiative)
	if i == nil {
		return refuse(NotFound, "initiative.unknown", a.Initiative)
	}
	if !immutable.Contains(i.Joined, m.By) {
		return refuse(Conflict, "initiative.not_joined", a.Initiative)
	}
	return nil
}

func (a *LeaveInitiative) Apply(d *Draft, m Moment) {
	i := d.initiatives.Edit(d.own, a.Initiative)
	i.Joined = immutable.Without(i.Joined, m.By)
}

func (a *LeaveInitiative) Undo(u undoing) ([]Act, error) {
	return []Act{&JoinInitiative{Initiative: a.Initiative}}, nil
}
