package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// TeamsByChance sets a number that is worked out from who is in which team beside what
// chance gives, null 3: every team keeps its size and everybody the number of teams they are
// in, and who meets whom is a lot. teams has the people of each, by their place; of gets
// teams in this form and must not keep them.
//
// Pairs of teams trade the members they do not share (curveball: Strona and others 2014,
// which draws all such arrangements equally often). 2000 draws with a fixed seed, the teams
// brought into a fixed order before; the band is the 5th to the 95th of a hundred. Cost that
// of the draws, and of as many times of: not for thousands of teams on a page.
// Unknown below two teams, where somebody is twice in a team, and where of gives no number.
func TeamsByChance(teams [][]int32, of func(teams [][]int32) float64) Boundary {
	now := make([][]int32, len(teams))
	size := 0
	for i, t := range teams {
		now[i] = slices.Sorted(slices.Values(t))
		size += len(t)
		if len(slices.Compact(slices.Clone(now[i]))) < len(t) {
			return Boundary{}
		}
	}
	index := of(now)
	if len(teams) < 2 || math.IsNaN(index) || math.IsInf(index, 0) {
		return Boundary{}
	}
	slices.SortFunc(now, slices.Compare)
	rnd := rand.New(rand.NewPCG(3, 10))
	trades := func(n int) {
		for range n {
			i := rnd.IntN(len(now))
			j := rnd.IntN(len(now) - 1)
			if j >= i {
				j++
			}
			trade(rnd, now[i], now[j])
		}
	}
	trades(20 * len(now)) // until what was is forgotten
	x := make([]float64, draws)
	for d := range x {
		trades(2 * len(now))
		x[d] = of(now)
		if math.IsNaN(x[d]) || math.IsInf(x[d], 0) {
			return Boundary{}
		}
	}
	return drawnBeside(index, x)
}

// trade deals the members that two teams do not share out among them anew. Both are sorted
// and stay so.
func trade(rnd *rand.Rand, a, b []int32) {
	var own []int32
	var ofA, ofB []int // where they are
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			own, ofA, i = append(own, a[i]), append(ofA, i), i+1
		case i == len(a) || b[j] < a[i]:
			own, ofB, j = append(own, b[j]), append(ofB, j), j+1
		default:
			i, j = i+1, j+1
		}
	}
	if len(ofA) == 0 || len(ofB) == 0 {
		return
	}
	rnd.Shuffle(len(own), func(i, j int) { own[i], own[j] = own[j], own[i] })
	for i, at := range ofA {
		a[at] = own[i]
	}
	for i, at := range ofB {
		b[at] = own[len(ofA)+i]
	}
	slices.Sort(a)
	slices.Sort(b)
}

// Alike is how far two kinds of tie between the same people go together, a and b with a row
// for each, from whom by to whom: the correlation of all ties but those to oneself, beside
// what it is when people are given another place in b (QAP: Krackhardt 1987). Ties of one
// person depend on each other, so that no table of correlations says whether this is chance.
//
// p is the chance of a correlation at least as far from 0. 2000 draws with a fixed seed, of
// which the ties as they are count as one. Range -1 to 1; no unit. Cost 2000 n^2.
// Unknown for other shapes than n by n, below four people, for numbers that are none, and
// where all ties of a kind are the same. The band depends on the order of people as far as
// draws do.
func Alike(a, b [][]float64) (index Boundary, p float64) {
	n := len(a)
	x, ok := evened(a, n)
	y, ok2 := evened(b, n)
	if n < 4 || !ok || !ok2 {
		return Boundary{}, 0
	}
	rnd := rand.New(rand.NewPCG(4, 10))
	place := make([]int, n)
	for i := range place {
		place[i] = i
	}
	r := func() (sum float64) {
		for i := range n {
			row, from := x[i*n:(i+1)*n], y[place[i]*n:(place[i]+1)*n]
			for j, v := range row {
				sum += v * from[place[j]]
			}
		}
		return clip(sum, -1, 1)
	}
	now := r()
	far, drawn := 1, make([]float64, draws)
	for d := range drawn {
		rnd.Shuffle(n, func(i, j int) { place[i], place[j] = place[j], place[i] })
		drawn[d] = r()
		if math.Abs(drawn[d]) >= math.Abs(now)-1e-12 {
			far++
		}
	}
	return drawnBeside(now, drawn), float64(far) / float64(draws+1)
}

// evened returns the ties but those to oneself with mean 0 and sum of squares 1.
func evened(a [][]float64, n int) ([]float64, bool) {
	out := make([]float64, 0, n*n)
	var mean, squares float64
	ties := float64(n * (n - 1))
	if len(a) != n {
		return nil, false
	}
	for i, row := range a {
		if len(row) != n || hasNone(row) {
			return nil, false
		}
		out = append(out, row...)
		out[i*n+i] = 0
		for j, v := range row {
			if i != j {
				mean += v / ties
			}
		}
	}
	for i := range n {
		for j := range n {
			if i != j {
				out[i*n+j] -= mean
				squares += out[i*n+j] * out[i*n+j]
			}
		}
	}
	if squares < 1e-12 {
		return nil, false
	}
	for i := range out {
		out[i] /= math.Sqrt(squares)
	}
	return out, true
}
