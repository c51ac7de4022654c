package stat

import (
	"math"
	"testing"
)

// The states at the edges, every function by every edge.
func TestEdgesOfShares(t *testing.T) {
	var (
		nobody  = Meaningless(People, 1, 0)
		nothing = Meaningless(Acts, 1, 0)
		oneFew  = TooFew(People, 2, 1)
		oneNone = Meaningless(People, 2, 1)
	)
	for _, f := range []struct {
		name string
		of   func([]float64) Result
		one  Result
	}{
		{"Gini", Gini, oneFew},
		{"GiniCorrected", GiniCorrected, oneNone},
		{"HHI", HHI, Known(1)},
		{"HHINormalised", HHINormalised, oneNone},
		{"Effective", Effective, Known(1)},
		{"HalfHeldBy", HalfHeldBy, Known(1)},
		{"Shannon", Shannon, Known(0)},
		{"Evenness", Evenness, oneNone},
		{"Hill", func(x []float64) Result { return Hill(x, 2) }, oneFew},
	} {
		equal(t, f.name+" of nobody", f.of(nil), nobody)
		equal(t, f.name+" of nothing", f.of([]float64{0, 0, 0}), nothing)
		equal(t, f.name+" of nothing by one", f.of([]float64{0}), nothing)
		equal(t, f.name+" of one", f.of([]float64{7}), f.one)
		for _, bad := range []float64{-1, math.NaN(), math.Inf(1), math.MaxFloat64} {
			equal(t, f.name+" of bad numbers", f.of([]float64{2, bad, math.MaxFloat64}), Result{})
		}
	}
	equal(t, "Hill of a negative order", Hill([]float64{1, 2}, -1), Result{})
	equal(t, "Hill of no order", Hill([]float64{1, 2}, math.NaN()), Result{})
}

func TestEdgesOfActs(t *testing.T) {
	any, number := Minimum{}, ForNumber()
	for _, c := range []struct {
		name      string
		got, want Result
	}{
		{"D2 of nobody", D2(nil, any), Meaningless(People, 1, 0)},
		{"D2 of no act", D2([]int{0, 0}, any), Meaningless(Acts, 2, 0)},
		{"D2 of one act", D2([]int{0, 1}, number), Meaningless(Acts, 2, 1)},
		{"D2 of a negative", D2([]int{5, -1, 5}, any), Result{}},
		{"D2 of too many", D2([]int{math.MaxInt, 1}, any), Result{}},
		{"D2 without a repeat", D2([]int{1, 1, 1}, any), TooFew(Repeats, 1, 0)},
		{"D2 of two acts", D2([]int{2, 0}, any), Known(1)},
		{"D2 of one person", D2([]int{40}, any), Within(1, 1, 1)},
		{"D2 of seven people", D2([]int{9, 9, 9, 9, 9, 9, 9}, number), TooFew(People, 8, 7)},
		{"D2 of 29 acts", D2([]int{29, 0, 0, 0, 0, 0, 0, 0}, number), TooFew(Acts, 30, 29)},
		{"D2 short of both", D2([]int{1, 1}, number), TooFew(People, 8, 2)},
		{"D2 short of a trend", D2(vector, ForTrend()), TooFew(Acts, 60, 30)},
		{"Lambda without a repeat", Lambda([]int{1, 1, 1}), Known(0)},

		{"Rarefied of nobody", Rarefied(nil, 1), Meaningless(People, 1, 0)},
		{"Rarefied to nothing", Rarefied(vector, 0), Result{}},
		{"Rarefied of a negative", Rarefied([]int{3, -1}, 1), Result{}},
		{"Rarefied to more than seen", Rarefied(vector, 31), TooFew(Acts, 31, 30)},
		{"Participation of nobody", Participation(nil, 15, any), Meaningless(People, 1, 0)},
		{"Participation of seven", Participation([]int{9, 9, 9, 0, 0, 0, 0}, 15, number), TooFew(People, 8, 7)},
		{"Participation, few of all", Participation([]int{9, 1}, 15, number), TooFew(People, 8, 2)},
		{"Participation of more than seen", Participation(vector, 40, number), TooFew(Acts, 40, 30)},

		{"Wilson of none", Wilson(0, 0), Meaningless(Acts, 1, 0)},
		{"Wilson of too many", Wilson(3, 2), Result{}},
		{"Wilson of a negative", Wilson(-1, 2), Result{}},
		{"PullShare of none", PullShare(0, 0), TooFew(Acts, 10, 0)},
		{"PullShare of nine", PullShare(9, 0), TooFew(Acts, 10, 9)},
		{"PullShare of a negative", PullShare(12, -1), Result{}},
		{"PullShare of ten", PullShare(9, 1), Wilson(9, 10)},
	} {
		equal(t, c.name, c.got, c.want)
	}
}
