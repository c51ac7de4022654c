package compare

import "orpheus/org"

// What is a kind of difference.
type What uint8

// The kinds, in the order in which they are listed for one thing.
const (
	CircleFormed What = iota + 1
	CircleClosed
	CircleRestored
	CircleRenamed
	CirclePurpose
	CircleMoved
	GuardrailSet
	GuardrailLifted
	MemberJoined // somebody joined a circle, apart from roles
	MemberLeft
	RoleCreated
	RoleRetired
	RoleRestored
	RoleRenamed
	RolePurpose
	RoleAccountabilities
	RoleDomains
	RolePlaces
	RoleTerm
	RoleLeads
	RoleFormal
	RoleMoved
	SeatBegun
	SeatEnded
	SeatFocus
	PersonJoined // the organisation
	PersonLeft
)

var names = []string{
	"", "circle.formed", "circle.closed", "circle.restored", "circle.renamed", "circle.purpose", "circle.moved",
	"guardrail.set", "guardrail.lifted", "member.joined", "member.left",
	"role.created", "role.retired", "role.restored", "role.renamed", "role.purpose", "role.accountabilities", "role.domains",
	"role.places", "role.term", "role.leads", "role.formal", "role.moved",
	"seat.begun", "seat.ended", "seat.focus", "person.joined", "person.left",
}

// String returns the name of the kind, noun first.
func (w What) String() string { return names[w] }

// Mark is what became of a circle or role, from one state to the other.
type Mark uint8

// The marks. One that moved may have changed too.
const (
	Same Mark = iota
	Changed
	Moved
	New
	Gone
)

// Mark returns what the change makes of the thing it names.
func (w What) Mark() Mark {
	switch w {
	case CircleFormed, CircleRestored, GuardrailSet, MemberJoined, RoleCreated, RoleRestored, SeatBegun, PersonJoined:
		return New
	case CircleClosed, GuardrailLifted, MemberLeft, RoleRetired, SeatEnded, PersonLeft:
		return Gone
	case CircleMoved, RoleMoved:
		return Moved
	}
	return Changed
}

// Marks returns the marks of circles and roles that are not the same: for the two
// maps side by side. Other people in a role change the role; guardrails and members
// change the circle.
func Marks(changes []Change) map[org.Ref]Mark {
	marks := map[org.Ref]Mark{}
	for _, c := range changes {
		thing, mark := c.Thing, c.What.Mark()
		switch c.What {
		case SeatBegun, SeatEnded, SeatFocus:
			thing, mark = append(c.After.Refs, c.Before.Refs...)[1], Changed
		case GuardrailSet, GuardrailLifted, MemberJoined, MemberLeft:
			thing, mark = org.RefOf(c.In), Changed
		case PersonJoined, PersonLeft:
			continue
		}
		marks[thing] = max(marks[thing], mark)
	}
	return marks
}

// Groups are changes by what becomes of the thing, each in the order given.
type Groups struct{ Gone, New, Moved, Changed []Change }

// Grouped sorts changes into what goes, what is new, what moves, what changes.
func Grouped(changes []Change) (g Groups) {
	for _, c := range changes {
		to := map[Mark]*[]Change{Gone: &g.Gone, New: &g.New, Moved: &g.Moved, Changed: &g.Changed}[c.What.Mark()]
		*to = append(*to, c)
	}
	return g
}
