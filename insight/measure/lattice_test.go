package measure_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/stat"
	"orpheus/org"
)

// What is shown of circles never lets anybody work out how many leads there were in one
// that is not enough to be shown: a solver takes all that a member gets, of every circle
// over a year, as equations, and looks whether a hidden number follows. It is taken to know
// in which circles nothing was led at all.
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
		var acting, circles []org.CircleID
		for id := range d.draft.State.Circles() {
			circles = append(circles, id)
			if own[id] != nil {
				acting = append(acting, id)
			}
		}
		var shown [][]float64
		var hidden []org.CircleID
		for _, c := range circles {
			if a := by(t, d.of(c, 365), "participation"); a.State == stat.Value {
				shown = append(shown, counted(d, c, acting))
				shows++
			} else if !enough(d, c, acting, own) {
				hidden = append(hidden, c)
			}
		}
		for _, c := range hidden {
			row := counted(d, c, acting)
			if slices.Max(append(row, 0)) == 0 {
				continue // nothing was led in it, which everybody may know
			}
			hid++
			if follows(shown, row) {
				rt.Fatalf("how much was led in %s follows from what is shown", c)
			}
		}
	})
	if hid == 0 || shows == 0 {
		t.Errorf("%d numbers were hidden and %d shown: that tries nothing", hid, shows)
	}
}

// drawn is an organisation of some circles in circles, with leads here and there.
func drawn(t *testing.T, rt *rapid.T) *told {
	people := rapid.IntRange(20, 40).Draw(rt, "people")
	d := newTold(t, people)
	n := rapid.IntRange(1, 6).Draw(rt, "circles")
	for i := range n {
		parent := org.CircleID(rapid.IntRange(1, i+1).Draw(rt, "parent"))
		d.do(0, &org.FormCircle{Parents: []org.CircleID{parent}, Name: fmt.Sprint("Circle ", i)})
	}
	for p := 1; p <= people; p++ {
		d.do(0, &org.JoinCircle{Circle: org.CircleID(rapid.IntRange(2, n+1).Draw(rt, "home")), Person: org.PersonID(p)})
	}
	d.day = 100
	for range rapid.IntRange(30, 120).Draw(rt, "leads") {
		d.lead(org.PersonID(rapid.IntRange(1, people).Draw(rt, "by")), org.CircleID(rapid.IntRange(1, n+1).Draw(rt, "in")), org.SelfStarted)
	}
	d.day = 110
	return d
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
func enough(d *told, c org.CircleID, acting []org.CircleID, own map[org.CircleID]map[org.PersonID]int) bool {
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
