package measure

import (
	"orpheus/org"
	"orpheus/org/deciding"
)

// deeds returns what answers about something count, of the whole organisation, in a
// window that ends at a moment.
func deeds(st *org.State, about About, from, at org.Time) (all []deed) {
	add := func(c org.CircleID, p org.PersonID) { all = append(all, deed{c, p}) }
	switch about {
	case OfLeads, OfTies, OfMembers, OfItems:
		for _, l := range st.Leads() {
			if l.Since <= at && (l.Until == 0 || l.Until > from) {
				add(st.Initiative(l.Initiative).Circle, l.Person)
			}
		}
	case OfSpells:
		for _, t := range st.Seats() {
			if inWindow(t, from, at) {
				add(st.Role(t.Role).Circle, t.Person)
			}
		}
	case OfTensions:
		for _, t := range st.Tensions() {
			if t.Raised > from && t.Raised <= at {
				add(t.Circle, t.By)
			}
		}
	case OfDecisions:
		for _, x := range st.Decisions() {
			if decided(x, from, at) {
				add(x.Circle, x.By)
			}
		}
	case OfWorks:
		for _, i := range st.Initiatives() {
			if open(st, i, at) {
				for _, l := range i.Leads {
					add(i.Circle, st.Lead(l).Person)
				}
			}
		}
	}
	return all
}

// inWindow reports whether a seat was held at some time in a window. One of which nobody
// knows when it began says nothing about how long it is held.
func inWindow(t *org.Seat, from, at org.Time) bool {
	return t.Since != 0 && t.Since <= at && (t.Until == 0 || t.Until > from)
}

// decided reports whether a decision fell in a window.
func decided(x *org.Decision, from, at org.Time) bool {
	return x.Outcome == deciding.Adopted && x.Ended > from && x.Ended <= at
}

// open reports whether a piece of work was led at a moment and not over.
func open(st *org.State, i *org.Initiative, at org.Time) bool {
	return i.Started <= at && i.Concluded == 0 && len(i.Leads) > 0
}
