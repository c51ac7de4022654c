package measure

import (
	"cmp"
	"slices"

	"orpheus/insight/stat"
	"orpheus/org"
)

// leastAdvice is how much advice there has to be in one circle, before it is said from how
// many people it came.
const leastAdvice = 8

// rests answers what stops if someone is away: open pieces of work with one lead and
// nobody who would go on, which is a second lead, or somebody who stands in for the one.
func (q *asked) rests() Answer {
	a := Answer{}
	by := map[org.PersonID]int{}
	var alone, each []org.PersonID // the one of each such piece of work
	for _, i := range q.st.Initiatives() {
		if !open(q.st, i, q.now.At) || !q.all.in(i.Circle) {
			continue
		}
		a.M++
		for _, l := range i.Leads {
			by[q.st.Lead(l).Person]++
		}
		if len(i.Leads) == 1 {
			one := q.st.Lead(i.Leads[0]).Person
			each = append(each, one)
			if q.st.Away(one, q.now.At) == 0 {
				alone = append(alone, one)
			}
		}
	}
	r := stat.Known(float64(len(alone)))
	if a.M < RestsOnOne.least() {
		r = stat.TooFew(stat.Works, RestsOnOne.least(), a.M)
	}
	a.put(r, len(q.now.Members), tallied(by))
	if !a.shown() {
		return a
	}
	a.beside("bus_factor", OfPeople, stat.Known(float64(busFactor(each, a.M))), a.M)
	one, subjects := q.singleAdviser()
	if subjects > 0 {
		a.beside("single_adviser", Count, stat.Known(float64(one)), subjects)
	}
	return a
}

// busFactor is how many people have to be away until more than half of all open work has
// no lead, going by whoever has most first: at least so many cannot be fewer than the
// truth, which would be NP-hard to find where work has several leads; of work with one
// lead, as counted here, it is exact. Zero where so much work has a second lead that it
// never comes to that. Avelino et al. 2016.
func busFactor(alone []org.PersonID, open int) int {
	count := map[org.PersonID]int{}
	for _, p := range alone {
		count[p]++
	}
	var most []int
	for _, n := range count {
		most = append(most, n)
	}
	slices.SortFunc(most, func(a, b int) int { return cmp.Compare(b, a) })
	gone := 0
	for i, n := range most {
		if gone += n; 2*gone > open {
			return i + 1
		}
	}
	return 0
}

// singleAdviser counts the circles in which enough advice was given to say so, and those
// of them in which all of it came from one person.
func (q *asked) singleAdviser() (one, of int) {
	for _, by := range q.advisers() {
		all := 0
		for _, n := range by {
			all += n
		}
		if all < leastAdvice {
			continue
		}
		of++
		if len(by) == 1 {
			one++
		}
	}
	return one, of
}
