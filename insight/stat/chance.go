package stat

import (
	"math"
	"math/rand/v2"
	"slices"
)

// What chance alone gives, null 1: everybody is as likely to do an act as the time they
// were there, e_i / sum e. here has that time for each of the n who could have led, above
// 0; its unit does not matter. A band has nine in ten of what acts falling so would give:
// from the 5th to the 95th of a hundred. Own; the idea is that of a null model (Gotelli
// and Graves 1996).
//
// Up to mostDrawn acts the band is that of draws draws with a fixed seed, the same for the
// same input in any order. Above, it follows from the moments, for the cost of a pass over
// people; the tests hold it against draws. ok is false without people, below two acts, and
// where a number is not above 0 or not finite.
const (
	draws     = 2000
	mostDrawn = 200
)

// ChanceD2 is the band for [D2]. Range 1 to n; unit people. Draws in which nobody led twice
// count as n.
func ChanceD2(here []float64, acts int) (low, high float64, ok bool) {
	p, ok := chances(here, acts)
	if !ok {
		return 0, 0, false
	}
	n := float64(len(p))
	if acts <= mostDrawn {
		low, _, high = middle(drawn(p, acts, func() counter { return &pairsSeen{n: n, m: float64(acts)} }))
		return low, high, true
	}
	m := momentsOfPairs(p, float64(acts))
	all := float64(acts) * float64(acts-1) / 2
	high = n // also where the fewest pairs are none
	if few := m.quantile(-zBand); few > 0 {
		high = clip(all/few, 1, n)
	}
	return clip(all/m.quantile(zBand), 1, n), high, true
}

// ChanceParticipation is the band for [Participation] with the same draw of at acts. Range
// 1/n to 1; no unit. Not ok below one act drawn or with more than there are.
func ChanceParticipation(here []float64, acts, at int) (low, high float64, ok bool) {
	p, ok := chances(here, acts)
	if !ok || at < 1 || at > acts {
		return 0, 0, false
	}
	n := float64(len(p))
	if acts <= mostDrawn {
		u := make([]float64, acts+1) // by how often somebody led, the chance that none of it is drawn
		for x := range u {
			u[x] = unseen(x, acts, at)
		}
		low, _, high = middle(drawn(p, acts, func() counter { return &peopleSeen{unseen: u, n: n} }))
		return low, high, true
	}
	mean, sd := peopleByChance(p, float64(acts), float64(at))
	return clip((mean-zBand*sd)/n, 1/n, 1), clip((mean+zBand*sd)/n, 1/n, 1), true
}

// ChanceGini is the band for [Gini] over all members. Range 0 to (n-1)/n; no unit. Not ok
// for one person.
func ChanceGini(here []float64, acts int) (low, high float64, ok bool) {
	low, _, high, ok = chanceGini(here, acts)
	return low, high, ok
}

// zBand is the 95th of a hundred of the normal distribution.
const zBand = 1.6448536269514722

// chances returns who does an act how likely, the least likely first: sums of them are then
// the same to the last bit whatever the order of people, also where little is left of them.
func chances(here []float64, acts int) ([]float64, bool) {
	p, _ := shares(slices.Sorted(slices.Values(here)))
	if p == nil || acts < 2 || slices.Min(p) <= 0 {
		return nil, false
	}
	return p, true
}

// counter follows one number while acts fall on people.
type counter interface {
	more(before int) // somebody who did it so often does it once more
	value() float64
	clear()
}

// pairsSeen is D2 by the pairs of acts with the same lead.
type pairsSeen struct{ n, m, pairs float64 }

func (c *pairsSeen) more(before int) { c.pairs += float64(before) }
func (c *pairsSeen) clear()          { c.pairs = 0 }
func (c *pairsSeen) value() float64 {
	return clip(c.m*(c.m-1)/2/c.pairs, 1, c.n) // no pair is infinite, cut to n
}

// peopleSeen is how many people a smaller draw would show.
type peopleSeen struct {
	unseen []float64
	n, sum float64
}

func (c *peopleSeen) more(before int) { c.sum += c.unseen[before] - c.unseen[before+1] }
func (c *peopleSeen) clear()          { c.sum = 0 }
func (c *peopleSeen) value() float64  { return clip(c.sum/c.n, 1/c.n, 1) }

// drawn lets acts fall on people by p, draws times, and returns the numbers in order. The
// order of people does not matter.
func drawn(p []float64, acts int, of func() counter) []float64 {
	slices.Sort(p)
	var (
		rnd   = rand.New(rand.NewPCG(1, 10))
		lot   = newLot(p)
		count = make([]int32, len(p))
		fell  = make([]int32, acts)
		c     = of()
		out   = make([]float64, draws)
	)
	for d := range out {
		c.clear()
		for a := range fell {
			i := lot.draw(rnd)
			fell[a] = i
			c.more(int(count[i]))
			count[i]++
		}
		out[d] = c.value()
		for _, i := range fell {
			count[i] = 0
		}
	}
	slices.Sort(out)
	return out
}

// middle returns the 5th, the 50th and the 95th of a hundred of sorted numbers.
func middle(x []float64) (low, median, high float64) {
	at := func(q float64) float64 { return x[int(math.Round(q*float64(len(x)-1)))] }
	return at(.05), at(.5), at(.95)
}

// lot draws people by their chances in constant time (Walker 1977; Vose 1991).
type lot struct {
	keep  []float64 // the chance to stay with the one drawn evenly
	other []int32   // who else it is
}

func newLot(p []float64) *lot {
	n := len(p)
	l := &lot{make([]float64, n), make([]int32, n)}
	small, large := []int32{}, []int32{}
	for i, v := range p {
		l.keep[i], l.other[i] = v*float64(n), int32(i)
		if l.keep[i] < 1 {
			small = append(small, int32(i))
		} else {
			large = append(large, int32(i))
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, g := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		l.other[s] = g
		l.keep[g] -= 1 - l.keep[s]
		if l.keep[g] < 1 {
			large = large[:len(large)-1]
			small = append(small, g)
		}
	}
	for _, i := range slices.Concat(small, large) { // what rounding left
		l.keep[i] = 1
	}
	return l
}

func (l *lot) draw(rnd *rand.Rand) int32 {
	u := rnd.Float64() * float64(len(l.keep))
	i := min(int(u), len(l.keep)-1)
	if u-float64(i) < l.keep[i] {
		return int32(i)
	}
	return l.other[i]
}
