package readiness

import (
	"slices"

	"orpheus/insight/watch"
	"orpheus/org"
)

const (
	openLong = 30 * org.Day
	year     = 365 * org.Day
	quarter  = 90 * org.Day
)

// Gather counts what is to be seen in a circle with all inside it. Signals are what is worth a
// conversation there, with their own rules of what may be said.
func Gather(s *org.State, circle org.CircleID, now org.Time, signals []watch.Signal) (f Facts) {
	in := func(c org.CircleID) bool { return c != 0 && s.Within(c, circle) }
	f.Agreed = s.StatisticsFrom != 0 && s.StatisticsFrom <= now
	for p, row := range s.People() {
		if row.Present() && !row.Guest && slices.ContainsFunc(append(s.CirclesOf(p), org.Root), in) {
			f.People++
		}
	}
	f.structure(s, in, now)
	f.waits(s, in, now)
	f.said(s, in, now)
	for i := range signals {
		one := &signals[i]
		if len(one.About) == 0 || !in(s.HomeOf(one.About[0])) {
			continue
		}
		switch one.Rule {
		case watch.TwoOwners:
			f.TwoOwners++
		case watch.SingleAdviser, watch.AdviceToOne, watch.LeansOnOne:
			f.OnOne++
		case watch.Centralised:
			f.Central = true
		}
	}
	return f
}

// structure counts roles, guardrails and what changed lately.
func (f *Facts) structure(s *org.State, in func(org.CircleID) bool, now org.Time) {
	made, all := 0, 0
	for id, c := range s.Circles() {
		if !in(id) {
			continue
		}
		lately := func(at org.Time) bool { return at != 0 && at <= now && at > now-quarter && at > s.Founded+quarter }
		if lately(c.Formed) || lately(c.Closed) {
			made++
		}
		if !c.Live() {
			continue
		}
		all++
		f.Guardrails += len(c.Guardrails)
		for _, r := range c.Roles {
			role := s.Role(r)
			if len(role.Seats) == 0 {
				f.Empty++
			}
			f.Formal = f.Formal || role.Formal && len(role.Seats) > 0
		}
	}
	f.Remade = made > 0 && 5*made >= all
	for _, g := range s.Agreements() {
		if g.Holds() && in(g.Circle) {
			f.Agreements++
		}
	}
}

// waits counts what is open to lead.
func (f *Facts) waits(s *org.State, in func(org.CircleID) bool, now org.Time) {
	for _, t := range s.Tensions() {
		if i := s.Initiative(t.Initiative); t.Open() && in(t.Circle) && t.Raised < now-openLong && (i == nil || !i.Live()) {
			f.Waiting++
		}
	}
	for _, i := range s.Initiatives() {
		if l := s.Lead(i.LastLead); i.Live() && in(i.Circle) && len(i.Leads) == 0 && (l == nil || l.Until < now-openLong) && i.Started < now-openLong {
			f.Waiting++
		}
	}
	for _, k := range s.Learnings() {
		if in(k.Circle) && k.At > now-year {
			f.Learnings++
		}
	}
}

// said counts objections and what was done with advice, of the last year.
func (f *Facts) said(s *org.State, in func(org.CircleID) bool, now org.Time) {
	for id := org.ObjectionID(1); s.Objection(id) != nil; id++ {
		if o := s.Objection(id); o.At > now-year && in(s.Decision(o.Decision).Circle) {
			f.Objections++
			if !o.Open() {
				f.Settled++
			}
		}
	}
	for _, x := range s.Decisions() {
		for i := range x.Advice {
			if a := &x.Advice[i]; in(x.Circle) && a.At > now-year && a.Heed != org.Unheeded {
				f.Advised++
				if a.Heed == org.Followed {
					f.Followed++
				}
			}
		}
	}
}
