package web

import (
	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
	"orpheus/org"
)

// howPage explains one answer: what it means, how it is worked out, what misleads about it,
// and which acts of the one who looks are in it. Those are for their eyes alone.
type howPage struct {
	insightPage
	a   *measure.Answer
	own []ownAct
}

// ownAct is an act of the one who looks, with what is recorded of it.
type ownAct struct {
	ref   org.Ref
	title string
	facts string
	fix   []actButton // puts right what is wrong
}

func (s *server) howPage(pg *place) (templ.Component, error) {
	q := measure.Question(pg.r.PathValue("question"))
	if _, known := defined[q]; !known {
		return nil, errNotFound
	}
	pg.title = pg.p.T("insight.q." + string(q))
	if why := pg.noInsight(); why != nil {
		return why, nil
	}
	h := &howPage{insightPage: insightPage{place: pg, q: pg.insightAsked()}}
	if err := h.gather(h.q.days()); err != nil {
		return nil, err
	}
	h.a = h.found.Answer(q)
	h.own = h.ownActs()
	pg.way = []ui.NavItem{{Text: pg.p.T("nav.insight"), Href: h.at(h.q)}, navHere(pg.title)}
	return howShown(h), nil
}

// ownActs are those of the one who looks that the answer is made from.
func (h *howPage) ownActs() []ownAct {
	if h.me.Person == 0 || h.later() {
		return nil
	}
	switch h.a.About {
	case measure.OfSpells:
		return h.ownSeats()
	case measure.OfTensions:
		return h.ownTensions()
	case measure.OfDecisions:
		return h.ownDecisions()
	case measure.OfWorks:
		return h.ownLeads(true)
	case measure.OfAnswers, measure.OfItems: // it is not made from acts of anybody
		return nil
	case measure.OfTies:
		return append(h.ownLeads(false), h.ownJoined()...)
	}
	return h.ownLeads(false)
}

// in reports whether something in a circle belongs to the scope.
func (h *howPage) in(c org.CircleID) bool { return h.q.circle == 0 || h.s.Within(c, h.q.circle) }

// ran reports whether what ran from one moment to another did so in the window.
func (h *howPage) ran(since, until org.Time) bool {
	return since <= h.found.At && (until == 0 || until > h.found.From)
}

// fell reports whether a moment is in the window.
func (h *howPage) fell(t org.Time) bool { return t > h.found.From && t <= h.found.At }

func (h *howPage) ownLeads(now bool) (all []ownAct) {
	for id, l := range h.s.Leads() {
		i := h.s.Initiative(l.Initiative)
		if l.Person != h.me.Person || !h.ran(l.Since, l.Until) || !h.in(i.Circle) || now && l.Until != 0 {
			continue
		}
		act := ownAct{ref: org.RefOf(l.Initiative), title: i.Title, facts: h.facts(h.since(l.Since, l.Until), h.origin(l.Origin), h.counted(l.Origin.Origin()))}
		if !h.m.past() {
			act.fix = h.fixing(&org.CorrectLeadOrigin{Lead: id, Origin: other(l.Origin.Origin())}, "lead", id.String())
		}
		all = append(all, act)
	}
	return all
}

// counted says for which side a lead counts, where that is what is asked.
func (h *howPage) counted(o org.Origin) string {
	switch {
	case h.a.ID != measure.PullShare:
		return ""
	case o == org.AnsweredCall || o == org.SelfStarted:
		return h.p.T("insight.own.pull")
	case o == org.Assigned:
		return h.p.T("insight.own.push")
	}
	return h.p.T("insight.own.apart")
}

// fixing is the button that leads to the form of a correction, and comes back here.
func (h *howPage) fixing(act org.Act, field, id string) []actButton {
	list := h.form(nil, act)
	for i := range list {
		list[i].fields = []string{field, id, "_back", h.r.URL.RequestURI()}
		list[i].style += " " + ui.Small
	}
	return list
}

