package circlepack

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/internal/racetest"
)

// Bounds: however a tree is shaped, packing it ends, after a number of steps in
// proportion to its nodes, and what comes out can be drawn.

// nested are so many circles, each inside the one before, with some roles in each.
func nested(levels, roles int) *Node {
	b := &town{names: map[uint64]string{}}
	in := b.circle("", roles)
	for range levels - 1 {
		in = b.circle("", roles, in)
	}
	return in
}

// innermost follows the first circle inside each so many levels down.
func innermost(n *Node, levels int) *Node {
	for range levels {
		for _, c := range n.Children {
			if !c.Leaf {
				n = c
				break
			}
		}
	}
	return n
}

// wide is a circle with so many in it, of which the i-th has as many roles.
func wide(n int, roles func(i int) int) *Node {
	b := &town{names: map[uint64]string{}}
	var kids []*Node
	for i := range n {
		kids = append(kids, b.circle("", roles(i)))
	}
	return b.circle("", 2, kids...)
}

func nodes(n *Node) int {
	count := 1
	for _, c := range n.Children {
		count += nodes(c)
	}
	return count
}

// mostSteps is what packing so many nodes may take. The first few hundred are
// packed with the most care: many starts, each followed by leaps.
func mostSteps(nodes int) int64 { return 20_000*int64(nodes) + 250_000*int64(min(nodes, 500)) }

// within packs and looks whether that is sound and cheap enough.
func within(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, root *Node, prev *Layout,
) *Layout {
	l, steps, err := (&Packer{}).pack(context.Background(), root, prev)
	if err != nil {
		t.Fatal(err)
	}
	if s := sound(root, l); s != "" {
		t.Fatal(s)
	}
	if steps > mostSteps(nodes(root)) {
		t.Fatalf("%d steps for %d nodes", steps, nodes(root))
	}
	return l
}

func TestShapesThatGoFar(t *testing.T) {
	shapes := map[string]*Node{
		"100 bare levels":       nested(100, 0),
		"100 levels":            nested(100, 2),
		"100 levels of many":    nested(100, 12),
		"1000 levels":           nested(racetest.Fewer(1000, 300), 1),
		"10,000 circles":        wide(racetest.Fewer(10_000, 1000), func(int) int { return 0 }),
		"10,000 and a giant":    wide(racetest.Fewer(10_000, 1000), func(i int) int { return racetest.Fewer(5000, 900) * max(0, 1-i) }),
		"1,000 uneven":          wide(racetest.Fewer(1000, 200), func(i int) int { return i % 40 }),
		"10,000 roles in one":   wide(1, func(int) int { return racetest.Fewer(10_000, 2000) }),
		"10,000 roles around 1": {Key: 1, Children: append(wide(1, func(int) int { return racetest.Fewer(10_000, 2000) }).Children[0].Children, nested(60, 1))},
	}
	// Keys of two trees in one would be the same twice.
	renumber(shapes["10,000 roles around 1"], new(uint64))
	for name, root := range shapes {
		t.Run(name, func(t *testing.T) {
			l := within(t, root, nil)
			if far := 20 * float64(nodes(root)+20); l.Radius() > far {
				t.Errorf("%d nodes need a radius of %v", nodes(root), l.Radius())
			}
			// Something new, in the middle and outside, starting from this picture.
			for _, in := range []*Node{innermost(root, 50), root} {
				in.Children = append(in.Children, &Node{Key: 1 << 40}, &Node{Key: 1 << 41, Leaf: true})
				renumber(root, new(uint64))
				l = within(t, root, l)
			}
			root.Children = root.Children[:(len(root.Children)+1)/2]
			within(t, root, l)
		})
	}
}

func renumber(n *Node, next *uint64) {
	*next++
	n.Key = *next
	for _, c := range n.Children {
		renumber(c, next)
	}
}

// TestAnyShapeIsBounded draws trees of chains, crowds and both, empty ones too, and
// starts from the picture of another one.
func TestAnyShapeIsBounded(t *testing.T) {
	draw := func(t *rapid.T, name string) *Node {
		root := &Node{}
		at := []*Node{root}
		for range rapid.IntRange(1, 4).Draw(t, name) {
			in := rapid.SampledFrom(at).Draw(t, "in")
			levels := rapid.SampledFrom([]int{1, 2, 13, 100}).Draw(t, "levels")
			crowd := rapid.SampledFrom([]int{0, 1, 7, 90}).Draw(t, "crowd")
			leaf := rapid.Bool().Draw(t, "roles")
			for range levels {
				c := &Node{}
				in.Children = append(in.Children, c)
				in, at = c, append(at, c)
			}
			for range crowd {
				in.Children = append(in.Children, &Node{Leaf: leaf})
			}
		}
		renumber(root, new(uint64))
		return root
	}
	rapid.Check(t, func(t *rapid.T) {
		was, is := draw(t, "was"), draw(t, "is")
		within(t, is, within(t, was, nil))
	})
}

// TestPastsOfAnyNumbers starts from layouts as no packing makes them.
func TestPastsOfAnyNumbers(t *testing.T) {
	root, _ := deLinde()
	fine := Pack(root, nil)
	odd := rapid.SampledFrom([]float64{0, -1, 1e-300, 1e-9, 1, 1e8, 1e18, 1e300, math.Inf(1), math.Inf(-1), math.NaN()})
	rapid.Check(t, func(t *rapid.T) {
		prev := &Layout{Items: slices.Clone(fine.Items)}
		for range rapid.IntRange(1, 40).Draw(t, "changes") {
			p := &prev.Items[rapid.IntRange(0, len(prev.Items)-1).Draw(t, "which")]
			*rapid.SampledFrom([]*float64{&p.X, &p.Y, &p.R, &p.Band}).Draw(t, "what") = odd.Draw(t, "to")
		}
		within(t, root, prev)
	})
}

// TestStepsRunOut: with no steps left a group is still sound, only wider.
func TestStepsRunOut(t *testing.T) {
	for _, most := range []int{0, 10, 1000} {
		d := make([]disc, 60)
		for i := range d {
			d[i].r = float64(1 + i%7)
		}
		e := &effort{most: most}
		chain(e, d)
		squeeze(e, d, 0.08, 0.004)
		eachNear(d, func(i, j int) {
			if overlap(d[i], d[j]) {
				t.Errorf("with %d steps, %v lies on %v", most, d[i], d[j])
			}
		})
	}
}

func TestNobodyWaits(t *testing.T) {
	root, _ := region(2000)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	l, steps, err := (&Packer{}).pack(ctx, root, nil)
	if !errors.Is(err, context.Canceled) || l != nil || steps != 0 {
		t.Fatalf("%d steps, %v", steps, err)
	}
}
