package web

import (
	"net/url"
	"strings"

	"orpheus/org"
	"orpheus/org/deciding"
)

// The lists of decisions, beside tabOpen.
const (
	tabOwn  = "mine" // that the one who looks proposed, or facilitates
	tabPast = "past"

	tabForce = "force" // what is in force: the register of agreements, a page of its own
)

// decisionsQuery is what a list of decisions is narrowed to; all of it is in the address.
type decisionsQuery struct {
	tab     string
	asks    bool // what asks something of the one who looks
	near    bool // what is in circles of theirs
	changes bool // what would change the map, or did
	circle  org.CircleID
	process deciding.Process
	words   string
}

// decisionsAsked reads the address. What names something that is not there, or is not seen,
// narrows nothing.
func (pg *place) decisionsAsked() decisionsQuery {
	q := pg.r.URL.Query()
	d := decisionsQuery{
		tab: tabOpen, asks: q.Has("asks"), near: q.Has("near"), changes: q.Has("map"), circle: pg.asked("circle"),
		words: cut(strings.TrimSpace(q.Get("q")), 200),
	}
	_ = d.process.UnmarshalText([]byte(q.Get("process")))
	switch tab := q.Get("tab"); tab {
	case tabOwn, tabPast:
		d.tab, d.asks = tab, false
	}
	return d
}

// values is the query as it stands in an address.
func (d decisionsQuery) values() url.Values {
	q := url.Values{}
	if d.tab != tabOpen {
		q.Set("tab", d.tab)
	}
	for name, on := range map[string]bool{"asks": d.asks, "near": d.near, "map": d.changes} {
		if on {
			q.Set(name, "")
		}
	}
	if d.process != deciding.NoProcess {
		q.Set("process", d.process.String())
	}
	if d.circle != 0 {
		q.Set("circle", d.circle.String()[1:])
	}
	if d.words != "" {
		q.Set("q", d.words)
	}
	return q
}

// narrow reports whether anything is left out.
func (d decisionsQuery) narrow() bool { d.tab = tabOpen; return len(d.values()) > 0 }
