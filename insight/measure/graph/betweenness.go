package graph

import (
	"errors"
	"math"
)

// ErrPaths is when there are more shortest paths than a number can hold.
var ErrPaths = errors.New("graph: more shortest paths than can be counted")

// Betweenness is, for each person, on how many of the shortest paths between two
// others they lie, where a pair with several shortest paths shares one among them.
//
//	b_v = sum over s, t of sigma_st(v) / sigma_st, s and t other than v
//
// Freeman 1977; computed as in Brandes 2001, exactly. Range 0 to (n-1)(n-2) with
// direction and half of that without, where each pair counts once; unit pairs. Pairs
// out of reach count nothing. Cost n m.
// An error only where there are more than 1e308 paths between two people.
func Betweenness(g *Graph) ([]float64, error) {
	return between(g, func(sum []float64) func(int) bool {
		s := &breadth{dist: filled(g.n), sigma: make([]float64, g.n), coef: make([]float64, g.n), queue: make([]int32, 0, g.n)}
		return func(v int) bool { return s.from(&g.out, int32(v), sum) }
	})
}

// between adds up what search finds from each person, part by part.
func between(g *Graph, search func(sum []float64) func(int) bool) ([]float64, error) {
	sums, lost := make([][]float64, parts), make([]bool, parts)
	type room struct {
		sum []float64
		do  func(int) bool
	}
	inParts(g.n, func() *room { sum := make([]float64, g.n); return &room{sum, search(sum)} }, func(r *room, part, from, to int) {
		for v := from; v < to; v++ {
			lost[part] = !r.do(v) || lost[part]
		}
		sums[part] = append([]float64(nil), r.sum...)
		clear(r.sum)
	})
	all := make([]float64, g.n)
	for p, sum := range sums {
		if lost[p] {
			return nil, ErrPaths
		}
		for v, x := range sum {
			all[v] += x
		}
	}
	if !g.directed {
		for v := range all {
			all[v] /= 2 // each pair was seen from both of its ends
		}
	}
	return all, nil
}

// filled are n distances of who was not reached.
func filled(n int) []int32 {
	d := make([]int32, n)
	for i := range d {
		d[i] = -1
	}
	return d
}

// breadth is the room of a search that goes out from somebody tie by tie.
type breadth struct {
	dist  []int32   // from where it began; -1 for who was not reached
	sigma []float64 // how many shortest paths there are
	coef  []float64 // (1 + delta) / sigma
	queue []int32   // who was reached, in that order
}

// from adds to sum what the paths that begin at src put on each person; false where
// they could not be counted.
func (s *breadth) from(r *rows, src int32, sum []float64) bool {
	dist, sigma, coef := s.dist, s.sigma, s.coef
	for _, v := range s.queue {
		dist[v] = -1
	}
	queue := append(s.queue[:0], src)
	dist[src], sigma[src] = 0, 1
	for at := 0; at < len(queue); at++ {
		v := queue[at]
		next, paths := dist[v]+1, sigma[v]
		for _, w := range r.to[r.start[v]:r.start[v+1]] {
			switch dist[w] {
			case -1:
				dist[w], sigma[w] = next, paths
				queue = append(queue, w)
			case next:
				sigma[w] += paths
			}
		}
	}
	s.queue = queue
	far := dist[queue[len(queue)-1]]
	good := true
	for at := len(queue) - 1; at > 0; at-- {
		v := queue[at]
		next, below := dist[v]+1, 0.0
		if next <= far { // nobody is below the last
			for _, w := range r.to[r.start[v]:r.start[v+1]] {
				if dist[w] == next {
					below += coef[w]
				}
			}
		}
		good = good && sigma[v] <= math.MaxFloat64
		delta := sigma[v] * below
		coef[v] = (1 + delta) / sigma[v]
		sum[v] += delta
	}
	return good
}
