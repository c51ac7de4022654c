package stat

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestD2(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawActs(t, 3)
		n := float64(len(x))
		r := D2(x, Minimum{})
		if r.State() == NotEnough {
			for _, v := range x {
				if v > 1 {
					t.Fatalf("%v: got %v", x, r)
				}
			}
			return
		}
		d := value(t, r)
		low, high := bounds(t, r)
		if !(1 <= low && low <= d && d <= high && high <= n) {
			t.Fatalf("%v: %v is out of order or outside 1 to %g", x, r, n)
		}
		other := D2(shuffled(t, x), Minimum{})
		otherLow, otherHigh := bounds(t, other)
		same(t, "value, in another order", value(t, other), d)
		same(t, "low, in another order", otherLow, low)
		same(t, "high, in another order", otherHigh, high)

		// The plain estimate is never above.
		if plain := value(t, Effective(Floats(x))); plain > d*(1+1e-9) {
			t.Fatalf("%v: plain %g, without bias %g", x, plain, d)
		}
	})
}

// Equality is where the jackknife sees no spread at all.
func TestD2OfEquals(t *testing.T) {
	within(t, "jackknife", jackknife([]int{5, 5, 5, 5}, 20), 0, 1e-12)
	low, high := bounds(t, D2([]int{8, 8, 8, 8, 7, 7, 7, 7}, ForNumber()))
	if low >= 7.9 || high != 8 {
		t.Errorf("got %g to %g", low, high)
	}
	// By turns, more even than chance makes it: cut at n, a point is left.
	turns := slices.Repeat([]int{4}, 25)
	equal(t, "by turns", D2(turns, ForNumber()), Within(25, 25, 25))
}

// Leaving out acts one by one, without any algebra.
func TestJackknife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawActs(t, 3)
		var lambdas []float64
		for i, v := range x {
			for range v {
				x[i]--
				lambdas = append(lambdas, value(t, Lambda(x)))
				x[i]++
			}
		}
		m := float64(len(lambdas))
		var mean, v float64
		for _, l := range lambdas {
			mean += l / m
		}
		for _, l := range lambdas {
			v += (l - mean) * (l - mean)
		}
		same(t, "SE", jackknife(x, m), math.Sqrt((m-1)/m*v))
	})
}

// All ways in which m acts can fall on n people, each equally likely: lambda has
// no bias, and the spread under equality is exact.
func TestUnderEquality(t *testing.T) {
	for _, c := range []struct{ n, m int }{{1, 4}, {2, 2}, {2, 7}, {3, 3}, {3, 6}, {4, 5}, {6, 4}} {
		var ways, sum, squares float64
		x := make([]int, c.n)
		var fall func(left int)
		fall = func(left int) {
			if left == 0 {
				l := value(t, Lambda(x))
				ways, sum, squares = ways+1, sum+l, squares+l*l
				return
			}
			for i := range x {
				x[i]++
				fall(left - 1)
				x[i]--
			}
		}
		fall(c.m)
		mean := sum / ways
		same(t, "mean", mean, 1/float64(c.n))
		se := equalSE(float64(c.n), float64(c.m))
		same(t, "variance", se*se, squares/ways-mean*mean)
	}
}

func TestQuantileT(t *testing.T) {
	// Published tables of Student's t, two-sided 5 %.
	for df, want := range map[float64]float64{
		1: 12.7062, 2: 4.3027, 5: 2.5706, 10: 2.2281, 29: 2.0452, 59: 2.0010, 120: 1.9799,
	} {
		within(t, "t", quantileT(0.975, df), want, 5.1e-5)
	}
	for _, df := range []float64{1e4, 1e6, 1e9} {
		within(t, "t of many", quantileT(0.975, df), 1.959964, 4/df+1e-6)
	}
}
