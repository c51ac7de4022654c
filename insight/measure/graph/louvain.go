package graph

import "math/rand/v2"

// louvain divides the people of u, which has no direction, into groups: each moves to
// the group of those next to them that makes modularity largest, until nobody
// does; then groups are people, tied by what their people are tied by, and it begins again.
func louvain(u *Graph, chance *rand.Rand) []int {
	l := level{n: u.n, rows: u.out, own: make([]float64, u.n)}
	of := make([]int, u.n)
	for v := range of {
		of[v] = v
	}
	for {
		group, moved := l.move(chance)
		if !moved {
			return of
		}
		for v, x := range of {
			of[v] = group[x]
		}
		l = l.together(group)
	}
}

// level are people, or groups that have become people.
type level struct {
	n int
	rows
	own []float64 // weight within each, counted from both ends
}

// rounds is how often everybody may move at most; a few times is what it takes.
const rounds = 1000

// enough is what a move has to gain at least, as a part of all weight: less is rounding.
const enough = 1e-12

// move lets everybody move, in an order by chance, and returns their groups, numbered
// without gaps; false where nobody moved.
func (l *level) move(chance *rand.Rand) (group []int, moved bool) {
	group = make([]int, l.n)
	weight, all := make([]float64, l.n), make([]float64, l.n) // of each, and of each group
	var twice float64
	for v := range group {
		group[v] = v
		weight[v] = l.own[v]
		for _, x := range l.weights(v) {
			weight[v] += x
		}
		all[v] = weight[v]
		twice += weight[v]
	}
	tied := make([]float64, l.n) // what somebody has with each group
	order := chance.Perm(l.n)
	again := true
	for round := 0; again && round < rounds; round++ {
		again = false
		for _, v := range order {
			own := group[v]
			all[own] -= weight[v]
			for i, w := range l.of(v) {
				tied[group[w]] += l.weights(v)[i]
			}
			gain := func(c int) float64 { return tied[c] - all[c]*weight[v]/twice }
			best, most := own, gain(own)
			for _, w := range l.of(v) {
				if x := gain(group[w]); x > most+enough*twice {
					best, most = group[w], x
				}
			}
			for _, w := range l.of(v) {
				tied[group[w]] = 0
			}
			all[best] += weight[v]
			if best != own {
				group[v], again, moved = best, true, true
			}
		}
	}
	number := make([]int, l.n)
	next := 0
	for v, c := range group {
		if number[c] == 0 {
			next++
			number[c] = next
		}
		group[v] = number[c] - 1
	}
	return group, moved
}

// together makes people of groups.
func (l *level) together(group []int) level {
	n := count(group)
	t := level{n: n, own: make([]float64, n)}
	var arcs []arc
	for v := range l.n {
		c := group[v]
		t.own[c] += l.own[v]
		for i, w := range l.of(v) {
			if d := group[w]; d != c {
				arcs = append(arcs, arc{int32(c), int32(d), l.weights(v)[i]})
			} else {
				t.own[c] += l.weights(v)[i]
			}
		}
	}
	t.rows = rowsOf(n, arcs)
	return t
}
