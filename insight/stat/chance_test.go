package stat

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/internal/racetest"
	"orpheus/internal/test/need"
)

// all were there for all of the time.
func all(n int) []float64 { return slices.Repeat([]float64{1}, n) }

// The medians of null 1 that the reference lists, for so many people and acts.
func TestMediansByChance(t *testing.T) {
	gini := func(n, m int) float64 {
		p, _ := chances(all(n), m)
		_, median, _ := middle(drawn(p, m, func() counter { return &giniSeen{n: float64(n), m: float64(m), over: make([]float64, m)} }))
		return median
	}
	// Its medians of D/n are those of the plain form, 2D; D2, without bias, is n in the middle.
	d2 := func(n, m int) (plain, unbiased float64) {
		p, _ := chances(all(n), m)
		x := drawn(p, m, func() counter { return &pairsSeen{n: float64(n), m: float64(m)} })
		_, unbiased, _ = middle(x)
		y := drawn(p, m, func() counter { return &plainSeen{pairsSeen{m: float64(m)}} })
		_, plain, _ = middle(y)
		return plain / float64(n), unbiased / float64(n)
	}
	for n, want := range map[int][4]float64{8: {.42, .30, .22, .14}, 20: {.66, .51, .37, .24}, 50: {.84, .71, .56, .38}} {
		for i, m := range []int{10, 20, 40, 100} {
			within(t, fmt.Sprintf("Gini, %d people, %d acts", n, m), gini(n, m), want[i], .0125)
		}
	}
	within(t, "Gini, 12 people, 10 acts", gini(12, 10), .52, .0125)
	for n, want := range map[int][4]float64{8: {.62, .76, .86, .94}, 20: {.36, .53, .69, .84}} {
		for i, m := range []int{10, 20, 40, 100} {
			plain, unbiased := d2(n, m)
			within(t, fmt.Sprintf("2D/n, %d people, %d acts", n, m), plain, want[i], .0125)
			within(t, fmt.Sprintf("D2/n, %d people, %d acts", n, m), unbiased, 1, .05)
		}
	}
}

// plainSeen is 2D, not corrected for how few acts there are.
type plainSeen struct{ pairsSeen }

func (c *plainSeen) value() float64 { return c.m * c.m / (2*c.pairs + c.m) }

// shapesOfPresence are ways in which people may have been there.
var shapesOfPresence = map[string]func(rnd *rand.Rand, i int) float64{
	"all of the time":     func(*rand.Rand, int) float64 { return 1 },
	"any time":            func(rnd *rand.Rand, _ int) float64 { return .02 + .98*rnd.Float64() },
	"one in four, others": func(_ *rand.Rand, i int) float64 { return []float64{1, .1, .1, .1}[i%4] },
}

// With many acts the band follows from moments; draws give the same.
func TestBandsOfManyActs(t *testing.T) {
	need.Brisk(t)
	rnd := rand.New(rand.NewPCG(3, 3))
	for shape, of := range shapesOfPresence {
		for _, n := range []int{8, 25, 100, 1000} {
			if n > 100 && racetest.On {
				continue
			}
			for _, m := range []int{mostDrawn + 1, 2000} {
				if m > mostDrawn+1 && racetest.On {
					continue
				}
				here := make([]float64, n)
				for i := range here {
					here[i] = of(rnd, i)
				}
				p, _ := chances(here, m)
				check := func(name string, of func() counter, low, high float64, ok bool) {
					t.Helper()
					wantLow, _, wantHigh := middle(drawn(p, m, of))
					// Both ends of 2000 draws miss by some 3 % of the width.
					slack := .12*(wantHigh-wantLow) + 2e-3*wantHigh
					if name == "participation of all acts" {
						slack += .75 / float64(n) // people are whole ones
					}
					what := fmt.Sprintf("%s, %s, %d people, %d acts", name, shape, n, m)
					if !ok {
						t.Fatal(what)
					}
					within(t, what+", low", low, wantLow, slack)
					within(t, what+", high", high, wantHigh, slack)
				}
				low, high, ok := ChanceD2(here, m)
				check("D2", func() counter { return &pairsSeen{n: float64(n), m: float64(m)} }, low, high, ok)
				low, high, ok = ChanceGini(here, m)
				check("Gini", func() counter { return &giniSeen{n: float64(n), m: float64(m), over: make([]float64, m)} }, low, high, ok)
				for _, at := range []int{m / 4, m / 2, m} {
					u := make([]float64, m+1)
					for x := range u {
						u[x] = unseen(x, m, at)
					}
					low, high, ok = ChanceParticipation(here, m, at)
					name := "participation"
					if at == m {
						name += " of all acts"
					}
					check(name, func() counter { return &peopleSeen{n: float64(n), unseen: u} }, low, high, ok)
				}
			}
		}
	}
}

