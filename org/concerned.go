package org

import (
	"cmp"
	"slices"
)

// Concerned is somebody whom a proposal concerns, and the first of the reasons why.
type Concerned struct {
	Person  PersonID
	Because ConcernReason
	Of      Ref  // what it is about: a role, a circle, a guardrail, a piece of work
	Asked   bool // for advice only; else they decide it together
}

// ConcernReason is why somebody is concerned, the strongest first.
type ConcernReason uint8

// The reasons. Those up to ConcernCircleChanges are of people who decide together, those
// up to ConcernInside of people who are asked for advice; the others are near it, and
// left out.
const (
	ConcernLoses         ConcernReason = iota + 1 // a role or a place of theirs goes
	ConcernGets                                   // they would hold a role, or be in a circle
	ConcernRoleChanges                            // they hold a role that changes
	ConcernRoleMoves                              // they hold a role that goes to another circle
	ConcernDomain                                 // they hold a role that decides alone about the same
	ConcernLeadsCircle                            // they lead a circle that changes
	ConcernMember                                 // they belong to the circle that decides
	ConcernCircleChanges                          // they belong to a circle that changes, which nobody leads

	ConcernBorders   // they belong to a circle that changes
	ConcernWork      // they lead work in the circle that decides
	ConcernAuthority // they hold a formal role over it
	ConcernGuardrail // they lead a circle whose guardrail holds there
	ConcernInside    // they lead a circle within one whose guardrail changes

	ConcernHeld   // they held a role that changes
	ConcernWithin // they belong to a circle within
	ConcernBeside // they belong to a circle beside it
	ConcernAround // they belong to a circle around it
)

var concernNames = []string{
	"", "loses", "gets", "role_changes", "role_moves", "domain", "leads_circle", "member", "circle_changes",
	"borders", "work", "authority", "guardrail", "inside", "held", "within", "beside", "around",
}

func (r ConcernReason) String() string { return concernNames[r] }

// Words are all reasons, by the names used in the API.
func (ConcernReason) Words() []string { return concernNames[1:] }

// own reports whether it is what somebody holds themselves that changes.
func (r ConcernReason) own() bool { return r <= ConcernDomain }

// Touching gathers whom acts concern. Each kind that changes the structure says in its
// file what it touches.
type Touching struct {
	s       *State
	in      CircleID // that decides
	now     Time
	found   map[PersonID]Concerned
	circles []CircleID // that change
	limits  []CircleID // whose guardrails change
	roles   []RoleID   // that change
	domains []string   // that are given, taken away or go
}

// toucher is a kind of act that changes something for people.
type toucher interface{ Touch(t *Touching) }

func (s *State) touching(c CircleID, acts []Act, now Time) *Touching {
	t := &Touching{s: s, in: c, now: now, found: map[PersonID]Concerned{}}
	for _, act := range acts {
		if a, ok := act.(toucher); ok {
			a.Touch(t)
		}
	}
	return t
}

// put has people be concerned, where they are not already for a stronger reason. Who
// left is not; a guest only by what they hold, or where they belong to a circle that
// decides or changes.
func (t *Touching) put(r ConcernReason, of Ref, people ...PersonID) {
	for _, p := range people {
		who := t.s.Person(p)
		if who == nil || !who.Present() || who.Guest && !r.own() && !t.knows(p) {
			continue
		}
		if was, known := t.found[p]; !known || r < was.Because {
			t.found[p] = Concerned{p, r, of, r > ConcernCircleChanges}
		}
	}
}

func (t *Touching) knows(p PersonID) bool {
	return t.s.Belongs(p, t.in) || slices.ContainsFunc(t.circles, func(c CircleID) bool { return t.s.Belongs(p, c) })
}

// circle notes that a circle changes. Acts may name one that they make: it is not there.
func (t *Touching) circle(all ...CircleID) {
	for _, c := range all {
		if row := t.s.Circle(c); row != nil && row.Live() && !slices.Contains(t.circles, c) {
			t.circles = append(t.circles, c)
		}
	}
}

// limit notes that a guardrail of a circle changes, which holds for all within.
func (t *Touching) limit(c CircleID) {
	t.circle(c)
	if slices.Contains(t.circles, c) && !slices.Contains(t.limits, c) {
		t.limits = append(t.limits, c)
	}
}

// role notes that a role changes, and what that is for those who hold it.
func (t *Touching) role(id RoleID, r ConcernReason) {
	row := t.s.Role(id)
	if row == nil {
		return
	}
	t.roles = append(t.roles, id)
	t.circle(row.Circle)
	t.put(r, RefOf(id), t.holders(id)...)
}

