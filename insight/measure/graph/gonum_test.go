package graph_test

import (
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/simple"
	"pgregory.net/rapid"

	"orpheus/insight/measure/graph"
)

// What is found is as good as what gonum finds from as many beginnings, and no worse by more than
// a little on any graph; on average not worse at all.
func TestCommunitiesBesideGonum(t *testing.T) {
	var ours, theirs float64
	rapid.Check(t, func(t *rapid.T) {
		n, _, g := drawn(t, false, true, 24)
		other := simple.NewWeightedUndirectedGraph(0, 0)
		for v := range n {
			other.AddNode(simple.Node(v))
			for w := range v {
				if x := g.Weight(v, w); x > 0 {
					other.SetWeightedEdge(other.NewWeightedEdge(simple.Node(v), simple.Node(w), x))
				}
			}
		}
		q, ok := graph.Modularity(g, graph.Communities(g)).Value()
		if !ok {
			return
		}
		best := -1.0
		for seed := range uint64(8) {
			groups := community.Modularize(other, 1, rand.NewPCG(seed, 2)).Communities()
			of := make([]int, n)
			for c, members := range groups {
				for _, v := range members {
					of[v.ID()] = c
				}
			}
			theirs := community.Q(other, groups, 1)
			if same, _ := graph.Modularity(g, of).Value(); !near(same, theirs) {
				t.Fatalf("the modularity of %v is %v, not %v", of, same, theirs)
			}
			best = max(best, theirs)
		}
		if q < best-.03 {
			t.Fatalf("ours has %v, gonum's %v", q, best)
		}
		ours, theirs = ours+q, theirs+best
	})
	if ours < theirs-.01*theirs {
		t.Errorf("ours have %v together, gonum's %v", ours, theirs)
	}
}
