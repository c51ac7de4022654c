package stat

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// present draws who is there: everybody at a rate of their own, somebody always.
func present(rnd *rand.Rand, meetings, people int) []Meeting {
	rate := make([]float64, people)
	for i := range rate {
		rate[i] = .4 + .6*rnd.Float64()
	}
	out := make([]Meeting, meetings)
	for i := range out {
		for len(out[i].Present) == 0 {
			for p, r := range rate {
				if rnd.Float64() < r {
					out[i].Present = append(out[i].Present, int32(p))
				}
			}
		}
	}
	return out
}

func byLot(rnd *rand.Rand, meetings []Meeting) {
	for i := range meetings {
		meetings[i].By = meetings[i].Present[rnd.IntN(len(meetings[i].Present))]
	}
}

// A task that falls by lot lies within each band nine times in ten or, since numbers come in
// steps, more: 146 meetings chaired by 9 people, and 126 with notes by 8.
func TestCoverageOfRotation(t *testing.T) {
	const settings, lots = 8, 1500
	for _, c := range []struct {
		name             string
		meetings, people int
	}{{"chair", 146, 9}, {"notes", 126, 8}} {
		rnd := rand.New(rand.NewPCG(uint64(c.meetings), uint64(c.people)))
		var hit [3]int
		for range settings { // the band depends only on who is there
			m := present(rnd, c.meetings, c.people)
			byLot(rnd, m)
			turns := Rotation(m)
			here := make([][]int32, len(m))
			by := make([]int32, len(m))
			for i := range m {
				here[i] = m[i].Present
			}
			r := newRound(here, int32(c.people))
			for range lots {
				byLot(rnd, m)
				for i := range m {
					by[i] = m[i].By
				}
				d2, most, gap := r.of(by)
				for i, b := range []Boundary{turns.People, turns.Most, turns.Gap} {
					if v := []float64{d2, most, gap}[i]; b.Low <= v && v <= b.High {
						hit[i]++
					}
				}
			}
		}
		for i, name := range []string{"D2", "most", "gap"} {
			share := float64(hit[i]) / settings / lots
			t.Logf("%s, %s: %.3f", c.name, name, share)
			if share < .89 || share > .97 {
				t.Errorf("%s, %s: the band has %.3f", c.name, name, share)
			}
		}
	}
}

func TestRotation(t *testing.T) {
	rnd := rand.New(rand.NewPCG(11, 11))
	m := present(rnd, 146, 9)
	byTurns := slices.Clone(m)
	last := make([]int, 9)
	for i := range byTurns { // who has waited longest
		byTurns[i].By = slices.MinFunc(m[i].Present, func(a, b int32) int { return last[a] - last[b] })
		last[byTurns[i].By] = i + 1
	}
	if turns := Rotation(byTurns); turns.Gap.Index >= turns.Gap.Low || turns.Most.Index >= turns.Most.Low || turns.People.Index <= turns.People.Mean {
		t.Errorf("by turns: %+v", turns)
	}
	same := slices.Clone(m)
	for i := range same { // always the same, where there
		same[i].By = m[i].Present[0]
	}
	if turns := Rotation(same); turns.People.Index >= turns.People.Low || turns.Most.Index <= turns.Most.High || turns.Gap.Index <= turns.Gap.High {
		t.Errorf("always the same: %+v", turns)
	}
	byLot(rnd, m)
	a := Rotation(m)
	other := slices.Clone(m)
	for i := range other { // who is there in another order, and some twice
		other[i].Present = append(slices.Clone(m[i].Present), m[i].Present[0])
		slices.Reverse(other[i].Present)
	}
	if b := Rotation(other); a != b {
		t.Errorf("%+v, in another order %+v", a, b)
	}
	// Two alone take turns: 3 and 3 of 6; each waits one meeting.
	two := []Meeting{{[]int32{0, 1}, 0}, {[]int32{0, 1}, 1}, {[]int32{0, 1}, 0}, {[]int32{0, 1}, 1}, {[]int32{0, 1}, 0}, {[]int32{0, 1}, 1}}
	if turns := Rotation(two); turns.People.Index != 2 || turns.Most.Index != .5 || turns.Gap.Index != 1 {
		t.Errorf("two: %+v", turns)
	}
	// Whoever was not there did not wait.
	away := []Meeting{{[]int32{0}, 0}, {[]int32{0}, 0}, {[]int32{0, 1}, 1}}
	if turns := Rotation(away); turns.Gap.Index != 1 {
		t.Errorf("away: %+v", turns.Gap)
	}
	for name, m := range map[string][]Meeting{
		"none": nil, "one": two[:1], "by somebody who was not there": {{[]int32{0}, 1}, two[0]}, "nobody there": {{nil, 0}, two[0]}, "below 0": {{[]int32{-1}, -1}, two[0]},
	} {
		if turns := Rotation(m); turns.Known {
			t.Errorf("%s: %+v", name, turns)
		}
	}
}