// place notes that somebody gets or loses a place: in a role, or in a circle.
func (t *Touching) place(of Ref, r ConcernReason, p PersonID) {
	if t.s.HomeOf(of) == 0 {
		of = RefOf(p) // in what the acts make
	}
	t.put(r, of, p)
}

// holders are those who hold a role; not those whose term is over, where the clock is
// still to end it.
func (t *Touching) holders(id RoleID) (who []PersonID) {
	for _, seat := range t.s.Role(id).Seats {
		if row := t.s.Seat(seat); row.Term == 0 || row.Term > t.now {
			who = append(who, row.Person)
		}
	}
	return who
}

// domain notes that acts give or take away deciding alone about something.
func (t *Touching) domain(all ...string) { t.domains = append(t.domains, all...) }

// Leaders returns who leads a circle: who holds a role of which that is part.
func (s *State) Leaders(c CircleID) (who []PersonID) {
	for _, r := range s.Circle(c).Roles {
		if s.Role(r).Leads {
			for _, seat := range s.Role(r).Seats {
				who = append(who, s.Seat(seat).Person)
			}
		}
	}
	slices.Sort(who)
	return slices.Compact(who)
}

// Concerned returns who is concerned where circle c decides about acts, each with the
// strongest reason: first those who decide together, then those who are asked for
// advice, each by reasons and then by ids. Acts may build on one another, as in a draft:
// they may name what is not there yet.
func (s *State) Concerned(c CircleID, acts []Act, now Time) []Concerned {
	t := s.touching(c, acts, now)
	t.together()
	t.asked()
	return t.sorted(0)
}

func (t *Touching) sorted(least ConcernReason) []Concerned {
	var all []Concerned
	for _, one := range t.found {
		if one.Because >= least {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b Concerned) int {
		return cmp.Or(cmp.Compare(a.Because, b.Because), cmp.Compare(a.Person, b.Person))
	})
	return all
}

// together adds those who decide beside those whose own roles change.
func (t *Touching) together() {
	if row := t.s.Circle(t.in); row != nil && row.Live() {
		at, who := t.s.standing(t.in)
		t.put(ConcernMember, RefOf(at), who...)
	}
	for _, at := range t.circles {
		if lead := t.s.Leaders(at); len(lead) > 0 {
			t.put(ConcernLeadsCircle, RefOf(at), lead...)
		} else {
			t.put(ConcernCircleChanges, RefOf(at), t.s.Members(at)...)
		}
	}
	t.sameDomains()
}

// standing returns the members of a circle. Where it has none, those of the nearest
// circle around it that has some stand for them, as they do where structure changes;
// and where none has, everybody who is a member of the organisation.
func (s *State) standing(c CircleID) (CircleID, []PersonID) {
	for at := range s.above(c) {
		if who := s.Members(at); len(who) > 0 {
			return at, who
		}
	}
	var all []PersonID
	for p := range s.People() {
		if s.Belongs(p, Root) {
			all = append(all, p)
		}
	}
	return Root, all
}

// sameDomains adds who holds another role that decides alone about what the acts give or
// take away. All roles are looked at once, and only where acts are about domains.
func (t *Touching) sameDomains() {
	if len(t.domains) == 0 {
		return
	}
	wanted := map[string]bool{}
	for _, d := range t.domains {
		wanted[foldDomain(d)] = true
	}
	for id, r := range t.s.Roles() {
		if r.Live() && slices.ContainsFunc(r.Domains, func(d string) bool { return wanted[foldDomain(d)] }) {
			t.put(ConcernDomain, RefOf(id), t.holders(id)...)
		}
	}
}

// asked adds those who are asked for advice.
func (t *Touching) asked() {
	for _, at := range t.circles {
		t.put(ConcernBorders, RefOf(at), t.s.Members(at)...)
	}
	for _, at := range t.limits {
		for _, kid := range t.s.Circle(at).Children {
			t.put(ConcernInside, RefOf(kid), t.s.Leaders(kid)...)
		}
	}
	row := t.s.Circle(t.in)
	if row == nil || !row.Live() {
		return
	}
	for _, i := range row.Initiatives {
		for _, l := range t.s.Initiative(i).Leads {
			t.put(ConcernWork, RefOf(i), t.s.Lead(l).Person)
		}
	}
	for at := range t.s.above(t.in) {
		for _, r := range t.s.Circle(at).Roles {
			if t.s.Role(r).Formal {
				t.put(ConcernAuthority, RefOf(r), t.holders(r)...)
			}
		}
		if g := t.s.Circle(at).Guardrails; len(g) > 0 {
			t.put(ConcernGuardrail, RefOf(g[0]), t.s.Leaders(at)...)
		}
	}
}
