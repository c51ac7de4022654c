package match

import (
	"container/heap"
	"math"
)

// Plan is the best whole, with the prices that prove it.
type Plan struct {
	Chosen [][]int32 // for each opening, who would be invited first, in the order of its pairs
	Open   []int     // for each opening, how many seats nobody is there for

	p      *Problem
	first  []int32   // where the pairs of each opening begin
	pairs  []Pair    // of all openings
	of     []int32   // the opening of each pair
	taken  []bool    // of each pair
	has    [][]int32 // for each person, their taken pairs
	load   []int     // for each person, how many
	height []int64   // of openings, then of people: what it costs at least to come from there to the end, turned round

	dist []int64
	seen []uint32
	done []uint32
	from []int32 // the pair by which a node was reached
	turn uint32
	heap queue
}

// Solve returns the best whole: the most critical seats that can be filled are, then the
// worth of its pairs less what their load costs is as large as it can be. One seat after
// the other is filled along the shortest way through what was filled before, by reduced
// costs that stay at 0 or more.
func Solve(p *Problem) (*Plan, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	x := &Plan{p: p, Open: make([]int, len(p.Openings)), first: make([]int32, len(p.Openings)+1)}
	pairs := 0
	for i := range p.Openings {
		pairs += len(p.Openings[i].Pairs)
	}
	x.pairs, x.of = make([]Pair, 0, pairs), make([]int32, 0, pairs)
	for i := range p.Openings {
		x.pairs = append(x.pairs, p.Openings[i].Pairs...)
		for range p.Openings[i].Pairs {
			x.of = append(x.of, int32(i))
		}
		x.first[i+1] = int32(len(x.pairs))
	}
	nodes := len(p.Openings) + len(p.People)
	x.taken, x.has, x.load = make([]bool, len(x.pairs)), make([][]int32, len(p.People)), make([]int, len(p.People))
	x.height, x.dist = make([]int64, nodes), make([]int64, nodes)
	x.seen, x.done, x.from = make([]uint32, nodes), make([]uint32, nodes), make([]int32, nodes)
	for i := range p.Openings {
		x.begin(int32(i))
		for range p.Openings[i].Seats {
			x.fill(int32(i))
		}
	}
	x.Chosen = make([][]int32, len(p.Openings))
	for a, is := range x.taken {
		if is {
			x.Chosen[x.of[a]] = append(x.Chosen[x.of[a]], x.pairs[a].Person)
		}
	}
	return x, nil
}

func (x *Plan) person(p int32) int32 { return int32(len(x.p.Openings)) + p }

func (x *Plan) room(p int32) bool { return x.load[p] < x.p.People[p].Room }

// begin gives an opening the height at which none of its pairs costs less than nothing.
func (x *Plan) begin(o int32) {
	h := -x.p.Openings[o].vacant()
	for a := x.first[o]; a < x.first[o+1]; a++ {
		if x.p.People[x.pairs[a].Person].Room > 0 {
			h = max(h, x.height[x.person(x.pairs[a].Person)]+x.pairs[a].Worth)
		}
	}
	x.height[o] = h
}

// reach notes a way to a node, if it is shorter than those known.
func (x *Plan) reach(n int32, d int64, by int32) {
	if x.done[n] == x.turn || x.seen[n] == x.turn && x.dist[n] <= d {
		return
	}
	x.seen[n], x.dist[n], x.from[n] = x.turn, d, by
	heap.Push(&x.heap, item{d, n})
}

// fill sends one seat of an opening the shortest way to somebody with room, or leaves it open.
func (x *Plan) fill(source int32) {
	x.turn++
	x.heap = x.heap[:0]
	x.reach(source, 0, -1)
	best, end := int64(math.MaxInt64), int32(-1)
	var looked []int32
	for len(x.heap) > 0 {
		next := heap.Pop(&x.heap).(item)
		if next.d >= best {
			break
		}
		if x.done[next.n] == x.turn {
			continue
		}
		x.done[next.n] = x.turn
		looked = append(looked, next.n)
		if e := x.ends(next.n); e < math.MaxInt64 && next.d+e < best {
			best, end = next.d+e, next.n
		}
		best, end = x.spread(next, best, end)
	}
	for _, n := range looked {
		x.height[n] += x.dist[n] - best
	}
	x.turnRound(end)
}

// ends is what it costs to end at a node: a seat stays open, or somebody leads one more.
func (x *Plan) ends(n int32) int64 {
	if int(n) < len(x.p.Openings) {
		return x.p.Openings[n].vacant() + x.height[n]
	}
	if p := n - int32(len(x.p.Openings)); x.room(p) {
		return x.p.slot(p, x.load[p]+1) + x.height[n]
	}
	return math.MaxInt64
}

// spread looks at what can be reached from a node. People who can only be reached beyond
// the best end are not looked at, and those with room are an end themselves.
func (x *Plan) spread(at item, best int64, end int32) (int64, int32) {
	h := x.height[at.n]
	if int(at.n) >= len(x.p.Openings) {
		for _, a := range x.has[at.n-int32(len(x.p.Openings))] {
			if o := x.of[a]; at.d+x.pairs[a].Worth+h-x.height[o] < best {
				x.reach(o, at.d+x.pairs[a].Worth+h-x.height[o], a)
			}
		}
		return best, end
	}
	for a := x.first[at.n]; a < x.first[at.n+1]; a++ {
		p := x.pairs[a].Person
		if x.taken[a] || x.p.People[p].Room == 0 {
			continue
		}
		n := x.person(p)
		d := at.d - x.pairs[a].Worth + h - x.height[n]
		if d >= best {
			continue
		}
		x.reach(n, d, a)
		if x.room(p) && x.done[n] != x.turn { // a bound before it is looked at
			if e := d + x.ends(n); e < best {
				best, end = e, n
			}
		}
	}
	return best, end
}

// turnRound gives every seat on the way to the next one, and notes where it ended.
func (x *Plan) turnRound(end int32) {
	if int(end) < len(x.p.Openings) {
		x.Open[end]++
	} else {
		x.load[end-int32(len(x.p.Openings))]++
	}
	for n := end; x.from[n] >= 0; {
		a := x.from[n]
		if int(n) >= len(x.p.Openings) { // came from an opening: it takes this pair
			x.taken[a] = true
			p := x.pairs[a].Person
			x.has[p] = append(x.has[p], a)
			n = x.of[a]
			continue
		}
		p := x.pairs[a].Person // came from somebody whom this opening gave up
		x.taken[a] = false
		for i, other := range x.has[p] {
			if other == a {
				x.has[p] = append(x.has[p][:i], x.has[p][i+1:]...)
				break
			}
		}
		n = x.person(p)
	}
}

type item struct {
	d int64
	n int32
}

type queue []item

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].d < q[j].d || q[i].d == q[j].d && q[i].n < q[j].n }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(v any)        { *q = append(*q, v.(item)) }
func (q *queue) Pop() any {
	old := *q
	v := old[len(old)-1]
	*q = old[:len(old)-1]
	return v
}
