package sentence

import (
	"errors"

	"orpheus/imports/source"
	"orpheus/text/i18n"
)

// Source says what a reader of a source found.
func Source(p *i18n.Printer, t source.Text) string {
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
func Unread(p *i18n.Printer, err error) (string, bool) {
	e, ok := errors.AsType[*source.Error](err)
	if !ok {
		return "", false
	}
	return source.Place(e.File, e.Line) + Source(p, e.What), true
}
