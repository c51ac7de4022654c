package stat

import (
	"math"
	"slices"
)

// chanceGini returns the band of the Gini by chance and its mean.
func chanceGini(here []float64, acts int) (low, mean, high float64, ok bool) {
	p, ok := chances(here, acts)
	if !ok || len(p) < 2 {
		return 0, 0, 0, false
	}
	if acts <= mostDrawn {
		x := drawn(p, acts, func() counter { return &giniSeen{n: float64(len(p)), m: float64(acts), over: make([]float64, acts)} })
		low, _, high = middle(x)
		for _, v := range x {
			mean += v / float64(len(x))
		}
		return low, mean, high, true
	}
	mean, sd := giniByChance(p, acts)
	most := float64(len(p)-1) / float64(len(p))
	return clip(mean-zBand*sd, 0, most), mean, clip(mean+zBand*sd, 0, most), true
}

// giniSeen is the Gini by how many people are over each count.
//
//	G = sum_c T_c (n - T_c) / (n m), T_c people with more than c acts
type giniSeen struct {
	n, m, sum float64
	over      []float64
}

func (c *giniSeen) more(before int) {
	c.sum += c.n - 2*c.over[before] - 1
	c.over[before]++
}

func (c *giniSeen) clear() {
	c.sum = 0
	for i, t := range c.over {
		if t == 0 {
			break // nor is anybody over more
		}
		c.over[i] = 0
	}
}

func (c *giniSeen) value() float64 { return c.sum / (c.n * c.m) }

// giniByChance returns mean and standard deviation of the Gini, each act falling on i with
// p_i, for many acts. What each did is binomial. The mean follows from how many are over
// each count on average, A_c, and how that varies; the standard deviation from what one act
// more of somebody changes, n - 2 A_c, taking what each did for independent and then
// giving back that all of it makes m (Holst 1972). People there for nearly the same time
// are taken together.
func giniByChance(p []float64, acts int) (mean, sd float64) {
	groups := grouped(p)
	n, m := float64(len(p)), float64(acts)
	top := 0
	for i := range groups {
		groups[i].spread(acts)
		top = max(top, groups[i].from+len(groups[i].prob))
	}
	over := make([]float64, top)    // A_c
	shared := make([]float64, top)  // the sum of P(1 - P), P that somebody is over c
	covered := make([]float64, top) // the sum of the covariances of being over c with the acts
	var spread float64              // the sum of the variances of acts
	for _, g := range groups {
		spread += g.people * m * g.p * (1 - g.p)
		tail, first := 0.0, 0.0 // of x > c: the chance, and the sum of x times it
		for c := top - 1; c >= 0; c-- {
			over[c] += g.people * tail
			shared[c] += g.people * tail * (1 - tail)
			covered[c] += g.people * (first - tail*m*g.p)
			if i := c - g.from; i >= 0 && i < len(g.prob) {
				tail, first = tail+g.prob[i], first+float64(c)*g.prob[i]
			}
		}
	}
	var cov float64
	for c := range over {
		v := shared[c]
		if spread > 0 {
			v -= covered[c] * covered[c] / spread
		}
		mean += over[c]*(n-over[c]) - v
		cov += (n - 2*over[c]) * covered[c]
	}
	var v float64
	for _, g := range groups {
		var psi, e, ee float64 // psi(x): the sum of n - 2 A_c over c below x
		for c := range g.from {
			psi += n - 2*over[c]
		}
		for i, q := range g.prob {
			e, ee = e+q*psi, ee+q*psi*psi
			psi += n - 2*over[g.from+i]
		}
		v += g.people * (ee - e*e)
	}
	if spread > 0 {
		v -= cov * cov / spread
	}
	return mean / (n * m), math.Sqrt(max(v, 0)) / (n * m)
}

// group is people with nearly the same chance.
type group struct {
	people, p float64
	from      int       // the fewest acts that are not all but impossible
	prob      []float64 // the chances of that many and more
}

// grouped takes people with nearly the same chance together, in at most 64 groups; the sum
// of chances stays.
func grouped(p []float64) []group {
	const most = 64
	least, wide := slices.Min(p), (slices.Max(p)-slices.Min(p))/(most-1)
	var all [most]group
	for _, v := range p {
		i := 0
		if wide > 0 {
			i = int((v - least) / wide)
		}
		all[i].people++
		all[i].p += v
	}
	var out []group
	for _, g := range all {
		if g.people > 0 {
			g.p /= g.people
			out = append(out, g)
		}
	}
	return out
}

// spread works out the binomial chances of m acts, ten standard deviations either way.
func (g *group) spread(m int) {
	n, mean := float64(m), float64(m)*g.p
	wide := 10*math.Sqrt(mean) + 20
	g.from = max(int(mean-wide), 0)
	to := min(int(mean+wide)+1, m)
	g.prob = make([]float64, to-g.from+1)
	mode := min(int(mean), to)
	fact := func(n float64) float64 { l, _ := math.Lgamma(n + 1); return l }
	k := float64(mode)
	q := math.Log1p(-g.p)
	at := math.Exp(fact(n) - fact(k) - fact(n-k) + k*math.Log(g.p) + (n-k)*q)
	odds := g.p / (1 - g.p)
	g.prob[mode-g.from] = at
	for x := mode + 1; x <= to; x++ {
		g.prob[x-g.from] = g.prob[x-g.from-1] * float64(m-x+1) / float64(x) * odds
	}
	for x := mode - 1; x >= g.from; x-- {
		g.prob[x-g.from] = g.prob[x-g.from+1] * float64(x+1) / float64(m-x) / odds
	}
}
