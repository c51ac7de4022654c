package ui

import "github.com/a-h/templ"

// htmxConfig keeps what a reader opened open, and puts no style into the page,
// which the content policy would refuse.
const htmxConfig = `{"includeIndicatorCSS":false,"morphIgnore":["data-htmx-powered","open"]}`

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
