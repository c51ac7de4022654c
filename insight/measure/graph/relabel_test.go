package graph_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/measure/graph"
)

// Who has which number changes nothing, and neither does the order of ties. (Only of
// communities there may be several divisions as good; they are not compared.)
func TestNumbersOfPeopleChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		directed := rapid.Bool().Draw(t, "directed")
		n, ties, g := drawn(t, directed, true, 9)
		unit := rapid.SliceOfN(rapid.IntRange(0, 2), n, n).Draw(t, "unit")
		to := rapid.Permutation(numbers(n)).Draw(t, "numbers")
		moved := make([]graph.Tie, len(ties))
		for i, tie := range ties {
			moved[i] = graph.Tie{From: to[tie.From], To: to[tie.To], Weight: tie.Weight}
		}
		if len(moved) > 0 {
			moved = rapid.Permutation(moved).Draw(t, "order")
		}
		other, err := graph.New(n, directed, moved)
		if err != nil {
			t.Fatal(err)
		}
		units := make([]int, n)
		for v := range n {
			units[to[v]] = unit[v]
		}
		before, after := graph.Figures(g, unit), graph.Figures(other, units)
		for i, f := range before {
			if f.ID != "communities" && f.ID != "modularity" {
				same(t, f.ID, after[i].Result, f.Result)
			}
		}
		a, _ := graph.Betweenness(g)
		b, _ := graph.Betweenness(other)
		for v := range n {
			if !near(a[v], b[to[v]]) || graph.Cores(g)[v] != graph.Cores(other)[to[v]] || graph.Articulation(g)[v] != graph.Articulation(other)[to[v]] {
				t.Fatalf("%d is %d and has other figures", v, to[v])
			}
		}
	})
}

func numbers(n int) []int {
	x := make([]int, n)
	for i := range x {
		x[i] = i
	}
	return x
}

// Turned round, what goes to people comes from them; what lies between, what is
// returned and what hangs together stays.
func TestTurnedRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, ties, g := drawn(t, true, true, 9)
		back := make([]graph.Tie, len(ties))
		for i, tie := range ties {
			back[i] = graph.Tie{From: tie.To, To: tie.From, Weight: tie.Weight}
		}
		made, err := graph.New(n, true, back)
		if err != nil {
			t.Fatal(err)
		}
		r := g.Reversed()
		before, turned, again := figures(g), figures(r), figures(made)
		for id, f := range turned {
			same(t, id, again[id].Result, f.Result)
		}
		same(t, "C_out", turned["C_out"].Result, before["C_in"].Result)
		for _, id := range []string{"M", "A", "N", "recip_edgewise", "recip_weighted", "C_bet", "connectedness", "hierarchy_krack", "efficiency", "max_core", "artic", "constraint_weighted_mean", "assort_deg"} {
			same(t, id, turned[id].Result, before[id].Result)
		}
		a, _ := graph.Betweenness(g)
		b, _ := graph.Betweenness(r)
		alike(t, "betweenness", b, a)
		if x, y := graph.InStrengths(g), graph.OutStrengths(r); !slices.Equal(x, y) {
			t.Fatalf("%v, %v", x, y)
		}
	})
}

func figures(g *graph.Graph) map[string]graph.Figure {
	all := map[string]graph.Figure{}
	for _, f := range graph.Figures(g, nil) {
		all[f.ID] = f
	}
	return all
}

// random is a large graph that is always the same.
func random(n, ties int, directed, valued bool) *graph.Graph {
	chance := rand.New(rand.NewPCG(1, uint64(n)))
	all := make([]graph.Tie, ties)
	for i := range all {
		all[i] = graph.Tie{From: chance.IntN(n), To: chance.IntN(n)}
		if valued {
			all[i].Weight = float64(1 + chance.IntN(9))
		}
	}
	g, err := graph.New(n, directed, all)
	if err != nil {
		panic(err)
	}
	return g
}

// Any number of processors gives the same, to the last bit.
func TestProcessorsChangeNothing(t *testing.T) {
	for _, directed := range []bool{false, true} {
		g := random(500, 1700, directed, true)
		with := func(processors int) (b, l []float64, all []graph.Figure) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
			b, _ = graph.Betweenness(g)
			l, _ = graph.BetweennessByLength(g.Lengths())
			return b, l, graph.Figures(g, nil)
		}
		b1, l1, all1 := with(1)
		for _, processors := range []int{2, 7} {
			b, l, all := with(processors)
			if !slices.Equal(b, b1) || !slices.Equal(l, l1) || !slices.Equal(all, all1) {
				t.Errorf("%d processors give something else, directed %v", processors, directed)
			}
		}
	}
}

// Triangles among 7,000 people with 100,000 ties are as many as going through each tie
// and everybody tied to both finds.
func TestTrianglesOfMany(t *testing.T) {
	const n = 7000
	chance := rand.New(rand.NewPCG(7, 7))
	var rows [n][(n + 63) / 64]uint64
	var ties []graph.Tie
	for len(ties) < 100_000 {
		v := chance.IntN(n)
		w := (v + 1 + chance.IntN(60)) % n // those near each other, so that there are many
		if len(ties)%4 == 0 {
			w = chance.IntN(n)
		}
		if v != w && rows[v][w/64]>>(w%64)&1 == 0 {
			rows[v][w/64] |= 1 << (w % 64)
			rows[w][v/64] |= 1 << (v % 64)
			ties = append(ties, graph.Tie{From: v, To: w})
		}
	}
	g, err := graph.New(n, false, ties)
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, tie := range ties {
		for i, word := range rows[tie.From] {
			for both := word & rows[tie.To][i]; both != 0; both &= both - 1 {
				want++
			}
		}
	}
	if got := graph.Triangles(g); got != want/3 || want == 0 || g.Ties() != 100_000 {
		t.Errorf("%d triangles of %d ties, not %d", got, g.Ties(), want/3)
	}
}
