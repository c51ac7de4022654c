package stat

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestWilson(t *testing.T) {
	// Newcombe 1998, Statistics in Medicine 17, table I, method 3.
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{
		{81, 263, .2553, .3662},
		{15, 148, .0624, .1605},
		{0, 20, 0, .1611},
		{1, 29, .0061, .1718},
	} {
		low, high := bounds(t, Wilson(c.k, c.n))
		within(t, "low", low, c.low, 5e-5)
		within(t, "high", high, c.high, 5e-5)
	}
}

func TestWilsonBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 1_000_000).Draw(t, "n")
		k := rapid.OneOf(rapid.Just(0), rapid.Just(n), rapid.IntRange(0, n)).Draw(t, "k")
		r, mirror := Wilson(k, n), Wilson(n-k, n)
		low, high := bounds(t, r)
		p := value(t, r)
		if !(0 <= low && low <= p && p <= high && high <= 1 && low < high) {
			t.Fatalf("%d of %d: %v", k, n, r)
		}
		mLow, mHigh := bounds(t, mirror)
		same(t, "mirrored low", mLow, 1-high)
		same(t, "mirrored high", mHigh, 1-low)

		// Where it comes from: a bound b is where p is z standard errors away.
		for _, b := range []float64{low, high} {
			if k > 0 && k < n {
				z := math.Abs(p-b) / math.Sqrt(b*(1-b)/float64(n))
				within(t, "z", z, 1.959964, 1e-4)
			}
		}
	})
}

func TestPullShareIsWilson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, h := rapid.IntRange(0, 40).Draw(t, "pull"), rapid.IntRange(0, 40).Draw(t, "push")
		want := Wilson(k, k+h)
		if k+h < 10 {
			want = TooFew(Acts, 10, k+h)
		}
		if got := PullShare(k, h); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
