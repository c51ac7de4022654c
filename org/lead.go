package org

import "orpheus/internal/immutable"

// Lead is one person leading one piece of work for a time.
type Lead struct {
	_            struct{} `cbor:",toarray"`
	Initiative   InitiativeID
	Person       PersonID
	Role         RoleID // the role that includes it, zero for none
	Since        Time
	Planned      Time // planned end: every lead has one
	Until        Time // zero while going on
	End          LeadEnd
	Origin       Corrected
	From         LeadID // the lead that was handed over
	PrevOfPerson LeadID
	PrevOfWork   LeadID
}

// LeadEnd is how a lead ended.
type LeadEnd uint8

// The ends.
const (
	LeadGoesOn LeadEnd = iota
	LeadConcluded
	LeadHandedOver
	LeadLaidDown
	LeadExpired
	LeadTakenBack // as if it had not been
)

var leadEndNames = []string{"goes_on", "concluded", "handed_over", "laid_down", "expired", "taken_back"}

func (e LeadEnd) String() string { return leadEndNames[e] }

// DefaultLead and LongestLead are how long a lead is planned for.
const (
	DefaultLead = 90 * Day
	LongestLead = 2 * 366 * Day
)

func plannedEnd(asked Time, m Moment) Time {
	if asked == 0 {
		return m.At + DefaultLead
	}
	return asked
}

// checkEnd says whether asked can be an end that lies ahead; none is fine.
func checkEnd(asked Time, m Moment) error {
	switch {
	case asked == 0:
		return nil
	case asked <= m.At:
		return refuse(Invalid, "end.past", asked)
	case asked > m.At+LongestLead:
		return refuse(Invalid, "end.far", asked)
	}
	return nil
}

func (s *State) mustLive(id LeadID) error {
	l := s.Lead(id)
	if l == nil {
		return refuse(NotFound, "lead.unknown", id)
	}
	if l.Until != 0 {
		return refuse(Conflict, "lead.ended", id)
	}
	return nil
}

// mustOwn lets through who has the lead.
func (s *State) mustOwn(m Moment, id LeadID) error {
	if l := s.Lead(id); l == nil || m.Nobody() || l.Person == m.By {
		return nil
	}
	return refuse(Forbidden, "lead.not_yours", id)
}

// checkMandate says whether m may act from role r; none is fine.
func (s *State) checkMandate(m Moment, r RoleID) error {
	if r == 0 {
		return nil
	}
	if err := s.mustRole(r); err != nil {
		return err
	}
	if s.HoldsRole(m.By, r) == 0 {
		return refuse(Forbidden, "role.not_held", r)
	}
	return nil
}

// TakeLead is taking the lead on a tension or an initiative that nobody leads.
// On a tension it makes the initiative.
type TakeLead struct {
	Tension    TensionID    `json:"tension,omitzero" doc:"which tension; or name an initiative" example:"T1"`
	Initiative InitiativeID `json:"initiative,omitzero" doc:"which initiative; worked out for a tension"`
	Role       RoleID       `json:"role,omitzero" doc:"a role you hold that includes it"`
	Until      Time         `json:"until,omitzero" doc:"planned end; 90 days where empty"`
	Lead       LeadID       `json:"lead,omitzero" doc:"the new id" derived:"id"`
	Origin     Origin       `json:"origin,omitzero" doc:"how it began" derived:"yes"`
}

func (a *TakeLead) Check(s *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	work := a.Initiative
	switch {
	case a.Tension != 0 && work != 0:
		return refuse(Invalid, "lead.what")
	case a.Tension != 0:
		if err := s.mustTension(a.Tension); err != nil {
			return err
		}
		t := s.Tension(a.Tension)
		if work = t.Initiative; work == 0 || !s.Initiative(work).Live() {
			return first(checkEnd(a.Until, m), s.checkMandate(m, a.Role), s.mustBelong(m, t.Circle))
		}
	case work == 0:
		return refuse(Invalid, "lead.what")
	}
	if err := s.mustInitiative(work); err != nil {
		return err
	}
	i := s.Initiative(work)
	if len(i.Leads) > 0 {
		return refuse(Conflict, "lead.taken", work)
	}
	return first(checkEnd(a.Until, m), s.checkMandate(m, a.Role), s.mustBelong(m, i.Circle))
}

func (a *TakeLead) Prepare(s *State, m Moment) {
	a.Lead, a.Until = s.leads.Next(), plannedEnd(a.Until, m)
	var by PersonID
	if i := s.Initiative(a.Initiative); i != nil {
		by = i.By
	}
	if a.Tension != 0 {
		t := s.Tension(a.Tension)
		a.Initiative, by = t.Initiative, t.By
		if t.Initiative == 0 || !s.Initiative(t.Initiative).Live() {
			a.Initiative = s.initiatives.Next()
		}
	}
	switch {
	case a.Role != 0:
		a.Origin = Mandate
	case by == m.By:
		a.Origin = SelfStarted
	default:
		a.Origin = AnsweredCall
	}
}

func (a *TakeLead) Apply(d *Draft, m Moment) {
	if !d.initiatives.Has(a.Initiative) {
		t := d.Tension(a.Tension)
		d.begin(Initiative{Title: t.Title, Body: t.Body, Circle: t.Circle, Serves: t.Circle, Tension: a.Tension, By: m.By, Started: m.At})
	}
	d.lead(Lead{
		Initiative: a.Initiative, Person: m.By, Role: a.Role, Since: m.At, Planned: a.Until, Origin: Corrected{Found: a.Origin},
	})
}

func (a *TakeLead) Undo(u undoing) ([]Act, error) {
	was := u.before.Initiative(a.Initiative)
	if was == nil {
		return []Act{&WithdrawInitiative{Initiative: a.Initiative}}, nil
	}
	return []Act{&WithdrawLead{Lead: a.Lead, Joins: immutable.Contains(was.Joined, u.e.By)}}, nil
}

func (a *TakeLead) Say(_ *State, _ *Entry) Said {
	if a.Role != 0 {
		return say(".role", work(a.Initiative, a.Tension), a.Role)
	}
	return say("", work(a.Initiative, a.Tension))
}

func (*TakeLead) Lights() bool { return true }

func (a *TakeLead) Tell(t *Telling) { t.work(t.S.Lead(a.Lead).Initiative) }

// lead appends a lead that goes on now and returns its id.
func (d *Draft) lead(l Lead) LeadID {
	p := d.people.Edit(d.own, l.Person)
	i := d.initiatives.Edit(d.own, l.Initiative)
	l.PrevOfPerson, l.PrevOfWork = p.LastLead, i.LastLead
	id := d.leads.Append(d.own, l)
	p.LastLead, i.LastLead = id, id
	p.Leads, i.Leads = immutable.With(p.Leads, id), immutable.With(i.Leads, id)
	i.Joined = immutable.Without(i.Joined, l.Person)
	d.schedule(RefOf(id))
	return id
}

// endLead ends a lead; whoever had it goes on taking part.
func (d *Draft) endLead(id LeadID, at Time, how LeadEnd) {
	l := d.leads.Edit(d.own, id)
	l.Until, l.End = at, how
	p := d.people.Edit(d.own, l.Person)
	p.Leads = immutable.Without(p.Leads, id)
	i := d.initiatives.Edit(d.own, l.Initiative)
	i.Leads = immutable.Without(i.Leads, id)
	if p.Present() {
		i.Joined = immutable.With(i.Joined, l.Person)
	}
	d.trim()
}
