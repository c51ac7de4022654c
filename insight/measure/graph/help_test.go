package graph_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/measure/graph"
	"orpheus/insight/stat"
)

// of makes a graph that cannot be wrong. Ties are pairs of numbers.
func of(n int, directed bool, pairs ...int) *graph.Graph {
	var ties []graph.Tie
	for i := 0; i < len(pairs); i += 2 {
		ties = append(ties, graph.Tie{From: pairs[i], To: pairs[i+1]})
	}
	g, err := graph.New(n, directed, ties)
	if err != nil {
		panic(err)
	}
	return g
}

func star(n int) *graph.Graph {
	var pairs []int
	for v := 1; v < n; v++ {
		pairs = append(pairs, 0, v)
	}
	return of(n, false, pairs...)
}

func circle(n int, directed bool) *graph.Graph {
	var pairs []int
	for v := range n {
		pairs = append(pairs, v, (v+1)%n)
	}
	return of(n, directed, pairs...)
}

func complete(n int) *graph.Graph {
	var pairs []int
	for v := range n {
		for w := range v {
			pairs = append(pairs, v, w)
		}
	}
	return of(n, false, pairs...)
}

// known are graphs of the literature, by the names that the reference file has.
func known(name string) *graph.Graph {
	switch name {
	case "freeman_star5":
		return star(5)
	case "freeman_chain5":
		return of(5, false, 0, 1, 1, 2, 2, 3, 3, 4)
	case "freeman_Y5":
		return of(5, false, 0, 2, 1, 2, 2, 3, 3, 4)
	case "freeman_circle5":
		return circle(5, false)
	case "complete5":
		return complete(5)
	case "krackhardt_kite":
		return of(10, false, 0, 1, 0, 2, 0, 3, 0, 5, 1, 3, 1, 4, 1, 6, 2, 3, 2, 5, 3, 4, 3, 5, 3, 6, 4, 6, 5, 6, 5, 7, 6, 7, 7, 8, 8, 9)
	}
	return nil
}

// drawn is a random graph with what lies at the edges: nobody, loops, several
// ties between the same two, weights.
func drawn(t *rapid.T, directed, valued bool, most int) (int, []graph.Tie, *graph.Graph) {
	n := rapid.IntRange(0, most).Draw(t, "people")
	var ties []graph.Tie
	if n > 0 {
		ties = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) graph.Tie {
			tie := graph.Tie{From: rapid.IntRange(0, n-1).Draw(t, "from"), To: rapid.IntRange(0, n-1).Draw(t, "to")}
			if valued {
				tie.Weight = float64(rapid.IntRange(1, 4).Draw(t, "weight"))
			}
			return tie
		}), 0, 3*n).Draw(t, "ties")
	}
	g, err := graph.New(n, directed, ties)
	if err != nil {
		t.Fatal(err)
	}
	return n, ties, g
}

func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(a)) || math.IsNaN(a) && math.IsNaN(b)
}

func value(t *testing.T, what string, r stat.Result, want float64) {
	t.Helper()
	if v, ok := r.Value(); !ok || math.Abs(v-want) > 1e-9 {
		t.Errorf("%s is %v, not %v", what, r, want)
	}
}

func undefined(t *testing.T, what string, r stat.Result) {
	t.Helper()
	if r.State() != stat.Undefined {
		t.Errorf("%s is %v, and has no meaning", what, r)
	}
}