func (h *howPage) ownSeats() (all []ownAct) {
	for id, t := range h.s.Seats() {
		r := h.s.Role(t.Role)
		if t.Person != h.me.Person || t.Since == 0 || !h.ran(t.Since, t.Until) || !h.in(r.Circle) {
			continue
		}
		act := ownAct{ref: org.RefOf(t.Role), title: r.Name, facts: h.facts(h.since(t.Since, t.Until), h.origin(t.Origin))}
		if !h.m.past() {
			act.fix = h.fixing(&org.CorrectSeatOrigin{Seat: id, Origin: other(t.Origin.Origin())}, "seat", id.String())
		}
		all = append(all, act)
	}
	return all
}

func (h *howPage) ownTensions() (all []ownAct) {
	for id, t := range h.s.Tensions() {
		if t.By == h.me.Person && h.fell(t.Raised) && h.in(t.Circle) && h.sees(org.RefOf(id)) {
			facts := h.p.T("insight.own.raised", h.date(t.Raised))
			if i := h.s.Initiative(t.Initiative); i != nil {
				facts = h.facts(facts, h.p.T("insight.own.taken", h.date(i.Started)))
			}
			all = append(all, ownAct{ref: org.RefOf(id), title: t.Title, facts: facts})
		}
	}
	return all
}

func (h *howPage) ownDecisions() (all []ownAct) {
	for id, d := range h.s.Decisions() {
		if d.By == h.me.Person && !d.Elsewhere() && h.fell(d.Ended) && h.in(d.Circle) && h.sees(org.RefOf(id)) {
			all = append(all, ownAct{ref: org.RefOf(id), title: d.Title, facts: h.facts(h.p.T("insight.own.decided", h.date(d.Ended)), h.s.Circle(d.Circle).Name)})
		}
	}
	return all
}

// ownJoined is work in which they took part, led by others.
func (h *howPage) ownJoined() (all []ownAct) {
	for id, i := range h.s.Initiatives() {
		if !h.in(i.Circle) || !h.ran(i.Started, i.Concluded) || !h.sees(org.RefOf(id)) {
			continue
		}
		for _, p := range i.Joined {
			if p == h.me.Person {
				all = append(all, ownAct{ref: org.RefOf(id), title: i.Title, facts: h.p.T("insight.own.joined")})
			}
		}
	}
	return all
}

// since says from when to when.
func (h *howPage) since(since, until org.Time) string {
	if until == 0 {
		return h.p.T("insight.own.since", h.date(since))
	}
	return h.p.T("insight.own.ran", h.date(since), h.date(until))
}

func (h *howPage) facts(all ...string) string { return joined(all...) }

// minimum says what is needed for a number.
func minimum(t teller, q measure.Question) string {
	least := q.Least()
	if q.About() == measure.OfMembers {
		return t.p.T("insight.people", least.People)
	}
	return t.p.T("insight.minimum", t.p.T("insight.people", least.People), t.p.T("insight.about."+string(q.About()), least.Acts))
}

// ownNone says why no act of theirs is in it.
func (h *howPage) ownNone() string {
	if h.a.About == measure.OfAnswers {
		return h.p.T("insight.own.none.answers")
	}
	return h.p.T("insight.own.none")
}

// define is the rest of a definition, as pairs.
func (t teller) define(q measure.Question) []ui.Pair {
	d := defined[q]
	return []ui.Pair{
		{Term: t.p.T("insight.how.formula"), Text: d.formula},
		{Term: t.p.T("insight.how.source"), Text: d.source},
		{Term: t.p.T("insight.how.population"), Text: t.p.T("insight.population." + string(q))},
		{Term: t.p.T("insight.how.minimum"), Text: minimum(t, q)},
		{Term: t.p.T("insight.how.misleads"), Text: t.p.T("insight.misleads." + string(q))},
		{Term: t.p.T("insight.how.beside"), Text: t.p.T("insight.read." + string(q))},
	}
}
