package circlepack

import (
	"math"
	"slices"
)

// match gives every one of n movers a place of its own out of as many, so
// that the sum of the costs is least (Kuhn, 1955, in the shortest path form).
// Large groups are matched greedily, cheapest pair first.
func match(n int, cost func(mover, place int) float64) []int {
	if n > 64 {
		return greedy(n, cost)
	}
	// Rows and columns count from 1; 0 is the free column of each round.
	u, v := make([]float64, n+1), make([]float64, n+1)
	row, way := make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		row[0] = i
		j0 := 0
		least := make([]float64, n+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		used := make([]bool, n+1)
		for row[j0] != 0 {
			used[j0] = true
			j1, delta := 0, math.Inf(1)
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if c := cost(row[j0]-1, j-1) - u[row[j0]] - v[j]; c < least[j] {
					least[j], way[j] = c, j0
				}
				if least[j] < delta {
					delta, j1 = least[j], j
				}
			}
			for j := range n + 1 {
				if used[j] {
					u[row[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = j1
		}
		for j0 != 0 {
			row[j0] = row[way[j0]]
			j0 = way[j0]
		}
	}
	out := make([]int, n)
	for j := 1; j <= n; j++ {
		out[row[j]-1] = j - 1
	}
	return out
}

// fewPairs is how many movers are compared with all places.
const fewPairs = 512

// greedy compares each mover with all places, or in a crowd with the places next
// in line, so that the work stays bounded.
func greedy(n int, cost func(mover, place int) float64) []int {
	reach := min(n, max(1, fewPairs*fewPairs/n))
	out := make([]int, n)
	order := make([]int, n)
	near := make([]float64, n)
	for i := range n {
		order[i] = i
		near[i] = math.Inf(1)
		for j := range reach {
			near[i] = min(near[i], cost(i, (i+j)%n))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(near[a], near[b]) })
	free := newFree(n)
	for _, i := range order {
		at := free.from(i)
		for j, k := at, 0; k < reach; k++ {
			if cost(i, j) < cost(i, at) {
				at = j
			}
			j = free.from(j + 1)
		}
		out[i] = at
		free.take(at)
	}
	return out
}

// free tells which places are not taken, the next of them at once.
type free struct{ next []int }

func newFree(n int) *free {
	f := &free{next: make([]int, n)}
	for i := range f.next {
		f.next[i] = i
	}
	return f
}

// from is the first free place at i or after it, going round.
func (f *free) from(i int) int {
	i %= len(f.next)
	for n := 0; f.next[i] != i && n < len(f.next); n++ {
		f.next[i] = f.next[f.next[i]]
		i = f.next[i]
	}
	return i
}

func (f *free) take(i int) { f.next[i] = (i + 1) % len(f.next) }
