package circlepack

import (
	"math"
	"slices"
	"testing"

	"orpheus/internal/racetest"
)

// edits makes small random changes to a tree, the same ones every time.
type edits struct {
	rng
	next uint64
}

func (e *edits) pick(n int) int { return int(e.rng.next() % uint64(n)) }

func (e *edits) role() *Node {
	e.next++
	return &Node{Key: e.next, Leaf: true}
}

func (e *edits) circles(root *Node) (all []*Node) {
	all = append(all, root)
	for _, c := range root.Children {
		if !c.Leaf {
			all = append(all, e.circles(c)...)
		}
	}
	return all
}

// change adds or takes a role or a circle, or moves one elsewhere.
func (e *edits) change(root *Node) {
	all := e.circles(root)
	at := all[e.pick(len(all))]
	take := func(leaf bool) *Node {
		for i := range at.Children {
			i = (i + int(e.next)) % len(at.Children)
			if c := at.Children[i]; c.Leaf == leaf && (leaf || len(c.Children) < 12) {
				at.Children = slices.Delete(slices.Clone(at.Children), i, i+1)
				return c
			}
		}
		return nil
	}
	switch e.pick(10) {
	case 0, 1, 2:
		at.Children = append(at.Children, e.role())
	case 3, 4, 5:
		take(true)
	case 6, 7:
		if c := take(true); c != nil {
			to := all[e.pick(len(all))]
			to.Children = append(to.Children, c)
		}
	case 8:
		e.next++
		n := &Node{Key: e.next}
		for range 3 + e.pick(4) {
			n.Children = append(n.Children, e.role())
		}
		at.Children = append(at.Children, n)
	case 9:
		take(false)
	}
}

// region is a random organisation of about so many roles.
func region(roles int) (*Node, *edits) {
	e := &edits{rng: 7}
	root := &Node{Key: 1}
	e.next = 1
	var grow func(n *Node, roles, depth int)
	grow = func(n *Node, roles, depth int) {
		if roles <= 9 || depth == 4 {
			for range roles {
				n.Children = append(n.Children, e.role())
			}
			return
		}
		own := 2 + e.pick(6)
		for range own {
			n.Children = append(n.Children, e.role())
		}
		for left := roles - own; left > 0; {
			part := min(left, max(5+e.pick(5), roles/(4+e.pick(6))))
			e.next++
			c := &Node{Key: e.next}
			n.Children = append(n.Children, c)
			grow(c, part, depth+1)
			left -= part
		}
	}
	grow(root, roles, 0)
	return root, e
}

// moves lists how far circles (or all nodes) present in both layouts moved,
// in shares of the width of the map.
func moves(was, is *Layout, roles bool) (m []float64) {
	old := map[id]Placed{}
	for _, p := range was.Items {
		old[id{p.Key, p.Leaf}] = p
	}
	a, b := was.Radius(), is.Radius()
	for _, p := range is.Items[1:] {
		if o, ok := old[id{p.Key, p.Leaf}]; ok && p.Leaf == roles {
			m = append(m, math.Hypot(p.X/b-o.X/a, p.Y/b-o.Y/a)/2)
		}
	}
	return m
}

func quantile(v []float64, q float64) float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	if len(v) == 0 {
		return 0
	}
	return v[min(len(v)-1, int(q*float64(len(v))))]
}

func TestDrift(t *testing.T) {
	for _, size := range []int{60, 150, 600, 2000} {
		root, e := region(size)
		l := Pack(root, nil)
		cold := l.Radius()
		var circles, roles []float64
		for range racetest.Fewer(min(120, 40000/size), min(30, 9000/size)) {
			for range 1 + e.pick(2) {
				e.change(root)
			}
			n := Pack(root, l)
			if s := sound(root, n); s != "" {
				t.Fatal(s)
			}
			circles = append(circles, moves(l, n, false)...)
			roles = append(roles, moves(l, n, true)...)
			l = n
		}
		fresh := Pack(root, nil)
		t.Logf("%4d roles: circles move %.2f %% (median) %.2f %% (p95) %.2f %% (p99), roles %.2f / %.2f / %.2f; map %.1f -> %.1f, fresh %.1f",
			size, 100*quantile(circles, 0.5), 100*quantile(circles, 0.95), 100*quantile(circles, 0.99),
			100*quantile(roles, 0.5), 100*quantile(roles, 0.95), 100*quantile(roles, 0.99), cold, l.Radius(), fresh.Radius())
		if m := quantile(circles, 0.5); m > 0.01 {
			t.Errorf("median %.4f", m)
		}
		// In a small organisation one new circle is a tenth of the map.
		most := 0.03
		if size < 100 {
			most = 0.05
		}
		if m := quantile(circles, 0.95); m > most {
			t.Errorf("p95 %.4f", m)
		}
	}
}
