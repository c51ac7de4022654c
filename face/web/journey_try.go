package web

import (
	"time"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/org/practice"
	"orpheus/service"
	"orpheus/text/sentence"
)

// tryPage is a small step that is tried or was: what, until when, what was done meanwhile, and
// what its circle made of it.
type tryPage struct {
	*place
	id     org.TryID
	t      *org.Try
	small  *practice.Step // nil for one of their own
	acts   []org.Entry    // in its circle while it was tried, the newest first
	around []service.Around
}

// mostMeanwhile is how many acts a look back shows.
const mostMeanwhile = 40

func (s *server) tryPage(pg *place) (templ.Component, error) {
	id, err := id[org.TryID](pg)
	if err != nil {
		return nil, err
	}
	t := tryPage{place: pg, id: id, t: pg.s.Try(id)}
	if t.t == nil || t.t.Withdrawn || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	t.small = practice.StepNamed(t.t.Small)
	until := pg.at
	if t.t.Seen != 0 {
		until = t.t.Seen
	}
	found, err := pg.view.acts(pg.r.Context(), service.Query{Most: mostMeanwhile, Wants: func(e *org.Entry) bool {
		return e.At >= t.t.Since && e.At <= until && org.KindOf(e.Act).Noun() != "try" && pg.within(e, t.t.Circle)
	}})
	if err != nil {
		return nil, err
	}
	t.acts = found.Entries
	if t.small != nil && (t.t.Seen != 0 || t.t.Over(pg.at)) {
		if t.around, err = pg.view.Around(pg.r.Context(), t.t, t.small.Measures); err != nil {
			return nil, err
		}
	}
	pg.title = pg.tryTitle(id)
	pg.way = pg.journeyWay(t.t.Circle, pg.title)
	texts := []org.TextID{t.t.What, t.t.Room, t.t.Saw, t.t.Beside, t.t.Cost}
	if k := pg.s.Learning(t.t.Taught); k != nil {
		texts = append(texts, k.Text)
	}
	return tryShown(t), pg.load(pg.r.Context(), texts...)
}

// tryTitle is what a small step is called, in the language of the page where it is of the library.
func (pg *place) tryTitle(id org.TryID) string { return sentence.Title(pg.p, pg.s, org.RefOf(id)) }

func (pg *place) try(id org.TryID) string { return pg.href(org.RefOf(id)) }

// tryForeign is the language of the title, where it is another than that of the page.
func (pg *place) tryForeign(t *org.Try) string {
	if t.Small != "" {
		return ""
	}
	return pg.foreign()
}

// week says in which of its weeks a step is; that its time is over, or how it ended.
func (pg *place) week(t *org.Try) string {
	const long = 7 * 24 * time.Hour
	switch all := weeksOf(t.Until - t.Since); {
	case t.Outcome != org.TryGoesOn:
		return pg.p.T("journey.ended." + t.Outcome.String())
	case t.Over(pg.at):
		return pg.p.T("journey.over")
	default:
		return pg.p.T("journey.week", min(all, int(time.Duration(pg.at-t.Since)*time.Microsecond/long)+1), all)
	}
}

func weeksOf(d org.Time) int { return max(1, int((d+6*org.Day)/(7*org.Day))) }

// keeper says who looks after a step.
func (pg *place) keeper(t *org.Try) string {
	if who := pg.s.Person(t.Keeper); who == nil || !who.Present() {
		return pg.p.T("journey.keeper.none")
	}
	return pg.name(t.Keeper)
}

// tryPairs are who looks after it, until when, and what to look at.
func (pg *place) tryPairs(t *org.Try) []ui.Pair {
	all := []ui.Pair{{Term: pg.p.T("journey.keeper"), Text: pg.keeper(t)}, {Term: pg.p.T("journey.until"), Text: pg.date(t.Until)}}
	if s := practice.StepNamed(t.Small); s != nil {
		all = append(all, ui.Pair{Term: pg.p.T("journey.step.look"), Text: s.Look.In(pg.p.Lang())})
	}
	return all
}

// chip is the kind of chip that says how a step stands.
func (pg *place) tryChip(t *org.Try) (kind, icon string) {
	switch {
	case t.Outcome == org.TryKept:
		return "ok", "check"
	case t.Outcome != org.TryGoesOn:
		return "", "check"
	case t.Over(pg.at):
		return "soon", "clock"
	}
	return "", "clock"
}

// outcomes are what a circle can make of a step.
func (t tryPage) outcomes() (all []ui.Option) {
	for _, word := range org.TryKept.Offered() {
		all = append(all, ui.Option{Value: word, Text: t.p.T("becomes." + word), Why: t.p.T("journey.becomes." + word)})
	}
	return all
}

// question is one of the four of a look back.
func (t tryPage) question(n int) string { return practice.LookBack()[n].In(t.p.Lang()) }

// looks reports whether whoever looks may look back on it now.
func (t tryPage) looks() bool { return t.may(&org.LookBackOnTry{Try: t.id, Outcome: org.TryKept}) }

func (t tryPage) say() teller { return teller{t.p} }
