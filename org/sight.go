package org

import "strings"

// Sight is what one person may see of a state: members everything, guests their
// circles and what hangs on these, people who left nothing. Rights are those of
// today, also where the state is one of the past.
type Sight struct {
	now    *State // whose rights hold
	s      *State // what is looked at
	who    PersonID
	all    bool
	home   map[CircleID]bool // the circles of a guest
	people map[PersonID]bool // whom a guest meets there
}

// SightOf returns what p, with the rights they have in s, may see of then.
func (s *State) SightOf(p PersonID, then *State) *Sight {
	v := &Sight{now: s, s: then, who: p}
	who := s.Person(p)
	if who == nil || !who.Present() {
		return v
	}
	if v.all = !who.Guest; v.all {
		return v
	}
	v.home, v.people = map[CircleID]bool{}, map[PersonID]bool{p: true}
	for c := range then.Circles() {
		if s.Sees(p, c) {
			v.home[c] = true
			v.meet(c)
		}
	}
	return v
}

// meet adds the people of a circle: its members, who leads or takes part in work
// there, and who raised what is open.
func (v *Sight) meet(id CircleID) {
	add := func(people ...PersonID) {
		for _, p := range people {
			v.people[p] = true
		}
	}
	c := v.s.Circle(id)
	add(v.s.Members(id)...)
	add(v.s.WhoLeads(id)...)
	for _, i := range c.Initiatives {
		add(v.s.Initiative(i).Joined...)
	}
	for _, t := range c.Tensions {
		add(v.s.Tension(t).By)
	}
}

// All reports whether nothing is kept from them.
func (v *Sight) All() bool { return v.all }

// Sees reports whether they may see a thing. What does not exist nobody sees.
func (v *Sight) Sees(r Ref) bool {
	switch r.Letter {
	case 'P':
		return v.s.Person(PersonID(r.N)) != nil && (v.all || v.people[PersonID(r.N)])
	case 'Z':
		t := v.s.Strength(StrengthID(r.N))
		return t != nil && (v.all || v.now.SeesStrengths(v.who, t.Person))
	case 'O':
		if o := v.s.Offer(OfferID(r.N)); o != nil && (o.By == v.who || o.To == v.who) && (v.all || v.people[v.who]) {
			return true
		}
	}
	c := v.s.HomeOf(r)
	return c != 0 && (v.all || v.home[c])
}

// SeesEntry reports whether they may see an act: whether they may see what it is
// about.
func (v *Sight) SeesEntry(e *Entry) bool {
	if v.all {
		return true
	}
	r, ok := Subject(e.Act)
	return ok && v.Sees(r)
}

// HomeOf returns the circle a thing hangs on; zero for a person and what they say about
// themselves, and for what does not exist.
func (s *State) HomeOf(r Ref) CircleID {
	switch r.Letter {
	case 'C':
		if s.Circle(CircleID(r.N)) != nil {
			return CircleID(r.N)
		}
	case 'R':
		if row := s.Role(RoleID(r.N)); row != nil {
			return row.Circle
		}
	case 'S':
		if row := s.Seat(SeatID(r.N)); row != nil {
			return s.Role(row.Role).Circle
		}
	case 'G':
		if row := s.Guardrail(GuardrailID(r.N)); row != nil {
			return row.Circle
		}
	case 'T':
		if row := s.Tension(TensionID(r.N)); row != nil {
			return row.Circle
		}
	case 'I':
		return s.circleOf(InitiativeID(r.N))
	case 'L':
		if row := s.Lead(LeadID(r.N)); row != nil {
			return s.circleOf(row.Initiative)
		}
	case 'O':
		if row := s.Offer(OfferID(r.N)); row != nil && row.Initiative != 0 {
			return s.circleOf(row.Initiative)
		} else if row != nil {
			return s.Tension(row.Tension).Circle
		}
	case 'A':
		if row := s.Step(StepID(r.N)); row != nil {
			return s.circleOf(row.Initiative)
		}
	case 'N':
		if row := s.Note(NoteID(r.N)); row != nil {
			return s.circleOf(row.Initiative)
		}
	case 'K':
		if row := s.Learning(LearningID(r.N)); row != nil {
			return row.Circle
		}
	}
	return 0
}

// subjects are the letters of what acts are about, by the first word of their
// kind, the surest first.
var subjects = map[string]string{
	"person": "P", "circle": "C", "role": "R", "guardrail": "G", "seat": "S",
	"tension": "T", "initiative": "IA", "learning": "K", "lead": "OL",
	"strength": "Z",
}

// Subject returns the thing an act is about; false where it is about the
// organisation or its log.
func Subject(act Act) (Ref, bool) {
	noun, _, _ := strings.Cut(NameOf(act), ".")
	refs := About(act)
	for _, letter := range []byte(subjects[noun]) {
		for _, r := range refs {
			if r.Letter == letter {
				return r, true
			}
		}
	}
	return Ref{}, false
}
