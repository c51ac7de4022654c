package web

import (
	"net/url"
	"slices"
	"strings"

	"orpheus/org"
)

// The lists of initiatives.
const (
	tabOpen = "open" // nobody leads it yet
	tabLed  = "led"
	tabDone = "done"
)

// workTab is one of the lists: its texts, by their keys.
type workTab struct {
	name, title, none, order string
	columns                  []string
}

var workTabs = []workTab{
	{
		tabOpen, "initiatives.open", "initiatives.open.none", "initiatives.open.order",
		[]string{"initiatives.what", "initiatives.circle", "initiatives.open.who", "initiatives.open.since", "initiatives.open.you"},
	},
	{
		tabLed, "initiatives.led", "initiatives.led.none", "initiatives.led.order",
		[]string{"initiatives.what", "initiatives.circle", "initiatives.led.who", "initiatives.led.step", "initiatives.led.until"},
	},
	{
		tabDone, "initiatives.done", "initiatives.done.none", "initiatives.done.order",
		[]string{"initiatives.what", "initiatives.circle", "initiatives.led.who", "initiatives.done.how"},
	},
}

// of is the list that a query is about.
func (w workQuery) of() workTab {
	i := slices.IndexFunc(workTabs, func(t workTab) bool { return t.name == w.tab })
	return workTabs[i]
}

// workQuery is what a list of initiatives is narrowed to; all of it is in the address.
type workQuery struct {
	tab    string
	mine   bool // what the one who looks leads, takes part in, raised or notices too
	near   bool // what is in circles of theirs
	late   bool // whose next step should have been done
	circle org.CircleID
	person org.PersonID
	words  string
}

// workAsked reads the address. What names something that is not there, or is not seen,
// narrows nothing.
func (pg *place) workAsked() workQuery {
	q := pg.r.URL.Query()
	w := workQuery{tab: tabOpen, mine: q.Has("mine"), near: q.Has("near"), late: q.Has("late"), circle: pg.asked("circle"), person: pg.askedPerson("person"), words: cut(strings.TrimSpace(q.Get("q")), 200)}
	for _, tab := range workTabs {
		if tab.name == q.Get("tab") {
			w.tab = tab.name
		}
	}
	return w
}

// askedPerson reads the person that a list is about; zero for none who is seen, and for
// whoever was erased: nothing of theirs is put together.
func (pg *place) askedPerson(name string) org.PersonID {
	id, err := org.ParseID[org.PersonID](pg.r.URL.Query().Get(name))
	if err != nil || pg.s.Person(id) == nil || !pg.sees(org.RefOf(id)) || pg.view.Name(id) == "" {
		return 0
	}
	return id
}

// values is the query as it stands in an address.
func (w workQuery) values() url.Values {
	q := url.Values{}
	if w.tab != tabOpen {
		q.Set("tab", w.tab)
	}
	for name, on := range map[string]bool{"mine": w.mine, "near": w.near, "late": w.late} {
		if on {
			q.Set(name, "")
		}
	}
	if w.circle != 0 {
		q.Set("circle", w.circle.String()[1:])
	}
	if w.person != 0 {
		q.Set("person", w.person.String()[1:])
	}
	if w.words != "" {
		q.Set("q", w.words)
	}
	return q
}

// narrow reports whether anything is left out.
func (w workQuery) narrow() bool { w.tab = tabOpen; return len(w.values()) > 0 }
