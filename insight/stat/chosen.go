package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// ChosenByChance says how unequally ties come in, beside what chance gives: the
// centralisation and the Gini of how many others choose each person.
//
//	C_in = sum (max - d_i) / (n-1)^2; Gini as there
//
// Freeman 1979; Gini 1912. Each tie counts once, whatever its weight; input as for [EI].
// Range 0 to 1, and 0 to (n-1)/n; no unit. The largest number has no short formula, so this
// one is drawn: 2000 times with a fixed seed, less often where ties are more than 10,000,
// and then at least 200 times; the band is the 5th to the 95th of a hundred draws.
// Unknown without ties, for fewer than three people and for input that does not fit.
func ChosenByChance(from, to []int32, people int) (centralisation, gini Boundary) {
	out, ok := nominated(from, to, nil, people)
	if !ok || people < 3 {
		return
	}
	in, m := make([]int, people), 0
	for _, ties := range out {
		for _, t := range ties {
			in[t.to]++
			m++
		}
	}
	if m == 0 {
		return
	}
	degrees := make([]int, people) // the order of people does not matter
	for i, ties := range out {
		degrees[i] = len(ties)
	}
	slices.Sort(degrees)
	times := max(min(draws, 20_000_000/m), draws/10)
	c, g := make([]float64, times), make([]float64, times)
	rnd := rand.New(rand.NewPCG(2, 10))
	deck := newDeck(people)
	drawn := make([]int, people)
	for d := range times {
		clear(drawn)
		for i, k := range degrees {
			for _, j := range deck.others(rnd, int32(i), k) {
				drawn[j]++
			}
		}
		c[d], g[d] = chosen(drawn, m)
	}
	ofC, ofG := chosen(in, m)
	return drawnBeside(ofC, c), drawnBeside(ofG, g)
}

// chosen returns the centralisation and the Gini of m choices.
func chosen(in []int, m int) (centralisation, gini float64) {
	n := float64(len(in))
	most := slices.Max(in)
	gini, _ = Gini(Floats(in)).Value()
	return (n*float64(most) - float64(m)) / ((n - 1) * (n - 1)), gini
}

// drawnBeside is an index beside draws of it.
func drawnBeside(index float64, x []float64) Boundary {
	b := Boundary{Known: true, Index: index}
	n := float64(len(x))
	for _, v := range x {
		b.Mean += v / n
	}
	for _, v := range x {
		b.SD += (v - b.Mean) * (v - b.Mean) / n
	}
	b.SD = math.Sqrt(b.SD)
	b.beside()
	slices.Sort(x)
	b.Low, _, b.High = middle(x)
	return b
}

// deck draws others than somebody, none twice.
type deck struct{ card, at []int32 }

func newDeck(n int) *deck {
	d := &deck{make([]int32, n), make([]int32, n)}
	for i := range d.card {
		d.card[i], d.at[i] = int32(i), int32(i)
	}
	return d
}

func (d *deck) swap(i, j int32) {
	d.card[i], d.card[j] = d.card[j], d.card[i]
	d.at[d.card[i]], d.at[d.card[j]] = i, j
}

// others returns k of all but who, valid until the next call.
func (d *deck) others(rnd *rand.Rand, who int32, k int) []int32 {
	last := int32(len(d.card) - 1)
	d.swap(d.at[who], last)
	for i := range int32(k) {
		d.swap(i, i+rnd.Int32N(last-i))
	}
	return d.card[:k]
}
