package ui

import (
	"strconv"

	"orpheus/face/web/assets"

	"github.com/a-h/templ"
)

// htmxConfig keeps what a reader opened open, and puts no style into the page,
// which the content policy would refuse.
const htmxConfig = `{"includeIndicatorCSS":false,"morphIgnore":["data-htmx-powered","open"]}`

// mine tells the script whose page it is.
func (s Shell) mine() templ.Attributes {
	if s.Me == nil {
		return nil
	}
	return templ.Attributes{"data-who": s.Me.Who, "data-draft": s.P.T("shell.draft"), "data-lost": s.P.T("shell.lost"), "data-app": s.App, "data-seen": s.P.T("app.seen")}
}

// The colour of the bar, for a phone to go on with around the page.
const (
	BarLight = "#23142c"
	BarDark  = "#0e0812"
)

// Unsealed stands in a page that follows what happens, where its version and the tag of
// its content come once it is made. Nothing that people write can look so: quotes in
// it are escaped.
const Unsealed = `data-now="?"`

// live tells the script what the page shows, and where it hears of it.
func (s Shell) live() templ.Attributes {
	all := templ.Attributes{"data-src": assets.URL("app.js")}
	if s.Left != "" {
		all["data-left"] = s.Left
	}
	if s.Me == nil {
		return all
	}
	all["data-unseen"] = strconv.Itoa(s.Me.New)
	if s.Events != "" {
		all["data-events"], all["data-shows"], all["data-now"] = s.Events, s.Shows, "?"
	}
	return all
}

func (s Shell) title() string {
	name := s.name()
	if s.Title == "" || s.Title == name {
		return name
	}
	return s.Title + " · " + name
}

func (s Shell) name() string {
	if s.Org == "" {
		return "Orpheus"
	}
	return s.Org
}

func (s Shell) scheme() string {
	if s.Theme == "" {
		return "light dark"
	}
	return s.Theme
}

func current(here bool) templ.Attributes {
	if here {
		return templ.Attributes{"aria-current": "page"}
	}
	return nil
}

func keysOff(on bool) templ.Attributes {
	if on {
		return nil
	}
	return templ.Attributes{"data-off": true}
}

// badge is the number at the picture of who is signed in: two digits have room.
func (m *Me) badge() string {
	if m.New > 99 {
		return "99+"
	}
	return strconv.Itoa(m.New)
}
