package graph_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/measure/graph"
	"orpheus/insight/stat"
)

// plain is a graph as a table, and everything by its definition, slowly.
type plain struct {
	n    int
	w    [][]float64
	dist [][]float64 // by number of ties
}

func plainOf(n int, directed bool, ties []graph.Tie) plain {
	p := plain{n: n, w: table(n, 0), dist: table(n, math.Inf(1))}
	for _, t := range ties {
		if t.Weight == 0 {
			t.Weight = 1
		}
		if t.From != t.To {
			p.w[t.From][t.To] += t.Weight
			if !directed {
				p.w[t.To][t.From] += t.Weight
			}
		}
	}
	for v := range n {
		p.dist[v][v] = 0
		for w := range n {
			if p.w[v][w] > 0 {
				p.dist[v][w] = 1
			}
		}
	}
	for k := range n {
		for v := range n {
			for w := range n {
				p.dist[v][w] = min(p.dist[v][w], p.dist[v][k]+p.dist[k][w])
			}
		}
	}
	return p
}

func table(n int, fill float64) [][]float64 {
	t := make([][]float64, n)
	for i := range t {
		t[i] = make([]float64, n)
		for j := range t[i] {
			t[i][j] = fill
		}
	}
	return t
}

// paths finds every path from v to w without meeting anybody twice, and keeps the shortest.
func (p plain) paths(v, w int, length func(a, b int) float64) [][]int {
	var found [][]int
	best := math.Inf(1)
	on := make([]bool, p.n)
	var walk func(path []int, far float64)
	walk = func(path []int, far float64) {
		at := path[len(path)-1]
		if at == w {
			if far < best {
				best, found = far, nil
			}
			if far == best {
				found = append(found, append([]int(nil), path...))
			}
			return
		}
		on[at] = true
		for next := range p.n {
			if p.w[at][next] > 0 && !on[next] {
				walk(append(path, next), far+length(at, next))
			}
		}
		on[at] = false
	}
	walk([]int{v}, 0)
	return found
}

func (p plain) between(directed bool, length func(a, b int) float64) []float64 {
	b := make([]float64, p.n)
	for v := range p.n {
		for w := range p.n {
			if v == w || !directed && w < v {
				continue
			}
			paths := p.paths(v, w, length)
			for _, path := range paths {
				for _, x := range path[1 : len(path)-1] {
					b[x] += 1 / float64(len(paths))
				}
			}
		}
	}
	return b
}

// Betweenness is what counting all paths gives, by ties and by length.
func TestBetweennessByAllPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		directed := rapid.Bool().Draw(t, "directed")
		n, ties, g := drawn(t, directed, true, 6)
		p := plainOf(n, directed, ties)
		b, err := graph.Betweenness(g)
		if err != nil {
			t.Fatal(err)
		}
		alike(t, "by ties", b, p.between(directed, func(int, int) float64 { return 1 }))
		if b, err = graph.BetweennessByLength(g); err != nil {
			t.Fatal(err)
		}
		alike(t, "by length", b, p.between(directed, func(v, w int) float64 { return p.w[v][w] }))
		if b, err = graph.BetweennessByLength(g.Binary()); err != nil {
			t.Fatal(err)
		}
		alike(t, "of one length", b, p.between(directed, func(int, int) float64 { return 1 }))
		for v := range n {
			for w := range n {
				if x := g.Lengths().Weight(v, w); p.w[v][w] > 0 && x != 1/p.w[v][w] {
					t.Fatalf("the length of %v is %v", p.w[v][w], x)
				}
			}
		}
	})
}

func alike(t *rapid.T, what string, got, want []float64) {
	t.Helper()
	for v := range want {
		if len(got) != len(want) || !near(got[v], want[v]) {
			t.Fatalf("%s: %v, not %v", what, got, want)
		}
	}
}

