package graph

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"orpheus/insight/stat"
)

// Ties is what there may be too few of, beside people.
const Ties = stat.Ties

// Units is what E-I and assortativity need two of.
const Units stat.Count = "units"

// Tie is one tie, between people by number. No weight is a weight of 1.
type Tie struct {
	From, To int
	Weight   float64
}

// Graph is who is tied to whom. It never changes.
type Graph struct {
	directed, valued bool
	n, loops         int
	out, in          rows // the same where ties have no direction
}

// rows has the ties of each person: those of v lie at start[v] to start[v+1].
type rows struct {
	start  []int32
	to     []int32
	weight []float64
}

func (r *rows) of(v int) []int32          { return r.to[r.start[v]:r.start[v+1]] }
func (r *rows) weights(v int) []float64   { return r.weight[r.start[v]:r.start[v+1]] }
func (r *rows) degree(v int) int          { return int(r.start[v+1] - r.start[v]) }
func (r *rows) find(v, w int) (int, bool) { return slices.BinarySearch(r.of(v), int32(w)) }

// valued says whether any tie weighs other than 1.
func (r *rows) valued() bool {
	return slices.ContainsFunc(r.weight, func(w float64) bool { return w != 1 })
}

// Errors of New.
var (
	ErrSize   = errors.New("graph: too many people or ties")
	ErrPerson = errors.New("graph: a tie of somebody who is not there")
	ErrWeight = errors.New("graph: a weight is no positive number")
)

// New makes a graph of n people. Loops are left out and counted, ties that are given
// more than once are one of the sum of their weights. Without direction a tie is
// the same both ways.
func New(n int, directed bool, ties []Tie) (*Graph, error) {
	if n < 0 || n > math.MaxInt32 || len(ties) > math.MaxInt32/2 {
		return nil, ErrSize
	}
	g := &Graph{directed: directed, n: n}
	arcs := make([]arc, 0, 2*len(ties))
	for _, t := range ties {
		if t.From < 0 || t.From >= n || t.To < 0 || t.To >= n {
			return nil, fmt.Errorf("%w: %d to %d of %d", ErrPerson, t.From, t.To, n)
		}
		if t.Weight == 0 {
			t.Weight = 1
		}
		if !(t.Weight > 0) {
			return nil, fmt.Errorf("%w: %v", ErrWeight, t.Weight)
		}
		if t.From == t.To {
			g.loops++
			continue
		}
		arcs = append(arcs, arc{int32(t.From), int32(t.To), t.Weight})
		if !directed {
			arcs = append(arcs, arc{int32(t.To), int32(t.From), t.Weight})
		}
	}
	g.out = rowsOf(n, arcs)
	if g.in = g.out; directed {
		g.in = g.out.turned(n)
	}
	for _, w := range g.out.weight {
		if math.IsInf(w, 0) {
			return nil, fmt.Errorf("%w: one, or a sum of them, has no end", ErrWeight)
		}
	}
	g.valued = g.out.valued()
	return g, nil
}

type arc struct {
	from, to int32
	weight   float64
}

// rowsOf puts arcs into rows in time that grows with their number: once by the end,
// then by the beginning, each time leaving equal ones in their order.
func rowsOf(n int, arcs []arc) rows {
	arcs = sorted(n, sorted(n, arcs, func(a arc) int32 { return a.to }), func(a arc) int32 { return a.from })
	r := rows{start: make([]int32, n+1), to: make([]int32, 0, len(arcs)), weight: make([]float64, 0, len(arcs))}
	for i, a := range arcs {
		if i > 0 && arcs[i-1].from == a.from && arcs[i-1].to == a.to {
			r.weight[len(r.weight)-1] += a.weight
			continue
		}
		r.to, r.weight = append(r.to, a.to), append(r.weight, a.weight)
		r.start[a.from+1]++
	}
	for v := range n {
		r.start[v+1] += r.start[v]
	}
	return r
}

func sorted(n int, arcs []arc, by func(arc) int32) []arc {
	at := make([]int32, n+1)
	for _, a := range arcs {
		at[by(a)+1]++
	}
	for v := range n {
		at[v+1] += at[v]
	}
	out := make([]arc, len(arcs))
	for _, a := range arcs {
		k := by(a)
		out[at[k]] = a
		at[k]++
	}
	return out
}

// turned is the same ties, seen from their ends.
func (r *rows) turned(n int) rows {
	arcs := make([]arc, 0, len(r.to))
	for v := range n {
		for i, w := range r.of(v) {
			arcs = append(arcs, arc{w, int32(v), r.weights(v)[i]})
		}
	}
	return rowsOf(n, arcs)
}

// People is how many people there are, with or without ties.
func (g *Graph) People() int { return g.n }

// Ties is how many ties there are.
func (g *Graph) Ties() int {
	if g.directed {
		return len(g.out.to)
	}
	return len(g.out.to) / 2
}

// Directed says whether a tie goes one way.
func (g *Graph) Directed() bool { return g.directed }

// Valued says whether any tie weighs other than 1.
func (g *Graph) Valued() bool { return g.valued }

// Loops is how many ties of somebody to themselves were left out.
func (g *Graph) Loops() int { return g.loops }

// Weight is how strong the tie from v to w is, 0 for none.
func (g *Graph) Weight(v, w int) float64 {
	if i, ok := g.out.find(v, w); ok {
		return g.out.weights(v)[i]
	}
	return 0
}
