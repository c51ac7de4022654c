package web

import (
	"strings"
	"time"
)

// moment is what ?at= asks for.
type moment struct {
	at    time.Time // zero is now
	text  string    // how to ask for it again; empty is now
	fault string    // key of what is wrong with it, without its prefix
	asked string    // what was written, where it is faulty
}

// The faults of a moment.
const (
	unreadable = "unreadable"
	ahead      = "ahead"
	before     = "before"
)

// past reports whether a day gone by is shown.
func (m moment) past() bool { return !m.at.IsZero() && m.fault == "" }

// exact reports whether the moment is more than the start of a day.
func (m moment) exact() bool { return strings.Contains(m.text, "T") }

// readMoment reads a day, which is its start in the zone of now, or a moment
// in RFC 3339. Today is now. The day of the founding is the founding itself,
// since there is nothing to see at its start.
func readMoment(s string, founded, now time.Time) moment {
	s = strings.TrimSpace(s)
	if s == "" {
		return moment{}
	}
	zone := now.Location()
	at, err := time.ParseInLocation(time.DateOnly, s, zone)
	day := err == nil
	if !day {
		// A plus sign that was not escaped arrives as a space.
		if at, err = time.Parse(time.RFC3339, strings.ReplaceAll(s, " ", "+")); err != nil {
			return moment{fault: unreadable, asked: cut(s, 40)}
		}
		at = at.In(zone)
	}
	founded = founded.In(zone)
	switch {
	case day && at.Format(time.DateOnly) == now.Format(time.DateOnly):
		return moment{}
	case at.After(now):
		return moment{fault: ahead, asked: cut(s, 40)}
	case day && at.Format(time.DateOnly) == founded.Format(time.DateOnly):
		return moment{at: founded, text: s}
	case at.Before(founded):
		return moment{fault: before, asked: cut(s, 40), at: at}
	case day:
		return moment{at: at, text: s}
	}
	return moment{at: at, text: at.Format(time.RFC3339Nano)}
}

// cut keeps at most n runes of a text that came from outside.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
