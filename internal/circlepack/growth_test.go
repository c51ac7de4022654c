package circlepack

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"

	"pgregory.net/rapid"

	"orpheus/internal/racetest"
)

// record notes the steps between trees.
type record struct {
	steps []Step
	in    map[id]uint64
}

func (r *record) note(root *Node) {
	if r.in == nil {
		r.in = map[id]uint64{}
	}
	here := map[id]bool{{root.Key, false}: true}
	var walk func(n *Node)
	walk = func(n *Node) {
		for _, c := range n.Children {
			k := id{c.Key, c.Leaf}
			here[k] = true
			if in, was := r.in[k]; !was || in != n.Key {
				r.in[k] = n.Key
				r.steps = append(r.steps, Step{Key: c.Key, Leaf: c.Leaf, Into: n.Key})
			}
			walk(c)
		}
	}
	walk(root)
	var gone []Step
	for k := range r.in {
		if !here[k] {
			gone = append(gone, Step{Key: k.key, Leaf: k.leaf, Gone: true})
			delete(r.in, k)
		}
	}
	slices.SortFunc(gone, func(a, b Step) int { return compare(float64(a.Key), float64(b.Key)) })
	r.steps = append(r.steps, gone...)
}

func grown(t interface{ Fatal(...any) }, m *Memory, root *Node, steps []Step) *Layout {
	l, err := m.Grow(context.Background(), root, steps)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestDriftOfGrowth is TestDrift where nobody remembers the picture before.
func TestDriftOfGrowth(t *testing.T) {
	for _, size := range []int{60, 150, 600, racetest.Fewer(2000, 600)} {
		root, e := region(size)
		var r record
		r.note(root)
		m := NewMemory(1 << 20)
		l := grown(t, m, root, r.steps)
		var circles []float64
		for range racetest.Fewer(min(120, 40000/size), min(30, 9000/size)) {
			for range 1 + e.pick(2) {
				e.change(root)
			}
			r.note(root)
			n := grown(t, m, root, r.steps)
			if s := sound(root, n); s != "" {
				t.Fatal(s)
			}
			circles = append(circles, moves(l, n, false)...)
			l = n
		}
		t.Logf("%4d roles: circles move %.2f %% (median) %.2f %% (p95) %.2f %% (p99); map %.1f, fresh %.1f", size,
			100*quantile(circles, 0.5), 100*quantile(circles, 0.95), 100*quantile(circles, 0.99), l.Radius(), Pack(root, nil).Radius())
		if v := quantile(circles, 0.5); v > 0.01 {
			t.Errorf("median %.4f", v)
		}
		most := 0.03
		if size < 100 {
			most = 0.05
		}
		if v := quantile(circles, 0.95); v > most {
			t.Errorf("p95 %.4f", v)
		}
	}
}

// TestPlacesFollowFromTheSteps: who looked at every picture on the way, who looked
// at some in any order, who looks for the first time and who has no room to remember
// anything see the same.
func TestPlacesFollowFromTheSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		root, e := region(rapid.IntRange(1, 30).Draw(t, "roles"))
		e.rng = rng(rapid.Uint64().Draw(t, "seed"))
		var r record
		always, some, poor := NewMemory(1<<20), NewMemory(1<<20), NewMemory(1)
		trees := map[int]*Node{}
		for range rapid.IntRange(1, 20).Draw(t, "changes") {
			r.note(root)
			grown(t, always, root, r.steps)
			g := grow(root.Key, r.steps)
			g.to(len(r.steps))
			trees[len(r.steps)] = g.tree()
			e.change(root)
		}
		r.note(root)
		for n, tree := range trees {
			if rapid.Bool().Draw(t, "look") {
				was := grown(t, some, tree, r.steps[:n])
				if now := grown(t, always, tree, r.steps[:n]); !slices.Equal(was.Items, now.Items) {
					t.Fatalf("after %d steps a picture depends on who looks", n)
				}
			}
		}
		want := grown(t, NewMemory(1<<20), root, r.steps)
		for name, m := range map[string]*Memory{"always": always, "some": some, "poor": poor} {
			if got := grown(t, m, root, r.steps); !slices.Equal(got.Items, want.Items) {
				t.Fatalf("who looked %s sees another picture", name)
			}
		}
	})
}

