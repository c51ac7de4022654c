package match

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPartsMakeTheWorth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		term := rapid.Float64Range(0, 1)
		weight := rapid.IntRange(0, MostWeight)
		w := Weights{weight.Draw(t, "k"), weight.Draw(t, "e"), weight.Draw(t, "g"), weight.Draw(t, "c"), weight.Draw(t, "a")}
		terms := Terms{term.Draw(t, "k"), term.Draw(t, "e"), term.Draw(t, "g"), term.Draw(t, "c"), 0}
		if worth := w.Worth(terms); worth < 0 || worth > One+2 {
			t.Fatalf("worth %d", worth)
		}
		again := terms
		again.Again = 1
		if w.Worth(again) > w.Worth(terms) {
			t.Fatal("having had it last speaks for somebody")
		}
	})
	if got := Usual.Worth(Terms{Knows: 1, Energy: 1, Grows: 1, Completes: 1}); got != One {
		t.Errorf("all of it is worth %d", got)
	}
	if got := Usual.Worth(Terms{Energy: 0.5}); got != 150_000 {
		t.Errorf("half of 3 in 10 is %d", got)
	}
}

func TestLotBetweenThoseAsNear(t *testing.T) {
	loss := []int64{0, Near, Near + 1, 2*Near + 1, -1, 5 * Near}
	id := func(pair int) uint64 { return uint64(pair) }
	orders := map[string]bool{}
	for seed := range uint64(40) {
		all := Invite(loss, seed, id)
		if len(all) != 5 {
			t.Fatalf("%d are invited", len(all))
		}
		pairs := ""
		for i, v := range all {
			if v.Lot != (i < 4) {
				t.Errorf("seed %d: %d of %d by lot: %v", seed, i, v.Pair, v.Lot)
			}
			if (v.Pair < 2) != (i < 2) || (v.Pair == 5) != (i == 4) {
				t.Errorf("seed %d: pair %d stands at %d", seed, v.Pair, i)
			}
			pairs += string(rune('0' + v.Pair))
		}
		orders[pairs] = true
		if again := Invite(loss, seed, id); !slices.Equal(all, again) {
			t.Errorf("seed %d drew otherwise the second time", seed)
		}
	}
	if len(orders) != 4 {
		t.Errorf("orders drawn: %v", orders)
	}
}

func TestRangeInWhichAnAnswerStands(t *testing.T) {
	a, b := Terms{Knows: 1}, Terms{Energy: 1}
	first := func(w Weights) bool { return w.Worth(a) > w.Worth(b) }
	got, err := Stands(t.Context(), Usual, first)
	if err != nil {
		t.Fatal(err)
	}
	if want := [5]Range{{4, 10}, {0, 3}, {0, 10}, {0, 10}, {0, 10}}; got != want {
		t.Errorf("%v", got)
	}
	ctx, end := context.WithCancel(t.Context())
	looked := 0
	_, err = Stands(ctx, Usual, func(Weights) bool {
		looked++
		end()
		return true
	})
	if err == nil || looked != 1 {
		t.Errorf("nobody waits any more, and it is looked %d times: %v", looked, err)
	}
}

// Two calls ask for one person: one of them pays for it, and somebody else's loss says so.
func TestPriceAndLoss(t *testing.T) {
	p := &Problem{People: []Person{{Room: 1}, {Room: 1}}, Openings: []Opening{
		{Seats: 1, Pairs: []Pair{{0, 900_000}, {1, 100_000}}},
		{Seats: 1, Pairs: []Pair{{0, 800_000}, {1, 400_000}}},
	}}
	x := solved(t, p)
	if !slices.Equal(x.Chosen[0], []int32{0}) || !slices.Equal(x.Chosen[1], []int32{1}) {
		t.Fatal(x.Chosen)
	}
	if got := x.Price(0); got != 400_000 {
		t.Errorf("the price is %d: the other call would gain 400,000 by them", got)
	}
	if got := x.Price(1); got != 0 {
		t.Errorf("the price of what nobody else asks for is %d", got)
	}
	if got := x.Loss(0); got[0] != 0 || got[1] != 400_000 { // 1.3 with it, 0.9 the other way round
		t.Errorf("losses %v", got)
	}
}
