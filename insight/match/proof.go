package match

import (
	"container/heap"
	"math"
)

// Worth is what the whole is worth: that of its pairs, less what their load costs.
// What seats cost that stay open is not in it.
func (x *Plan) Worth() (sum int64) {
	for a, is := range x.taken {
		if is {
			sum += x.pairs[a].Worth
		}
	}
	for p, n := range x.load {
		for k := 1; k <= n; k++ {
			sum -= x.p.slot(int32(p), k)
		}
	}
	return sum
}

// Bound is what no whole that leaves as much open can be worth more than, worked out from
// the prices alone: it is a proof of Worth where it equals it. It is right for any prices,
// so that a wrong one cannot make a wrong whole look right.
func (x *Plan) Bound() int64 {
	var cost int64 // at least that, of any whole
	for o := range x.p.Openings {
		v := min(-x.height[o], x.p.Openings[o].vacant())
		cost += int64(x.p.Openings[o].Seats)*v - int64(x.Open[o])*x.p.Openings[o].vacant()
		for a := x.first[o]; a < x.first[o+1]; a++ {
			p := x.pairs[a].Person
			if x.p.People[p].Room > 0 {
				cost -= max(0, v+x.pairs[a].Worth+x.height[x.person(p)])
			}
		}
	}
	for p := range x.p.People {
		for k := 1; k <= x.p.People[p].Room; k++ {
			gain := -x.height[x.person(int32(p))] - x.p.slot(int32(p), k)
			if gain <= 0 {
				break
			}
			cost -= gain
		}
	}
	return -cost
}

// Price is how much the other openings would gain by whom this one has: 0 where none asks
// for the same people.
func (x *Plan) Price(opening int) (most int64) {
	for _, p := range x.Chosen[opening] {
		most = max(most, -x.height[x.person(p)]-x.p.slot(p, x.load[p]))
	}
	return most
}

// Loss is how much less the whole would be worth with each pair of an opening in it, in the
// order of its pairs; 0 for who is in it, and -1 for who has no room. It is exact: the
// shortest way round through what is filled, all at once, by the same reduced costs. Where
// a seat would open that is filled now, that counts too.
func (x *Plan) Loss(opening int) []int64 {
	far := x.around(int32(opening))
	out := make([]int64, x.first[opening+1]-x.first[opening])
	for i := range out {
		a := x.first[opening] + int32(i)
		n := x.person(x.pairs[a].Person)
		switch {
		case x.taken[a]:
		case x.p.People[x.pairs[a].Person].Room == 0 || far[n] == math.MaxInt64:
			out[i] = -1
		default:
			out[i] = far[n] - x.pairs[a].Worth + x.height[opening] - x.height[n]
		}
	}
	return out
}

// around is how far each node is from an opening, on the way back to it. The last is the end.
func (x *Plan) around(o int32) []int64 {
	nodes := len(x.height)
	end := int32(nodes)
	far := make([]int64, nodes+1)
	for i := range far {
		far[i] = math.MaxInt64
	}
	asks := x.asks()
	var q queue
	reach := func(n int32, d int64) {
		if d < far[n] {
			far[n] = d
			heap.Push(&q, item{d, n})
		}
	}
	reach(o, 0)
	for len(q) > 0 {
		at := heap.Pop(&q).(item)
		if at.d > far[at.n] {
			continue
		}
		switch {
		case at.n == end:
			for n := range int32(nodes) {
				if e := x.ends(n); e < math.MaxInt64 {
					reach(n, at.d+e)
				}
			}
		case int(at.n) < len(x.p.Openings):
			for a := x.first[at.n]; a < x.first[at.n+1]; a++ {
				if x.taken[a] {
					p := x.person(x.pairs[a].Person)
					reach(p, at.d+x.pairs[a].Worth+x.height[p]-x.height[at.n])
				}
			}
			if x.Open[at.n] > 0 {
				reach(end, at.d-x.p.Openings[at.n].vacant()-x.height[at.n])
			}
		default:
			p := at.n - int32(len(x.p.Openings))
			for _, a := range asks[p] {
				if from := x.of[a]; !x.taken[a] && x.p.Openings[from].Seats > 0 {
					reach(from, at.d-x.pairs[a].Worth+x.height[from]-x.height[at.n])
				}
			}
			if x.load[p] > 0 {
				reach(end, at.d-x.p.slot(p, x.load[p])-x.height[at.n])
			}
		}
	}
	return far
}

// asks are, for each person with room, the pairs they are in.
func (x *Plan) asks() [][]int32 {
	all := make([][]int32, len(x.p.People))
	for a := range x.pairs {
		if p := x.pairs[a].Person; x.p.People[p].Room > 0 {
			all[p] = append(all[p], int32(a))
		}
	}
	return all
}
