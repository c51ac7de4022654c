package circlepack

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/internal/racetest"
)

// Packing is arithmetic: where it is shared by many, all cases are alike.
func TestMain(m *testing.M) {
	racetest.Checks(20)
	m.Run()
}

const slack = 1e-6

// sound reports what is wrong with a layout of root, or "".
func sound(root *Node, l *Layout) string {
	var count func(n *Node) int
	count = func(n *Node) int {
		c := 1
		if !n.Leaf {
			for _, k := range n.Children {
				if k != nil {
					c += count(k)
				}
			}
		}
		return c
	}
	if got, want := len(l.Items), count(root); got != want {
		return fmt.Sprintf("%d places for %d nodes", got, want)
	}
	kids := make([][]int, len(l.Items))
	high := make([]int, len(l.Items)) // levels of circles inside
	for i := len(l.Items) - 1; i > 0; i-- {
		if p := l.Items[i]; !p.Leaf {
			high[p.Parent] = max(high[p.Parent], high[i]+1)
		}
	}
	for i, p := range l.Items {
		if math.IsNaN(p.X+p.Y+p.R+p.Band) || math.IsInf(p.X+p.Y+p.R, 0) {
			return fmt.Sprintf("not a number: %+v", p)
		}
		if p.Leaf && p.R != 1 {
			return fmt.Sprintf("role with radius %v", p.R)
		}
		if !p.Leaf && p.R < minRadius {
			return fmt.Sprintf("circle with radius %v", p.R)
		}
		if high[i] > highest { // bands grow thin
			if p.Band < 0 || p.Band > 0.34*p.R+slack {
				return fmt.Sprintf("band %v of circle %v with %d levels inside", p.Band, p.R, high[i])
			}
		} else if p.Depth == 1 && !p.Leaf && (p.Band < 0.15*p.R-slack || p.Band > 0.34*p.R+slack) {
			return fmt.Sprintf("band %v of circle %v at depth 1", p.Band, p.R)
		}
		if high[i] <= highest && p.Depth > 1 && !p.Leaf && math.Abs(p.Band-0.34*p.R) > slack {
			return fmt.Sprintf("band %v of circle %v", p.Band, p.R)
		}
		if p.Parent < 0 {
			continue
		}
		kids[p.Parent] = append(kids[p.Parent], i)
		in := l.Items[p.Parent]
		if math.Hypot(p.X-in.X, p.Y-in.Y)+p.R > in.R+slack {
			return fmt.Sprintf("%+v sticks out of %+v", p, in)
		}
		if p.Y-p.R < in.Y-in.R+in.Band-slack && in.Depth > 0 {
			return fmt.Sprintf("%+v lies in the title band of %+v", p, in)
		}
	}
	for _, ks := range kids {
		d := make([]disc, len(ks))
		for i, k := range ks {
			d[i] = disc{l.Items[k].X, l.Items[k].Y, l.Items[k].R + 0.2}
		}
		bad := ""
		eachNear(d, func(i, j int) {
			if g := math.Hypot(d[i].x-d[j].x, d[i].y-d[j].y) - d[i].r - d[j].r; g < -slack {
				bad = fmt.Sprintf("gap %v between %+v and %+v", g+0.4, l.Items[ks[i]], l.Items[ks[j]])
			}
		})
		if bad != "" {
			return bad
		}
	}
	return ""
}

func drawTree(t *rapid.T) *Node {
	next := uint64(0)
	var draw func(depth int) *Node
	draw = func(depth int) *Node {
		next++
		n := &Node{Key: next}
		if depth < 3 {
			for range rapid.IntRange(0, 5).Draw(t, "circles") {
				n.Children = append(n.Children, draw(depth+1))
			}
		}
		for range rapid.IntRange(0, 12).Draw(t, "roles") {
			next++
			n.Children = append(n.Children, &Node{Key: next, Leaf: true})
		}
		return n
	}
	return draw(rapid.IntRange(0, 2).Draw(t, "depth"))
}

func TestPackIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := drawTree(t)
		loose := rapid.Bool().Draw(t, "loose")
		p := &Packer{Cache: shared, Loose: loose}
		l := p.Pack(root, nil)
		if s := sound(root, l); s != "" {
			t.Fatal(s)
		}
		// The same again, with and without a memory.
		if again := (&Packer{Loose: loose}).Pack(root, nil); !slices.Equal(l.Items, again.Items) {
			t.Fatal("not deterministic")
		}
		// Nothing has changed: nothing moves.
		if again := p.Pack(root, l); !slices.Equal(l.Items, again.Items) {
			t.Fatal("moved without a change")
		}
	})
}

// TestAnyPast starts from the layout of another tree with some of the keys.
func TestAnyPast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		was, is := drawTree(t), drawTree(t)
		p := &Packer{Cache: shared, Loose: rapid.Bool().Draw(t, "loose"), steady: rapid.Bool().Draw(t, "steady")}
		prev := p.Pack(was, nil)
		l := p.Pack(is, prev)
		if s := sound(is, l); s != "" {
			t.Fatal(s)
		}
		q := &Packer{Loose: p.Loose, steady: p.steady}
		if again := q.Pack(is, prev); !slices.Equal(l.Items, again.Items) {
			t.Fatal("not deterministic")
		}
	})
}

// TestManyAtOnce adds more than there was.
func TestManyAtOnce(t *testing.T) {
	b := &town{names: map[uint64]string{}}
	root := b.circle("", 50, b.circle("", 3), b.circle("", 60))
	l := Pack(root, nil)
	for _, more := range []int{10, 90, 1500} {
		for range more {
			b.next++
			root.Children = append(root.Children, &Node{Key: b.next, Leaf: true})
			in := root.Children[1]
			b.next++
			in.Children = append(in.Children, &Node{Key: b.next, Leaf: true})
		}
		l = Pack(root, l)
		if s := sound(root, l); s != "" {
			t.Fatal(s)
		}
	}
	root.Children = root.Children[:40]
	if s := sound(root, Pack(root, l)); s != "" {
		t.Fatal(s)
	}
}

func TestOrderOfChildrenDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := drawTree(t)
		was := Pack(root, nil)
		var mix func(n *Node)
		mix = func(n *Node) {
			n.Children = rapid.Permutation(n.Children).Draw(t, "order")
			for _, c := range n.Children {
				mix(c)
			}
		}
		mix(root)
		is := Pack(root, nil)
		if s := sound(root, is); s != "" {
			t.Fatal(s)
		}
		places := map[id]Placed{}
		for _, p := range was.Items {
			places[id{p.Key, p.Leaf}] = p
		}
		for _, p := range is.Items {
			if w := places[id{p.Key, p.Leaf}]; w.X != p.X || w.Y != p.Y || w.R != p.R {
				t.Fatalf("%+v was at %+v", p, w)
			}
		}
	})
}

// TestKeysDoNotMatter gives the nodes other keys: the picture is the same.
func TestKeysDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root := drawTree(t)
		was := Pack(root, nil)
		factor := rapid.SampledFrom([]uint64{3, 0x9e3779b97f4a7c15, math.MaxUint64}).Draw(t, "factor")
		var rename func(n *Node)
		rename = func(n *Node) {
			n.Key *= factor
			for _, c := range n.Children {
				rename(c)
			}
		}
		rename(root)
		is := Pack(root, nil)
		if s := sound(root, is); s != "" {
			t.Fatal(s)
		}
		if was.Radius() != is.Radius() {
			t.Fatalf("radius %v became %v", was.Radius(), is.Radius())
		}
	})
}

