package org

import (
	"cmp"
	"slices"
)

// Wait is something that waits for one person. One of the ids is set.
type Wait struct {
	Offer   OfferID   // somebody asks them to lead
	Step    StepID    // a step that is theirs to do
	Lead    LeadID    // a lead of theirs that ends soon
	Tension TensionID // raised by them, and still nobody leads it
	Seat    SeatID    // a seat of theirs whose term ends soon
	StandIn StandInID // somebody who is away, for whom they answer

	Decision  DecisionID  // something is asked of them by it, see PartOf
	Agreement AgreementID // of a circle of theirs, to be looked at again
	Pulse     PulseID     // a round that asks them; whether they answered the state does not know

	Feedback string   // that is to be written, or read for the first time, by its name in the service
	With     PersonID // with whom
	About    Ref      // about what
	Opened   bool     // both wrote it
	Returned bool     // their own words came back, unread by anybody

	By    Time // until when; what is past has gone by
	Since Time // when it began to wait
}

const (
	soonStep = 3 * Day
	soonLead = 14 * Day
	soonTerm = 30 * Day

	// AskAgain is after how long whoever raised a tension without leading it is
	// asked again, while nobody leads it.
	AskAgain = 14 * Day
)

// Waiting returns what waits for p at a moment, by deadline: what is over the
// first.
func (s *State) Waiting(p PersonID, now Time) []Wait {
	var raised []Wait
	decided := s.beingDecided()
	for id, t := range s.Tensions() {
		if t.By == p && !decided[id] && s.asksAgain(t, now) {
			raised = append(raised, askedAgain(id, t))
		}
	}
	return s.waiting(p, now, append(append(raised, s.decidingFor(p, now)[p]...), s.pulsesFor(p, now)[p]...), s.dated(p)[p])
}

// WaitingAt is Waiting at one moment for many people: tensions and steps are looked at
// once.
func (s *State) WaitingAt(now Time) func(PersonID) []Wait {
	raised := map[PersonID][]Wait{}
	decided := s.beingDecided()
	for id, t := range s.Tensions() {
		if !decided[id] && s.asksAgain(t, now) {
			raised[t.By] = append(raised[t.By], askedAgain(id, t))
		}
	}
	for p, asked := range s.decidingFor(0, now) {
		raised[p] = append(raised[p], asked...)
	}
	for p, asked := range s.pulsesFor(0, now) {
		raised[p] = append(raised[p], asked...)
	}
	dated := s.dated(0)
	return func(p PersonID) []Wait { return s.waiting(p, now, raised[p], dated[p]) }
}

// always is a moment after every other: whatever has a day comes before it.
const always Time = 1 << 61

// Ahead returns all that has a day for p, however far off it is: what waits for them now
// and what will, and until when they are away themselves. What they raised waits without
// one.
func (s *State) Ahead(p PersonID) []Wait {
	all := s.waiting(p, always, s.decidingFor(p, always)[p], s.dated(p)[p])
	if who := s.Person(p); who != nil && who.Present() {
		for _, id := range s.StandInsOf(p) {
			all = append(all, s.standInWait(id))
		}
	}
	slices.SortStableFunc(all, byDeadline)
	return all
}

func (s *State) standInWait(id StandInID) Wait {
	t := s.StandIn(id)
	return Wait{StandIn: id, By: t.Until, Since: t.From}
}

func byDeadline(a, b Wait) int { return cmp.Compare(a.By, b.By) }

// beingDecided are the tensions about which something is decided now: they wait for that,
// and not for somebody who leads.
func (s *State) beingDecided() map[TensionID]bool {
	all := map[TensionID]bool{}
	for _, x := range s.GoingOn() {
		if x.Tension != 0 {
			all[x.Tension] = true
		}
	}
	return all
}

// asksAgain reports whether whoever raised a tension is asked again by now.
func (s *State) asksAgain(t *Tension, now Time) bool {
	return t.By != 0 && t.Raised+AskAgain <= now && s.unled(t)
}

func askedAgain(id TensionID, t *Tension) Wait {
	return Wait{Tension: id, By: t.Raised + AskAgain, Since: t.Raised + AskAgain}
}

// dated is the work in which people have open steps with a day, of one person or, for zero,
// of all.
func (s *State) dated(only PersonID) map[PersonID][]InitiativeID {
	all := map[PersonID][]InitiativeID{}
	for _, st := range s.steps.All() {
		if st.Who != 0 && (only == 0 || st.Who == only) && st.Open() && st.Due != 0 && !slices.Contains(all[st.Who], st.Initiative) {
			all[st.Who] = append(all[st.Who], st.Initiative)
		}
	}
	return all
}

