package graph

import "orpheus/insight/stat"

// Articulation is, for each person, whether others would no longer hang together
// without them.
//
// Tarjan 1972, on ties either way, without recursion. Cost n + m.
func Articulation(g *Graph) []bool {
	u := g.Undirected()
	cut := make([]bool, u.n)
	seen, low := make([]int32, u.n), make([]int32, u.n) // when somebody was met; the first met that is within reach below
	next := make([]int32, u.n)                          // which contact comes next
	parent := make([]int32, u.n)
	now := int32(0)
	var path []int32
	for root := range u.n {
		if seen[root] > 0 {
			continue
		}
		children := 0
		now++
		seen[root], low[root], parent[root] = now, now, -1
		path = append(path[:0], int32(root))
		for len(path) > 0 {
			v := path[len(path)-1]
			if contacts := u.out.of(int(v)); int(next[v]) < len(contacts) {
				w := contacts[next[v]]
				next[v]++
				switch {
				case seen[w] == 0:
					now++
					seen[w], low[w], parent[w] = now, now, v
					path = append(path, w)
				case w != parent[v]:
					low[v] = min(low[v], seen[w])
				}
				continue
			}
			path = path[:len(path)-1]
			p := parent[v]
			switch {
			case p < 0:
				cut[v] = children > 1
			case int(p) == root:
				children++
			default:
				cut[p] = cut[p] || low[v] >= seen[p]
			}
			if p >= 0 {
				low[p] = min(low[p], low[v])
			}
		}
	}
	return cut
}

// ArticulationPoints is how many people there are without whom others would no longer
// hang together. Range 0 to n-2; unit people. Few is not good by itself: it is 0 for an
// empty graph too. Undefined without people.
func ArticulationPoints(g *Graph) stat.Result {
	if g.n == 0 {
		return stat.Meaningless(stat.People, 1, 0)
	}
	n := 0
	for _, is := range Articulation(g) {
		if is {
			n++
		}
	}
	return stat.Known(float64(n))
}
