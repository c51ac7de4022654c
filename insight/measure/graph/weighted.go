package graph

import "container/heap"

// BetweennessByLength is Betweenness where the weight of a tie is how long it is:
// shortest paths are those of the smallest sum.
//
// Brandes 2001, with Dijkstra's search. Two paths are equally short where their
// sums, from the beginning on, are the same float64: always right for whole numbers.
// For ties whose weight is their strength turn it round first ([Graph.Lengths]).
// Range, unit and errors as for Betweenness. Cost n m log n.
func BetweennessByLength(g *Graph) ([]float64, error) {
	return between(g, func(sum []float64) func(int) bool {
		s := &nearest{breadth: breadth{sigma: make([]float64, g.n), coef: make([]float64, g.n)}, far: make([]float64, g.n), place: filled(g.n), seen: make([]bool, g.n)}
		return func(v int) bool { return s.from(&g.out, int32(v), sum) }
	})
}

// Lengths is the graph in which the length of a tie is 1 / its strength (Newman 2001).
func (g *Graph) Lengths() *Graph {
	turn := func(r rows) rows {
		w := make([]float64, len(r.weight))
		for i, x := range r.weight {
			w[i] = 1 / x
		}
		return rows{r.start, r.to, w}
	}
	l := *g
	l.out = turn(g.out)
	if l.in = l.out; g.directed {
		l.in = turn(g.in)
	}
	return &l
}

// nearest is the room of a search that goes to who is nearest next.
type nearest struct {
	breadth
	far   []float64
	place []int32 // in the order in which they were reached for good; -1 for not yet
	seen  []bool
	heap  []reach
}

type reach struct {
	far float64
	who int32
}

func (s *nearest) Len() int { return len(s.heap) }
func (s *nearest) Less(a, b int) bool {
	return s.heap[a].far < s.heap[b].far || s.heap[a].far == s.heap[b].far && s.heap[a].who < s.heap[b].who
}
func (s *nearest) Swap(a, b int) { s.heap[a], s.heap[b] = s.heap[b], s.heap[a] }
func (s *nearest) Push(x any)    { s.heap = append(s.heap, x.(reach)) }
func (s *nearest) Pop() any {
	last := s.heap[len(s.heap)-1]
	s.heap = s.heap[:len(s.heap)-1]
	return last
}

func (s *nearest) from(r *rows, src int32, sum []float64) bool {
	for _, v := range s.queue {
		s.place[v], s.seen[v] = -1, false
	}
	s.queue = s.queue[:0]
	s.far[src], s.sigma[src], s.seen[src] = 0, 1, true
	heap.Push(s, reach{0, src})
	for len(s.heap) > 0 {
		v := heap.Pop(s).(reach).who
		if s.place[v] >= 0 {
			continue
		}
		s.place[v] = int32(len(s.queue))
		s.queue = append(s.queue, v)
		for i, w := range r.of(int(v)) {
			far := s.far[v] + r.weights(int(v))[i]
			switch {
			case s.place[w] >= 0: // reached for good; a length that adds nothing leads nowhere
			case !s.seen[w] || far < s.far[w]:
				s.seen[w], s.far[w], s.sigma[w] = true, far, s.sigma[v]
				heap.Push(s, reach{far, w})
			case far == s.far[w]:
				s.sigma[w] += s.sigma[v]
			}
		}
	}
	good := true
	for at := len(s.queue) - 1; at > 0; at-- {
		v := s.queue[at]
		below := 0.0
		for i, w := range r.of(int(v)) {
			if s.place[w] > s.place[v] && s.far[w] == s.far[v]+r.weights(int(v))[i] {
				below += s.coef[w]
			}
		}
		good = good && s.sigma[v]*0 == 0 // false for what is not finite
		delta := s.sigma[v] * below
		s.coef[v] = (1 + delta) / s.sigma[v]
		sum[v] += delta
	}
	return good
}
