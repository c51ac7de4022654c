package ties_test

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/ties"
)

// solver works out what it can from equations: it knows sums of unknowns and that none is
// below zero.
type solver struct {
	rows [][]*big.Rat // a number for each unknown, then the sum
	n    int
}

func (s *solver) know(unknowns []int, sum int) {
	row := make([]*big.Rat, s.n+1)
	for i := range row {
		row[i] = new(big.Rat)
	}
	for _, u := range unknowns {
		row[u].SetInt64(1)
	}
	row[s.n].SetInt64(int64(sum))
	s.rows = append(s.rows, row)
}

// exact are the unknowns that follow by elimination alone.
func (s *solver) exact() (found []int) {
	rows := make([][]*big.Rat, len(s.rows))
	for i := range rows {
		for _, x := range s.rows[i] {
			rows[i] = append(rows[i], new(big.Rat).Set(x))
		}
	}
	top := 0
	for c := range s.n {
		p := slices.IndexFunc(rows[min(top, len(rows)):], func(r []*big.Rat) bool { return r[c].Sign() != 0 })
		if p < 0 {
			continue
		}
		rows[top], rows[top+p] = rows[top+p], rows[top]
		by := new(big.Rat).Inv(rows[top][c])
		for _, x := range rows[top] {
			x.Mul(x, by)
		}
		for i, r := range rows {
			if i == top || r[c].Sign() == 0 {
				continue
			}
			f := new(big.Rat).Set(r[c])
			for j := range r {
				r[j].Sub(r[j], new(big.Rat).Mul(f, rows[top][j]))
			}
		}
		top++
	}
	for _, r := range rows {
		one := -1
		for c := range s.n {
			switch {
			case r[c].Sign() == 0:
			case one < 0:
				one = c
			default:
				one = -2
			}
			if one == -2 {
				break
			}
		}
		if one >= 0 {
			found = append(found, one)
		}
	}
	return found
}

// within narrows what each unknown can be, from the sums alone, until nothing changes.
func within(n int, sums [][]int, of []int) (low, high []int) {
	const much = 1 << 30
	low, high = make([]int, n), make([]int, n)
	for i := range high {
		high[i] = much
	}
	for changed := true; changed; {
		changed = false
		for k, unknowns := range sums {
			l, h := 0, 0
			for _, u := range unknowns {
				l, h = l+low[u], min(much, h+high[u])
			}
			for _, u := range unknowns {
				if most := of[k] - (l - low[u]); most < high[u] {
					high[u], changed = most, true
				}
				if h < much {
					if least := of[k] - (h - high[u]); least > low[u] {
						low[u], changed = least, true
					}
				}
			}
		}
	}
	return low, high
}

// Whoever knows all shown cells, and the sums of rows, columns, of all and of those on the
// diagonal, works out no hidden cell; and whoever knows what pages tell, which is the sums of
// all and of the diagonal, is not helped by that no cell is below zero.
func TestNoHiddenCellCanBeWorkedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 9).Draw(t, "circles")
		count, hidden := make([][]int, k), make([][]bool, k)
		for a := range k {
			count[a] = rapid.SliceOfN(rapid.SampledFrom([]int{0, 0, 0, 1, 3, 5, 8, 40}), k, k).Draw(t, "cells")
			hidden[a] = make([]bool, k)
			for b := range k {
				hidden[a][b] = count[a][b] < 5 || rapid.IntRange(0, 9).Draw(t, "few") == 0
			}
		}
		first := make([][]bool, k)
		for a := range k {
			first[a] = slices.Clone(hidden[a])
		}
		ties.Suppress(count, hidden)
		number, cells := map[[2]int]int{}, [][2]int{}
		shown := [2]int{} // off and on the diagonal
		for a := range k {
			for b := range k {
				switch {
				case hidden[a][b]:
					number[[2]int{a, b}] = len(cells)
					cells = append(cells, [2]int{a, b})
				case first[a][b]:
					t.Fatalf("%d to %d is shown, which has too few", a, b)
				case a == b:
					shown[1]++
				default:
					shown[0]++
				}
			}
		}
		if shown[0]+shown[1] == 0 {
			return // then nothing is told, not even a sum
		}
		s := &solver{n: len(cells)}
		collect := func(in func(a, b int) bool) (unknowns []int, sum int) {
			for u, at := range cells {
				if in(at[0], at[1]) {
					unknowns, sum = append(unknowns, u), sum+count[at[0]][at[1]]
				}
			}
			return unknowns, sum
		}
		for i := range k {
			s.know(collect(func(a, _ int) bool { return a == i }))
			s.know(collect(func(_, b int) bool { return b == i }))
		}
		s.know(collect(func(a, b int) bool { return a == b }))
		s.know(collect(func(_, _ int) bool { return true }))
		for _, u := range s.exact() {
			t.Fatalf("%v of %v follows from sums: hidden %v", cells[u], count, hidden)
		}
		on, sumOn := collect(func(a, b int) bool { return a == b })
		off, sumOff := collect(func(a, b int) bool { return a != b })
		low, high := within(len(cells), [][]int{on, off}, []int{sumOn, sumOff})
		for u, at := range cells {
			side := shown[0]
			if at[0] == at[1] {
				side = shown[1]
			}
			if low[u] == high[u] && side > 0 {
				t.Fatalf("%v of %v can only be %d: hidden %v", at, count, low[u], hidden)
			}
		}
	})
}

// What is not in the way is shown: one small cell takes three others with it, not the table.
func TestSuppressionIsSparing(t *testing.T) {
	count := [][]int{{90, 30, 40, 35}, {20, 80, 10, 25}, {15, 45, 70, 3}, {50, 20, 30, 60}}
	hidden := make([][]bool, 4)
	for a := range hidden {
		hidden[a] = make([]bool, 4)
	}
	hidden[2][3] = true
	ties.Suppress(count, hidden)
	n := 0
	for a := range hidden {
		for b := range hidden {
			if hidden[a][b] {
				n++
			}
		}
	}
	if n < 4 || n > 6 {
		t.Errorf("%d cells are hidden: %v", n, hidden)
	}
}
