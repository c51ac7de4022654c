package graph_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/measure/graph"
)

// Groups in which everybody is tied, and one tie between them, are found.
func TestGroupsAreFound(t *testing.T) {
	var pairs []int
	for first := 0; first < 30; first += 10 {
		for v := range 10 {
			for w := range v {
				pairs = append(pairs, first+v, first+w)
			}
		}
		pairs = append(pairs, first, (first+10)%30)
	}
	want := make([]int, 30)
	for v := range want {
		want[v] = v / 10
	}
	g := of(31, true, pairs...)
	if got := graph.Communities(g); !slices.Equal(got, append(want, 3)) {
		t.Errorf("%v", got)
	}
	if got := graph.Communities(of(3, false)); !slices.Equal(got, []int{0, 1, 2}) {
		t.Errorf("of people without ties: %v", got)
	}
	if got := graph.Communities(of(0, false)); len(got) != 0 {
		t.Errorf("of nobody: %v", got)
	}
}

// Modularity is what its definition over pairs gives; the division that is found is never
// better than the best of all, and on graphs of a few people hardly worse.
func TestModularityByDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		directed := rapid.Bool().Draw(t, "directed")
		n, ties, g := drawn(t, directed, true, 6)
		p := plainOf(n, directed, ties)
		weight := make([]float64, n)
		var twice float64
		tie := func(v, w int) float64 {
			if directed {
				return p.either(v, w)
			}
			return p.w[v][w]
		}
		for v := range n {
			for w := range n {
				weight[v] += tie(v, w)
			}
			twice += weight[v]
		}
		if twice == 0 {
			return
		}
		slow := func(of []int) (q float64) {
			for v := range n {
				for w := range n {
					if of[v] == of[w] {
						q += (tie(v, w) - weight[v]*weight[w]/twice) / twice
					}
				}
			}
			return q
		}
		best := -1.0
		of := make([]int, n)
		var every func(at, groups int)
		every = func(at, groups int) {
			if at == n {
				q, _ := graph.Modularity(g, of).Value()
				if !near(q, slow(of)) {
					t.Fatalf("%v has %v, not %v", of, q, slow(of))
				}
				best = max(best, q)
				return
			}
			for c := range groups + 1 {
				of[at] = c
				every(at+1, max(groups, c+1))
			}
		}
		every(0, 0)
		found := graph.Communities(g)
		q, _ := graph.Modularity(g, found).Value()
		if q > best+1e-9 || q < best-.1 {
			t.Fatalf("%v has %v, and the best %v", found, q, best)
		}
		next := 0 // groups are numbered by their first person
		for v, c := range found {
			if c > next || v == 0 && c != 0 {
				t.Fatalf("%v", found)
			}
			next = max(next, c+1)
		}
	})
}
