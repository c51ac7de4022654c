package web

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// initiativesPage is what the list of initiatives shows.
type initiativesPage struct {
	*place
	in       org.CircleID // only of this circle and those in it; zero for all
	tensions []org.TensionID
	open     []org.InitiativeID
	led      []org.InitiativeID
	done     []org.InitiativeID // the newest first
	more     bool               // some that are done are left out
}

// mostDone is how many initiatives that ended are listed.
const mostDone = 60

func (s *server) initiativesPage(pg *place) (templ.Component, error) {
	l := initiativesPage{place: pg, in: pg.asked("circle")}
	within := func(c org.CircleID) bool { return (l.in == 0 || pg.s.Within(c, l.in)) && pg.sees(org.RefOf(c)) }
	for id, t := range pg.s.Tensions() {
		if i := pg.s.Initiative(t.Initiative); t.Open() && within(t.Circle) && (i == nil || !i.Live()) {
			l.tensions = append(l.tensions, id)
		}
	}
	for id, i := range pg.s.Initiatives() {
		switch {
		case !within(i.Circle):
		case !i.Live():
			l.done = append(l.done, id)
		case len(i.Leads) == 0:
			l.open = append(l.open, id)
		default:
			l.led = append(l.led, id)
		}
	}
	slices.SortFunc(l.done, func(a, b org.InitiativeID) int {
		return cmp.Compare(pg.s.Initiative(b).Concluded, pg.s.Initiative(a).Concluded)
	})
	if l.more = len(l.done) > mostDone; l.more {
		l.done = l.done[:mostDone]
	}
	pg.title = pg.p.T("nav.initiatives")
	return initiativesShown(l), pg.load(pg.r.Context(), pg.steps(l.led)...)
}

// asked reads the circle that a list is about; zero for none there is.
func (pg *place) asked(name string) org.CircleID {
	id, err := org.ParseID[org.CircleID](pg.r.URL.Query().Get(name))
	if err != nil || pg.s.Circle(id) == nil {
		return 0
	}
	return id
}

// circleOptions are the circles to choose from, as deep as they are.
func (pg *place) circleOptions(chosen org.CircleID) []ui.Option {
	all := []ui.Option{{Value: "", Text: pg.p.T("filter.circles"), Chosen: chosen == 0}}
	var walk func(m *org.MapCircle)
	walk = func(m *org.MapCircle) {
		for _, sub := range m.Circles {
			pad := ""
			for range sub.Depth - 1 {
				pad += "\u00a0\u00a0"
			}
			all = append(all, ui.Option{Value: strconv.FormatUint(uint64(sub.ID), 10), Text: pad + sub.Name, Chosen: sub.ID == chosen})
			walk(sub)
		}
	}
	if m := pg.view.Map(); m != nil {
		walk(m)
	}
	return all
}

// openCard is something open, with what it is.
type openCard struct {
	ui.Open
	call org.Call
}

// openCards are what is open to lead.
func (l initiativesPage) openCards() []openCard {
	var cards []openCard
	for _, id := range l.tensions {
		t := l.s.Tension(id)
		card := ui.Open{
			Title: t.Title, Lang: l.foreign(), Href: l.tension(id), Say: l.p.T("mark.open"),
			From: joined(l.p.T("open.raised", l.nameOr(t.By), l.s.Circle(t.Circle).Name), l.openSince(t)),
		}
		for _, p := range t.Felt[:min(len(t.Felt), 4)] {
			card.Feel = append(card.Feel, ui.Person{Name: l.view.Name(p), Family: family(p)})
		}
		if n := len(t.Felt); n > 0 {
			card.More, card.FeelText = n-len(card.Feel), l.feltBy(t.Felt)
		}
		cards = append(cards, openCard{card, org.Call{Tension: id}})
	}
	for _, id := range l.open {
		i := l.s.Initiative(id)
		last := l.s.Lead(i.LastLead)
		cards = append(cards, openCard{ui.Open{
			Title: i.Title, Lang: l.foreign(), Href: l.initiative(id), Say: l.p.T("mark.open"),
			From: l.p.T("open.back", l.name(last.Person), l.date(last.Until), l.s.Circle(i.Circle).Name),
		}, org.Call{Initiative: id}})
	}
	return cards
}

// nameOr is what somebody is called; somebody for nobody in person.
func (pg *place) nameOr(id org.PersonID) string {
	if id == 0 {
		return pg.p.T("tell.somebody")
	}
	return pg.name(id)
}