// Closeness and Harmonic are what a table of all distances gives.
func TestClosenessByAllDistances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		directed := rapid.Bool().Draw(t, "directed")
		n, ties, g := drawn(t, directed, false, 8)
		p := plainOf(n, directed, ties)
		c, h, reached := make([]float64, n), make([]float64, n), n > 1
		for v := range n {
			sum := 0.0
			for w := range n {
				sum += p.dist[v][w]
				if v != w {
					h[v] += 1 / p.dist[v][w] / float64(n-1)
				}
			}
			c[v] = float64(n-1) / sum
			reached = reached && !math.IsInf(sum, 1)
		}
		got, ok := graph.Closeness(g)
		if ok != reached || n > 1 && graph.Connected(g) != reached {
			t.Fatalf("closeness is there: %v, and should be %v", ok, reached)
		}
		if ok {
			alike(t, "closeness", got, c)
		}
		if n > 1 {
			alike(t, "harmonic", graph.Harmonic(g), h)
		}
	})
}

// No graph of few people goes beyond what the formulas take for the most, and some reach it.
func TestNobodyStandsOutFurther(t *testing.T) {
	try := func(directed bool, n int, all map[string]func(*graph.Graph) stat.Result) {
		var pairs [][2]int
		for v := range n {
			for w := range n {
				if v < w || directed && v != w {
					pairs = append(pairs, [2]int{v, w})
				}
			}
		}
		most := map[string]float64{}
		for which := range 1 << len(pairs) {
			var ties []int
			for i, p := range pairs {
				if which>>i&1 == 1 {
					ties = append(ties, p[0], p[1])
				}
			}
			g := of(n, directed, ties...)
			for name, c := range all {
				if v, ok := c(g).Value(); ok {
					most[name] = max(most[name], v)
				}
			}
		}
		for name := range all {
			if m := most[name]; math.Abs(m-1) > 1e-9 {
				t.Errorf("%s of %d people, directed %v, is %v at most", name, n, directed, m)
			}
		}
	}
	// freely are the same before they are cut at 1, worked out from figures per person.
	freely := func(each func(*graph.Graph) []float64, most func(g *graph.Graph, n float64) float64) func(*graph.Graph) stat.Result {
		return func(g *graph.Graph) stat.Result {
			top, sum := 0.0, 0.0
			c := each(g)
			for _, x := range c {
				top, sum = max(top, x), sum+x
			}
			return stat.Known((top*float64(len(c)) - sum) / most(g, float64(g.People())))
		}
	}
	between := func(g *graph.Graph) []float64 { b, _ := graph.Betweenness(g); return b }
	near := func(g *graph.Graph) []float64 { c, _ := graph.Closeness(g); return c }
	for _, n := range []int{3, 4, 5} {
		try(false, n, map[string]func(*graph.Graph) stat.Result{
			"degree":      freely(func(g *graph.Graph) []float64 { return stat.Floats(graph.Degrees(g)) }, func(_ *graph.Graph, n float64) float64 { return (n - 1) * (n - 2) }),
			"betweenness": freely(between, func(_ *graph.Graph, n float64) float64 { return (n - 1) * (n - 1) * (n - 2) / 2 }),
			"closeness":   freely(near, func(_ *graph.Graph, n float64) float64 { return (n - 1) * (n - 2) / (2*n - 3) }),
			"harmonic":    freely(graph.Harmonic, func(_ *graph.Graph, n float64) float64 { return (n - 2) / 2 }),
			"C_deg":       graph.DegreeCentralisation, "C_bet": graph.BetweennessCentralisation, "C_clo": graph.ClosenessCentralisation, "C_har": graph.HarmonicCentralisation,
		})
	}
	for _, n := range []int{3, 4} {
		try(true, n, map[string]func(*graph.Graph) stat.Result{
			"in":          freely(func(g *graph.Graph) []float64 { return stat.Floats(graph.InDegrees(g)) }, func(_ *graph.Graph, n float64) float64 { return (n - 1) * (n - 1) }),
			"betweenness": freely(between, func(_ *graph.Graph, n float64) float64 { return (n - 1) * (n - 1) * (n - 2) }),
			"harmonic":    freely(graph.Harmonic, func(_ *graph.Graph, n float64) float64 { return n - 1 }),
			"C_in":        graph.InCentralisation, "C_out": graph.OutCentralisation, "C_bet": graph.BetweennessCentralisation, "C_har": graph.HarmonicCentralisation,
		})
	}
}
