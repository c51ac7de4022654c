package sight_test

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// row is which classes a number is the sum of.
func row(classes [][]bool, i int) []float64 {
	r := make([]float64, len(classes))
	for k, c := range classes {
		if c[i] {
			r[k] = 1
		}
	}
	return r
}

// A space is all that are combinations of some rows. Each of its own begins with a one that
// those after it do not have.
type space struct {
	rows  [][]float64
	first []int
}

// rest is what is left of a row without what the space has of it, and where it begins.
func (s *space) rest(row []float64) int {
	for i, own := range s.rows {
		if f := row[s.first[i]]; f != 0 {
			for k, x := range own {
				row[k] -= f * x
			}
		}
	}
	return slices.IndexFunc(row, func(x float64) bool { return math.Abs(x) > 1e-7 })
}

func (s *space) has(row []float64) bool { return s.rest(row) < 0 }

func (s *space) add(row []float64) {
	at := s.rest(row)
	if at < 0 {
		return
	}
	f := row[at]
	for k := range row {
		row[k] /= f
	}
	s.rows, s.first = append(s.rows, row), append(s.first, at)
}

// bound is what is told of a number.
type bound struct {
	i         int
	low, high float64
}

// between is the least and the most that a number can be, by all that is told: a linear programme over
// how much there was of each class.
func (w *ledWorld) between(classes [][]bool, all []number, at int) (low, high float64) {
	var bounds []bound
	seen := map[string]bool{}
	for i, m := range all {
		off := 2.0
		if m.exact {
			off = 1e-4
		}
		key := fmt.Sprint(row(classes, i))
		if m.told && !seen[key] {
			seen[key] = true
			bounds = append(bounds, bound{i, max(0, m.value-off), m.value + off})
		}
	}
	classes = slices.DeleteFunc(slices.Clone(classes), func(c []bool) bool { // of which nothing is told
		return !slices.ContainsFunc(bounds, func(b bound) bool { return c[b.i] })
	})
	cols := len(classes)
	g := mat.NewDense(2*len(bounds), cols+2*len(bounds), nil)
	h := make([]float64, 2*len(bounds))
	for r, b := range bounds {
		for k, c := range classes {
			if c[b.i] {
				g.Set(2*r, k, 1)
				g.Set(2*r+1, k, -1)
			}
		}
		g.Set(2*r, cols+2*r, 1)
		g.Set(2*r+1, cols+2*r+1, 1)
		h[2*r], h[2*r+1] = b.high, -b.low
	}
	for _, sign := range []float64{1, -1} {
		cost := make([]float64, cols+2*len(bounds))
		for k, c := range classes {
			if c[at] {
				cost[k] = sign
			}
		}
		best, _, err := lp.Simplex(cost, g, h, 1e-9, nil)
		switch {
		case err == lp.ErrUnbounded:
			best = math.Inf(-1)
		case err != nil:
			w.t.Fatalf("%s: %v", all[at].name, err)
		}
		if sign > 0 {
			low = best
		} else {
			high = -best
		}
	}
	return low, high
}