func TestShapes(t *testing.T) {
	b := &town{names: map[uint64]string{}}
	deep := b.circle("", 3)
	for range 30 {
		deep = b.circle("", 2, deep)
	}
	chain := b.circle("", 0)
	for range 30 {
		chain = b.circle("", 0, chain)
	}
	many := func(n, roles int) (c []*Node) {
		for range n {
			c = append(c, b.circle("", roles))
		}
		return c
	}
	var uneven []*Node
	for i := range 300 {
		uneven = append(uneven, b.circle("", i%40))
	}
	shapes := map[string]*Node{
		"empty":           b.circle("", 0),
		"one role":        b.circle("", 1),
		"one empty":       b.circle("", 0, b.circle("", 0)),
		"deep":            deep,
		"deep and bare":   chain,
		"wide":            b.circle("", racetest.Fewer(2000, 500)),
		"many circles":    b.circle("", 5, many(racetest.Fewer(3000, 500), 1)...),
		"many empty":      b.circle("", 0, many(racetest.Fewer(2000, 500), 0)...),
		"uneven":          b.circle("", 40, uneven...),
		"a role":          {Key: 1, Leaf: true},
		"one large":       b.circle("", 3, b.circle("", 500)),
		"nil child":       {Key: 1, Children: []*Node{nil, {Key: 2, Leaf: true}}},
		"twins":           {Key: 1, Children: []*Node{{Key: 2, Leaf: true}, {Key: 2, Leaf: true}, {Key: 2}, {Key: 2}}},
		"role with inner": {Key: 1, Children: []*Node{{Key: 2, Leaf: true, Children: []*Node{{Key: 3}}}}},
	}
	for name, root := range shapes {
		t.Run(name, func(t *testing.T) {
			for _, loose := range []bool{false, true} {
				p := &Packer{Cache: shared, Loose: loose}
				l := p.Pack(root, nil)
				if s := sound(root, l); s != "" {
					t.Fatal(s)
				}
				if name == "twins" {
					continue
				}
				if again := p.Pack(root, l); !slices.Equal(l.Items, again.Items) {
					t.Fatal("moved without a change")
				}
			}
		})
	}
	if l := Pack(nil, nil); len(l.Items) != 0 || l.Radius() != 0 {
		t.Fatal("nil root")
	}
}

// TestBadPast gives previous layouts that make no sense.
func TestBadPast(t *testing.T) {
	root, _ := deLinde()
	want := Pack(root, nil)
	for _, prev := range []*Layout{
		{Items: []Placed{{Key: 1, R: math.NaN(), Parent: -1}}},
		{Items: []Placed{{Key: 1, R: 9, Parent: 0}}},
		{Items: []Placed{{Key: 1, R: 9, Parent: -1}, {Key: 2, R: 1, Parent: 7}}},
		{Items: []Placed{{Key: 1, R: 9, Parent: -1, X: math.Inf(1)}}},
	} {
		if l := Pack(root, prev); !slices.Equal(l.Items, want.Items) {
			t.Fatal("nonsense was used")
		}
	}
	// A past of which nothing fits but the numbers are fine.
	prev := &Layout{Items: slices.Clone(want.Items)}
	for i := range prev.Items {
		prev.Items[i].X, prev.Items[i].Y = 0, 0
	}
	if s := sound(root, Pack(root, prev)); s != "" {
		t.Fatal(s)
	}
}

func TestCacheIsBounded(t *testing.T) {
	c := NewCache(50)
	p := &Packer{Cache: c}
	b := &town{names: map[uint64]string{}}
	for i := range 40 {
		p.Pack(b.circle("", i, b.circle("", i%7)), nil)
		if c.used > 50 || c.Len() != len(c.by) {
			t.Fatalf("%d discs in %d groups", c.used, c.Len())
		}
	}
}

func TestCacheSharedByMany(t *testing.T) {
	root, _ := deLinde()
	want := (&Packer{}).Pack(root, nil)
	c := NewCache(200)
	done := make(chan bool)
	for range 8 {
		go func() {
			done <- slices.Equal((&Packer{Cache: c}).Pack(root, nil).Items, want.Items)
		}()
	}
	for range 8 {
		if !<-done {
			t.Error("another layout")
		}
	}
}
