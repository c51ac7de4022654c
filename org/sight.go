package org

// Sight is what one person may see of a state: the one rule behind every page, list,
// stream, search, map and form.
//
// Members see everything, but for what is between two others, that somebody said no to
// leading or did not answer, and for what is sealed. Who left, and who never was there, sees nothing. A guest
// sees
//   - whole: their circles (they hold a role in it, or joined it), everything that
//     hangs on these, whoever belongs to one of them, what those name about
//     themselves, the guest, until when they are away, and offers they made or got;
//   - by name only: the circles around theirs, up to the organisation, and the
//     people whom a thing they see names, such as who raised or leads it;
//   - of what happened: their own acts, and those of which everything that is named
//     is seen whole and whoever did it is known by name.
//
// Advice is kept from whoever did not give theirs, members too, while it is gathered.
//
// Rights are those of today, also where the state is one of the past: a guest who
// left a circle does not see how it was, and one who came sees all of it. A Sight is
// for one goroutine.
type Sight struct {
	s      *State // what is looked at
	now    *State // the present, with its rights; for what nobody is told any more
	who    PersonID
	all    bool
	open   bool              // of nobody in particular, who sees an open map alone
	home   map[CircleID]bool // the circles of a guest, today
	around map[CircleID]bool // those that they are in, by main parents
	people map[PersonID]bool // who belongs to home, and the guest; empty for who is not there
	named  map[PersonID]bool // whom things they see name; nil before anybody asked
}

// SightOf returns what p, with the rights they have in s, may see of then.
func (s *State) SightOf(p PersonID, then *State) *Sight {
	v := &Sight{s: then, now: s, who: p}
	who := s.Person(p)
	if who == nil || !who.Present() {
		return v
	}
	if v.all = !who.Guest; v.all {
		return v
	}
	v.home, v.around, v.people = map[CircleID]bool{}, map[CircleID]bool{Root: true}, map[PersonID]bool{p: true}
	for c, row := range then.Circles() {
		if !s.Sees(p, c) {
			continue
		}
		v.home[c] = true
		v.meet(c)
		for up := row.Parent(); row.Live() && up != 0 && !v.around[up]; up = then.Circle(up).Parent() {
			v.around[up] = true
		}
	}
	return v
}

// meet adds who belongs to a circle of theirs.
func (v *Sight) meet(c CircleID) {
	for _, p := range v.s.Members(c) {
		v.people[p] = true
	}
	if c != Root {
		return
	}
	for p := range v.s.People() {
		if v.s.Belongs(p, Root) {
			v.people[p] = true
		}
	}
}

// Everything is the sight of whoever runs the program: nothing is kept from them.
func Everything(of *State) *Sight { return &Sight{s: of, now: of, all: true} }

// AnyMember stands for whichever member one likes. It is nobody's id.
const AnyMember PersonID = 1<<32 - 1

// Shared is the sight that all members have: whole, but for what is between two people.
func Shared(of *State) *Sight { return &Sight{s: of, now: of, who: AnyMember, all: true} }

// All reports whether nothing is kept from them.
func (v *Sight) All() bool { return v.all }

// Sees reports whether they may see a thing whole. What does not exist nobody sees.
func (v *Sight) Sees(r Ref) bool {
	if v.open {
		return v.seesOpen(r)
	}
	switch r.Letter {
	case 'P':
		return v.s.Person(PersonID(r.N)) != nil && (v.all || v.people[PersonID(r.N)])
	case 'Z':
		t := v.s.Strength(StrengthID(r.N))
		return t != nil && (v.all || v.people[t.Person])
	case 'V':
		t := v.s.StandIn(StandInID(r.N))
		return t != nil && (v.all || v.people[t.Person])
	case 'W':
		t := v.s.Thanks(ThanksID(r.N))
		if t == nil || v.who != 0 && !v.mayRead(ThanksID(r.N), t) {
			return false
		}
		if v.isOne(t.By, t.To) {
			return true
		}
	case 'Y':
		n := v.s.Informal(InformalID(r.N))
		if n == nil || v.who != 0 && !v.s.seesInformal(v.who, n) {
			return false
		}
		if v.isOne(n.Person, n.Person) {
			return true
		}
	case 'D':
		if v.s.discarded(DecisionID(r.N)) {
			return false
		}
	case 'M':
		if g := v.s.Agreement(AgreementID(r.N)); g != nil && v.s.discarded(g.Decision) {
			return false
		}
	case 'O':
		if v.forgotten(OfferID(r.N)) {
			return false
		}
		if o := v.s.Offer(OfferID(r.N)); o != nil && v.isOne(o.By, o.To) {
			return true
		} else if o != nil && o.Private() && v.who != 0 {
			return false
		}
	}
	c := v.s.HomeOf(r)
	return c != 0 && (v.all || v.home[c])
}

