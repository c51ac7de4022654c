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
	root  *mergedNode
	all   []*mergedNode // in order
	marks map[org.Ref]compare.Mark
	room  []mergedNode // for those to come
}

func mergeMaps(was, is *org.MapCircle, changes []compare.Change) *mergedMap {
	n := &mergedMap{marks: compare.Marks(changes)}
	n.root = n.circle(was, is, nil)
	n.findLeft()
	return n
}

// mergedAtOnce is for how many nodes room is made at a time.
const mergedAtOnce = 256

func (n *mergedMap) add(u mergedNode) *mergedNode {
	if len(n.room) == 0 {
		n.room = make([]mergedNode, mergedAtOnce)
	}
	to := &n.room[0]
	n.room = n.room[1:]
	*to = u
	to.at, to.mark = len(n.all), n.marks[u.ref()]
	n.all = append(n.all, to)
	return to
}

func (n *mergedMap) circle(was, is *org.MapCircle, up *mergedNode) *mergedNode {
	none := &org.MapCircle{}
	u := mergedNode{circle: is, then: was != nil, now: is != nil, up: up}
	if is == nil {
		u.circle, is = was, none
	}
	if was == nil {
		was = none
	}
	to := n.add(u)
	to.kids = make([]*mergedNode, 0, len(is.Roles)+len(is.Circles))
	for _, p := range pair(was.Roles, is.Roles, func(r *org.MapRole) org.RoleID { return r.ID }) {
		k := mergedNode{role: p.is, then: p.was != nil, now: p.is != nil, up: to}
		if k.role == nil {
			k.role = p.was
		}
		to.kids = append(to.kids, n.add(k))
	}
	for _, p := range pair(was.Circles, is.Circles, func(c **org.MapCircle) org.CircleID { return (*c).ID }) {
		var a, b *org.MapCircle
		if p.was != nil {
			a = *p.was
		}
		if p.is != nil {
			b = *p.is
		}
		to.kids = append(to.kids, n.circle(a, b, to))
	}
	return to
}

// findLeft finds what is not here now, and is elsewhere.
func (n *mergedMap) findLeft() {
	gone := map[org.Ref]*mergedNode{}
	for _, u := range n.all {
		if !u.now {
			gone[u.ref()] = u
		}
	}
	for _, u := range n.all {
		if len(gone) > 0 && u.now && gone[u.ref()] != nil {
			gone[u.ref()].left = true
		}
	}
}

type both[T any] struct{ was, is *T }

// pair finds what is the same thing in two lists: first all that is, then what only
// was.
func pair[T any, ID comparable](was, is []T, id func(*T) ID) []both[T] {
	out := make([]both[T], 0, len(is))
	var met []bool // not made where all come in the same order
	next := 0
	for i := range is {
		p := both[T]{is: &is[i]}
		j := next
		if j == len(was) || id(&was[j]) != id(&is[i]) {
			if met == nil {
				met = make([]bool, len(was))
				for k := range next {
					met[k] = true
				}
			}
			j = slices.IndexFunc(was, func(t T) bool { return id(&t) == id(&is[i]) })
		}
		if j >= 0 {
			p.was, next = &was[j], j+1
			if met != nil {
				met[j] = true
			}
		}
		out = append(out, p)
	}
	for j := range was {
		if met != nil && !met[j] || met == nil && j >= next {
			out = append(out, both[T]{was: &was[j]})
		}
	}
	return out
}

// left keeps apart the keys of what is there twice.
const leftKey = 1 << 40

func (u *mergedNode) nodes() *circlepack.Node {
	ref := u.ref()
	n := &circlepack.Node{Key: uint64(ref.N), Leaf: u.role != nil}
	if len(u.kids) > 0 {
		n.Children = make([]*circlepack.Node, 0, len(u.kids))
	}
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
