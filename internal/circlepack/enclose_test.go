package circlepack

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func drawDiscs(t *rapid.T, most int) []disc {
	n := rapid.IntRange(1, most).Draw(t, "n")
	d := make([]disc, n)
	for i := range d {
		d[i] = disc{rapid.Float64Range(-20, 20).Draw(t, "x"), rapid.Float64Range(-20, 20).Draw(t, "y"), rapid.Float64Range(0.1, 9).Draw(t, "r")}
	}
	return d
}

// wallAt is the least radius of a wall centred at x,y.
func wallAt(d []disc, x, y float64) (r float64) {
	for _, c := range d {
		r = max(r, math.Hypot(c.x-x, c.y-y)+c.r)
	}
	return r
}

func TestEncloseIsSmallest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDiscs(t, 12)
		e, ok := minimal(slices.Clone(d), inside{})
		if !ok {
			t.Fatal("no basis found")
		}
		if w := wallAt(d, e.x, e.y); w > e.r+1e-6 {
			t.Fatalf("wall %v leaves out a disc, needs %v", e.r, w)
		}
		// The problem is convex: no better neighbour means no better place.
		for i := range 16 {
			s, c := math.Sincos(float64(i) * math.Pi / 8)
			if w := wallAt(d, e.x+0.01*c, e.y+0.01*s); w < e.r-1e-7 {
				t.Fatalf("wall %v could be %v", e.r, w)
			}
		}
	})
}

func TestEncloseBandIsSmallest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDiscs(t, 12)
		share := rapid.SampledFrom([]float64{0.15, 0.34}).Draw(t, "share")
		top := math.Inf(1)
		for _, c := range d {
			top = min(top, c.y-c.r)
		}
		need := func(x, y float64) float64 { return max(wallAt(d, x, y), (y-top)/(1-share)) }
		e := encloseBand(d, enclose(d), share)
		if n := need(e.x, e.y); n > e.r+1e-6 {
			t.Fatalf("wall %v too small, needs %v", e.r, n)
		}
		for i := range 32 {
			s, c := math.Sincos(float64(i) * math.Pi / 16)
			if n := need(e.x+0.01*c, e.y+0.01*s); n < e.r-1e-5 {
				t.Fatalf("wall %v could be %v", e.r, n)
			}
		}
	})
}
