// Package compare says what is different in the structure of an organisation
// between two states of it: then and now, or now and as proposed.
package compare

import (
	"cmp"
	"slices"

	"orpheus/org"
)

// Change is one difference.
type Change struct {
	Thing  org.Ref // the circle, role, seat, guardrail or person
	What   What
	In     org.CircleID // the circle it lies in: now, or then where it is gone
	Before Value        // as it was
	After  Value        // as it is
}

// Value is what was or is there; which of its fields are used depends on What.
type Value struct {
	Text   string    // a name, a purpose, the text of a guardrail, the focus of a seat
	List   []string  // accountabilities, domains
	Refs   []org.Ref // the circles it is in; of a seat the person and the role
	Number int       // places, days of a term; 1 for yes, 0 for no
}

// States returns what differs from a to b, two states of one organisation: circle
// by circle as on the map, in each first the circle itself, then its guardrails and
// members, then its roles with their seats; people last. What was made and ended in
// between is no difference, nor is a seat that somebody left and took again. The
// other way round the same changes come out, new for gone and after for before.
func States(a, b *org.State) []Change {
	c := &comparing{a: a, b: b, paths: map[org.CircleID][]org.CircleID{}}
	for id, was := range org.ChangedCircles(a, b) {
		c.circle(id, was[0], was[1])
	}
	for id, was := range org.ChangedRoles(a, b) {
		c.role(id, was[0], was[1])
	}
	for id, was := range org.ChangedPeople(a, b) {
		c.person(id, was[0], was[1])
	}
	slices.SortStableFunc(c.found, func(x, y placed) int {
		return cmp.Or(cmp.Compare(btoi(x.last), btoi(y.last)), slices.Compare(x.path, y.path), slices.Compare(x.rank[:], y.rank[:]))
	})
	out := make([]Change, len(c.found))
	for i, p := range c.found {
		out[i] = p.Change
	}
	return out
}

// placed is a change with its place in the list.
type placed struct {
	Change
	path []org.CircleID // of the circle under which it is listed
	rank [3]uint32      // within that circle
	last bool           // after all circles
}

type comparing struct {
	a, b  *org.State
	found []placed
	paths map[org.CircleID][]org.CircleID
}

// The ranks of things within a circle.
const (
	circleItself = iota
	guardrails
	members
	rolesAndSeats
)

func (c *comparing) add(at org.CircleID, rank [3]uint32, ch Change) {
	c.found = append(c.found, placed{Change: ch, path: c.path(at), rank: rank})
}

// path returns the circles from the root down to id by main parents: as now, or as
// then where the circle is not there now.
func (c *comparing) path(id org.CircleID) []org.CircleID {
	if p, known := c.paths[id]; known {
		return p
	}
	row := c.b.Circle(id)
	if then := c.a.Circle(id); row == nil || !row.Live() && then != nil && then.Live() {
		row = then
	}
	var path []org.CircleID
	if parent := row.Parent(); parent != 0 {
		path = slices.Clone(c.path(parent))
	}
	path = append(path, id)
	c.paths[id] = path
	return path
}

func (c *comparing) person(id org.PersonID, was, is *org.Person) {
	then, now := was != nil && was.Present(), is != nil && is.Present()
	if then == now {
		return
	}
	what := PersonLeft
	if now {
		what = PersonJoined
	}
	ch := Change{Thing: org.RefOf(id), What: what, In: org.Root}
	c.found = append(c.found, placed{Change: ch, rank: [3]uint32{uint32(id)}, last: true})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
