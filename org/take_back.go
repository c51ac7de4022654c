package org

import "orpheus/internal/immutable"

// What somebody began can be taken back for a moment, while nobody built on it: it is as
// if it had not been, apart from the log. It is in no list, no chain and no count.

// mustTakeBack lets through who did something, for as long as it is taken back by a press.
func mustTakeBack(m Moment, by PersonID, at Time) error {
	switch {
	case m.Nobody():
		return nil
	case m.By != by:
		return refuse(Forbidden, "undo.others")
	case m.At-at >= UndoFor:
		return refuse(Conflict, "undo.late")
	}
	return nil
}

// mustBeUntouched refuses what others built on: work that somebody joined, said something
// about, set a step in, or that was led by more than whoever began it.
func (s *State) mustBeUntouched(id InitiativeID) error {
	i := s.Initiative(id)
	first := s.Lead(i.LastLead)
	if len(i.Joined)+len(i.Offers) > 0 || i.LastNote != 0 || i.LastStep != 0 || first == nil || first.PrevOfWork != 0 || first.Until != 0 {
		return refuse(Conflict, "undo.built_on")
	}
	return nil
}

// WithdrawTension takes back what one raised, with the lead one took with it.
type WithdrawTension struct {
	Tension TensionID `json:"tension" doc:"which tension" example:"T4"`
}

func (a *WithdrawTension) Check(s *State, m Moment) error {
	if err := s.mustTension(a.Tension); err != nil {
		return err
	}
	t := s.Tension(a.Tension)
	if err := mustTakeBack(m, t.By, t.Raised); err != nil {
		return err
	}
	built := t.LastNote != 0
	for _, p := range t.Felt {
		built = built || p != t.By
	}
	for _, o := range s.Offers() {
		built = built || o.Tension == a.Tension && o.Answer == Unanswered
	}
	if i := s.Initiative(t.Initiative); i != nil {
		built = built || !i.Live() || i.By != t.By || i.Started != t.Raised || s.mustBeUntouched(t.Initiative) != nil
	}
	if built {
		return refuse(Conflict, "undo.built_on")
	}
	return nil
}

func (a *WithdrawTension) Apply(d *Draft, m Moment) {
	t := d.tensions.Edit(d.own, a.Tension)
	t.Resolved, t.Withdrawn = m.At, true
	c := d.circles.Edit(d.own, t.Circle)
	c.Tensions = immutable.Without(c.Tensions, a.Tension)
}

func (a *WithdrawTension) Follow(s *State, _ Moment) []Act {
	if work := s.Tension(a.Tension).Initiative; work != 0 {
		return []Act{&WithdrawInitiative{Initiative: work}}
	}
	return nil
}

func (a *WithdrawTension) Tell(t *Telling) {
	t.Thing = RefOf(a.Tension)
	t.topics(RefOf(a.Tension), RefOf(t.S.Tension(a.Tension).Circle))
}

// WithdrawInitiative takes back work that one began, with one's lead of it.
type WithdrawInitiative struct {
	Initiative InitiativeID `json:"initiative" doc:"which initiative" example:"I5"`
}

func (a *WithdrawInitiative) Check(s *State, m Moment) error {
	if err := s.mustInitiative(a.Initiative); err != nil {
		return err
	}
	i := s.Initiative(a.Initiative)
	return first(mustTakeBack(m, i.By, i.Started), s.mustBeUntouched(a.Initiative))
}

func (a *WithdrawInitiative) Apply(d *Draft, m Moment) {
	for _, l := range d.Initiative(a.Initiative).Leads {
		d.unlead(l, m.At)
	}
	i := d.initiatives.Edit(d.own, a.Initiative)
	i.Concluded, i.Stopped, i.Withdrawn = m.At, true, true
	c := d.circles.Edit(d.own, i.Circle)
	c.Initiatives = immutable.Without(c.Initiatives, a.Initiative)
	if i.Tension == 0 {
		return
	}
	var before InitiativeID
	if answers := d.Answers(i.Tension); len(answers) > 0 {
		before = answers[len(answers)-1]
	}
	d.tensions.Edit(d.own, i.Tension).Initiative = before
}

func (a *WithdrawInitiative) Tell(t *Telling) {
	t.Thing = RefOf(a.Initiative)
	i := t.S.Initiative(a.Initiative)
	t.topics(RefOf(a.Initiative), RefOf(i.Tension), RefOf(i.Circle))
	if row := t.S.Tension(i.Tension); row != nil {
		t.to(BecauseRaised, row.By)
	}
}

// WithdrawLead takes back a lead on work that was there before.
type WithdrawLead struct {
	Lead  LeadID `json:"lead" doc:"which lead" example:"L9"`
	Joins bool   `json:"joins,omitzero" doc:"they took part before, and go on taking part"`
	Note  NoteID `json:"note,omitzero" doc:"words that came with it"`
}

func (a *WithdrawLead) Check(s *State, m Moment) error {
	if err := s.mustLive(a.Lead); err != nil {
		return err
	}
	l := s.Lead(a.Lead)
	if err := first(mustTakeBack(m, l.Person, l.Since), s.mustInitiative(l.Initiative)); err != nil {
		return err
	}
	switch n := s.Note(a.Note); {
	case l.PrevOfWork == 0 && s.Initiative(l.Initiative).LastLead == a.Lead: // it began the work
		return refuse(Conflict, "undo.built_on")
	case a.Note != 0 && (n == nil || n.Lead != l.From || n.Initiative != l.Initiative || n.Lead == 0):
		return refuse(NotFound, "note.unknown", a.Note)
	}
	return nil
}

func (a *WithdrawLead) Apply(d *Draft, m Moment) {
	l := d.Lead(a.Lead)
	work, who := l.Initiative, l.Person
	d.unlead(a.Lead, m.At)
	if a.Joins {
		i := d.initiatives.Edit(d.own, work)
		i.Joined = immutable.With(i.Joined, who)
	}
	if a.Note != 0 { // the words go back to the offer that they came with
		n := d.notes.Edit(d.own, a.Note)
		n.Text, n.TakenBack = 0, m.At
	}
}

func (a *WithdrawLead) Follow(s *State, _ Moment) []Act { return s.lapseOf(a.Lead) }

func (a *WithdrawLead) Say(s *State, _ *Entry) Said { return say("", a.Lead, s.ledBy(a.Lead)) }

func (a *WithdrawLead) Tell(t *Telling) { t.work(t.S.Lead(a.Lead).Initiative) }

// unlead takes a lead out, and out of the chains that it is in.
func (d *Draft) unlead(id LeadID, at Time) {
	l := d.leads.Edit(d.own, id)
	l.Until, l.End = at, LeadTakenBack
	p, i := d.people.Edit(d.own, l.Person), d.initiatives.Edit(d.own, l.Initiative)
	p.Leads, i.Leads = immutable.Without(p.Leads, id), immutable.Without(i.Leads, id)
	if p.LastLead == id {
		p.LastLead = l.PrevOfPerson
	}
	for n := p.LastLead; n != 0; n = d.Lead(n).PrevOfPerson {
		if d.Lead(n).PrevOfPerson == id {
			d.leads.Edit(d.own, n).PrevOfPerson = l.PrevOfPerson
		}
	}
	if i.LastLead == id {
		i.LastLead = l.PrevOfWork
	}
	for n := i.LastLead; n != 0; n = d.Lead(n).PrevOfWork {
		if d.Lead(n).PrevOfWork == id {
			d.leads.Edit(d.own, n).PrevOfWork = l.PrevOfWork
		}
	}
	d.trim()
}
