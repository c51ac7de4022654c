package stat

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Leaving out works one by one, without any algebra.
func TestD2OfWorks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, works := rapid.IntRange(2, 8).Draw(t, "people"), rapid.IntRange(3, 8).Draw(t, "works")
		var acts []Act
		for w := range works {
			for range rapid.IntRange(1, 5).Draw(t, "acts") {
				acts = append(acts, Act{rapid.Int32Range(0, int32(people-1)).Draw(t, "by"), int32(w)})
			}
		}
		counts := func(without int32) []int {
			x := make([]int, people)
			for _, a := range acts {
				if a.Work != without {
					x[a.By]++
				}
			}
			return x
		}
		in := map[int32]int{}
		for _, a := range acts {
			in[a.Work]++
		}
		many := 0
		for _, n := range in {
			if n >= 3 {
				many++
			}
		}
		r, plain := D2OfWorks(people, works, acts, Minimum{}), D2(counts(-1), Minimum{})
		if plain.State() != Value || float64(many) <= .3*float64(works) {
			if r != plain {
				t.Fatalf("%v instead of %v", r, plain)
			}
			return
		}
		var lambdas []float64
		for w := range works {
			l, ok := Lambda(counts(int32(w))).Value()
			if !ok {
				return
			}
			lambdas = append(lambdas, l)
		}
		n := float64(len(lambdas))
		var mean, v float64
		for _, l := range lambdas {
			mean += l / n
		}
		for _, l := range lambdas {
			v += (l - mean) * (l - mean)
		}
		lambda := value(t, Lambda(counts(-1)))
		se := math.Max(math.Sqrt((n-1)/n*v), equalSE(float64(people), float64(len(acts))))
		f := math.Exp(quantileT(.975, n-1) * se / lambda)
		low, high := bounds(t, r)
		same(t, "D2", value(t, r), value(t, plain))
		same(t, "low", low, clip(1/(lambda*f), 1, float64(people)))
		same(t, "high", high, clip(f/lambda, 1, float64(people)))
	})
	equal(t, "acts of nobody", D2OfWorks(2, 1, []Act{{2, 0}}, Minimum{}), Result{})
	equal(t, "acts in no work", D2OfWorks(2, 1, []Act{{0, 1}}, Minimum{}), Result{})
	equal(t, "one work", D2OfWorks(2, 1, []Act{{0, 0}, {0, 0}, {1, 0}}, Minimum{}), Known(2))
	equal(t, "below the minimum", D2OfWorks(7, 1, make([]Act, 40), ForNumber()), TooFew(People, 8, 7))
}

// The interval of participation holds the truth about as often as it says.
func TestCoverageOfParticipation(t *testing.T) {
	for shape, of := range shapes {
		for _, n := range []int{8, 12, 25} {
			for _, m := range []int{30, 60, 120} {
				const runs = 500
				rnd := rand.New(rand.NewPCG(uint64(n), uint64(m)))
				p, draw := of(n), 15
				q, _ := shares(p)
				truth := 0.0
				for _, v := range q {
					truth += (1 - math.Pow(1-v, float64(draw))) / float64(n)
				}
				hit := 0
				for range runs {
					low, high, ok := Participation(fall(rnd, p, m), draw, Minimum{}).Interval()
					if ok && low <= truth*(1+1e-9) && truth <= high*(1+1e-9) {
						hit++
					}
				}
				c := float64(hit) / runs
				name := fmt.Sprintf("%s, %d people, %d acts: %.3f", shape, n, m, c)
				t.Log(name)
				if c < .88 {
					t.Error(name)
				}
			}
		}
	}
	// Equality is where leaving out acts sees no spread at all.
	if low, high := bounds(t, Participation(slices.Repeat([]int{3}, 20), 15, ForNumber())); high-low < .05 {
		t.Errorf("of equals: %g to %g", low, high)
	}
	equal(t, "all acts drawn", Participation(vector, 30, ForNumber()), Known(.75))
}
