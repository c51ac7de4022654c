package graph_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/measure/graph"
	"orpheus/insight/stat"
)

// either are the weights of ties, both ways together.
func (p plain) either(v, w int) float64 { return p.w[v][w] + p.w[w][v] }

func (p plain) constraint(i int) float64 {
	share := func(v, w int) float64 {
		all := 0.0
		for k := range p.n {
			all += p.either(v, k)
		}
		return p.either(v, w) / all
	}
	c := math.NaN()
	for j := range p.n {
		if i == j || p.either(i, j) == 0 {
			continue
		}
		x := share(i, j)
		for q := range p.n {
			if q != i && q != j && p.either(q, i) > 0 {
				x += share(i, q) * share(q, j)
			}
		}
		if math.IsNaN(c) {
			c = 0
		}
		c += x * x
	}
	return c
}

// together counts the groups that hang together, without somebody (-1 for nobody).
func (p plain) together(without int) int {
	of := make([]int, p.n)
	for v := range of {
		of[v] = v
	}
	for range p.n {
		for v := range p.n {
			for w := range p.n {
				if p.either(v, w) > 0 && v != without && w != without {
					of[v] = min(of[v], of[w])
				}
			}
		}
	}
	groups := map[int]bool{}
	for v, c := range of {
		if v != without {
			groups[c] = true
		}
	}
	return len(groups)
}

// core takes away who has fewer than k contacts until nobody has.
func (p plain) core(k int) []bool {
	in := make([]bool, p.n)
	for v := range in {
		in[v] = true
	}
	for again := true; again; {
		again = false
		for v := range p.n {
			contacts := 0
			for w := range p.n {
				if in[w] && p.either(v, w) > 0 {
					contacts++
				}
			}
			if in[v] && contacts < k {
				in[v], again = false, true
			}
		}
	}
	return in
}

// Constraint, cores and points of articulation are what their definitions say.
func TestPlacesByDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		directed := rapid.Bool().Draw(t, "directed")
		n, ties, g := drawn(t, directed, true, 8)
		p := plainOf(n, directed, ties)
		constraint, cores, cut := graph.Constraint(g), graph.Cores(g), graph.Articulation(g)
		groups := p.together(-1)
		for v := range n {
			if want := p.constraint(v); !near(constraint[v], want) {
				t.Fatalf("the constraint of %d is %v, not %v", v, constraint[v], want)
			}
			if !p.core(cores[v])[v] || p.core(cores[v] + 1)[v] {
				t.Fatalf("%d is in no core of %d, or in a larger one", v, cores[v])
			}
			lonely := graph.Degrees(g)[v] == 0
			if want := p.together(v) > groups && !lonely; cut[v] != want {
				t.Fatalf("that %d holds others together is %v, and not so", v, cut[v])
			}
		}
		of := graph.Components(g)
		for v := range n {
			for w := range n {
				if p.either(v, w) > 0 && of[v] != of[w] {
					t.Fatal("a tie leads out of what hangs together")
				}
			}
		}
		seen := map[int]bool{}
		for _, c := range of {
			seen[c] = true
		}
		if len(seen) != groups {
			t.Fatalf("%d groups hang together, not %d", groups, len(seen))
		}
	})
}

// upper is the share of pairs with a superior that is chosen among all.
func (p plain) upper(chosen func(common []int, l int) bool) float64 {
	lacking, room := 0, 0
	hangs := plainOf(p.n, false, p.ties())
	size := func(v int) int {
		n := 0
		for w := range p.n {
			if !math.IsInf(hangs.dist[v][w], 1) {
				n++
			}
		}
		return n
	}
	for v := range p.n {
		for w := range v {
			if size(v) < 3 || math.IsInf(hangs.dist[v][w], 1) {
				continue
			}
			var common []int
			for l := range p.n {
				if p.reaches(l, v) && p.reaches(l, w) {
					common = append(common, l)
				}
			}
			has := false
			for _, l := range common {
				has = has || chosen(common, l)
			}
			if !has {
				lacking++
			}
		}
		if n := size(v); n > 2 {
			room += (n - 1) * (n - 2) / 2 * 60 / n // once for each group; 60 can be divided by all sizes
		}
	}
	return 1 - float64(lacking)/(float64(room)/60)
}

func (p plain) reaches(v, w int) bool { return !math.IsInf(p.dist[v][w], 1) }

func (p plain) ties() []graph.Tie {
	var ties []graph.Tie
	for v := range p.n {
		for w := range p.n {
			if p.w[v][w] > 0 {
				ties = append(ties, graph.Tie{From: v, To: w})
			}
		}
	}
	return ties
}

