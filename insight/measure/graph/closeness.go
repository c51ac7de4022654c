package graph

import "orpheus/insight/stat"

// Closeness is how near each person is to all others.
//
//	c_v = (n-1) / sum of the distances from v
//
// Freeman 1979, standardised. Range above 0 to 1; no unit; 1 for who is tied to all.
// Distances go along the ties: for how near others are to v, ask of g.Reversed().
// Undefined (false) below two people and where anybody is out of reach: their
// distance has no number. Use Harmonic there.
func Closeness(g *Graph) (c []float64, ok bool) {
	c = make([]float64, g.n)
	ok = g.n > 1
	for v, d := range distances(g) {
		ok = ok && d.reached == g.n-1
		c[v] = float64(g.n-1) / float64(d.sum)
	}
	if !ok {
		return nil, false
	}
	return c, true
}

// Harmonic is how near each person is to all others, where who is out of reach is
// infinitely far.
//
//	h_v = sum of 1 / distance from v, over n-1
//
// Marchiori and Latora 2000; Rochat 2009. Range 0 to 1; no unit. It has a value for
// every graph of two people or more, and is nil below.
func Harmonic(g *Graph) []float64 {
	if g.n < 2 {
		return nil
	}
	h := make([]float64, g.n)
	for v, d := range distances(g) {
		h[v] = d.harmonic / float64(g.n-1)
	}
	return h
}

// distance is what a person's distances come to.
type distance struct {
	reached  int // others
	sum      int64
	harmonic float64
}

func distances(g *Graph) []distance {
	out := make([]distance, g.n)
	type room struct{ dist, queue []int32 }
	inParts(g.n, func() *room { return &room{filled(g.n), make([]int32, 0, g.n)} }, func(r *room, _, from, to int) {
		for src := from; src < to; src++ {
			queue := append(r.queue[:0], int32(src))
			r.dist[src] = 0
			for at := 0; at < len(queue); at++ {
				v := queue[at]
				for _, w := range g.out.of(int(v)) {
					if r.dist[w] < 0 {
						r.dist[w] = r.dist[v] + 1
						queue = append(queue, w)
					}
				}
			}
			d := distance{reached: len(queue) - 1}
			for at := 0; at < len(queue); { // those as far as each other at once
				far, first := r.dist[queue[at]], at
				for ; at < len(queue) && r.dist[queue[at]] == far; at++ {
				}
				if far > 0 {
					d.sum += int64(far) * int64(at-first)
					d.harmonic += float64(at-first) / float64(far)
				}
			}
			for _, v := range queue {
				r.dist[v] = -1
			}
			out[src] = d
		}
	})
	return out
}

// Connected says whether everybody reaches everybody along the ties.
func Connected(g *Graph) bool { return g.n > 0 && count(strong(g)) == 1 }

// noStar is why there is no centralisation of g, if there is none.
func noStar(g *Graph) (stat.Result, bool) {
	switch {
	case g.n < 3:
		return stat.Meaningless(stat.People, 3, g.n), true
	case len(g.out.to) == 0:
		return stat.Meaningless(Ties, 1, 0), true
	}
	return stat.Result{}, false
}
