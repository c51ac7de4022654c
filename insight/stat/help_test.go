package stat

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// vector is the test vector of the reference: 8 people, 30 acts.
var vector = []int{9, 7, 5, 4, 3, 2, 0, 0}

// tester is what testing.T and rapid.T share here.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// value returns the number of r, which has to have one.
func value(t tester, r Result) float64 {
	t.Helper()
	v, ok := r.Value()
	if !ok {
		t.Fatalf("got %v, want a value", r)
	}
	return v
}

// bounds returns the interval of r, which has to have one.
func bounds(t tester, r Result) (low, high float64) {
	t.Helper()
	low, high, ok := r.Interval()
	if !ok {
		t.Fatalf("got %v, want an interval", r)
	}
	return low, high
}

// near asks for agreement in six decimals, as figures are published.
func near(t tester, name string, got, want float64) {
	t.Helper()
	within(t, name, got, want, 5.1e-7)
}

func within(t tester, name string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Fatalf("%s: got %.9g, want %.9g", name, got, want)
	}
}

// same asks for agreement up to rounding.
func same(t tester, name string, got, want float64) {
	t.Helper()
	within(t, name, got, want, 1e-9*math.Max(1, math.Abs(want)))
}

// equal asks for the very same answer.
func equal(t *testing.T, name string, got, want Result) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", name, got, want)
	}
}

// drawLeads draws what people led: zeros, whole works and shares of works.
func drawLeads(t *rapid.T, least int) []float64 {
	one := rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0.01, 50),
		rapid.Map(rapid.IntRange(1, 20), func(i int) float64 { return float64(i) }))
	x := rapid.SliceOfN(one, least, 40).Draw(t, "leads")
	x[rapid.IntRange(0, len(x)-1).Draw(t, "who")] += 1
	return x
}

// drawActs draws whole acts, at least atLeast in all.
func drawActs(t *rapid.T, atLeast int) []int {
	x := rapid.SliceOfN(rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 30)), 1, 30).Draw(t, "acts")
	x[rapid.IntRange(0, len(x)-1).Draw(t, "who")] += atLeast
	return x
}

func shuffled[E any](t *rapid.T, x []E) []E {
	return rapid.Permutation(slices.Clone(x)).Draw(t, "shuffled")
}
