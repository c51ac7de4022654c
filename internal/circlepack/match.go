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

func greedy(n int, cost func(mover, place int) float64) []int {
	out := make([]int, n)
	order := make([]int, n)
	near := make([]float64, n)
	for i := range n {
		order[i] = i
		near[i] = math.Inf(1)
		for j := range n {
			near[i] = min(near[i], cost(i, j))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(near[a], near[b]) })
	taken := make([]bool, n)
	for _, i := range order {
		at := -1
		for j := range n {
			if !taken[j] && (at < 0 || cost(i, j) < cost(i, at)) {
				at = j
			}
		}
		out[i], taken[at] = at, true
	}
	return out
}
