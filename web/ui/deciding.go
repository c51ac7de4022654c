package ui

import "github.com/a-h/templ"

func (s Step) mark() MarkKind {
	switch {
	case s.Done:
		return MarkDone
	case s.Now:
		return MarkDeciding
	}
	return MarkOpen
}

func stepHere(s Step) templ.Attributes {
	if s.Now {
		return templ.Attributes{"aria-current": "step"}
	}
	return nil
}

func (a Answer) class() string {
	return [...]string{"seat-open", "seat-yes", "seat-no", "seat-aside"}[a]
}

// sign moves a path to a place: it begins with a move relative to there.
func sign(at point, path string) string { return "M" + dec(at.X) + " " + dec(at.Y) + path }

func changeIcon(kind string) string {
	switch kind {
	case "add":
		return "plus"
	case "cut":
		return "minus"
	case "move":
		return "move"
	}
	return "pencil"
}
