package stat

import "testing"

func TestVector(t *testing.T) {
	x := Floats(vector)
	for _, c := range []struct {
		name string
		got  Result
		want float64
	}{
		{"Gini", Gini(x), .450000},
		{"corrected Gini", GiniCorrected(x), .514286},
		{"HHI", HHI(x), .204444},
		{"normalised HHI", HHINormalised(x), .090794}, // (.204444 - 1/8) / (7/8)
		{"effective", Effective(x), 4.891304},
		{"half held by", HalfHeldBy(x), 2},
		{"entropy", Shannon(x), 1.678834},
		{"evenness", Evenness(x), .807349}, // 1.678834 / ln 8
		{"0D", Hill(x, 0), 6},
		{"1D", Hill(x, 1), 5.359305},
		{"2D", Hill(x, 2), 4.891304},
		{"lambda", Lambda(vector), .177011},
		{"D2", D2(vector, ForNumber()), 5.649351},
		{"rarefied", Rarefied(vector, 15), 5.572160},
		{"participation", Participation(vector, 15, ForNumber()), .696520},
		{"pull share", PullShare(7, 5), .583333},
	} {
		near(t, c.name, value(t, c.got), c.want)
	}

	low, high := bounds(t, D2(vector, ForNumber()))
	within(t, "D2 from", low, 3.9332, 5e-5)
	within(t, "D2 to", high, 8, 0)
	near(t, "SE", max(jackknife(vector, 30), equalSE(8, 30)), .031338)

	low, high = bounds(t, PullShare(7, 5))
	near(t, "Wilson from", low, .319511)
	near(t, "Wilson to", high, .806740)
}