// Knows reports whether they may know what a thing is called: what they see, the
// circles around theirs, and the people whom what they see names.
func (v *Sight) Knows(r Ref) bool {
	if v.open {
		return v.knowsOpen(r)
	}
	if v.Sees(r) {
		return true
	}
	switch r.Letter {
	case 'C':
		return v.around[CircleID(r.N)] && v.s.Circle(CircleID(r.N)) != nil
	case 'P':
		return v.people[v.who] && v.s.Person(PersonID(r.N)) != nil && v.names(PersonID(r.N))
	}
	return false
}

// confidential is an act that is between two people: a no, or that there was no answer.
type confidential interface {
	Between(s *State) (by, to PersonID)
}

// sealed is an act that some may not be told of for a while, or any more: as if it had not
// happened yet. Whoever may not be told now is not told in a look at the past either.
type sealed interface {
	ShownTo(s *State, p PersonID) bool
}

// mayRead reports whether they may read thanks as it stands in what is looked at, and as it
// stands now: what somebody hides today they hid from every past view.
func (v *Sight) mayRead(id ThanksID, then *Thanks) bool {
	now := v.now.Thanks(id)
	return then.shows(v.who) && (now == nil || now.shows(v.who))
}

// forgotten reports whether an offer was declined so long ago that nobody is told any more,
// whatever moment they look at.
func (v *Sight) forgotten(id OfferID) bool {
	if v.who == 0 || v.now == nil {
		return false
	}
	o := v.now.Offer(id)
	return o != nil && o.Forgotten
}

// isOne reports whether they are one of two people, and there.
func (v *Sight) isOne(by, to PersonID) bool {
	return v.who != 0 && (v.all || v.people[v.who]) && (by == v.who || to == v.who)
}

// SeesEntry reports whether they may be told of an act.
func (v *Sight) SeesEntry(e *Entry) bool {
	if v.open {
		return false
	}
	switch a := e.Act.(type) {
	case *DeclineOffer:
		if v.forgotten(a.Offer) {
			return false
		}
	case *ForgetOffer:
		if v.who != 0 {
			return false
		}
	}
	if a, ok := e.Act.(confidential); ok && v.who != 0 {
		by, to := a.Between(v.s)
		return v.isOne(by, to) || v.isOne(e.By, e.By)
	}
	if a, ok := e.Act.(sealed); ok && v.who != 0 && e.By != v.who && (!a.ShownTo(v.s, v.who) || !a.ShownTo(v.now, v.who)) {
		return false
	}
	if v.all || v.people[e.By] && e.By == v.who {
		return true
	}
	refs := About(e.Act)
	for _, r := range refs {
		if !v.Sees(r) {
			return false
		}
	}
	return len(refs) > 0 && (e.By == 0 || v.Knows(RefOf(e.By)))
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
		if row := s.Note(NoteID(r.N)); row != nil && row.Tension != 0 {
			return s.Tension(row.Tension).Circle
		} else if row != nil {
			return s.circleOf(row.Initiative)
		}
	case 'F':
		if row := s.File(FileID(r.N)); row != nil {
			return s.HomeOf(row.With())
		}
	case 'D':
		if row := s.Decision(DecisionID(r.N)); row != nil {
			return row.Circle
		}
	case 'B':
		if row := s.Objection(ObjectionID(r.N)); row != nil {
			return s.Decision(row.Decision).Circle
		}
	case 'M':
		if row := s.Agreement(AgreementID(r.N)); row != nil {
			return row.Circle
		}
	case 'U':
		if row := s.Pulse(PulseID(r.N)); row != nil {
			return row.Circle
		}
	case 'W':
		if row := s.Thanks(ThanksID(r.N)); row != nil {
			return s.HomeOf(row.About)
		}
	case 'Y':
		if row := s.Informal(InformalID(r.N)); row != nil {
			return row.Circle
		}
	case 'E':
		if row := s.Meeting(MeetingID(r.N)); row != nil {
			return row.Circle
		}
	case 'K':
		if row := s.Learning(LearningID(r.N)); row != nil {
			return row.Circle
		}
	case 'J':
		if row := s.Try(TryID(r.N)); row != nil {
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
	"strength": "Z", "standin": "V", "note": "N", "step": "A", "decision": "D", "advice": "D", "consent": "D", "objection": "BD", "agreement": "M",
	"pulse":  "UC",
	"thanks": "W", "informal": "Y",
	"meeting": "EC", "reflection": "EC",
	"try": "J",
}

// Subject returns the thing an act is about; false where it is about the
// organisation or its log.
func Subject(act Act) (Ref, bool) {
	k := KindOf(act)
	if k == nil {
		return Ref{}, false
	}
	if a, ok := act.(interface{ signal() Ref }); ok {
		return a.signal(), a.signal() != Ref{}
	}
	refs := About(act)
	for _, letter := range []byte(subjects[k.Noun()]) {
		for _, r := range refs {
			if r.Letter == letter {
				return r, true
			}
		}
	}
	return Ref{}, false
}
