package service

import (
	"slices"
	"time"

	"orpheus/org"
)

// Way is how a notice reaches somebody.
type Way uint8

// The ways.
const (
	AtOnce     Way = iota + 1 // by a mail of its own
	InOverview                // in the next overview, where they have not seen it before
	OnlyHere                  // on their pages
	Never
)

var wayNames = []string{"", "at_once", "overview", "here", "never"}

func (w Way) String() string { return wayNames[w] }

// MarshalText writes the name of a way.
func (w Way) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads it; what it does not know is as if nothing had been chosen.
func (w *Way) UnmarshalText(b []byte) error {
	*w = Way(max(0, slices.Index(wayNames, string(b))))
	return nil
}

// Ways returns all of them, in their order.
func Ways() []Way { return []Way{AtOnce, InOverview, OnlyHere, Never} }

// usual is how a matter reaches who chose nothing.
func usual(m org.Matter) Way {
	switch m {
	case org.MatterAsked, org.MatterNamed:
		return AtOnce
	case org.MatterCircle, org.MatterFelt:
		return OnlyHere
	}
	return InOverview
}

// Way is how a matter reaches them. What is asked of them is never kept from them.
func (n *NoticeSettings) Way(m org.Matter) Way {
	way := n.Ways[m.String()]
	switch {
	case way == 0:
		return usual(m)
	case way == Never && m == org.MatterAsked:
		return OnlyHere
	}
	return way
}

// Once is by what comes what comes at once.
type Once string

// What there is. Who has no device that takes messages gets a mail.
const (
	ByDevice Once = ""     // by a message on their devices, and by a mail where none takes it
	ByMail   Once = "mail" // by a mail alone
	ByBoth   Once = "both"
)

// Onces returns all of them, in their order.
func Onces() []Once { return []Once{ByDevice, ByMail, ByBoth} }

// Rhythm is how often an overview comes.
type Rhythm string

// The rhythms.
const (
	Daily  Rhythm = "daily"
	Weekly Rhythm = "weekly"
	NoMore Rhythm = "never"
)

// Rhythms returns all of them, in their order.
func Rhythms() []Rhythm { return []Rhythm{Daily, Weekly, NoMore} }

// Minute is a time of the day, in minutes after midnight where the organisation is.
type Minute int

// usualHour is when the overview comes for who chose nothing.
const usualHour Minute = 7*60 + 30

// Overview is how often the overview comes, at which time of the day, and, where it comes
// weekly, on which day.
func (n *NoticeSettings) Overview() (Rhythm, Minute, time.Weekday) {
	rhythm, hour := n.Rhythm, usualHour
	if !slices.Contains(Rhythms(), rhythm) {
		rhythm = Daily
	}
	if n.Hour != nil {
		hour = *n.Hour
	}
	day := time.Monday
	if n.Day != nil {
		day = *n.Day
	}
	return rhythm, hour, day
}

// Slot returns the last moment up to at on which an overview of theirs is due, and the next
// one after at; zero times for never.
func (n *NoticeSettings) Slot(at time.Time) (last, next time.Time) {
	rhythm, hour, day := n.Overview()
	if rhythm == NoMore || n.NoMail {
		return last, next
	}
	for k := -8; k <= 8; k++ {
		slot := onDay(at, k, hour)
		if rhythm == Weekly && slot.Weekday() != day {
			continue
		}
		if slot.After(at) {
			return last, slot
		}
		last = slot
	}
	return last, next
}

// onDay is a time of the day some days after that of a moment.
func onDay(at time.Time, days int, m Minute) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day()+days, int(m)/60, int(m)%60, 0, 0, at.Location())
}

// After returns the first moment from at on that is not quiet.
func (n *NoticeSettings) After(at time.Time) time.Time {
	for range 8 { // a weekend and the hours around it are a few steps
		next, quiet := n.quiet(at)
		if !quiet {
			break
		}
		at = next
	}
	return at
}

// quiet reports whether a moment is quiet, and until when.
func (n *NoticeSettings) quiet(at time.Time) (until time.Time, quiet bool) {
	if n.Weekends && (at.Weekday() == time.Saturday || at.Weekday() == time.Sunday) {
		return onDay(at, 1, 0), true
	}
	if n.Quiet == nil || n.Quiet[0] == n.Quiet[1] {
		return at, false
	}
	from, to := n.Quiet[0], n.Quiet[1]
	now := Minute(at.Hour()*60 + at.Minute())
	switch {
	case from < to && from <= now && now < to:
		return onDay(at, 0, to), true
	case from > to && now >= from:
		return onDay(at, 1, to), true
	case from > to && now < to:
		return onDay(at, 0, to), true
	}
	return at, false
}