// All ways in which acts can fall, by their chances: the three moments are exact.
func TestMomentsOfPairs(t *testing.T) {
	for _, p := range [][]float64{{1}, {.5, .5}, {.1, .2, .7}, {.25, .25, .25, .25}, {.05, .15, .3, .5}} {
		for m := 2; m <= 7; m++ {
			var mean, square, cube float64
			x := make([]int, len(p))
			var fall func(left int, chance float64)
			fall = func(left int, chance float64) {
				if left == 0 {
					v := pairs(x) / 2
					mean, square, cube = mean+chance*v, square+chance*v*v, cube+chance*v*v*v
					return
				}
				for i := range x {
					x[i]++
					fall(left-1, chance*p[i])
					x[i]--
				}
			}
			fall(m, 1)
			got := momentsOfPairs(p, float64(m))
			variance := square - mean*mean
			within(t, "mean", got.mean, mean, 1e-9)
			within(t, "variance", got.sd*got.sd, variance, 1e-9)
			within(t, "third", got.skew*got.sd*got.sd*got.sd, cube-3*mean*variance-mean*mean*mean, 1e-9)
		}
	}
}

// What the counters count while acts fall is what the formulas give in the end.
func TestCounters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(2, 12).Draw(t, "n"), rapid.IntRange(2, 30).Draw(t, "m")
		at := rapid.IntRange(1, m).Draw(t, "at")
		u := make([]float64, m+1)
		for x := range u {
			u[x] = unseen(x, m, at)
		}
		of := []counter{
			&pairsSeen{n: float64(n), m: float64(m)}, &giniSeen{n: float64(n), m: float64(m), over: make([]float64, m)},
			&peopleSeen{n: float64(n), unseen: u},
		}
		for range 2 { // again after clear
			x := make([]int, n)
			for _, c := range of {
				c.clear()
			}
			for range m {
				i := rapid.IntRange(0, n-1).Draw(t, "who")
				for _, c := range of {
					c.more(x[i])
				}
				x[i]++
			}
			want := float64(n)
			if d := D2(x, Minimum{}); d.State() == Value {
				want = value(t, d)
			}
			same(t, "D2", of[0].value(), want)
			same(t, "Gini", of[1].value(), value(t, Gini(Floats(x))))
			same(t, "participation", of[2].value(), value(t, Participation(x, at, Minimum{})))
		}
	})
}

// Neither the order of people nor the unit of time matters, and the band lies where the
// measure does.
func TestChance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		here := rapid.SliceOfN(rapid.Float64Range(.01, 1), 2, 20).Draw(t, "here")
		m := rapid.SampledFrom([]int{2, 10, 30, mostDrawn + 1, 1000}).Draw(t, "m")
		other := shuffled(t, here)
		for i := range other {
			other[i] *= 4 // exact in binary
		}
		n := float64(len(here))
		for name, of := range map[string]func([]float64) (low, high float64, ok bool){
			"D2":            func(h []float64) (low, high float64, ok bool) { return ChanceD2(h, m) },
			"participation": func(h []float64) (low, high float64, ok bool) { return ChanceParticipation(h, m, m/2) },
			"Gini":          func(h []float64) (low, high float64, ok bool) { return ChanceGini(h, m) },
		} {
			low, high, ok := of(here)
			low2, high2, ok2 := of(other)
			if !ok || !ok2 || low != low2 || high != high2 {
				t.Fatalf("%s: %g to %g, in another order %g to %g", name, low, high, low2, high2)
			}
			least, most := map[string]float64{"D2": 1, "participation": 1 / n, "Gini": 0}[name], map[string]float64{"D2": n, "participation": 1, "Gini": 1 - 1/n}[name]
			if !(least <= low && low <= high && high <= most) {
				t.Fatalf("%s: %g to %g, of %g to %g", name, low, high, least, most)
			}
		}
	})
}

func TestNoChance(t *testing.T) {
	for name, here := range map[string][]float64{
		"nobody": nil, "nobody there": {0, 0}, "one not there": {1, 0}, "less than nothing": {1, -1},
		"no number": {1, math.NaN()}, "without end": {1, math.Inf(1)},
	} {
		_, _, d2 := ChanceD2(here, 30)
		_, _, part := ChanceParticipation(here, 30, 15)
		_, _, gini := ChanceGini(here, 30)
		if d2 || part || gini {
			t.Errorf("%s: a band", name)
		}
	}
	_, _, one := ChanceD2(all(3), 1)
	_, _, none := ChanceParticipation(all(3), 30, 0)
	_, _, more := ChanceParticipation(all(3), 30, 31)
	_, _, alone := ChanceGini(all(1), 30)
	if one || none || more || alone {
		t.Errorf("one act %v, none drawn %v, more drawn than there are %v, one person %v", one, none, more, alone)
	}
	for _, m := range []int{30, 3000} {
		if low, high, ok := ChanceD2(all(1), m); !ok || low != 1 || high != 1 {
			t.Errorf("one person: %g to %g", low, high)
		}
	}
}

// A band costs no draws where there are many acts: a pass over people is enough.
func BenchmarkChance(b *testing.B) {
	for _, c := range [][2]int{{12, 60}, {500, mostDrawn}, {10_000, 100_000}} {
		here := all(c[0])
		b.Run(fmt.Sprintf("%d-people-%d-acts", c[0], c[1]), func(b *testing.B) {
			for b.Loop() {
				ChanceD2(here, c[1])
				ChanceParticipation(here, c[1], c[1]/2)
			}
		})
	}
}
