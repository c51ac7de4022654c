package ui

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"
)

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

// mostDots is how many dots stand beside each other; what stands beside them counts all.
const mostDots = 30

func (a Answer) class() string {
	return [...]string{"seat-open", "seat-yes", "seat-no", "seat-aside"}[a]
}

// sign moves a path to a place: it begins with a move relative to there.
func sign(at point, path string) string { return "M" + dec(at.X) + " " + dec(at.Y) + path }

// Piece is a piece of text that stayed ("same"), went ("del") or came ("ins").
type Piece struct{ Op, Text string }

// Words is a text with what went and what came, said so to readers of the screen.
// It is written here, since a template would put spaces between the pieces.
func Words(pieces []Piece, removed, added string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, p := range pieces {
			text := templ.EscapeString(p.Text)
			switch p.Op {
			case "del":
				b.WriteString(`<del><span class="hush">` + templ.EscapeString(removed) + ` </span>` + text + `</del>`)
			case "ins":
				b.WriteString(`<ins><span class="hush">` + templ.EscapeString(added) + ` </span>` + text + `</ins>`)
			default:
				b.WriteString(text)
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

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
