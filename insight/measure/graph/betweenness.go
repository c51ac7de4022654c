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
		s := &breadth{dist: filled(g.n), sigma: make([]float64, g.n), coef: make([]float64, g.n), queue: make([]int32, 0, g.n+1)}
		return func(v int) bool { return s.from(g, int32(v), sum) }
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
// they could not be counted. It goes through the ties three times: for distances, for
// paths, and back for what lies on them, and takes no branch by who was reached, which
// a processor could not foresee. There is room for one more than all in queue.
func (s *breadth) from(g *Graph, src int32, sum []float64) bool {
	dist, sigma, coef := s.dist, s.sigma, s.coef
	for _, v := range s.queue {
		dist[v] = -1
	}
	queue := s.queue[:cap(s.queue)]
	queue[0], dist[src] = src, 0
	end := 1
	for at := 0; at < end; at++ {
		v := queue[at]
		next := dist[v] + 1
		for _, w := range g.out.to[g.out.start[v]:g.out.start[v+1]] {
			d := dist[w]
			queue[end] = w // written over by the next unless w is new
			end += int(uint32(d) >> 31)
			if d < 0 {
				d = next
			}
			dist[w] = d
		}
	}
	queue = queue[:end]
	s.queue = queue
	sigma[src] = 1
	for _, v := range queue[1:] {
		before, paths := dist[v]-1, 0.0
		for _, w := range g.in.to[g.in.start[v]:g.in.start[v+1]] {
			paths += chosen(sigma[w], dist[w] == before)
		}
		sigma[v] = paths
	}
	far := dist[queue[len(queue)-1]]
	good := true
	for at := len(queue) - 1; at > 0; at-- {
		v := queue[at]
		next, below := dist[v]+1, 0.0
		if next <= far { // nobody is below the last
			for _, w := range g.out.to[g.out.start[v]:g.out.start[v+1]] {
				below += chosen(coef[w], dist[w] == next)
			}
		}
		good = good && sigma[v] <= math.MaxFloat64
		delta := sigma[v] * below
		coef[v] = (1 + delta) / sigma[v]
		sum[v] += delta
	}
	return good
}

// chosen is x or 0.
func chosen(x float64, is bool) float64 {
	bits := math.Float64bits(x)
	if !is {
		bits = 0
	}
	return math.Float64frombits(bits)
}
