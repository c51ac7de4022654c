package org

import "slices"

// Right says in general who may do a kind of act; Check says it exactly.
type Right uint8

const (
	ByAnyone  Right = iota // any member; a guest where a circle of theirs is concerned
	ByShaper               // whoever may change the structure of the circle
	BySelf                 // the person it is about
	ByLeader               // whoever leads that piece of work
	BySteward              // stewards
	ByNobody               // the clock, a rule, an import, the operator
)

var rightNames = []string{"anyone", "shaper", "self", "leader", "steward", "nobody"}

func (r Right) String() string { return rightNames[r] }

func nobody(m Moment) error {
	if !m.Nobody() {
		return refuse(Forbidden, "right.nobody")
	}
	return nil
}

// somebody refuses what only a person can do.
func somebody(m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	return nil
}

func (s *State) mustSteward(m Moment) error {
	if !m.Nobody() && !s.Person(m.By).Steward {
		return refuse(Forbidden, "right.steward")
	}
	return nil
}

// mustBelong refuses guests where the circle is none of theirs.
func (s *State) mustBelong(m Moment, c CircleID) error {
	if !m.Nobody() && s.Circle(c) != nil && !s.Sees(m.By, c) {
		return refuse(Forbidden, "right.guest", c)
	}
	return nil
}

// mustMember refuses guests.
func (s *State) mustMember(m Moment) error {
	if !m.Nobody() && s.Person(m.By).Guest {
		return refuse(Forbidden, "right.member")
	}
	return nil
}

// Sees reports whether p may see circle c and what hangs on it: members see
// everything; guests see the circles they hold a role in or have joined.
func (s *State) Sees(p PersonID, c CircleID) bool {
	who := s.Person(p)
	if who == nil || !who.Present() {
		return false
	}
	return !who.Guest || s.Belongs(p, c)
}

// Belongs reports whether p is a member of circle c: holds a role in it or has
// joined it. Every member of the organisation belongs to the root circle.
func (s *State) Belongs(p PersonID, c CircleID) bool {
	who := s.Person(p)
	if who == nil || !who.Present() {
		return false
	}
	if (c == Root && !who.Guest) || slices.Contains(who.Circles, c) {
		return true
	}
	return slices.ContainsFunc(who.Seats, func(id SeatID) bool { return s.Role(s.Seat(id).Role).Circle == c })
}

// CirclesOf returns the circles in which p holds a role or which they joined, in order.
func (s *State) CirclesOf(p PersonID) []CircleID {
	who := s.Person(p)
	if who == nil {
		return nil // not there yet, in a past state
	}
	all := slices.Clone(who.Circles)
	for _, id := range who.Seats {
		all = append(all, s.Role(s.Seat(id).Role).Circle)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// StructureRule is who may change the structure of a circle.
type StructureRule uint8

const (
	Inherited  StructureRule = iota // as the circle it is in; free for the root
	Free                            // any member of the circle
	ByDecision                      // only an adopted decision
)

// Structure returns the rule in force in circle c: its own, or that of the
// nearest circle above, by first parents.
func (s *State) Structure(c CircleID) StructureRule {
	if g := s.StructureRuleOf(c); g != 0 {
		return s.Guardrail(g).Structure
	}
	return Free
}

// StructureRuleOf returns the guardrail that says so; zero where none was set.
func (s *State) StructureRuleOf(c CircleID) GuardrailID {
	for ; c != 0; c = s.Circle(c).Parent() {
		for _, g := range s.Circle(c).Guardrails {
			if s.Guardrail(g).Structure != Inherited {
				return g
			}
		}
	}
	return 0
}

// mayShape says whether m may change the structure of circle c: its rule, and
// whether they take part.
func (s *State) mayShape(m Moment, c CircleID) error {
	if m.Nobody() || s.Circle(c) == nil {
		return nil
	}
	if s.Structure(c) == ByDecision {
		return refuse(Forbidden, "structure.by_decision", c)
	}
	return s.mustShare(m, c)
}

// mustShare lets through the members of circle c who are no guests. Where a circle
// has no members, those of the circles it serves stand for them, as far as their
// rule lets them.
func (s *State) mustShare(m Moment, c CircleID) error {
	if m.Nobody() {
		return nil
	}
	if s.Person(m.By).Guest {
		return refuse(Forbidden, "right.member")
	}
	shut := func(at CircleID) bool { return at != c && s.Structure(at) == ByDecision }
	for at := range s.walk(c, func(at CircleID) []CircleID {
		if len(s.Members(at)) > 0 || shut(at) {
			return nil
		}
		return s.Circle(at).Parents
	}) {
		if !shut(at) && s.Belongs(m.By, at) {
			return nil
		}
	}
	return refuse(Forbidden, "structure.not_member", c)
}

// HasAuthority reports whether p holds a formal role over circle c: in it, or
// in a circle above it.
func (s *State) HasAuthority(p PersonID, c CircleID) bool {
	who := s.Person(p)
	if who == nil {
		return false
	}
	for _, id := range who.Seats {
		if r := s.Role(s.Seat(id).Role); r.Formal && s.Within(c, r.Circle) {
			return true
		}
	}
	return false
}
