package web

import (
	"slices"

	"orpheus/internal/circlepack"
	"orpheus/org"
	"orpheus/org/compare"
)

// mergedNode is a circle or role of two maps laid over each other. What moved is in it
// twice, where it was and where it is, so that nothing jumps between the two.
type mergedNode struct {
	circle    *org.MapCircle // as it is, or as it was where it is not there now; nil for a role
	role      *org.MapRole
	then, now bool // there at that moment
	mark      compare.Mark
	left      bool // here until it moved
	up        *mergedNode
	kids      []*mergedNode
	at        int // its index in order, roles before circles
}

func (u *mergedNode) ref() org.Ref {
	if u.role != nil {
		return org.RefOf(u.role.ID)
	}
	return org.RefOf(u.circle.ID)
}

func (u *mergedNode) name() string {
	if u.role != nil {
		return u.role.Name
	}
	return u.circle.Name
}

// in is the circle that it is, or that a role is in.
func (u *mergedNode) in() *mergedNode {
	if u.role != nil {
		return u.up
	}
	return u
}

// mergedMap is two maps laid over each other.
type mergedMap struct {
	root *mergedNode
	all  []*mergedNode // in order
	now  map[org.Ref]bool
}

func mergeMaps(was, is *org.MapCircle, changes []compare.Change) *mergedMap {
	n := &mergedMap{now: map[org.Ref]bool{}}
	note(n.now, is)
	n.root = n.circle(was, is, nil, compare.Marks(changes))
	return n
}

func (n *mergedMap) add(u *mergedNode, marks map[org.Ref]compare.Mark) *mergedNode {
	u.at, u.mark = len(n.all), marks[u.ref()]
	u.left = !u.now && n.now[u.ref()]
	n.all = append(n.all, u)
	return u
}

func (n *mergedMap) circle(was, is *org.MapCircle, up *mergedNode, marks map[org.Ref]compare.Mark) *mergedNode {
	u := &mergedNode{circle: is, then: was != nil, now: is != nil, up: up}
	none := &org.MapCircle{}
	if is == nil {
		u.circle, is = was, none
	}
	if was == nil {
		was = none
	}
	n.add(u, marks)
	for _, p := range pair(was.Roles, is.Roles, func(r org.MapRole) org.RoleID { return r.ID }) {
		k := &mergedNode{role: p.is, then: p.was != nil, now: p.is != nil, up: u}
		if k.role == nil {
			k.role = p.was
		}
		u.kids = append(u.kids, n.add(k, marks))
	}
	for _, p := range pair(was.Circles, is.Circles, func(c *org.MapCircle) org.CircleID { return c.ID }) {
		var a, b *org.MapCircle
		if p.was != nil {
			a = *p.was
		}
		if p.is != nil {
			b = *p.is
		}
		u.kids = append(u.kids, n.circle(a, b, u, marks))
	}
	return u
}

type both[T any] struct{ was, is *T }

// pair finds what is the same thing in two lists: first all that is, then what only
// was.
func pair[T any, ID comparable](was, is []T, id func(T) ID) []both[T] {
	var out []both[T]
	for i := range is {
		p := both[T]{is: &is[i]}
		if j := slices.IndexFunc(was, func(t T) bool { return id(t) == id(is[i]) }); j >= 0 {
			p.was = &was[j]
		}
		out = append(out, p)
	}
	for i := range was {
		if !slices.ContainsFunc(is, func(t T) bool { return id(t) == id(was[i]) }) {
			out = append(out, both[T]{was: &was[i]})
		}
	}
	return out
}

// left keeps apart the keys of what is there twice.
const leftKey = 1 << 40

func (u *mergedNode) nodes() *circlepack.Node {
	ref := u.ref()
	n := &circlepack.Node{Key: uint64(ref.N), Leaf: u.role != nil}
	if u.left {
		n.Key |= leftKey
	}
	for _, k := range u.kids {
		n.Children = append(n.Children, k.nodes())
	}
	return n
}

// find returns where a thing is, or was where it is nowhere now.
func (n *mergedMap) find(ref org.Ref) *mergedNode {
	var was *mergedNode
	for _, u := range n.all {
		if u.ref() != ref {
			continue
		}
		if u.now {
			return u
		}
		was = u
	}
	return was
}
