package stat

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// By R's cor(method = "kendall"), the interval by leaving out one row at a time there.
func TestTauB(t *testing.T) {
	any := Minimum{}
	within(t, "five", value(t, TauB([]float64{1, 2, 3, 4, 5}, []float64{1, 2, 3, 5, 4}, any)), .8, 1e-12)
	r := TauB([]float64{3, 1, 2, 2, 5, 4, 4, 1, 6, 2, 3, 3}, []float64{0, 0, 1, 2, 4, 4, 3, 0, 2, 2, 1, 5}, ForRank())
	low, high := bounds(t, r)
	within(t, "with ties", value(t, r), .48275862069, 1e-10)
	within(t, "low", low, .08378581375, 1e-8)
	within(t, "high", high, .88173142763, 1e-8)

	_, to, _ := managers(t, "ht_advice")
	asked, level := make([]float64, 21), levels(t, "ht_advice")
	for _, j := range to {
		asked[j]++
	}
	within(t, "managers", value(t, TauB(level, asked, ForRank())), .556183167, 1e-9)
}

// All pairs, and everybody left out once, without any algebra.
func TestTauBByPairs(t *testing.T) {
	byPairs := func(x, y []float64) (float64, bool) {
		var s, a, b float64
		sign := func(v float64) float64 {
			switch {
			case v > 0:
				return 1
			case v < 0:
				return -1
			}
			return 0
		}
		for i := range x {
			for j := range i {
				p, q := sign(x[i]-x[j]), sign(y[i]-y[j])
				s, a, b = s+p*q, a+p*p, b+q*q
			}
		}
		return s / math.Sqrt(a*b), a*b > 0
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 25).Draw(t, "n")
		one := rapid.Map(rapid.IntRange(-3, 4), func(i int) float64 { return float64(i) })
		x, y := rapid.SliceOfN(one, n, n).Draw(t, "x"), rapid.SliceOfN(one, n, n).Draw(t, "y")
		r := TauB(x, y, Minimum{})
		want, ok := byPairs(x, y)
		if !ok {
			if r != (Result{}) {
				t.Fatalf("all tied: %v", r)
			}
			return
		}
		same(t, "tau", value(t, r), want)
		same(t, "exchanged", value(t, TauB(y, x, Minimum{})), want)
		low, high, has := r.Interval()
		var without []float64
		for i := range n {
			w, ok := byPairs(append(append([]float64{}, x[:i]...), x[i+1:]...), append(append([]float64{}, y[:i]...), y[i+1:]...))
			if !ok {
				without = nil
				break
			}
			without = append(without, w)
		}
		if has != (without != nil && n > 2) {
			t.Fatalf("%v, and %d of %d without one", r, len(without), n)
		}
		if !has {
			return
		}
		var mean, v float64
		for _, w := range without {
			mean += w / float64(n)
		}
		for _, w := range without {
			v += (w - mean) * (w - mean)
		}
		wide := quantileT(.975, float64(n-1)) * math.Sqrt(v*float64(n-1)/float64(n))
		same(t, "low", low, math.Max(want-wide, -1))
		same(t, "high", high, math.Min(want+wide, 1))
	})
}

func TestNoTauB(t *testing.T) {
	any := Minimum{}
	for name, r := range map[string]Result{
		"of different lengths": TauB([]float64{1, 2}, []float64{1}, any), "no number": TauB([]float64{1, math.NaN()}, []float64{1, 2}, any),
		"without end": TauB([]float64{1, 2}, []float64{1, math.Inf(-1)}, any), "one level": TauB([]float64{1, 1, 1}, []float64{1, 2, 3}, any),
		"all led as often": TauB([]float64{1, 2, 3}, []float64{0, 0, 0}, ForRank()),
	} {
		equal(t, name, r, Result{})
	}
	equal(t, "nobody", TauB(nil, nil, any), Meaningless(People, 2, 0))
	equal(t, "one", TauB([]float64{1}, []float64{1}, any), Meaningless(People, 2, 1))
	equal(t, "nine", TauB([]float64{1, 2, 3, 4, 5, 6, 7, 8, 9}, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}, ForRank()), TooFew(People, 10, 9))
	equal(t, "two", TauB([]float64{1, 2}, []float64{2, 1}, any), Known(-1))
	equal(t, "without a gap", TauB([]float64{1, 2, 3, 4}, []float64{1, 2, 3, 4}, any), Within(1, 1, 1))
}
