package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/watch"
	"orpheus/org"
)

// signalsPage is what is worth a conversation, with the rules that find it.
type signalsPage struct {
	*place
	rule    watch.Rule // what the list is narrowed to; empty for all
	open    []watch.Signal
	settled []watch.Signal
	own     []watch.Signal // for the one who looks alone
	count   map[watch.Rule]int
	page    paging
}

// signals serves the page: what somebody said about their room hangs on it.
func (s *server) signals() http.Handler {
	page := s.placing(s.signalsPage)
	return s.page(func(v *request) error {
		if err := s.roomy(v); err != nil {
			return err
		}
		return page(v)
	})
}

func (s *server) signalsPage(pg *place) (templ.Component, error) {
	pg.title = pg.p.T("watch.title")
	if why := pg.noInsight(); why != nil {
		return why, nil
	}
	open, settled, err := pg.view.Signals(pg.r.Context())
	if err != nil {
		return nil, err
	}
	l := signalsPage{place: pg, rule: watch.Rule(pg.r.URL.Query().Get("rule")), settled: settled, own: pg.view.OwnSignals(pg.room), count: map[watch.Rule]int{}}
	for i := range open {
		l.count[open[i].Rule]++
	}
	if l.count[l.rule] == 0 {
		l.rule = ""
	}
	l.open = slices.DeleteFunc(open, func(o watch.Signal) bool { return l.rule != "" && o.Rule != l.rule })
	l.page = pg.paged(len(l.open))
	var texts []org.TextID
	for i := range settled {
		texts = append(texts, settled[i].Settled.Why)
	}
	return signalsShown(l), pg.load(pg.r.Context(), texts...)
}

// shown are those on the page.
func (l signalsPage) shown() []watch.Signal { return l.open[l.page.first:l.page.last] }

func (l signalsPage) values() url.Values {
	q := url.Values{}
	if l.rule != "" {
		q.Set("rule", string(l.rule))
	}
	return q
}

func (l signalsPage) pager() ui.Pager {
	return l.place.pager(l.page, l.values(), func(q url.Values) string { return l.with("/insight/signals", q) })
}

// of is the address of the signals of one rule.
func (pg *place) signalsOf(r watch.Rule) string {
	return pg.with("/insight/signals", url.Values{"rule": {string(r)}})
}

// signalFrom says from when on rules count that count leading; empty where no day was agreed.
func (pg *place) signalFrom() string {
	switch from := pg.view.Present.StatisticsFrom; {
	case from == 0:
		return ""
	case pg.at < from:
		return pg.p.T("watch.rule.off", pg.date(from))
	default:
		return pg.p.T("watch.rule.from", pg.date(from))
	}
}

// signalMarks are the shapes beside signals: of work that is open, of what came back, of
// two, of what is being decided, of advice, of what is led.
var signalMarks = map[watch.Rule]ui.MarkKind{
	watch.NobodysWork: ui.MarkOpen, watch.LeadOver: ui.MarkOpen, watch.OpenLong: ui.MarkOpen, watch.RoleEmpty: ui.MarkOpen,
	watch.TermOver: ui.MarkOpen, watch.RaisesOnly: ui.MarkOpen, watch.RolesStale: ui.MarkAside, watch.Bounced: ui.MarkBack,
	watch.Reopened: ui.MarkBack, watch.TwoOwners: ui.MarkFeedback, watch.Stuck: ui.MarkDeciding, watch.SingleAdviser: ui.MarkAdvice,
	watch.OneKnows: ui.MarkAdvice, watch.AdviceToOne: ui.MarkAdvice, watch.LeansOnOne: ui.MarkLed, watch.Centralised: ui.MarkLed, watch.Overload: ui.MarkLed,
}

// signalFact is a thing by which a signal can be checked.
type signalFact struct{ text, href string }

// mostFacts is how many of them a line names.
const mostFacts = 8

// signalFacts are the things a signal rests on that have a page, and how many more there are.
func (pg *place) signalFacts(one *watch.Signal) (facts []signalFact, more int) {
	for _, r := range slices.Concat(one.About, one.Facts) {
		f := signalFact{pg.called(r), pg.href(r)}
		switch {
		case f.text == "" || slices.Contains(facts, f):
		case len(facts) == mostFacts:
			more++
		default:
			facts = append(facts, f)
		}
	}
	return facts, more
}

// signalStep is the one next step: where its form cannot be sent by the one who looks, the
// page of what it is about.
func (pg *place) signalStep(one *watch.Signal) (text, href string) {
	step := one.Step
	text = pg.p.T(step.Text)
	switch {
	case step.Page == watch.ProposePage && !pg.m.past():
		return text, pg.proposeTo(step.Fields...)
	case step.Page == watch.CallsPage:
		return text, pg.with("/initiatives", workQuery{tab: tabOpen}.values())
	case step.Page == watch.RaisedPage:
		return text, pg.with("/initiatives", workQuery{tab: tabOpen, circle: org.CircleID(step.About.N)}.values())
	case step.Kind == "lead.offer" && pg.mayAsk(step.About):
		return text, pg.act(step.Kind, step.Fields...)
	case step.Kind != "" || step.Page == watch.ProposePage:
		text = pg.p.T("watch.step.see")
	}
	return text, pg.href(step.About)
}

// mayAsk reports whether the one who looks may ask somebody to lead something: one of their
// circle, or of those who came first.
func (pg *place) mayAsk(about org.Ref) bool {
	offer := &org.OfferLead{Tension: org.TensionID(about.N)}
	if about.Letter == 'I' {
		offer = &org.OfferLead{Initiative: org.InitiativeID(about.N)}
	}
	if pg.m.past() || pg.me.Person == 0 || !pg.s.Belongs(pg.me.Person, pg.s.HomeOf(about)) {
		return false
	}
	for _, p := range pg.s.Members(pg.s.HomeOf(about)) {
		if offer.To = p; p != pg.me.Person && pg.may(offer) {
			return true
		}
	}
	return false
}

// settling is the form in which somebody says that a signal is fine; empty where nobody can.
func (pg *place) settling(one *watch.Signal) string {
	if pg.m.past() || pg.me.Person == 0 || one.Rule == watch.Overload {
		return ""
	}
	return pg.act("signal.settle", "key", one.Key, "_back", pg.r.URL.RequestURI())
}

// settledBy says who said so and until when.
func (pg *place) settledBy(row *org.SettledSignal) string {
	if row.By == 0 {
		return pg.p.T("watch.settled.nobody", pg.date(row.Until))
	}
	return pg.p.T("watch.settled.by", pg.name(row.By), pg.date(row.Until))
}

// shortList is how many signals the page about leading shows, and all of them.
func (pg *place) shortList(n int) (some []watch.Signal, all int) {
	open, _, err := pg.view.Signals(pg.r.Context())
	if err != nil {
		return nil, 0
	}
	return mixed(open, n), len(open)
}

// mixed takes signals of as many rules as there are, before it takes two of one.
func mixed(open []watch.Signal, n int) (some []watch.Signal) {
	taken := make([]bool, len(open))
	for len(some) < min(n, len(open)) {
		seen := map[watch.Rule]bool{}
		for i := range open {
			if !taken[i] && !seen[open[i].Rule] && len(some) < n {
				taken[i], seen[open[i].Rule] = true, true
				some = append(some, open[i])
			}
		}
	}
	return some
}

// reopening is a button that brings a signal back: its key is what it is about.
func reopening(d actButton, key string) actButton {
	d.fields = []string{"key", key}
	return small(d)
}
