package graph

import "slices"

// Components is, for each person, the number of the group of people that hang
// together by ties either way; groups are numbered by their first person.
func Components(g *Graph) []int {
	u := g.Undirected()
	of := make([]int, u.n)
	for v := range of {
		of[v] = -1
	}
	groups := 0
	var queue []int
	for v := range of {
		if of[v] >= 0 {
			continue
		}
		of[v] = groups
		for queue = append(queue[:0], v); len(queue) > 0; {
			x := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, w := range u.out.of(x) {
				if of[w] < 0 {
					of[w] = groups
					queue = append(queue, int(w))
				}
			}
		}
		groups++
	}
	return of
}

// count is how many groups there are.
func count(of []int) int {
	if len(of) == 0 {
		return 0
	}
	return slices.Max(of) + 1
}

// sizes is how many are in each group.
func sizes(of []int) []int {
	n := make([]int, count(of))
	for _, c := range of {
		n[c]++
	}
	return n
}

// strong is, for each person, the group of people who all reach each other along the
// ties. No tie leads from a group to one with a larger number.
//
// Tarjan 1972, without recursion. Cost n + m.
func strong(g *Graph) []int {
	of := make([]int, g.n)
	seen, low := make([]int32, g.n), make([]int32, g.n) // when somebody was met; the first met that is within reach
	next := make([]int32, g.n)
	for v := range of {
		of[v] = -1
	}
	groups, now := 0, int32(0)
	var path, open []int32 // on the way; met and in no group yet
	meet := func(v int32) {
		now++
		seen[v], low[v] = now, now
		path, open = append(path, v), append(open, v)
	}
	for root := range g.n {
		if seen[root] == 0 {
			meet(int32(root))
		}
		for len(path) > 0 {
			v := path[len(path)-1]
			if ties := g.out.of(int(v)); int(next[v]) < len(ties) {
				w := ties[next[v]]
				next[v]++
				if seen[w] == 0 {
					meet(w)
				} else if of[w] < 0 {
					low[v] = min(low[v], seen[w])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				p := path[len(path)-1]
				low[p] = min(low[p], low[v])
			}
			if low[v] == seen[v] {
				for of[v] < 0 {
					of[open[len(open)-1]] = groups
					open = open[:len(open)-1]
				}
				groups++
			}
		}
	}
	return of
}
