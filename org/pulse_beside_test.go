package org

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whoever answers, answers in every round that asks them, the same. Whatever rounds go on at
// once, what is shown of them tells the answers of no group of fewer than five: not by taking
// from one round any that are inside it, of which nobody is in two.
func TestRoundsTogetherTellNobody(t *testing.T) {
	held := 0
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 7))
		for range 10 {
			held += tryRounds(rt, r)
		}
	})
	if held < 20 {
		t.Errorf("%d rounds were held back: too few to try anything", held)
	}
}

// tryRounds has some rounds close one after the other, looks at what is shown, and returns how
// many were held back.
func tryRounds(rt *rapid.T, r *rand.Rand) (held int) {
	people := 12 + r.IntN(40)
	answers := make([]bool, people)
	for i := range answers {
		answers[i] = r.IntN(4) > 0
	}
	var shown []besideRound
	var who [][]PersonID
	for range 2 + r.IntN(6) {
		from := r.IntN(people - 5)
		x := besideRound{asked: span(from, from+5+r.IntN(people-from-4))}
		if r.IntN(3) == 0 { // not all of them
			x.asked = slices.DeleteFunc(x.asked, func(PersonID) bool { return r.IntN(6) == 0 })
		}
		if r.IntN(4) == 0 {
			x.asked = span(0, people)
		}
		did := slices.DeleteFunc(slices.Clone(x.asked), func(p PersonID) bool { return !answers[p-1] })
		x.n = len(did)
		if x.n < PulseLeast {
			continue
		}
		if x.tells(shown) {
			held++
			continue
		}
		shown, who = append(shown, x), append(who, did)
	}
	for whole := range shown {
		for parts := range 1 << len(shown) {
			if left, is := leftOf(shown, who, whole, parts); is && few(left) {
				rt.Fatalf("of %v, without some that are shown, %d are left", who[whole], left)
			}
		}
	}
	return held
}

func span(from, to int) (all []PersonID) {
	for p := from; p < to; p++ {
		all = append(all, PersonID(p+1))
	}
	return all
}

// leftOf is how many answers of a whole are in none of some rounds inside it; false where they
// are not inside, or somebody is in two.
func leftOf(shown []besideRound, who [][]PersonID, whole, parts int) (int, bool) {
	if parts == 0 {
		return 0, false
	}
	left := slices.Clone(who[whole])
	asked := map[PersonID]bool{}
	for i := range shown {
		if parts&(1<<i) == 0 {
			continue
		}
		if i == whole {
			return 0, false
		}
		for _, p := range shown[i].asked {
			if asked[p] || !slices.Contains(shown[whole].asked, p) {
				return 0, false
			}
			asked[p] = true
		}
		left = slices.DeleteFunc(left, func(p PersonID) bool { return slices.Contains(who[i], p) })
	}
	return len(left), true
}

// A circle and the organisation it is in, asked at once: whichever closes later is held back
// where the rest of the organisation is fewer than five; without the rest, or with enough, both
// are shown.
func TestACircleAndTheRest(t *testing.T) {
	all := span(0, 14)
	for _, c := range []struct {
		part []PersonID
		n    [2]int // answers of the part and of the whole
		want bool
	}{
		{all[:9], [2]int{9, 14}, false},
		{all[:10], [2]int{9, 13}, true},
		{all[:10], [2]int{10, 13}, true},
		{all[:8], [2]int{8, 13}, false},
		{all[:8], [2]int{8, 12}, true},
		{all, [2]int{12, 13}, true},
		{all, [2]int{13, 13}, false},
	} {
		part, whole := besideRound{c.part, c.n[0]}, besideRound{all, c.n[1]}
		if part.tells([]besideRound{whole}) != c.want || whole.tells([]besideRound{part}) != c.want {
			t.Errorf("%d of %d people, %v answers: held back %v, want %v", len(c.part), len(all), c.n, !c.want, c.want)
		}
	}
	// of four parts, the last one would tell the one that is not shown
	whole := besideRound{span(0, 26), 24}
	shown := []besideRound{whole, {span(0, 7), 7}, {span(7, 14), 7}}
	if last := (besideRound{span(14, 20), 6}); !last.tells(shown) || last.tells(shown[:2]) {
		t.Error("the last of the parts is shown beside four answers that are not")
	}
}