// TestTreeOfSteps: the steps lead to the tree that they were noted from.
func TestTreeOfSteps(t *testing.T) {
	root, e := region(80)
	var r record
	for range 200 {
		r.note(root)
		e.change(root)
	}
	r.note(root)
	g := grow(root.Key, r.steps)
	g.to(len(r.steps))
	tree := g.tree()
	var count func(n *Node, in map[id]uint64)
	count = func(n *Node, in map[id]uint64) {
		for _, c := range n.Children {
			in[id{c.Key, c.Leaf}] = n.Key
			count(c, in)
		}
	}
	is, want := map[id]uint64{}, map[id]uint64{}
	count(tree, is)
	count(root, want)
	if len(is) != len(want) {
		t.Fatalf("%d things for %d", len(is), len(want))
	}
	for k, in := range want {
		if is[k] != in {
			t.Errorf("%v is in %d, not in %d", k, is[k], in)
		}
	}
}

func TestAnchorsAreFixedAndDense(t *testing.T) {
	for n := 1; n < 40_000; n++ {
		a := anchor(n)
		if a > n || anchor(a) != a || float64(n-a) > 0.13*float64(n) {
			t.Fatalf("the anchor of %d is %d", n, a)
		}
	}
}

// TestMemoryIsBounded: it holds about as many places as it may.
func TestMemoryIsBounded(t *testing.T) {
	m := NewMemory(500)
	root, e := region(60)
	var r record
	for range 60 {
		r.note(root)
		grown(t, m, root, r.steps)
		if m.used > 500 || m.age.Len() != len(m.by) {
			t.Fatalf("%d places in %d pictures", m.used, m.age.Len())
		}
		e.change(root)
	}
}

// TestTheNextPictureStartsFromTheLast: where not all anchors of a chain can be
// remembered, the last one is, so that one step more is cheap.
func TestTheNextPictureStartsFromTheLast(t *testing.T) {
	root, e := region(200)
	var r record
	r.note(root)
	for range 30 {
		e.change(root)
		r.note(root)
	}
	m := NewMemory(4 * nodes(root))
	grown(t, m, root, r.steps)
	last := sums(root.Key, r.steps)[anchor(len(r.steps))]
	if p := m.by[last]; p == nil || p.Value.(*picture).l == nil {
		t.Fatal("the last anchor was forgotten before earlier ones")
	}
}

// TestOnePictureIsMadeOnce, nobody waits for another one, and who goes away leaves
// the work to the next.
func TestOnePictureIsMadeOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := NewMemory(1000)
		made, hold := 0, make(chan struct{})
		first, cancel := context.WithCancel(t.Context())
		slow := func(ctx context.Context) func() (*Layout, error) {
			return func() (*Layout, error) {
				made++
				select {
				case <-hold:
					return &Layout{}, nil
				case <-ctx.Done():
					return nil, ctx.Err()
				}
			}
		}
		errs := make(chan error, 3)
		look := func(ctx context.Context) {
			_, err := m.picture(ctx, sum{1}, slow(ctx))
			errs <- err
		}
		go look(first)
		synctest.Wait()
		impatient, leave := context.WithCancel(t.Context())
		go look(impatient)
		go look(t.Context())
		synctest.Wait()
		if _, err := m.picture(t.Context(), sum{2}, func() (*Layout, error) { return &Layout{}, nil }); err != nil {
			t.Fatal(err)
		}
		leave()
		if err := <-errs; !errors.Is(err, context.Canceled) || made != 1 {
			t.Fatalf("who stopped waiting got %v, after %d tries", err, made)
		}
		cancel()
		if err := <-errs; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		synctest.Wait()
		close(hold)
		if err := <-errs; err != nil || made != 2 {
			t.Fatalf("%v after %d tries", err, made)
		}
	})
}

// Over a picture that grew long another one is only mended, as the next one would be: what
// was not concerned stays where it was.
func TestPackOverWhatGrewLong(t *testing.T) {
	m := NewMemory(100_000)
	root, e := region(600)
	was, err := m.Pack(t.Context(), root, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		e.change(root)
	}
	mended, err := m.Pack(t.Context(), root, was, old)
	if err != nil {
		t.Fatal(err)
	}
	want := (&Packer{steady: true}).Pack(root, was)
	if !slices.Equal(mended.Items, want.Items) {
		t.Error("it is not what the next picture would be")
	}
	if s := sound(root, mended); s != "" {
		t.Error(s)
	}
	young, err := m.Pack(t.Context(), root, was, 0)
	if want := (&Packer{}).Pack(root, was); err != nil || !slices.Equal(young.Items, want.Items) || slices.Equal(young.Items, mended.Items) {
		t.Errorf("over a young one it is not packed as over another: %v", err)
	}
}
