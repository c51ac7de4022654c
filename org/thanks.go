package org

import (
	"iter"
	"slices"
)

// Thanks is a sentence of appreciation for something that somebody did, in the open. It hangs
// on the thing; whoever got it may hide it. Nobody counts them, and no list has those with
// the most.
type Thanks struct {
	_       struct{} `cbor:",toarray"`
	By      PersonID
	To      PersonID
	About   Ref // what it is for: work, a step, a decision, a tension or a role
	Text    TextID
	At      Time
	Hidden  Time // since when whoever got it keeps it for themselves; zero while it is in the open
	Dropped Time // when whoever gave it took it back; zero while it stands
}

// Thanks returns one; nil where there is none.
func (s *State) Thanks(id ThanksID) *Thanks { return s.thanks.Ptr(id) }

// AllThanks are those that were not taken back, the oldest first.
func (s *State) AllThanks() iter.Seq2[ThanksID, *Thanks] {
	return standing(s.thanks.All(), func(t *Thanks) bool { return t.Dropped == 0 })
}

// shows reports whether somebody may read it, as it is now.
func (t *Thanks) shows(p PersonID) bool {
	return t.Dropped == 0 && (t.Hidden == 0 || p == t.By || p == t.To)
}

// PartIn are those who had a part in a thing, ascending, as far as viewer may know: that
// advice was given nobody learns before it is shown to them.
func (s *State) PartIn(thing Ref, viewer PersonID) []PersonID {
	var all []PersonID
	switch thing.Letter {
	case 'I':
		all = s.workedOn(InitiativeID(thing.N))
	case 'A':
		if st := s.Step(StepID(thing.N)); st != nil {
			all = append(s.workedOn(st.Initiative), st.Who, st.By)
		}
	case 'T':
		if t := s.Tension(TensionID(thing.N)); t != nil {
			all = append(slices.Clone(t.Felt), t.By)
		}
	case 'R':
		if r := s.Role(RoleID(thing.N)); r != nil {
			for id := r.LastSeat; id != 0; id = s.Seat(id).PrevOfRole {
				all = append(all, s.Seat(id).Person)
			}
		}
	case 'D':
		all = s.decidedWith(DecisionID(thing.N), viewer)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(p PersonID) bool { return p == 0 })
}

// workedOn are who began, led or joined some work, and who raised what it answers.
func (s *State) workedOn(id InitiativeID) []PersonID {
	i := s.Initiative(id)
	if i == nil {
		return nil
	}
	all := append(slices.Clone(i.Joined), i.By)
	if t := s.Tension(i.Tension); t != nil {
		all = append(all, t.By)
	}
	for l := i.LastLead; l != 0; l = s.Lead(l).PrevOfWork {
		if s.Lead(l).End != LeadTakenBack {
			all = append(all, s.Lead(l).Person)
		}
	}
	return all
}

// decidedWith are who proposed a decision, facilitated it, were concerned, and gave advice that
// viewer may read.
func (s *State) decidedWith(id DecisionID, viewer PersonID) []PersonID {
	x := s.Decision(id)
	if x == nil {
		return nil
	}
	all := []PersonID{x.By, x.Facilitator, x.Seconds}
	for _, party := range x.Parties {
		all = append(all, party.Person)
	}
	if x.ShowsAdvice(viewer) {
		for _, said := range x.Advice {
			all = append(all, said.Person)
		}
	}
	return all
}

// GiveThanks is thanking somebody in the open for something they did.
type GiveThanks struct {
	Thanks     ThanksID     `json:"thanks,omitzero" doc:"the new id" derived:"id"`
	To         PersonID     `json:"to" doc:"who is thanked" example:"P2"`
	Initiative InitiativeID `json:"initiative,omitzero" doc:"for a piece of work" example:"I1"`
	Step       StepID       `json:"step,omitzero" doc:"for a step"`
	Decision   DecisionID   `json:"decision,omitzero" doc:"for a decision, or advice on it"`
	Tension    TensionID    `json:"tension,omitzero" doc:"for something raised"`
	Role       RoleID       `json:"role,omitzero" doc:"for what somebody does in a role"`
	Text       Prose        `json:"text" doc:"what they did, and what it made possible"`
}

// about is the one thing it is for; false where there is none, or more than one.
func (a *GiveThanks) about() (thing Ref, one bool) {
	for _, r := range []Ref{RefOf(a.Initiative), RefOf(a.Step), RefOf(a.Decision), RefOf(a.Tension), RefOf(a.Role)} {
		if r.N != 0 {
			if thing.N != 0 {
				return thing, false
			}
			thing = r
		}
	}
	return thing, thing.N != 0
}

func (a *GiveThanks) Check(s *State, m Moment) error {
	if err := somebody(m); err != nil {
		return err
	}
	thing, one := a.about()
	if !one {
		return refuse(Invalid, "thanks.what")
	}
	home := s.HomeOf(thing)
	if home == 0 {
		return NotThere(thing)
	}
	if err := first(s.mustPerson(a.To), mustText(a.Text), s.mustBelong(m, home)); err != nil {
		return err
	}
	switch {
	case a.To == m.By:
		return refuse(Invalid, "thanks.self")
	case !slices.Contains(s.PartIn(thing, m.By), a.To):
		return refuse(Invalid, "thanks.part", a.To)
	}
	for _, t := range s.AllThanks() {
		if t.By == m.By && t.To == a.To && t.About == thing {
			return refuse(Conflict, "thanks.given", a.To)
		}
	}
	return nil
}

