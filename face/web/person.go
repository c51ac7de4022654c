package web

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
)

// personPage is what the page of a person shows.
type personPage struct {
	*place
	id    org.PersonID
	row   *org.Person
	known bool // their name was not erased
	bars  []bar
}

func (s *server) personPage(pg *place) (templ.Component, error) {
	id, err := id[org.PersonID](pg)
	if err != nil {
		return nil, err
	}
	p := personPage{place: pg, id: id, row: pg.s.Person(id)}
	if p.row == nil || !pg.sees(org.RefOf(id)) {
		return nil, errNotFound
	}
	p.known = pg.view.Name(id) != ""
	pg.title, pg.way = pg.name(id), []ui.NavItem{{Text: pg.p.T("nav.people"), Href: pg.to("/people")}, navHere(pg.name(id))}
	if !p.known {
		return personShown(p), nil // nothing that would tell who it was
	}
	if p.bars, err = pg.timeline(id); err != nil {
		return nil, err
	}
	p.row = pg.seenOf(p.row)
	p.bars = slices.DeleteFunc(p.bars, func(b bar) bool { return !pg.sees(org.RefOf(b.work)) })
	texts := pg.namedTexts(id)
	for _, l := range p.row.Leads {
		work := pg.s.Lead(l).Initiative
		texts = append(append(texts, pg.s.Initiative(work).Body), pg.steps([]org.InitiativeID{work})...)
	}
	return personShown(p), pg.load(pg.r.Context(), texts...)
}

// bar is a time in which somebody led a piece of work or took part in it.
type bar struct {
	work        org.InitiativeID
	led         bool
	since, till org.Time // till is zero where it goes on
}

// timeline is what somebody led and took part in, the latest first.
func (pg *place) timeline(id org.PersonID) ([]bar, error) {
	var bars []bar
	for l := pg.s.Person(id).LastLead; l != 0; l = pg.s.Lead(l).PrevOfPerson {
		lead := pg.s.Lead(l)
		bars = append(bars, bar{lead.Initiative, true, lead.Since, lead.Until})
	}
	acts, err := pg.view.acts(pg.r.Context(), service.Query{
		Most: 200, Kinds: []string{"initiative.join", "initiative.leave"},
		Wants: func(e *org.Entry) bool { return e.By == id },
	})
	if err != nil {
		return nil, err
	}
	left := map[org.InitiativeID]org.Time{}
	for _, e := range acts.Entries {
		switch a := e.Act.(type) {
		case *org.LeaveInitiative:
			left[a.Initiative] = e.At
		case *org.JoinInitiative:
			if i := pg.s.Initiative(a.Initiative); i != nil {
				bars = append(bars, bar{a.Initiative, false, e.At, pg.tookPart(id, e.At, left[a.Initiative], i)})
			}
			delete(left, a.Initiative)
		}
	}
	slices.SortStableFunc(bars, func(a, b bar) int { return int(b.since/org.Day - a.since/org.Day) })
	return bars[:min(len(bars), 40)], nil
}

// tookPart is when taking part ended: when they left, led it themselves, or it
// was concluded.
func (pg *place) tookPart(id org.PersonID, since, left org.Time, i *org.Initiative) org.Time {
	end := left
	sooner := func(t org.Time) {
		if t != 0 && t > since && (end == 0 || t < end) {
			end = t
		}
	}
	sooner(i.Concluded)
	sooner(pg.s.Person(id).Until)
	for l := i.LastLead; l != 0; l = pg.s.Lead(l).PrevOfWork {
		if lead := pg.s.Lead(l); lead.Person == id {
			sooner(lead.Since)
		}
	}
	return end
}

// with are the others on a piece of work.
func (pg *place) others(work *org.Initiative, but org.PersonID) []org.PersonID {
	all := slices.Clone(work.Joined)
	for _, l := range work.Leads {
		all = append(all, pg.s.Lead(l).Person)
	}
	return slices.DeleteFunc(all, func(id org.PersonID) bool { return id == but })
}

// stack are the first of some people, as avatars.
func (pg *place) stack(people []org.PersonID) []ui.Person {
	var out []ui.Person
	for _, id := range people[:min(len(people), 4)] {
		out = append(out, ui.Person{Name: pg.view.Name(id), Photo: pg.photo(id), Family: family(id)})
	}
	return out
}

// names are the names of some people, in one line.
func (pg *place) names(people []org.PersonID) string {
	var names []string
	for _, id := range people {
		names = append(names, pg.name(id))
	}
	return strings.Join(names, ", ")
}

func (pg *place) seatDot(t org.SeatID) ui.DotKind {
	if slices.ContainsFunc(pg.s.Lit(t), func(i org.InitiativeID) bool {
		return pg.sees(org.RefOf(i))
	}) {
		return ui.DotLit
	}
	return ui.DotHeld
}