// Hierarchy and upper bounds are what a table of who reaches whom gives.
func TestHierarchyByDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, ties, g := drawn(t, true, false, 6)
		p := plainOf(n, true, ties)
		mutual, one := 0, 0
		for v := range n {
			for w := range v {
				switch there, back := p.reaches(v, w), p.reaches(w, v); {
				case there && back:
					mutual++
				case there || back:
					one++
				}
			}
		}
		want := stat.Result{}
		if mutual+one > 0 {
			want = stat.Known(1 - float64(mutual)/float64(mutual+one))
		}
		same(t, "hierarchy", graph.Hierarchy(g), want)
		if graph.LeastUpperBound(g).State() != stat.Value {
			return
		}
		same(t, "least", graph.LeastUpperBound(g), stat.Known(p.upper(func(common []int, l int) bool {
			for _, m := range common {
				if !p.reaches(m, l) {
					return false
				}
			}
			return true
		})))
		same(t, "highest", graph.UpperBound(g), stat.Known(p.upper(func(common []int, l int) bool {
			for _, m := range common {
				if !p.reaches(l, m) {
					return false
				}
			}
			return true
		})))
	})
}

func same(t *rapid.T, what string, got, want stat.Result) {
	t.Helper()
	a, is := got.Value()
	b, should := want.Value()
	if is != should || is && !near(a, b) {
		t.Fatalf("%s is %v, not %v", what, got, want)
	}
}

// Reciprocity, transitivity, assortativity and crossing are what going through a table gives.
func TestTiesByDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, ties, g := drawn(t, true, true, 7)
		p := plainOf(n, true, ties)
		unit := rapid.SliceOfN(rapid.IntRange(-1, 1), n, n).Draw(t, "unit")
		var m, back, within, weight, kept float64
		share, from, to := map[[2]int]float64{}, map[int]float64{}, map[int]float64{}
		for v := range n {
			for w := range n {
				if p.w[v][w] == 0 {
					continue
				}
				m++
				weight += p.w[v][w]
				kept += min(p.w[v][w], p.w[w][v])
				if p.w[w][v] > 0 {
					back++
				}
				if unit[v] == unit[w] {
					within++
				}
				share[[2]int{unit[v], unit[w]}]++
				from[unit[v]]++
				to[unit[w]]++
			}
		}
		if m == 0 {
			return
		}
		same(t, "reciprocity", graph.Reciprocity(g), stat.Known(back/m))
		same(t, "weighted", graph.WeightedReciprocity(g), stat.Known(kept/weight))
		d := m / float64(n*(n-1))
		if d < 1 {
			same(t, "rho", graph.ReciprocityByChance(g), stat.Known((back/m-d)/(1-d)))
		}
		if graph.Crossing(g, unit).State() == stat.Value {
			same(t, "E-I", graph.Crossing(g, unit), stat.Known((m-2*within)/m))
		}
		trace, chance := 0.0, 0.0
		for k := range from {
			trace += share[[2]int{k, k}] / m
			chance += from[k] / m * to[k] / m
		}
		if graph.UnitAssortativity(g, unit).State() == stat.Value {
			same(t, "units", graph.UnitAssortativity(g, unit), stat.Known((trace-chance)/(1-chance)))
		}
		corners, closed := 0.0, 0.0
		for v := range n {
			for w := range n {
				for x := range w {
					if v != w && v != x && p.either(v, w) > 0 && p.either(v, x) > 0 {
						corners++
						if p.either(w, x) > 0 {
							closed++
						}
					}
				}
			}
		}
		if corners > 0 {
			same(t, "transitivity", graph.Transitivity(g), stat.Known(closed/corners))
			if int(closed/3) != graph.Triangles(g) {
				t.Fatalf("%d triangles, not %v", graph.Triangles(g), closed/3)
			}
		}
	})
}

// Chance is what going through all ways to draw the same number of people gives.
func TestChanceByAllDraws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, _, g := drawn(t, true, false, 6)
		unit := rapid.SliceOfN(rapid.IntRange(0, 1), n, n).Draw(t, "unit")
		mean, z := graph.CrossingByChance(g, unit)
		if mean.State() != stat.Value {
			return
		}
		var expected, variance float64
		for v, ties := range graph.OutDegrees(g) {
			var draws, sum, squares float64
			for which := range 1 << n { // all sets of people
				size, near := 0, 0.0
				for w := range n {
					if which>>w&1 == 1 {
						size++
						if unit[w] == unit[v] {
							near++
						}
					}
				}
				if size == ties && which>>v&1 == 0 {
					draws, sum, squares = draws+1, sum+near, squares+near*near
				}
			}
			expected += sum / draws
			variance += squares/draws - sum/draws*(sum/draws)
		}
		m := float64(g.Ties())
		same(t, "mean", mean, stat.Known(1-2*expected/m))
		if zv, ok := z.Value(); ok {
			ei, _ := graph.Crossing(g, unit).Value()
			if want := (ei - (1 - 2*expected/m)) / (2 / m * math.Sqrt(variance)); math.Abs(zv-want) > 1e-6 {
				t.Fatalf("z is %v, not %v", zv, want)
			}
		} else if variance > 1e-9 {
			t.Fatalf("no z, and a variance of %v", variance)
		}
	})
}
