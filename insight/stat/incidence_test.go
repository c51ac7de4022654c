package stat

import (
	"math/rand/v2"
	"testing"
)

// The variance is that of the shares which many samples give: two causes and leaving
// observation, each at its own rate.
func TestVarianceOfIncidence(t *testing.T) {
	const runs, n, at = 3000, 80, 1.0
	rnd := rand.New(rand.NewPCG(7, 7))
	var sum, squares, variance float64
	for range runs {
		cases := make([]Outcome, n)
		for i := range cases {
			x, y, left := rnd.ExpFloat64()/.8, rnd.ExpFloat64()/.6, rnd.ExpFloat64()/.3
			switch min(x, y, left) {
			case x:
				cases[i] = Outcome{x, 1}
			case y:
				cases[i] = Outcome{y, 2}
			default:
				cases[i] = Outcome{left, 0}
			}
		}
		c := Incidence(cases, 1)
		f := c.At(at)
		sum, squares = sum+f, squares+f*f
		variance += c.step(at).variance / runs
	}
	mean := sum / runs
	// 0.8/1.4 of all end by the first in the end, 1 - exp(-1.4) of that by then.
	within(t, "share", mean, .8/1.4*(1-.24659696), .003)
	within(t, "variance over that of the samples", variance/(squares/runs-mean*mean), 1, .06)
}
