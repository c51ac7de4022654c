package measure

import (
	"cmp"
	"slices"

	"orpheus/org"
)

// lattice is which circles have a number of their own, where they do not let anybody work
// out one that is not shown: what is left of a circle without those inside it that are
// shown is either nothing, or itself enough to be shown. Whatever can be worked out from
// shown numbers is a sum of such rests, so it is enough too. Of circles that would tell,
// the one with the fewest deeds is withheld first.
type lattice struct {
	st    *org.State
	own   map[org.CircleID]map[org.PersonID]int // deeds in the circle itself
	cells map[org.CircleID]map[org.PersonID]int // and in those inside it
	shown map[org.CircleID]bool
}

// told returns the circles that are shown. Deeds of a circle count for those around it, by
// main parents; those of one that was closed, for the circle it served last.
func told(st *org.State, deeds []deed) map[org.CircleID]bool {
	l := &lattice{st: st, own: map[org.CircleID]map[org.PersonID]int{}, cells: map[org.CircleID]map[org.PersonID]int{}, shown: map[org.CircleID]bool{}}
	for _, d := range deeds {
		c := d.circle
		for c != 0 && !st.Circle(c).Live() {
			c = st.Circle(c).Parent()
		}
		count(l.own, c, d.by)
		for ; c != 0; c = st.Circle(c).Parent() {
			count(l.cells, c, d.by)
		}
	}
	if l.fits(org.Root) {
		l.show(org.Root)
	} else {
		for _, c := range l.under(org.Root) {
			l.show(c)
		}
	}
	return l.shown
}

func count(cells map[org.CircleID]map[org.PersonID]int, c org.CircleID, p org.PersonID) {
	if cells[c] == nil {
		cells[c] = map[org.PersonID]int{}
	}
	cells[c][p]++
}

// fits reports whether a circle with all inside it is enough by itself.
func (l *lattice) fits(c org.CircleID) bool {
	return l.cells[c] != nil && speaksOf(l.cells[c]) == "" && l.enough(c, nil, false)
}

// enough reports whether eight people take part in c without kids and what is inside them;
// of those circles alone in which something was done, if so.
func (l *lattice) enough(c org.CircleID, kids []org.CircleID, acting bool) bool {
	seen := map[org.PersonID]bool{}
	var walk func(id org.CircleID)
	walk = func(id org.CircleID) {
		if slices.Contains(kids, id) || len(seen) >= LeastPeople {
			return
		}
		if !acting || l.own[id] != nil {
			for p := range l.members(id) {
				if seen[p] = true; len(seen) >= LeastPeople {
					return
				}
			}
		}
		for _, kid := range l.st.Circle(id).Children {
			if l.st.Circle(kid).Parent() == id {
				walk(kid)
			}
		}
	}
	walk(c)
	return len(seen) >= LeastPeople
}

// members are those of one circle; all of them, of the root.
func (l *lattice) members(c org.CircleID) func(yield func(org.PersonID) bool) {
	return func(yield func(org.PersonID) bool) {
		if c == org.Root {
			for id, p := range l.st.People() {
				if p.Present() && !p.Guest && !yield(id) {
					return
				}
			}
			return
		}
		for _, id := range l.st.Members(c) {
			if !l.st.Person(id).Guest && !yield(id) {
				return
			}
		}
	}
}

// under returns the circles nearest below c that are enough by themselves.
func (l *lattice) under(c org.CircleID) (all []org.CircleID) {
	for _, kid := range l.st.Circle(c).Children {
		switch {
		case l.st.Circle(kid).Parent() != c:
		case l.fits(kid):
			all = append(all, kid)
		default:
			all = append(all, l.under(kid)...)
		}
	}
	return all
}

// show shows c, and of those under it as many as tell nothing more.
func (l *lattice) show(c org.CircleID) {
	l.shown[c] = true
	kids := l.under(c)
	for len(kids) > 0 && !l.safe(c, kids) {
		least := slices.MinFunc(kids, func(a, b org.CircleID) int { return cmp.Or(cmp.Compare(l.size(a), l.size(b)), cmp.Compare(a, b)) })
		i := slices.Index(kids, least)
		kids = append(slices.Delete(kids, i, i+1), l.under(least)...)
	}
	for _, kid := range kids {
		l.show(kid)
	}
}

func (l *lattice) size(c org.CircleID) (n int) {
	for _, k := range l.cells[c] {
		n += k
	}
	return n
}

// safe reports whether what is left of c without kids is nothing, or enough.
func (l *lattice) safe(c org.CircleID, kids []org.CircleID) bool {
	left := make(map[org.PersonID]int, len(l.cells[c]))
	for p, n := range l.cells[c] {
		for _, kid := range kids {
			n -= l.cells[kid][p]
		}
		if n > 0 {
			left[p] = n
		}
	}
	return len(left) == 0 || speaksOf(left) == "" && l.enough(c, kids, true)
}