func (a *GiveThanks) Prepare(s *State, _ Moment) { a.Thanks = s.thanks.Next() }

func (a *GiveThanks) Apply(d *Draft, m Moment) {
	thing, _ := a.about()
	d.thanks.Append(d.own, Thanks{By: m.By, To: a.To, About: thing, Text: a.Text.ID, At: m.At})
}

func (a *GiveThanks) Undo(undoing) ([]Act, error) {
	return []Act{&TakeBackThanks{Thanks: a.Thanks}}, nil
}

func (a *GiveThanks) Say(_ *State, _ *Entry) Said {
	thing, _ := a.about()
	return say("", a.To, named(thing))
}

func (a *GiveThanks) Concern(PersonID) (Ref, CircleID) {
	thing, _ := a.about()
	return thing, 0
}

func (a *GiveThanks) Tell(t *Telling) {
	t.Thing, _ = a.about()
	if st := t.S.Step(a.Step); st != nil {
		t.Thing = RefOf(st.Initiative)
	}
	t.to(BecauseTheirs, a.To)
}

// ShownTo: what somebody hides is told to nobody else, nor that it was given.
func (a *GiveThanks) ShownTo(s *State, p PersonID) bool { return s.toldOfThanks(a.Thanks, p) }

func (s *State) toldOfThanks(id ThanksID, p PersonID) bool {
	t := s.Thanks(id)
	return t == nil || t.shows(p) || p == t.By || p == t.To
}

// named is a thing as sentences name it.
func named(thing Ref) any {
	if thing.Letter == 'R' {
		return InCircle(thing.N)
	}
	id, _ := idOf(thing.String())
	return id
}

func (s *State) mustThanks(id ThanksID, m Moment) error {
	t := s.Thanks(id)
	switch {
	case m.Nobody():
		return somebody(m)
	case t == nil || t.Hidden != 0 && m.By != t.By && m.By != t.To:
		return refuse(NotFound, "thanks.unknown", id)
	case t.Dropped != 0:
		return refuse(Conflict, "thanks.taken_back")
	}
	return nil
}

func (s *State) mustGet(id ThanksID, m Moment) error {
	if t := s.Thanks(id); t != nil && m.By != t.To {
		return refuse(Forbidden, "thanks.not_yours", t.To)
	}
	return nil
}

// HideThanks has what one was thanked for be between the two.
type HideThanks struct {
	Thanks ThanksID `json:"thanks" doc:"which thanks" example:"W1"`
}

func (a *HideThanks) Check(s *State, m Moment) error { return checkHidden(s, m, a.Thanks, false) }

// checkHidden lets whoever got it change whether it is hidden.
func checkHidden(s *State, m Moment, id ThanksID, hidden bool) error {
	if err := first(s.mustThanks(id, m), s.mustGet(id, m)); err != nil {
		return err
	}
	switch is := s.Thanks(id).Hidden != 0; {
	case is && !hidden:
		return refuse(Conflict, "thanks.hidden")
	case !is && hidden:
		return refuse(Conflict, "thanks.open")
	}
	return nil
}

func (a *HideThanks) Apply(d *Draft, m Moment) { d.thanks.Edit(d.own, a.Thanks).Hidden = m.At }

func (a *HideThanks) Say(_ *State, _ *Entry) Said { return say("") }

// Between: nobody else is told that there was something to hide.
func (a *HideThanks) Between(s *State) (by, to PersonID) { return s.thanked(a.Thanks) }

// thanked is who got it, twice.
func (s *State) thanked(id ThanksID) (by, to PersonID) {
	if t := s.Thanks(id); t != nil {
		return t.To, t.To
	}
	return 0, 0
}

// ShowThanks has it be in the open again.
type ShowThanks struct {
	Thanks ThanksID `json:"thanks" doc:"which thanks" example:"W2"`
}

func (a *ShowThanks) Check(s *State, m Moment) error { return checkHidden(s, m, a.Thanks, true) }

func (a *ShowThanks) Apply(d *Draft, _ Moment) { d.thanks.Edit(d.own, a.Thanks).Hidden = 0 }

func (a *ShowThanks) Say(_ *State, _ *Entry) Said { return say("") }

// Between: nobody else is told that it was hidden.
func (a *ShowThanks) Between(s *State) (by, to PersonID) { return s.thanked(a.Thanks) }

// TakeBackThanks takes one's own words of thanks out again.
type TakeBackThanks struct {
	Thanks ThanksID `json:"thanks" doc:"which thanks" example:"W3"`
}

func (a *TakeBackThanks) Check(s *State, m Moment) error {
	if err := s.mustThanks(a.Thanks, m); err != nil {
		return err
	}
	if t := s.Thanks(a.Thanks); m.By != t.By {
		return refuse(Forbidden, "thanks.not_given", t.By)
	}
	return nil
}

func (a *TakeBackThanks) Apply(d *Draft, m Moment) { d.thanks.Edit(d.own, a.Thanks).Dropped = m.At }

// Drops names the words: they are gone from every past view too.
func (a *TakeBackThanks) Drops(s *State) []TextID { return []TextID{s.Thanks(a.Thanks).Text} }

func (a *TakeBackThanks) Say(_ *State, _ *Entry) Said { return say("") }

// Between: that there was thanks is told to nobody any more but the two.
func (a *TakeBackThanks) Between(s *State) (by, to PersonID) {
	if t := s.Thanks(a.Thanks); t != nil {
		return t.By, t.To
	}
	return 0, 0
}
