package web

import (
	"slices"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
)

const pulsePath = "/pulse"

func (pg *place) pulse(id org.PulseID) string { return pg.href(org.RefOf(id)) }

// pulsePage is the rounds of the pulse, now and before, and how often circles are asked.
type pulsePage struct {
	*place
	circle org.CircleID // what it is narrowed to; zero for all
	now    []org.PulseID
	before []org.PulseID
	page   paging
	plans  []*org.PulsePlan
	asks   map[org.PulseID]bool // of those now, which wait for whoever looks
}

func (s *server) pulsePage(pg *place) (templ.Component, error) {
	l := &pulsePage{place: pg, circle: pg.asked("circle"), asks: map[org.PulseID]bool{}}
	pg.title = pg.p.T("pulse.name")
	if l.circle != 0 {
		pg.title = pg.p.T("pulse.title", pg.s.Circle(l.circle).Name)
	}
	pg.way = append(pg.wayTo(max(l.circle, org.Root)), navHere(pg.p.T("pulse.name")))
	for id, p := range pg.s.Pulses() {
		switch {
		case !pg.sees(org.RefOf(id)) || l.circle != 0 && p.Circle != l.circle:
		case p.Closed == 0:
			l.now = append(l.now, id)
		default:
			l.before = append(l.before, id)
		}
	}
	slices.Reverse(l.before)
	l.page = pg.paged(len(l.before))
	for _, id := range l.now {
		asks, err := pg.pulseAsks(id)
		if err != nil {
			return nil, err
		}
		l.asks[id] = asks
	}
	for id, c := range pg.s.Circles() {
		if p := pg.s.PulsePlanOf(id); p != nil && c.Live() && pg.sees(org.RefOf(id)) && (l.circle == 0 || l.circle == id) {
			l.plans = append(l.plans, p)
		}
	}
	return pulsesShown(l), nil
}

// pulseAsks reports whether a round waits for whoever looks. A page that depends on it is not
// kept: who answered changes no version.
func (pg *place) pulseAsks(id org.PulseID) (bool, error) {
	p := pg.s.Pulse(id)
	if _, asked := slices.BinarySearch(p.Asked, pg.me.Person); !asked || !p.Open() || pg.at >= p.Until || pg.m.past() {
		return false, nil
	}
	pg.w.Header().Del("ETag")
	pg.tag = ""
	answered, err := pg.view.HasAnswered(pg.r.Context(), id)
	return !answered, err
}

// row is a round as a line of a list.
func (l *pulsePage) row(id org.PulseID) ui.Row {
	p := l.s.Pulse(id)
	state := l.p.T("pulse.state." + l.pulseState(p))
	r := ui.Row{Mark: ui.MarkOpen, Say: state, Title: l.p.T("pulse.title", l.s.Circle(p.Circle).Name), Href: l.pulse(id)}
	if p.Closed != 0 {
		r.Mark = ui.MarkDone
	}
	r.Meta = []ui.Fact{{Kind: ui.PlainFact, Text: l.p.T("pulse.dates", l.date(p.Opened), l.date(p.Until))}, {Kind: ui.PlainFact, Text: state}}
	return r
}

// showing reports whether what a round showed is to be shown, by what is agreed now.
func (pg *place) showing(p *org.Pulse) bool { return pg.view.Counted().Showing(p) }

func (pg *place) pulseState(p *org.Pulse) string {
	switch {
	case p.Closed == 0 && p.Open() && pg.at < p.Until:
		return "open"
	case p.Closed == 0:
		return "counting"
	case pg.showing(p):
		return "shown"
	case p.Shows():
		return "before" // it counts no more
	}
	return "hidden"
}

// pulseButtons are how a circle is asked: now, and how often; of the whole organisation for
// zero.
func (pg *place) pulseButtons(c org.CircleID) (list []actButton) {
	c = max(c, org.Root)
	if last := pg.s.UntoldPulse(c); last != 0 && pg.may(&org.TellPulse{Pulse: last, Text: org.Write("x")}) {
		list = pg.form(list, &org.TellPulse{Pulse: last, Text: org.Write("x")})
		list[len(list)-1].fields = []string{"pulse", last.String()}
	}
	list = pg.form(list, &org.AskPulse{Circle: c})
	return pg.form(list, &org.PlanPulse{Circle: c, Weeks: 4})
}

// pulseRhythm says how often a circle is asked.
func (pg *place) pulseRhythm(p *org.PulsePlan) string {
	if p.Waits {
		return pg.p.T("pulse.rhythm.waits", int(p.Weeks))
	}
	return pg.p.T("pulse.rhythm", int(p.Weeks), pg.date(p.Next))
}

func (l *pulsePage) shown() []org.PulseID { return l.before[l.page.first:l.page.last] }

// rhythms are how often circles are asked, each with the way to change it.
func (l *pulsePage) rhythms() (pairs []ui.Pair) {
	for _, p := range l.plans {
		pairs = append(pairs, ui.Pair{Term: l.s.Circle(p.Circle).Name, Text: l.pulseRhythm(p)})
	}
	return pairs
}
