package demo

import (
	"slices"

	"orpheus/org"
)

// thanked is somebody who is thanked for what they led last, so many days before the end.
type thanked struct {
	to   string
	back int
}

// thanked are those whom whoever looks may be.
var thankedLast = []thanked{{"fatima", 6}, {"ward", 11}, {"lotte", 17}, {"rachid", 1}, {"precious", 9}, {"amina", 23}, {"marc", 31}, {"samira", 14}, {"mohamed", 4}}

// thanks has people thank each other for work that ended, for advice, and for what they lead. A
// few keep it for themselves.
func (r *region) thanks() {
	s := r.strand("thanks")
	for back := 700; back > 0; back -= 9 {
		s.on(back+s.own.IntN(5), func() {
			if back/9%7 == 0 {
				s.thanksForAdvice()
				return
			}
			s.thanksForWork(0)
		})
	}
	for _, t := range thankedLast {
		s.on(t.back, func() { s.thanksForWork(s.pid(t.to)) })
	}
}

// thanksForWork is for work that ended in the last weeks or, where somebody is named, that they
// led last.
func (s *strand) thanksForWork(to org.PersonID) {
	var found []*org.Lead
	if to != 0 {
		if l := s.draft.Lead(s.draft.Person(to).LastLead); l != nil {
			found = append(found, l)
		}
	} else {
		for _, i := range s.draft.Initiatives() {
			if l := s.draft.Lead(i.LastLead); l != nil && i.Concluded > s.now-21*org.Day {
				found = append(found, l)
			}
		}
	}
	l := pick(s.sim, found)
	if l == nil {
		return
	}
	work := s.draft.Initiative(l.Initiative)
	from := slices.Clone(work.Joined)
	if len(from) == 0 {
		from = s.of(work.Circle)
	}
	s.thank(&org.GiveThanks{To: l.Person, Initiative: l.Initiative}, from, "thanks")
}

// thanksForAdvice is for advice on what was decided last.
func (s *strand) thanksForAdvice() {
	var last org.DecisionID
	for id, x := range s.draft.Decisions() {
		if x.Ended != 0 && x.Ended > s.now-90*org.Day && len(x.Advice)+len(x.Objections) > 0 {
			last = id
		}
	}
	x := s.draft.Decision(last)
	if x == nil {
		return
	}
	to := x.By
	if len(x.Advice) > 0 {
		to = x.Advice[0].Person
	} else if o := s.draft.Objection(x.Objections[0]); o != nil {
		to = o.By
	}
	s.thank(&org.GiveThanks{To: to, Decision: last}, []org.PersonID{x.By}, "advised")
}

// thank has one of some people say it. One in eight is kept from the others by whoever gets it.
func (s *strand) thank(act *org.GiveThanks, from []org.PersonID, list string) {
	from = slices.DeleteFunc(from, func(p org.PersonID) bool { return p == act.To || !s.draft.Person(p).Present() })
	by := pick(s.sim, from)
	if act.Text = s.one(list); by == 0 || !s.do(by, act) {
		return
	}
	if act.Thanks%8 == 5 {
		s.days(s.between(1, 3), func() { s.do(act.To, &org.HideThanks{Thanks: act.Thanks}) })
	}
}
