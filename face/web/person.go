package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
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
	known bool   // their name was not erased
	years []int  // in which they led or took part, the latest first
	year  int    // that is open
	bars  []bar  // of that year, the latest first
	page  paging // of them
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
	bars, err := pg.timeline(id)
	if err != nil {
		return nil, err
	}
	p.row = pg.seenOf(p.row)
	p.open(slices.DeleteFunc(bars, func(b bar) bool { return !pg.sees(org.RefOf(b.work)) }))
	texts := pg.namedTexts(id)
	for _, l := range p.leadsShown() {
		work := pg.s.Lead(l).Initiative
		texts = append(append(texts, pg.s.Initiative(work).Body), pg.steps([]org.InitiativeID{work})...)
	}
	if err := pg.load(pg.r.Context(), texts...); err != nil {
		return nil, err
	}
	return personShown(p), pg.alsoThanks(p.thanksTo(id))
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
	joins, err := pg.joins(id)
	if err != nil {
		return nil, err
	}
	left := map[org.InitiativeID]org.Time{}
	for _, e := range joins {
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
	return bars, nil
}

// mostReads is how often the log is read back for one page, each time by a bounded piece.
const mostReads = 4

// joins are the acts by which somebody joined work and left it, the latest first.
func (pg *place) joins(id org.PersonID) (all []org.Entry, err error) {
	q := service.Query{
		Most: 10_000, Kinds: []string{"initiative.join", "initiative.leave"},
		Wants: func(e *org.Entry) bool { return e.By == id },
	}
	for range mostReads {
		some, next, err := pg.view.Acts(pg.r.Context(), q)
		if err != nil {
			return nil, err
		}
		if all = append(all, some...); next == 0 {
			break
		}
		q.Before = next
	}
	return all, nil
}

// open puts bars into their years, and opens the one that the address names: the last
// where it names none of them.
func (p *personPage) open(bars []bar) {
	asked, _ := strconv.Atoi(p.r.URL.Query().Get("year"))
	in := map[int]bool{}
	for _, b := range bars {
		for y := p.std(b.since).Year(); y <= p.std(cmp.Or(b.till, p.at)).Year(); y++ {
			in[y] = true
		}
	}
	p.years = slices.Sorted(maps.Keys(in))
	slices.Reverse(p.years)
	if in[asked] {
		p.year = asked
	} else if len(p.years) > 0 {
		p.year = p.years[0]
	}
	for _, b := range bars {
		if p.std(b.since).Year() <= p.year && p.std(cmp.Or(b.till, p.at)).Year() >= p.year {
			p.bars = append(p.bars, b)
		}
	}
	p.page = p.paged(len(p.bars))
}

// inYear is the address of the page with a year open.
func (p personPage) inYear(year int) url.Values {
	q := url.Values{}
	if len(p.years) > 0 && year != p.years[0] {
		q.Set("year", strconv.Itoa(year))
	}
	return q
}

// yearTabs name the years alone: how much somebody did in each is counted nowhere.
func (p personPage) yearTabs() (tabs []ui.Tab) {
	for _, y := range p.years {
		tabs = append(tabs, ui.Tab{Text: strconv.Itoa(y), Href: p.course(p.inYear(y)), Here: y == p.year})
	}
	return tabs
}

func (p personPage) course(q url.Values) string {
	return p.with("/people/"+p.id.String()[1:], q) + "#course"
}

func (p personPage) pager() ui.Pager { return p.place.pager(p.page, p.inYear(p.year), p.course) }

// listed are the bars on this page.
func (p personPage) listed() []bar { return p.bars[p.page.first:p.page.last] }

// mostLeads is how many leads stand on the page; all of them are in the list of initiatives.
const mostLeads = 20

func (p personPage) leadsShown() []org.LeadID { return p.row.Leads[:min(len(p.row.Leads), mostLeads)] }

func (p personPage) allLeads() string {
	return p.with("/initiatives", workQuery{tab: tabLed, person: p.id}.values())
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
