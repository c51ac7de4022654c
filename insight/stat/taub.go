package stat

import (
	"cmp"
	"math"
	"slices"
)

// ForRank is the minimum for showing how two orders of people agree.
func ForRank() Minimum { return Minimum{People: 10} }

// TauB is how far two orders of the same people agree: whether leading follows rank.
//
//	(C - D) / sqrt((P - Tx)(P - Ty))
//
// C pairs of people in the same order by both, D in the opposite one, P all pairs, Tx and Ty
// those tied by one. Kendall 1945. Range -1 to 1, 0 where one says nothing about the other;
// no unit. The interval is that of leaving out one person at a time (jackknife, Tukey 1958)
// by Student's t with n-1 degrees of freedom, cut to the range; where the orders agree
// without a gap it is a point, and says more than is known. Cost n log n.
// Undefined for inputs of different lengths, numbers that are none, below two people, and
// where one order has everybody tied. Not enough below least. No interval below three people,
// and where leaving out one person leaves an order with all tied.
func TauB(x, y []float64, least Minimum) Result {
	n := len(x)
	if n != len(y) || hasNone(x) || hasNone(y) {
		return Result{}
	}
	if n < 2 {
		return Meaningless(People, 2, n)
	}
	s, tx, ty := agreeing(x, y), tied(x), tied(y)
	var all orders
	for i := range n {
		all.s += s[i] / 2
		all.tx += tx[i] / 2
		all.ty += ty[i] / 2
	}
	all.p = float64(n) * float64(n-1) / 2
	tau, ok := all.tau()
	if !ok {
		return Result{}
	}
	if r, short := least.short(n, least.Acts); short {
		return r
	}
	if n < 3 {
		return Known(tau)
	}
	var mean, v float64
	without := make([]float64, n)
	for i := range n {
		one, ok := orders{all.s - s[i], all.p - float64(n-1), all.tx - tx[i], all.ty - ty[i]}.tau()
		if !ok {
			return Known(tau)
		}
		without[i] = one
		mean += one / float64(n)
	}
	for _, t := range without {
		v += (t - mean) * (t - mean)
	}
	wide := quantileT((1+Confidence)/2, float64(n-1)) * math.Sqrt(v*float64(n-1)/float64(n))
	return Within(tau, clip(tau-wide, -1, tau), clip(tau+wide, tau, 1))
}

// orders is what tau is made of: C - D, all pairs, those tied by x and by y.
type orders struct{ s, p, tx, ty float64 }

func (m orders) tau() (float64, bool) {
	free := (m.p - m.tx) * (m.p - m.ty)
	if free <= 0 {
		return 0, false
	}
	return clip(m.s/math.Sqrt(free), -1, 1), true
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
func hasNone(x []float64) bool {
	return slices.ContainsFunc(x, func(v float64) bool { return !finite(v) })
}

// tied returns with how many others each shares its number.
func tied(x []float64) []float64 {
	count := map[float64]int{}
	for _, v := range x {
		count[v]++
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(count[v] - 1)
	}
	return out
}

// agreeing returns for each the others in the same order by x and y less those in the
// opposite one, those tied by either left out: by x, those below are counted by y in a
// tree of sums (Fenwick 1994), then the same from above.
func agreeing(x, y []float64) []float64 {
	n := len(x)
	heights := slices.Clone(y)
	slices.Sort(heights)
	heights = slices.Compact(heights)
	rank := make([]int, n)
	byX := make([]int, n)
	for i := range n {
		rank[i], _ = slices.BinarySearch(heights, y[i])
		byX[i] = i
	}
	slices.SortFunc(byX, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	out := make([]float64, n)
	pass := func(sign float64) {
		seen := newSums(len(heights))
		for i := 0; i < n; {
			end := i
			for ; end < n && x[byX[end]] == x[byX[i]]; end++ {
				r := rank[byX[end]]
				below, upTo := seen.below(r), seen.below(r+1)
				out[byX[end]] += sign * float64(below-(i-upTo))
			}
			for ; i < end; i++ {
				seen.add(rank[byX[i]])
			}
		}
	}
	pass(1)
	slices.Reverse(byX)
	pass(-1)
	return out
}

// sums counts numbers from 0, and how many are below one.
type sums []int

func newSums(n int) sums { return make(sums, n+1) }

func (s sums) add(v int) {
	for i := v + 1; i < len(s); i += i & -i {
		s[i]++
	}
}

func (s sums) below(v int) int {
	n := 0
	for i := v; i > 0; i -= i & -i {
		n += s[i]
	}
	return n
}
