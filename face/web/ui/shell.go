package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// htmxConfig keeps what a reader opened open, and puts no style into the page,
// which the content policy would refuse.
const htmxConfig = `{"includeIndicatorCSS":false,"morphIgnore":["data-htmx-powered","open"]}`

// live tells the script what the page shows.
func (s Shell) live() templ.Attributes {
	if s.Me == nil {
		return nil
	}
	a := templ.Attributes{"data-who": s.Me.Who, "data-draft": s.P.T("shell.draft"), "data-lost": s.P.T("shell.lost")}
	if s.Events != "" {
		a["data-events"], a["data-version"], a["data-shows"] = s.Events, strconv.FormatUint(s.Version, 10), s.Shows
	}
	return a
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
