package tell

import (
	"errors"

	"orpheus/source"
	"orpheus/words"
)

// Source says what a reader of a source found.
func Source(p *words.Printer, t source.Text) string {
	args := make([]any, len(t.Args))
	for i, a := range t.Args {
		if part, ok := a.(source.Text); ok {
			a = Source(p, part)
		}
		args[i] = a
	}
	return p.T(t.Key, args...)
}

// Unread says why a source cannot be read, after the place where there is one.
// It is false where that is not what err is about.
func Unread(p *words.Printer, err error) (string, bool) {
	e, ok := errors.AsType[*source.Error](err)
	if !ok {
		return "", false
	}
	return source.Place(e.File, e.Line) + Source(p, e.What), true
}
