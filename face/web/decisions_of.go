package web

import "orpheus/org"

// mostHere is how many decisions and agreements a page about something else names.
const mostHere = 6

// decidedHere are the open decisions that some of things asked for have, and the agreements
// that are in force there, the newest first.
func (pg *place) decidedHere(open func(*org.Decision) bool, holds func(*org.Agreement) bool) (ids []org.DecisionID, rules []org.AgreementID) {
	for id, x := range pg.s.GoingOn() {
		if open(x) && pg.sees(org.RefOf(id)) {
			ids = append([]org.DecisionID{id}, ids...)
		}
	}
	for id, g := range pg.s.Agreements() {
		if g.Holds() && holds(g) && pg.sees(org.RefOf(id)) {
			rules = append([]org.AgreementID{id}, rules...)
		}
	}
	return ids[:min(len(ids), mostHere)], rules[:min(len(rules), mostHere)]
}

// decidedIn are those of a circle.
func (pg *place) decidedIn(c org.CircleID) ([]org.DecisionID, []org.AgreementID) {
	return pg.decidedHere(func(x *org.Decision) bool { return x.Circle == c }, func(g *org.Agreement) bool { return g.Circle == c })
}

// decidedAbout are those that would change a role or are about it, and the agreements of
// decisions that did.
func (pg *place) decidedAbout(r org.RoleID) ([]org.DecisionID, []org.AgreementID) {
	about := func(x *org.Decision) bool {
		if x.Role == r {
			return true
		}
		for _, act := range x.Changes {
			for _, ref := range org.About(act) {
				if ref == org.RefOf(r) {
					return true
				}
			}
		}
		return false
	}
	return pg.decidedHere(about, func(g *org.Agreement) bool { return about(pg.s.Decision(g.Decision)) })
}

// decidedBy are the open decisions that somebody proposed.
func (pg *place) decidedBy(p org.PersonID) ([]org.DecisionID, []org.AgreementID) {
	return pg.decidedHere(func(x *org.Decision) bool { return x.By == p }, func(*org.Agreement) bool { return false })
}
