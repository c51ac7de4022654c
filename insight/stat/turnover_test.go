package stat

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTurnover(t *testing.T) {
	type seat struct{ role, person string }
	then := []seat{{"chair", "a"}, {"notes", "b"}, {"money", "c"}}
	now := []seat{{"chair", "a"}, {"notes", "d"}, {"money", "c"}, {"site", "e"}}
	near(t, "three of five", value(t, Turnover(then, now)), .6)
	near(t, "backwards", value(t, Turnover(now, then)), .6)
	near(t, "none", value(t, Turnover(then, then)), 0)
	near(t, "twice the same", value(t, Turnover(append(then, then...), append(then, then...))), 0)
	near(t, "all", value(t, Turnover(then, now[3:])), 1)
	near(t, "first ever", value(t, Turnover(nil, now)), 1)
	equal(t, "nothing held", Turnover[seat](nil, nil), Meaningless(Seats, 1, 0))
}

// Over all orders of the same acts, passing on is 1 on average.
func TestPassing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		acts := rapid.SliceOfN(rapid.IntRange(0, 2), 2, 7).Draw(t, "acts")
		if len(slices.Compact(slices.Sorted(slices.Values(acts)))) == 1 {
			if r := Passing(acts); r.State() != Undefined {
				t.Fatalf("one person: %v", r)
			}
			return
		}
		var sum, ways float64
		var all func(k int)
		all = func(k int) {
			if k == len(acts) {
				sum, ways = sum+value(t, Passing(acts)), ways+1
				return
			}
			for i := k; i < len(acts); i++ {
				acts[k], acts[i] = acts[i], acts[k]
				all(k + 1)
				acts[k], acts[i] = acts[i], acts[k]
			}
		}
		all(0)
		same(t, "mean", sum/ways, 1)
	})
	near(t, "by turns", value(t, Passing([]string{"a", "b", "a", "b"})), 1.5)
	near(t, "one long, then the other", value(t, Passing([]string{"a", "a", "b", "b"})), .5)
	equal(t, "one act", Passing([]int{4}), Meaningless(Acts, 2, 1))
}

func TestExcess(t *testing.T) {
	one := make([]int, 8)
	one[3] = 40
	near(t, "one person", value(t, Excess(one, all(8), ForNumber())), 1)
	if v := value(t, Excess(slices.Repeat([]int{5}, 8), all(8), ForNumber())); v >= 0 {
		t.Errorf("by turns: %g", v)
	}
	rnd := rand.New(rand.NewPCG(6, 6))
	var mean float64
	for range 400 {
		mean += value(t, Excess(fall(rnd, all(8), 40), all(8), Minimum{})) / 400
	}
	within(t, "by lot", mean, 0, .015)
	equal(t, "others", Excess(one, all(7), Minimum{}), Result{})
	equal(t, "nothing done", Excess(make([]int, 8), all(8), Minimum{}), Result{})
	equal(t, "one act", Excess([]int{1, 0}, all(2), Minimum{}), Result{})
	equal(t, "seven", Excess(one[:7], all(7), ForNumber()), TooFew(People, 8, 7))
}
