package measure_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/measure"
	"orpheus/internal/racetest"
	"orpheus/org"
)

// What is shown of circles never lets anybody work out how many leads there were in one
// that is not enough to be shown: a solver takes all that a member gets, of every circle
// over a year, as equations, and looks whether a hidden number follows.
func TestNoHiddenNumberFollowsFromThoseShown(t *testing.T) {
	hid, shows := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		d := drawn(t, rt)
		own := map[org.CircleID]map[org.PersonID]int{}
		for _, l := range d.draft.State.Leads() {
			c := d.draft.State.Initiative(l.Initiative).Circle
			if own[c] == nil {
				own[c] = map[org.PersonID]int{}
			}
			own[c][l.Person]++
		}
		var circles []org.CircleID
		for id := range d.draft.State.Circles() {
			circles = append(circles, id)
		}
		var shown [][]float64
		var hidden []org.CircleID
		for _, c := range circles {
			if counts(d, c) {
				shown = append(shown, counted(d, c, circles))
				shows++
			} else if !enough(d, c, own) {
				hidden = append(hidden, c)
			}
		}
		for _, c := range hidden {
			hid++
			if follows(shown, counted(d, c, circles)) {
				rt.Fatalf("how much was led in %s follows from what is shown", c)
			}
		}
	})
	if hid == 0 || shows == 0 {
		t.Errorf("%d numbers were hidden and %d shown: that tries nothing", hid, shows)
	}
}

// drawn is an organisation of some circles in circles, small ones and large ones, with leads
// in some of them.
func drawn(t *testing.T, rt *rapid.T) *told {
	sizes := rapid.SliceOfN(rapid.SampledFrom([]int{2, 4, 6, 7, 7, 8, 9, 12}), 2, 5).Draw(rt, "members")
	people := 0
	for _, n := range sizes {
		people += n
	}
	d := newTold(t, people)
	for i := range sizes {
		parent := org.CircleID(rapid.IntRange(1, i+1).Draw(rt, "parent"))
		d.do(0, &org.FormCircle{Parents: []org.CircleID{parent}, Name: fmt.Sprint("Circle ", i)})
	}
	d.day = 100
	first := 1
	for i, n := range sizes {
		for p := first; p < first+n; p++ {
			d.do(0, &org.JoinCircle{Circle: org.CircleID(i + 2), Person: org.PersonID(p)})
		}
		kind := rapid.SampledFrom([]int{0, 1, 2, 3, 3, 3}).Draw(rt, "who leads") // nobody, one, three, or all of them
		for p := first; p < first+[]int{0, 1, min(3, n), n}[kind]; p++ {
			for range rapid.IntRange(1, 9).Draw(rt, "leads") {
				d.lead(org.PersonID(p), org.CircleID(i+2), org.SelfStarted)
			}
		}
		first += n
	}
	d.day = 110
	return d
}

// What is left of a shown circle without those inside it that are shown is nothing, or is
// itself enough: here it is looked for in every pair of such circles, and in all that lie
// nearest inside one.
func TestTheRestSpeaksOfNobody(t *testing.T) {
	rests := 0
	rapid.Check(t, func(rt *rapid.T) {
		d := drawn(t, rt)
		st := &d.draft.State
		visible := map[org.CircleID]bool{}
		for id := range st.Circles() {
			visible[id] = counts(d, id)
		}
		for c := range st.Circles() {
			if !visible[c] {
				continue
			}
			parts := false // whether others inside it are shown
			left, people, all, most := map[org.PersonID]int{}, map[org.PersonID]bool{}, 0, 0
			inside := func(k org.CircleID) bool { // of a shown circle inside c
				for ; k != c; k = st.Circle(k).Parent() {
					if visible[k] {
						return true
					}
				}
				return false
			}
			for _, l := range st.Leads() {
				k := st.Initiative(l.Initiative).Circle
				if !st.Within(k, c) || inside(k) {
					continue
				}
				left[l.Person]++
				all++
				most = max(most, left[l.Person])
				for _, p := range st.Members(k) {
					people[p] = true
				}
				if k == org.Root {
					for p := range st.People() {
						people[p] = true
					}
				}
			}
			for k := range st.Circles() {
				parts = parts || k != c && visible[k] && st.Within(k, c)
			}
			if all == 0 || !parts {
				continue // nothing is left, or all of it, which is enough by the rule for one number
			}
			rests++
			if len(left) < 5 || 5*most > 4*all || len(people) < 8 {
				rt.Fatalf("what is left of %s speaks of somebody: %d led %d, the most %d, of %d people", c, len(left), all, most, len(people))
			}
		}
	})
	if rests == 0 && !racetest.On {
		t.Error("nothing was ever left")
	}
}

// counts reports whether somebody who does not belong to a circle learns how much was led in it:
// also a count that is too small for a number is one.
func counts(d *told, c org.CircleID) bool {
	said := measure.Answers(&d.draft.State, measure.Scope{At: d.now(), Circle: c, Window: measure.Year}).FromOutside()
	return said.Answer(measure.Participation).M > 0
}

// counted is which circles' leads the number of a circle is the sum of.
func counted(d *told, c org.CircleID, of []org.CircleID) []float64 {
	row := make([]float64, len(of))
	for i, k := range of {
		if d.draft.State.Within(k, c) {
			row[i] = 1
		}
	}
	return row
}

// enough is the rule for one number by itself, written down a second time.
func enough(d *told, c org.CircleID, own map[org.CircleID]map[org.PersonID]int) bool {
	people, all := map[org.PersonID]bool{}, map[org.PersonID]int{}
	sum, most := 0, 0
	for id := range d.draft.State.Circles() {
		if !d.draft.State.Within(id, c) {
			continue
		}
		for _, p := range d.draft.State.Members(id) {
			people[p] = true
		}
		for p, n := range own[id] {
			all[p] += n
			sum += n
			most = max(most, all[p])
		}
	}
	return len(people) >= 8 && len(all) >= 5 && 5*most <= 4*sum
}

// follows reports whether a row is a combination of others, by elimination.
func follows(rows [][]float64, row []float64) bool {
	return rank(append(slices.Clone(rows), row)) == rank(rows)
}

func rank(rows [][]float64) (r int) {
	var m [][]float64
	for _, row := range rows {
		m = append(m, slices.Clone(row))
	}
	for col := 0; len(m) > 0 && col < len(m[0]) && r < len(m); col++ {
		best := r
		for i := r; i < len(m); i++ {
			if math.Abs(m[i][col]) > math.Abs(m[best][col]) {
				best = i
			}
		}
		if math.Abs(m[best][col]) < 1e-9 {
			continue
		}
		m[r], m[best] = m[best], m[r]
		for i := r + 1; i < len(m); i++ {
			f := m[i][col] / m[r][col]
			for k := range m[i] {
				m[i][k] -= f * m[r][k]
			}
		}
		r++
	}
	return r
}
