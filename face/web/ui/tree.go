package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// state is what a line says of its place and standing to readers of the screen.
func (r TreeRow) state() templ.Attributes {
	a := templ.Attributes{
		"aria-level":    strconv.Itoa(r.Level),
		"aria-posinset": strconv.Itoa(r.Pos),
		"aria-setsize":  strconv.Itoa(r.Of),
		"aria-selected": strconv.FormatBool(r.Chosen),
	}
	if r.Twist != "" {
		a["aria-expanded"] = strconv.FormatBool(r.Open)
	}
	if r.Circle != "" {
		a["data-circle"] = r.Circle
	}
	return a
}

// Foreign says in which language a text is, where it is not that of the page.
func Foreign(lang string) templ.Attributes {
	if lang == "" {
		return nil
	}
	return templ.Attributes{"lang": lang}
}

// levelClass is the class of an indent; the deepest share one.
func levelClass(level int) string { return "l-" + strconv.Itoa(min(max(level, 1), 9)) }
