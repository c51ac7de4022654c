package stat

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestKnownShares(t *testing.T) {
	shannon := []float64{0.5, 0.25, 0.25} // the textbook source: 1.5 bits
	for _, c := range []struct {
		name string
		got  Result
		want float64
	}{
		{"Gini, one of four has all", Gini([]float64{0, 0, 0, 1}), .75},
		{"Gini of 1 to 5", Gini([]float64{3, 1, 5, 2, 4}), 4. / 15},
		{"Gini of two", Gini([]float64{9, 3}), 6. / 24},
		{"Gini of thirds", Gini([]float64{1. / 3, 1. / 3, 1. / 3}), 0},
		// US horizontal merger guidelines: shares of 30, 30, 20, 20 make 2,600.
		{"HHI", HHI([]float64{30, 30, 20, 20}), .26},
		{"HHI of equals", HHI([]float64{2, 2, 2, 2, 2}), .2},
		{"HHI of equals, normalised", HHINormalised([]float64{2, 2, 2, 2, 2}), 0},
		// Laakso and Taagepera's reading: two equal parties are two.
		{"effective", Effective([]float64{50, 50, 0}), 2},
		{"half, exactly", HalfHeldBy([]float64{1, 1, 1, 1}), 2},
		{"half of three", HalfHeldBy([]float64{1, 1, 1}), 2},
		{"half in thirds", HalfHeldBy([]float64{1. / 3, 1. / 3, 1. / 3, .5, .5}), 2},
		{"half by one", HalfHeldBy([]float64{0, 5, 3, 2}), 1},
		{"entropy", Shannon(shannon), 1.5 * math.Ln2},
		{"0D", Hill(shannon, 0), 3},
		{"1D", Hill(shannon, 1), math.Pow(2, 1.5)},
		{"2D", Hill(shannon, 2), 8. / 3},
		{"3D", Hill(shannon, 3), math.Sqrt(6.4)},
		{"0.95D", Hill(shannon, .95), math.Pow(math.Pow(.5, .95)+2*math.Pow(.25, .95), 20)},
		{"infinite D", Hill(shannon, math.Inf(1)), 2},
		{"1D of equals", Hill([]float64{3, 3, 3, 0}, 1), 3},
		{"evenness of equals", Evenness([]float64{3, 3, 3}), 1},
	} {
		same(t, c.name, value(t, c.got), c.want)
	}
}

func TestShares(t *testing.T) {
	orders := []float64{0, 0.5, 1, 2, 7, 200, math.Inf(1)}
	rapid.Check(t, func(t *rapid.T) {
		x := drawLeads(t, 2)
		n := float64(len(x))
		scaled := make([]float64, len(x))
		by := rapid.Float64Range(1e-6, 1e6).Draw(t, "scale")
		for i, v := range x {
			scaled[i] = v * by
		}
		mixed := shuffled(t, x)

		check := func(name string, f func([]float64) Result, low, high float64) float64 {
			t.Helper()
			v := value(t, f(x))
			if v < low || v > high {
				t.Fatalf("%s: %g is outside %g to %g", name, v, low, high)
			}
			same(t, name+", scaled", value(t, f(scaled)), v)
			same(t, name+", in another order", value(t, f(mixed)), v)
			return v
		}
		check("Gini", Gini, 0, (n-1)/n)
		check("corrected Gini", GiniCorrected, 0, 1)
		hhi := check("HHI", HHI, 1/n, 1)
		check("normalised HHI", HHINormalised, 0, 1)
		effective := check("effective", Effective, 1, n)
		check("half held by", HalfHeldBy, 1, math.Ceil(value(t, Hill(x, 0))/2))
		h := check("entropy", Shannon, 0, math.Log(n))
		check("evenness", Evenness, 0, 1)
		above := n
		for _, q := range orders {
			of := func(x []float64) Result { return Hill(x, q) }
			above = check("Hill", of, 1, above*(1+1e-9))
		}
		same(t, "effective x HHI", effective*hhi, 1)
		same(t, "2D", value(t, Hill(x, 2)), effective)
		same(t, "ln 1D", math.Log(value(t, Hill(x, 1))), h)
	})
}

// Everybody twice: the Gini stays (Dalton's population principle), the numbers
// of people double (Hill's doubling).
func TestSharesOfTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawLeads(t, 2)
		twice := append(append([]float64{}, x...), x...)
		same(t, "Gini", value(t, Gini(twice)), value(t, Gini(x)))
		same(t, "effective", value(t, Effective(twice)), 2*value(t, Effective(x)))
		for _, q := range []float64{0, 1, 2, 3.5} {
			same(t, "Hill", value(t, Hill(twice, q)), 2*value(t, Hill(x, q)))
		}
	})
}

// Giving from who has more to who has less makes nothing more unequal.
func TestGiniOfGiving(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawLeads(t, 2)
		before := value(t, Gini(x))
		i, j := rapid.IntRange(0, len(x)-1).Draw(t, "i"), rapid.IntRange(0, len(x)-1).Draw(t, "j")
		give := rapid.Float64Range(0, 0.5).Draw(t, "part") * (x[i] - x[j])
		x[i] -= give
		x[j] += give
		if after := value(t, Gini(x)); after > before+1e-12 {
			t.Fatalf("from %g to %g", before, after)
		}
	})
}

// The mean difference of all pairs is the other definition of the Gini.
func TestGiniByPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawLeads(t, 2)
		var sum, apart float64
		for _, a := range x {
			sum += a
			for _, b := range x {
				apart += math.Abs(a - b)
			}
		}
		same(t, "Gini", value(t, Gini(x)), apart/(2*float64(len(x))*sum))
	})
}

func TestZerosCountInGiniOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := drawLeads(t, 2)
		more := append(append([]float64{}, x...), 0, 0, 0)
		for name, f := range map[string]func([]float64) Result{
			"HHI": HHI, "effective": Effective, "half": HalfHeldBy, "entropy": Shannon,
			"1D": func(x []float64) Result { return Hill(x, 1) },
		} {
			same(t, name, value(t, f(more)), value(t, f(x)))
		}
		if value(t, Gini(more)) <= value(t, Gini(x)) {
			t.Fatalf("Gini: %v with zeros, %v without", Gini(more), Gini(x))
		}
	})
}
