package org

import (
	"errors"
	"fmt"
	"testing"
)

// diamonds returns an organisation in which each level has two circles, and both
// serve both of the level above: 2 to the power of levels ways lead up. It is made
// by replay, as a log from before the bound on the depth is.
func diamonds(levels int) *Draft {
	d := new(State).Edit()
	d.Replay(&FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, Moment{At: Day})
	d.Replay(&JoinPerson{Person: 1}, Moment{At: Day})
	above := []CircleID{Root}
	for range levels {
		next := []CircleID{d.circles.Next(), d.circles.Next() + 1}
		for range 2 {
			d.Replay(&FormCircle{Name: "x", Parents: above}, Moment{At: Day})
		}
		above = next
	}
	return d
}

// Whoever walks up a net of circles meets each once: the ways are without number.
func TestAWalkUpMeetsEachCircleOnce(t *testing.T) {
	d := diamonds(34)
	last := d.circles.Next() - 1
	met := map[CircleID]bool{}
	for c := range d.above(last) {
		if met[c] {
			t.Fatalf("%v is met twice", c)
		}
		met[c] = true
	}
	if len(met) != 68 { // all but the twin of the last
		t.Errorf("%d circles are around the last of 34 levels of two, want 68", len(met))
	}
	if !d.Within(last, Root) || d.Within(2, last) {
		t.Error("who is inside whom")
	}
}

// No act about a net of circles takes more than a look at each.
func TestActsInANetOfCirclesEnd(t *testing.T) {
	d := diamonds(34)
	last := d.circles.Next() - 1
	m := Moment{At: 2 * Day, By: 1}
	for _, act := range []Act{
		&MoveCircle{Circle: last, Parents: []CircleID{last - 2}},
		&MoveCircle{Circle: last - 1, Parents: []CircleID{last - 3, last - 2}},
		&FormCircle{Name: "x", Parents: []CircleID{2, 3}},
		&FormCircle{Name: "x", Parents: []CircleID{last}},
	} {
		err := act.Check(&d.State, m)
		if key := keyOf(err); key != "" && key != "circle.deep" {
			t.Errorf("%s: %v", NameOf(act), err)
		}
	}
	d.Replay(&SetGuardrail{Circle: 2, Structure: ByDecision}, m)
	d.Replay(&SetGuardrail{Circle: 3, Structure: ByDecision}, m)
	if key := keyOf(d.mayShape(m, last)); key != "structure.by_decision" {
		t.Errorf("a circle under two that only a decision changes: %q", key)
	}
	if d.HasAuthority(1, last) {
		t.Error("authority without a seat")
	}
}

func keyOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Key
	}
	return ""
}

// Circles lie MaxDepth deep and serve MaxParents at most, however they come there.
func TestCirclesLieOnlySoDeep(t *testing.T) {
	d := new(State).Edit()
	m := Moment{At: Day}
	do := func(act Act, want string) {
		t.Helper()
		if _, err := d.Do(act, m); keyOf(err) != want {
			t.Fatalf("%s: %v, want %q", NameOf(act), err, want)
		}
	}
	do(&FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, "")
	for i := range MaxDepth {
		do(&FormCircle{Name: fmt.Sprint(i), Parents: []CircleID{CircleID(i + 1)}}, "")
	}
	deepest := d.circles.Next() - 1
	do(&FormCircle{Name: "x", Parents: []CircleID{deepest}}, "circle.deep")
	do(&FormCircle{Name: "x", Parents: []CircleID{Root, deepest}}, "circle.deep") // by the second too
	do(&FormCircle{Name: "x", Parents: []CircleID{Root}}, "")
	do(&MoveCircle{Circle: 2, Parents: []CircleID{deepest + 1}}, "circle.deep") // with all inside it
	do(&MoveCircle{Circle: deepest, Parents: []CircleID{Root}}, "")
	do(&MoveCircle{Circle: 2, Parents: []CircleID{deepest + 1}}, "")
	do(&MoveCircle{Circle: 9, Parents: make([]CircleID, MaxParents+1)}, "circle.many_parents")

	old := diamonds(34) // from before the bound: what lies too deep may move to where it lies less deep
	last := old.circles.Next() - 1
	for act, want := range map[Act]string{
		&MoveCircle{Circle: last, Parents: []CircleID{last - 5}}: "",
		&FormCircle{Name: "x", Parents: []CircleID{last - 4}}:    "circle.deep",
		&RestoreCircle{Circle: last, Parents: []CircleID{last}}:  "circle.live",
		&MoveCircle{Circle: 999, Parents: []CircleID{2}}:         "circle.unknown",
	} {
		if err := act.Check(&old.State, m); keyOf(err) != want {
			t.Errorf("%s: %v, want %q", NameOf(act), err, want)
		}
	}
}
