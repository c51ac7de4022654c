package graph

// Undirected is the graph in which a tie either way is a tie. It weighs what both
// ways weigh together.
func (g *Graph) Undirected() *Graph {
	if !g.directed {
		return g
	}
	arcs := make([]arc, 0, 2*len(g.out.to))
	for v := range g.n {
		for i, w := range g.out.of(v) {
			weight := g.out.weights(v)[i]
			arcs = append(arcs, arc{int32(v), w, weight}, arc{w, int32(v), weight})
		}
	}
	u := &Graph{n: g.n, loops: g.loops, out: rowsOf(g.n, arcs)}
	u.in = u.out
	u.valued = u.out.valued()
	return u
}

// Without is the graph in which somebody is not there, nor their ties; who comes after
// them has the number before.
func (g *Graph) Without(v int) *Graph {
	drop := func(r *rows) rows {
		k := rows{start: make([]int32, 1, max(g.n, 1))}
		for x := range g.n {
			if x == v {
				continue
			}
			for i, w := range r.of(x) {
				if int(w) != v {
					if int(w) > v {
						w--
					}
					k.to, k.weight = append(k.to, w), append(k.weight, r.weights(x)[i])
				}
			}
			k.start = append(k.start, int32(len(k.to)))
		}
		return k
	}
	o := &Graph{directed: g.directed, n: g.n - 1, loops: g.loops, out: drop(&g.out)}
	if o.in = o.out; g.directed {
		o.in = drop(&g.in)
	}
	o.valued = o.out.valued()
	return o
}

// Reversed is the graph in which every tie goes the other way.
func (g *Graph) Reversed() *Graph {
	r := *g
	r.out, r.in = g.in, g.out
	return &r
}

// AtLeast is the graph of the ties of a weight of least or more, each of weight 1. For
// ties with weights there is no agreed maximum of centralisation: it is
// shown for a least of 1, 2 and 3.
func (g *Graph) AtLeast(least float64) *Graph {
	b := &Graph{directed: g.directed, n: g.n, loops: g.loops}
	keep := func(r *rows) rows {
		k := rows{start: make([]int32, g.n+1)}
		for v := range g.n {
			for i, w := range r.of(v) {
				if r.weights(v)[i] >= least {
					k.to, k.weight = append(k.to, w), append(k.weight, 1)
				}
			}
			k.start[v+1] = int32(len(k.to))
		}
		return k
	}
	b.out = keep(&g.out)
	if b.in = b.out; g.directed {
		b.in = keep(&g.in)
	}
	return b
}

// Binary is the graph in which every tie weighs 1.
func (g *Graph) Binary() *Graph { return g.AtLeast(0) }
