package ballot_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org/ballot"
)

func TestWhatPasses(t *testing.T) {
	two, three := ballot.Part{Num: 2, Den: 3}, ballot.Part{Num: 3, Den: 4}
	for _, c := range []struct {
		yes, no int
		need    ballot.Part
		want    bool
	}{
		{0, 0, ballot.Part{}, false},
		{1, 0, ballot.Part{}, true},
		{1, 1, ballot.Part{}, false},
		{51, 50, ballot.Part{}, true},
		{0, 0, two, false},
		{2, 1, two, true},
		{66, 34, two, false},
		{67, 33, two, true},
		{3, 1, three, true},
		{299, 100, three, false},
	} {
		if got := ballot.Passes(c.yes, c.no, c.need); got != c.want {
			t.Errorf("%d to %d of %v: %v", c.yes, c.no, c.need, got)
		}
	}
}

// One more yes never loses, one more no never wins, and the part is exact.
func TestMajoritiesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		need := ballot.Part{Num: rapid.IntRange(1, 9).Draw(t, "num"), Den: 9}
		yes, no := rapid.IntRange(0, 1000).Draw(t, "yes"), rapid.IntRange(0, 1000).Draw(t, "no")
		got := ballot.Passes(yes, no, need)
		if exact := yes > 0 && big.NewRat(int64(yes), int64(yes+no)).Cmp(big.NewRat(int64(need.Num), 9)) >= 0; got != exact {
			t.Fatalf("%d to %d of %v: %v", yes, no, need, got)
		}
		if got && !ballot.Passes(yes+1, no, need) || !got && ballot.Passes(yes, no+1, need) {
			t.Fatal("it turns the wrong way")
		}
	})
}
