package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
	"orpheus/service/search"
)

// peoplePage is what the list of people shows.
type peoplePage struct {
	*place
	q       peopleQuery
	near    []org.PersonID // in circles of the one who looks, of what is listed
	list    []org.PersonID // by name
	page    paging
	guests  int                           // of all that may be seen
	close   int                           // people in circles of the one who looks
	named   map[org.PersonID][]string     // what people say others may ask them about
	knew    map[org.PersonID]service.Knew // who learned or advised on what is asked for
	topics  []topic
	invites bool // the one who looks may invite people
}

// peopleQuery is what the list of people is narrowed to; all of it is in the address.
type peopleQuery struct {
	words  string // of a name, or of what one may ask about
	near   bool
	guests bool
	topics bool // the topics instead of the people
	circle org.CircleID
}

func (pg *place) peopleAsked() peopleQuery {
	q := pg.r.URL.Query()
	return peopleQuery{words: cut(strings.TrimSpace(q.Get("q")), 200), near: q.Has("near"), guests: q.Has("guests"), topics: q.Has("topics"), circle: pg.asked("circle")}
}

func (q peopleQuery) values() url.Values {
	v := url.Values{}
	for name, on := range map[string]bool{"near": q.near, "guests": q.guests, "topics": q.topics} {
		if on {
			v.Set(name, "")
		}
	}
	if q.words != "" {
		v.Set("q", q.words)
	}
	if q.circle != 0 {
		v.Set("circle", q.circle.String()[1:])
	}
	return v
}

// narrow reports whether anybody is left out.
func (q peopleQuery) narrow() bool { return len(q.values()) > 0 }

func (s *server) peoplePage(pg *place) (templ.Component, error) {
	l := peoplePage{place: pg, q: pg.peopleAsked(), invites: s.invites(pg), named: map[org.PersonID][]string{}}
	named, err := pg.view.Named(pg.r.Context(), org.AsStrength)
	if err != nil {
		return nil, err
	}
	if l.knew, err = pg.view.Knew(pg.r.Context(), l.q.words); err != nil {
		return nil, err
	}
	own := pg.neighbours()
	l.gather(named, own)
	l.topics = topicsOf(named, own, pg.p.Lang())
	pg.title = pg.p.T("nav.people")
	if l.q.topics {
		l.page = pg.paged(len(l.topics))
		return topicsShown(l), nil
	}
	l.page = pg.paged(len(l.list))
	return peopleShown(l), nil
}

// gather lists who is asked for.
func (l *peoplePage) gather(named []service.Named, own map[org.PersonID]bool) {
	m := search.NewMatch(l.q.words)
	knows := map[org.PersonID]bool{}
	for _, n := range named {
		if fits := m.Any() && m.FitsFolded(n.Folded); fits {
			knows[n.Person] = true
			l.named[n.Person] = append([]string{n.Text}, l.named[n.Person]...) // what was asked for first
		} else {
			l.named[n.Person] = append(l.named[n.Person], n.Text)
		}
	}
	for _, id := range l.view.Ordered(l.p.Lang(), l.sees) {
		p := l.s.Person(id)
		if !p.Present() {
			continue
		}
		if p.Guest {
			l.guests++
		}
		near := own[id] && id != l.me.Person
		if near {
			l.close++
		}
		_, knew := l.knew[id]
		if l.q.guests && !p.Guest || l.q.near && !near || l.q.circle != 0 && !l.belongs(id, l.q.circle) || l.q.words != "" && !knows[id] && !knew && !l.view.Called(id, m) {
			continue
		}
		l.list = append(l.list, id)
		if near {
			l.near = append(l.near, id)
		}
	}
}

// belongs reports whether somebody is in a circle or in one inside it.
func (pg *place) belongs(id org.PersonID, in org.CircleID) bool {
	return slices.ContainsFunc(pg.circlesOf(id), func(c org.CircleID) bool { return pg.s.Within(c, in) })
}

// neighbours are who is in a circle of the one who looks, the whole organisation apart.
func (pg *place) neighbours() map[org.PersonID]bool {
	out := map[org.PersonID]bool{}
	for _, c := range pg.circlesOf(pg.me.Person) {
		if c == org.Root {
			continue
		}
		for _, id := range pg.s.Members(c) {
			out[id] = true
		}
	}
	return out
}

// mostNear is how many people of one's own circles stand before everybody.
const mostNear = 8

// nearFirst are the people of one's own circles who stand before the others: on the first
// page, where nothing is asked for that leaves the others out.
func (l peoplePage) nearFirst() []org.PersonID {
	if l.page.page > 1 || l.q.near || l.q.guests || l.q.circle != 0 || len(l.list) <= mostNear {
		return nil
	}
	return l.near[:min(len(l.near), mostNear)]
}

// asks is what others may ask somebody about, in one line.
func (l peoplePage) asks(id org.PersonID) string {
	all := l.named[id]
	return strings.Join(all[:min(len(all), 2)], ", ")
}

// knewOf is what somebody learned or advised on, of what is asked for, with where that stands;
// empty for nothing.
func (l peoplePage) knewOf(id org.PersonID) (says, text, href string) {
	k, is := l.knew[id]
	switch {
	case !is:
		return "", "", ""
	case k.Of.Letter == 'K':
		return l.p.T("people.learned"), cut(l.typed(firstOrAll(k.Text)), longestHead), l.learning(org.LearningID(k.Of.N))
	}
	return l.p.T("people.advised"), k.Text, l.href(k.Of)
}

// filters are those that a press turns on and off.
func (l peoplePage) filters() []ui.Filter {
	near, guests := l.q, l.q
	near.near, guests.guests = !near.near, !guests.guests
	out := []ui.Filter{}
	if l.close > 0 || l.q.near {
		out = append(out, ui.Filter{Text: l.p.T("filter.near"), Count: l.p.Number(l.close), Href: l.at(near), On: l.q.near})
	}
	if l.guests > 0 || l.q.guests {
		out = append(out, ui.Filter{Text: l.p.T("people.guests"), Count: l.p.Number(l.guests), Href: l.at(guests), On: l.q.guests})
	}
	return out
}

func (l peoplePage) at(q peopleQuery) string { return l.with("/people", q.values()) }

func (l peoplePage) pager() ui.Pager {
	return l.place.pager(l.page, l.q.values(), func(q url.Values) string { return l.with("/people", q) })
}

// invites reports whether the one who looks may invite people.
func (s *server) invites(pg *place) bool {
	guests, members := pg.view.MayInvite()
	return guests || members
}

// circlesOf are the circles somebody is in, by role or joined; none for who was not
// there yet.
func (pg *place) circlesOf(id org.PersonID) []org.CircleID {
	return slices.DeleteFunc(pg.s.CirclesOf(id), func(c org.CircleID) bool { return !pg.sees(org.RefOf(c)) })
}

// circleNames are the names of a person's circles, in one line.
func (pg *place) circleNames(id org.PersonID) string {
	var names []string
	for _, c := range pg.circlesOf(id) {
		names = append(names, pg.s.Circle(c).Name)
	}
	return strings.Join(names, ", ")
}

// mostNamed is how many circles are named in a line of a list.
const mostNamed = 3

// someCircles are the names of the first of a person's circles, in one line.
func (pg *place) someCircles(id org.PersonID) string {
	var names []string
	for _, c := range pg.circlesOf(id) {
		if len(names) == mostNamed {
			names = append(names, "…")
			break
		}
		names = append(names, pg.s.Circle(c).Name)
	}
	return strings.Join(names, ", ")
}
