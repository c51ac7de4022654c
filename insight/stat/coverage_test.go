package stat

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// shapes are ways in which leading may be spread over n people.
var shapes = map[string]func(n int) []float64{
	"equal": func(n int) []float64 { return slices.Repeat([]float64{1}, n) },
	"Zipf": func(n int) []float64 {
		x := make([]float64, n)
		for i := range x {
			x[i] = 1 / float64(i+1)
		}
		return x
	},
	"star": func(n int) []float64 { // one as much as all others together
		x := slices.Repeat([]float64{1}, n)
		x[0] = float64(n - 1)
		return x
	},
	"trio": func(n int) []float64 { // three do three quarters
		x := slices.Repeat([]float64{1}, n)
		for i := range 3 {
			x[i] = float64(n - 3)
		}
		return x
	},
}

// The interval of D2 holds the truth about as often as it says. A run without
// an interval counts as a miss. With 20,000 runs, and 15 to 240 acts, each cell
// lay between 0.930 and 1.000.
func TestCoverageOfD2(t *testing.T) {
	people, acts, runs := []int{6, 12, 25}, []int{15, 30, 60}, 400
	if testing.Short() {
		people, acts = []int{12}, []int{30}
	}
	for shape, of := range shapes {
		for _, n := range people {
			for _, m := range acts {
				rnd := rand.New(rand.NewPCG(uint64(n), uint64(m)))
				p := of(n)
				truth := value(t, Effective(p))
				hit := 0
				for range runs {
					low, high, ok := D2(fall(rnd, p, m), Minimum{}).Interval()
					if ok && low <= truth*(1+1e-9) && truth <= high*(1+1e-9) {
						hit++
					}
				}
				c := float64(hit) / float64(runs)
				t.Logf("%s, %d people, %d acts: %.3f", shape, n, m, c)
				if c < 0.90 {
					t.Errorf("%s, %d people, %d acts: covers %.3f", shape, n, m, c)
				}
			}
		}
	}
}

// fall lets m acts fall on people by weight.
func fall(rnd *rand.Rand, weight []float64, m int) []int {
	upTo, sum := make([]float64, len(weight)), 0.0
	for i, w := range weight {
		sum += w
		upTo[i] = sum
	}
	x := make([]int, len(weight))
	for range m {
		i, _ := slices.BinarySearch(upTo, rnd.Float64()*sum)
		x[min(i, len(x)-1)]++
	}
	return x
}