// waiting adds what somebody raised or is asked to decide, and their steps in what others
// lead, to what else waits for them.
func (s *State) waiting(p PersonID, now Time, raised []Wait, elsewhere []InitiativeID) []Wait {
	who := s.Person(p)
	if who == nil || !who.Present() {
		return nil
	}
	var all []Wait
	for _, id := range who.Offers {
		all = append(all, Wait{Offer: id, By: s.Offer(id).Lapses, Since: s.Offer(id).At})
	}
	for _, id := range who.Leads {
		l := s.Lead(id)
		if l.Planned < now+soonLead {
			all = append(all, Wait{Lead: id, By: l.Planned, Since: max(l.Since, l.Planned-soonLead)})
		}
		all = append(all, s.stepsWaiting(p, l.Initiative, now)...)
	}
	for _, id := range elsewhere {
		if s.LeadOf(p, id) == 0 {
			all = append(all, s.stepsWaiting(p, id, now)...)
		}
	}
	for _, id := range who.Seats {
		if t := s.Seat(id); t.Term != 0 && t.Term < now+soonTerm {
			all = append(all, Wait{Seat: id, By: t.Term, Since: max(t.Since, t.Term-soonTerm)})
		}
	}
	for _, id := range s.StandInsBy(p) {
		if s.StandIn(id).From <= now {
			all = append(all, s.standInWait(id))
		}
	}
	all = append(all, raised...)
	slices.SortStableFunc(all, byDeadline)
	return all
}

// stepsWaiting are the steps of a piece of work that are p's to do soon.
func (s *State) stepsWaiting(p PersonID, id InitiativeID, now Time) (all []Wait) {
	if !s.Initiative(id).Live() {
		return nil
	}
	open, _ := s.Steps(id)
	for _, step := range open {
		if st := s.Step(step); st.Due != 0 && st.Due < now+soonStep && s.StepFor(p, step) {
			all = append(all, Wait{Step: step, By: st.Due, Since: max(st.Set, st.Due-soonStep)})
		}
	}
	return all
}

// unled reports whether a tension is open and nobody leads an answer to it.
func (s *State) unled(t *Tension) bool {
	if !t.Open() {
		return false
	}
	i := s.Initiative(t.Initiative)
	return i == nil || !i.Live() || len(i.Leads) == 0
}

// Call is open leadership work that anyone may take. One of Tension and Initiative
// is set.
type Call struct {
	Tension    TensionID
	Initiative InitiativeID
	Circle     CircleID
	Since      Time // raised, begun, or laid down
	Near       bool // in a circle of the person asked for
	Felt       bool // they said they notice it too
}

// unled reports whether work goes on that nobody leads.
func (i *Initiative) unled() bool { return i.Live() && len(i.Leads) == 0 }

// Calls returns all open leadership work that p can see: first what p said they
// notice too, then what is in p's circles, the newest first. It never looks at how
// much anybody led.
func (s *State) Calls(p PersonID) []Call {
	var all []Call
	for _, o := range s.Openings() {
		if o.Ref.Letter == 'R' || !s.Sees(p, o.Circle) {
			continue
		}
		c := Call{Circle: o.Circle, Since: o.Since, Near: o.Circle != Root && s.Belongs(p, o.Circle)}
		about := TensionID(o.Ref.N)
		if c.Tension = about; o.Ref.Letter == 'I' {
			c.Tension, c.Initiative = 0, InitiativeID(o.Ref.N)
			about = s.Initiative(c.Initiative).Tension
		}
		if t := s.Tension(about); t != nil {
			c.Felt = slices.Contains(t.Felt, p)
		}
		all = append(all, c)
	}
	rank := func(c Call) int {
		switch {
		case c.Felt:
			return 0
		case c.Near:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(all, func(a, b Call) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Since, a.Since))
	})
	return all
}

// Thing is that on whose page it is told.
func (w Wait) Thing(s *State) Ref {
	switch {
	case w.Offer != 0:
		if o := s.Offer(w.Offer); o.Initiative != 0 {
			return RefOf(o.Initiative)
		}
		return RefOf(s.Offer(w.Offer).Tension)
	case w.Step != 0:
		return RefOf(s.Step(w.Step).Initiative)
	case w.Lead != 0:
		return RefOf(s.Lead(w.Lead).Initiative)
	case w.Seat != 0:
		return RefOf(s.Seat(w.Seat).Role)
	case w.StandIn != 0:
		return RefOf(s.StandIn(w.StandIn).Person)
	case w.Decision != 0:
		return RefOf(w.Decision)
	case w.Agreement != 0:
		return RefOf(w.Agreement)
	case w.Pulse != 0:
		return RefOf(w.Pulse)
	}
	return RefOf(w.Tension)
}

// Own is what waits itself, by its own id: it names it for as long as it waits.
func (w Wait) Own() Ref {
	switch {
	case w.Offer != 0:
		return RefOf(w.Offer)
	case w.Step != 0:
		return RefOf(w.Step)
	case w.Lead != 0:
		return RefOf(w.Lead)
	case w.Seat != 0:
		return RefOf(w.Seat)
	case w.StandIn != 0:
		return RefOf(w.StandIn)
	case w.Decision != 0:
		return RefOf(w.Decision)
	case w.Agreement != 0:
		return RefOf(w.Agreement)
	case w.Pulse != 0:
		return RefOf(w.Pulse)
	}
	return RefOf(w.Tension)
}
