package org

import (
	"cmp"
	"slices"
)

// Matter is what a notice is about, as people choose how it reaches them.
type Matter uint8

// The matters. The first three ask something of whoever is told.
const (
	MatterAsked  Matter = iota + 1 // a lead, a hand-over or a role that is offered
	MatterNamed                    // somebody names them
	MatterDue                      // a step is due, a lead or a role ends
	MatterRaised                   // what became of what they raised or asked
	MatterPart                     // what they lead, take part in, hold or follow
	MatterCircle                   // their circles
	MatterFelt                     // others notice it too
)

var matterNames = []string{"", "asked", "named", "due", "raised", "part", "circle", "felt"}

func (m Matter) String() string { return matterNames[m] }

// Matters returns all of them, in their order.
func Matters() []Matter {
	return []Matter{MatterAsked, MatterNamed, MatterDue, MatterRaised, MatterPart, MatterCircle, MatterFelt}
}

// Because is why something reaches somebody. Where several hold, the first one counts.
type Because uint8

// The reasons.
const (
	BecauseAsked     Because = iota + 1 // it is offered to them
	BecausePlaced                       // somebody else put them there
	BecauseNamed                        // they are named in it
	BecauseAsking                       // they asked
	BecauseTheirs                       // it is about themselves, or ended for them
	BecauseRaised                       // they raised it
	BecauseLeads                        // they lead it
	BecauseJoined                       // they take part
	BecauseFelt                         // they notice it too
	BecauseHolds                        // they hold the role
	BecauseFollows                      // they follow it
	BecauseCircle                       // they belong to the circle
	BecauseConcerned                    // they are concerned by the decision
)

var becauseNames = []string{
	"", "asked", "placed", "named", "asking", "theirs", "raised", "leads", "joined", "felt", "holds", "follows", "circle", "concerned",
}

func (r Because) String() string { return becauseNames[r] }

// matter is what a reason alone says of the matter.
func (r Because) matter() Matter {
	switch r {
	case BecauseAsked, BecausePlaced:
		return MatterAsked
	case BecauseNamed:
		return MatterNamed
	case BecauseAsking, BecauseRaised:
		return MatterRaised
	case BecauseCircle:
		return MatterCircle
	}
	return MatterPart
}

// Notice is that an act reaches somebody, and why. It has no words: who did what is
// in the act.
type Notice struct {
	Act     uint64 // number of the entry
	At      Time
	By      PersonID // who did it; nobody for the clock
	Kind    *Kind
	Thing   Ref // whose page tells more
	Matter  Matter
	Because Because
}

// Telling is whom an act reaches. Its kind fills it in; whoever did it is never told.
type Telling struct {
	S     *State // after the act
	E     *Entry
	Thing Ref // whose page tells more

	matter  Matter // of all that is told; zero where the reason says it
	people  []Heard
	follows []Ref
	circle  CircleID
}

// Heard is somebody who is told.
type Heard struct {
	Person  PersonID
	Because Because
}

// teller is a kind of act that reaches somebody.
type teller interface{ Tell(t *Telling) }

// Tells reports whether acts of a kind ever reach somebody.
func (k *Kind) Tells() bool {
	_, tells := k.New().(teller)
	return tells
}

// Tell returns whom an act reaches; s is a state after it. What an import brings
// reaches nobody: it happened elsewhere.
func Tell(s *State, e *Entry) Telling {
	t := Telling{S: s, E: e}
	if a, ok := e.Act.(teller); ok && e.Face != Import {
		a.Tell(&t)
	}
	return t
}

// People are those whom the act names, or who have to do with what it is about, each
// once, by the first of their reasons.
func (t *Telling) People() []Heard {
	slices.SortStableFunc(t.people, func(a, b Heard) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Because, b.Because))
	})
	t.people = slices.CompactFunc(t.people, func(a, b Heard) bool { return a.Person == b.Person })
	return t.people
}

// Topics are the things whose followers it reaches.
func (t *Telling) Topics() []Ref { return t.follows }

// Members is the circle whose members it reaches; zero for none.
func (t *Telling) Members() CircleID { return t.circle }

// Notice is what it tells for a reason.
func (t *Telling) Notice(r Because) Notice {
	matter := cmp.Or(t.matter, r.matter())
	if r == BecauseTheirs && t.E.Face == Clock {
		matter = MatterDue // what ends by itself
	}
	return Notice{t.E.Seq, t.E.At, t.E.By, KindOf(t.E.Act), t.Thing, matter, r}
}

// to tells people for a reason. Nobody, whoever did it, and who left are not told.
func (t *Telling) to(r Because, people ...PersonID) {
	for _, p := range people {
		if who := t.S.Person(p); p != t.E.By && who != nil && who.Present() {
			t.people = append(t.people, Heard{p, r})
		}
	}
}

// work is about a piece of work: who raised what it answers, leads it, takes part or
// notices it too is told, and who follows it.
func (t *Telling) work(id InitiativeID) {
	i := t.S.Initiative(id)
	if i == nil {
		return
	}
	t.about(id)
	if row := t.S.Tension(i.Tension); row != nil {
		t.to(BecauseRaised, row.By)
		t.to(BecauseFelt, row.Felt...)
	}
	t.partners(i)
}

// partners tells who leads a piece of work or takes part.
func (t *Telling) partners(i *Initiative) {
	t.leaders(i)
	t.to(BecauseJoined, i.Joined...)
}

func (t *Telling) leaders(i *Initiative) {
	for _, l := range i.Leads {
		t.to(BecauseLeads, t.S.Lead(l).Person)
	}
}

// about has a telling be about a piece of work, and reach who follows it.
func (t *Telling) about(id InitiativeID) {
	i := t.S.Initiative(id)
	if i == nil {
		return
	}
	t.Thing = RefOf(id)
	t.topics(RefOf(id), RefOf(i.Tension), RefOf(i.Circle))
}

// tension is about something raised: the work that answers it, where there is any.
func (t *Telling) tension(id TensionID) {
	row := t.S.Tension(id)
	if row == nil {
		return
	}
	t.Thing = RefOf(id)
	t.topics(RefOf(id), RefOf(row.Initiative), RefOf(row.Circle))
	t.to(BecauseRaised, row.By)
	t.to(BecauseFelt, row.Felt...)
	if i := t.S.Initiative(row.Initiative); i != nil && i.Live() {
		t.partners(i)
	}
}

// role is about a role: who holds it is told, and who belongs to its circle.
func (t *Telling) role(id RoleID) {
	r := t.S.Role(id)
	if r == nil {
		return
	}
	t.Thing = RefOf(id)
	t.topics(RefOf(id), RefOf(r.Circle))
	for _, seat := range r.Seats {
		t.to(BecauseHolds, t.S.Seat(seat).Person)
	}
}

// in reaches who belongs to a circle and who follows it.
func (t *Telling) in(c CircleID) {
	if c != 0 {
		t.circle = c
		t.topics(RefOf(c))
	}
}

func (t *Telling) topics(refs ...Ref) {
	for _, r := range refs {
		if r.N != 0 && !slices.Contains(t.follows, r) {
			t.follows = append(t.follows, r)
		}
	}
}
