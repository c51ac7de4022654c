package web

import (
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
)

// facesShown is how many members are shown as avatars.
const facesShown = 6

// faces are the first members of a circle.
func (v *request) faces(look *view, members []org.PersonID) []ui.Person {
	var people []ui.Person
	for _, id := range members[:min(len(members), facesShown)] {
		people = append(people, ui.Person{Name: look.Name(id), Photo: look.photo(id), Family: family(id)})
	}
	return people
}

// family is the colour of a person's avatar; it says nothing about them.
func family(id org.PersonID) int { return int(id%8) + 1 }

// leading says how many roles lead something.
func (v *request) leading(n int) string {
	if n == 0 {
		return v.p.T("inspector.dark")
	}
	return v.p.T("inspector.leading", n)
}

func dot(r org.MapRole) ui.DotKind {
	switch {
	case r.Vacant():
		return ui.DotOpen
	case r.Leading:
		return ui.DotLit
	}
	return ui.DotHeld
}

// held says since when somebody holds a role, until when, and what for.
func (v *request) held(s org.MapSeat) string {
	var parts []string
	if s.Focus != "" {
		parts = append(parts, s.Focus)
	}
	zone := v.now.Location()
	if s.Since != 0 {
		parts = append(parts, v.p.T("seat.since", v.p.Month(s.Since.Std().In(zone))))
	}
	if s.Term != 0 {
		parts = append(parts, v.p.T("seat.until", v.p.Month(s.Term.Std().In(zone))))
	}
	return strings.Join(parts, ", ")
}

// led is a piece of work with who leads it.
type led struct {
	ledWork
	by org.PersonID
}

// works are what the holders of a role lead that shows on it.
func (pg mapPage) works(r placed) []led {
	var all []led
	for _, s := range r.Seats {
		if !s.Leading || pg.look == nil {
			continue
		}
		for _, w := range pg.look.Led(s.Person) {
			if slices.Contains(s.Lit, w.ID) {
				all = append(all, led{w, s.Person})
			}
		}
	}
	return all
}

// untilWhen says with how many a piece of work is done, and until when.
func (v *request) untilWhen(w ledWork) string {
	var parts []string
	if w.Others > 0 {
		parts = append(parts, v.p.T("work.others", w.Others))
	}
	if !w.Until.IsZero() {
		parts = append(parts, v.p.T("work.until", v.p.Date(w.Until.In(v.now.Location()), v.now)))
	}
	return strings.Join(parts, ", ")
}

// link is another circle that one is tied to.
type link struct{ key, name, href string }

// others are the circles that m serves besides the one it is drawn in, and
// those that serve m but are drawn elsewhere.
func (pg mapPage) others(m *org.MapCircle) []link {
	var all []link
	tie := func(key string, id org.CircleID) {
		if c, ok := pg.chart.circles[id]; ok {
			all = append(all, link{key, c.Name, pg.q.choose(id, 0).href()})
		}
	}
	for _, id := range m.Parents {
		if in := pg.chart.above[m.ID]; in == nil || in.ID != id {
			tie("inspector.serves", id)
		}
	}
	for _, id := range m.Serves {
		tie("inspector.served", id)
	}
	return all
}

// vacant is the map with the empty roles of a circle to be seen.
func (pg mapPage) vacant(m *org.MapCircle) query {
	q := pg.q.choose(m.ID, 0)
	q.mark = markVacant
	return q.unfold(m.ID, pg.chart.rows <= roomy)
}

// makes is the address of a form that makes something, from which one comes back to the
// circle on the map; empty where whoever looks may not.
func (pg mapPage) makes(v *request, in org.CircleID, act org.Act) string {
	if !pg.acting || pg.look.May(act) != nil {
		return ""
	}
	return v.act(org.NameOf(act), append(idsOf(act), "_back", pg.q.choose(in, 0).href())...)
}

func (pg mapPage) makesCircle(v *request, in org.CircleID) string {
	return pg.makes(v, in, &org.FormCircle{Parents: []org.CircleID{in}, Name: "x"})
}

func (pg mapPage) makesRole(v *request, in org.CircleID) string {
	return pg.makes(v, in, &org.CreateRole{Circle: in, Name: "x"})
}

// page is the page of a thing, on the day that is looked at.
func (pg mapPage) page(part, id string) string {
	return query{path: strings.TrimSuffix(pg.q.path, "/map") + "/" + part + "/" + id[1:], at: pg.q.at, mark: markLead}.href()
}

// calls is the map with what is open to lead in a circle to be seen.
func (pg mapPage) calls(m *org.MapCircle) query {
	q := pg.q.choose(m.ID, 0)
	q.mark = markOpen
	return q
}

func (v *request) founded() time.Time { return v.org.Founded.Std().In(v.now.Location()) }

// holders names who holds a role, for outline and inspector alike.
func (v *request) holders(look *view, r org.MapRole) string {
	if r.Vacant() {
		return v.p.T("map.nobody")
	}
	names := make([]string, 0, 3)
	for i, s := range r.Seats {
		if i == 2 && len(r.Seats) > 3 {
			return v.p.T("map.more", len(r.Seats)-2, strings.Join(names, ", "))
		}
		names = append(names, v.name(look, s.Person))
	}
	return strings.Join(names, ", ")
}

// morphed lets htmx follow the links and forms of the map without a reload,
// keeping focus and place. Without htmx they are links and forms.
func morphed() templ.Attributes {
	return templ.Attributes{"hx-boost:inherited": `{"target":"body","swap":"innerMorph"}`}
}
