package stat

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What must hold of D2 and participation whatever people do.
func TestPropertiesOfLeading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawActs(t, 3)
		n, m := float64(len(x)), 0
		for _, v := range x {
			m += v
		}
		draw := rapid.IntRange(1, m).Draw(t, "draw")
		r := D2(x, Minimum{})
		d, ok := r.Value()
		part := value(t, Participation(x, draw, Minimum{}))

		// Who they are does not matter: nor to the interval.
		other := shuffled(t, x)
		alike(t, "D2, others", D2(other, Minimum{}), r)
		alike(t, "participation, others", Participation(other, draw, Minimum{}), Participation(x, draw, Minimum{}))

		// Somebody who does nothing changes neither what D2 says of those who do, nor how
		// many have led, but the share of those who could have.
		more := append(slices.Clone(x), 0)
		if ok && d < n { // at n it is cut
			same(t, "D2, and one who did nothing", value(t, D2(more, Minimum{})), d)
		}
		same(t, "participation, and one who did nothing", value(t, Participation(more, draw, Minimum{})), part*n/(n+1))

		// Everybody twice, each doing as much: exactly twice as many in the plain form. D2 takes
		// twice the acts to be twice as much seen, and is above twice by a share of 1/(2(m-1)).
		twice := slices.Concat(x, x)
		same(t, "2D, everybody twice", value(t, Effective(Floats(twice))), 2*value(t, Effective(Floats(x))))
		lambda, lambda2 := value(t, Lambda(x)), value(t, Lambda(twice))
		same(t, "lambda, everybody twice", lambda2, lambda*float64(m-1)/float64(2*m-1))
		if ok && d < n {
			d2 := value(t, D2(twice, Minimum{}))
			if want := 2 * d; d2 < want*(1-1e-9) || d2 > want*(1+1/(2*float64(m-1)))*(1+1e-9) {
				t.Fatalf("%d acts: %g, everybody twice %g", m, d, d2)
			}
		}
	})
}

// alike asks for the same answer, up to rounding.
func alike(t tester, name string, got, want Result) {
	t.Helper()
	if got.State() != want.State() {
		t.Fatalf("%s: %v, want %v", name, got, want)
	}
	a, _ := got.Value()
	b, _ := want.Value()
	same(t, name, a, b)
	low, high, ok := got.Interval()
	low2, high2, ok2 := want.Interval()
	if ok != ok2 || math.Abs(low-low2) > 1e-9*math.Max(1, low2) || math.Abs(high-high2) > 1e-9*math.Max(1, high2) {
		t.Fatalf("%s: %v, want %v", name, got, want)
	}
}

// Nothing that knows people by their place depends on which place.
func TestPlacesDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 10).Draw(t, "people")
		place := rapid.Permutation(indices(n)).Draw(t, "place")
		one := rapid.IntRange(0, n-1)

		acts := rapid.SliceOfN(one, 6, 30).Draw(t, "acts")
		var a, b []Act
		var by, by2 []int
		for i, p := range acts {
			a, b = append(a, Act{int32(p), int32(i / 3)}), append(b, Act{int32(place[p]), int32(i / 3)})
			by, by2 = append(by, p), append(by2, place[p])
		}
		alike(t, "D2 of works", D2OfWorks(n, 10, b, Minimum{}), D2OfWorks(n, 10, a, Minimum{}))
		alike(t, "passing", Passing(by2), Passing(by))

		x, y := make([]float64, n), make([]float64, n)
		x2, y2 := make([]float64, n), make([]float64, n)
		whole, whole2 := make([]int, n), make([]int, n)
		for i := range n {
			x[i], y[i] = float64(rapid.IntRange(0, 4).Draw(t, "x")), float64(rapid.IntRange(0, 4).Draw(t, "y"))
			x2[place[i]], y2[place[i]] = x[i], y[i]
			whole[i] = int(x[i])
			whole2[place[i]] = whole[i]
		}
		alike(t, "tau", TauB(x2, y2, Minimum{}), TauB(x, y, Minimum{}))
		windows, windows2 := [][]int{whole, whole, whole}, [][]int{whole2, whole2, whole2}
		if g, w := Trend(windows2, Minimum{}), Trend(windows, Minimum{}); g != w {
			t.Fatalf("trend %s, want %s", g, w)
		}
		for i := range y {
			y[i]++
			y2[i]++
		}
		alike(t, "excess", Excess(whole2, y2, Minimum{}), Excess(whole, y, Minimum{}))
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
