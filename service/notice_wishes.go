package service

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"orpheus/org"
)

// Way is how a notice reaches somebody.
type Way uint8

// The ways.
const (
	AtOnce     Way = iota + 1
	InOverview     // in the next overview, where they did not see it before
	OnlyHere       // on their pages
	Never
)

var wayNames = []string{"", "at_once", "overview", "here", "never"}

func (w Way) String() string { return wayNames[w] }

// MarshalText writes the name of a way.
func (w Way) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads it.
func (w *Way) UnmarshalText(b []byte) error {
	*w = Way(max(0, slices.Index(wayNames, string(b))))
	return nil
}

// Ways returns all of them, in their order.
func Ways() []Way { return []Way{AtOnce, InOverview, OnlyHere, Never} }

// Rhythm is how often an overview comes.
type Rhythm string

// The rhythms.
const (
	Daily  Rhythm = "daily"
	Weekly Rhythm = "weekly" // on Mondays
	NoMore Rhythm = "never"
)

// Minute is a time of the day, in minutes after midnight where the organisation is.
type Minute int

// Wishes are how somebody wants to be told of things, and what they follow. Only they
// know of them.
type Wishes struct {
	Ways     map[string]Way `json:"ways,omitzero"` // by the name of a matter; what is not there is as usual
	Rhythm   Rhythm         `json:"rhythm,omitzero"`
	Hour     *Minute        `json:"hour,omitzero"`     // of the overview
	Quiet    *[2]Minute     `json:"quiet,omitzero"`    // from and until when nothing comes at once
	Weekends bool           `json:"weekends,omitzero"` // are quiet too
	Away     [2]org.Time    `json:"away,omitzero"`     // from and until when nothing is sent
	Bare     bool           `json:"bare,omitzero"`     // mails say only that something waits
	NoMail   bool           `json:"no_mail,omitzero"`

	Follows map[string]org.Time `json:"follows,omitzero"` // things, and since when
	Muted   map[string]org.Time `json:"muted,omitzero"`
}

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

// Way is how a matter reaches them.
func (w *Wishes) Way(m org.Matter) Way {
	if way := w.Ways[m.String()]; way != 0 {
		return way
	}
	return usual(m)
}

// Overview is how often and when the overview comes.
func (w *Wishes) Overview() (Rhythm, Minute) {
	rhythm, hour := w.Rhythm, Minute(7*60+30)
	if rhythm == "" {
		rhythm = Daily
	}
	if w.Hour != nil {
		hour = *w.Hour
	}
	return rhythm, hour
}

// IsAway reports whether nothing is to be sent at a moment.
func (w *Wishes) IsAway(at org.Time) bool {
	return w.Away[1] != 0 && w.Away[0] <= at && at < w.Away[1]
}

// After returns the first moment from at on that is not quiet.
func (w *Wishes) After(at time.Time) time.Time {
	for range 8 { // a weekend and the hours around it are a few steps
		next, quiet := w.quiet(at)
		if !quiet {
			break
		}
		at = next
	}
	return at
}

// quiet reports whether a moment is quiet, and until when.
func (w *Wishes) quiet(at time.Time) (until time.Time, quiet bool) {
	day := func(n int, m Minute) time.Time {
		return time.Date(at.Year(), at.Month(), at.Day()+n, int(m)/60, int(m)%60, 0, 0, at.Location())
	}
	if w.Weekends && (at.Weekday() == time.Saturday || at.Weekday() == time.Sunday) {
		return day(1, 0), true
	}
	if w.Quiet == nil || w.Quiet[0] == w.Quiet[1] {
		return at, false
	}
	from, to := w.Quiet[0], w.Quiet[1]
	now := Minute(at.Hour()*60 + at.Minute())
	switch {
	case from < to && from <= now && now < to:
		return day(0, to), true
	case from > to && now >= from:
		return day(1, to), true
	case from > to && now < to:
		return day(0, to), true
	}
	return at, false
}

// Slot returns the last moment up to at on which an overview of theirs is due; the zero
// time for none.
func (w *Wishes) Slot(at time.Time) time.Time {
	rhythm, hour := w.Overview()
	if rhythm == NoMore {
		return time.Time{}
	}
	slot := func(n int) time.Time {
		return time.Date(at.Year(), at.Month(), at.Day()-n, int(hour)/60, int(hour)%60, 0, 0, at.Location())
	}
	for n := range 8 {
		if s := slot(n); !s.After(at) && (rhythm == Daily || s.Weekday() == time.Monday) {
			return s
		}
	}
	return time.Time{}
}

// seen is what somebody has seen of what they were told: all acts up to a number, and of
// some things up to another.
type seen struct {
	All    uint64            `json:"all,omitzero"`
	Things map[string]uint64 `json:"things,omitzero"`
}

func (s *seen) has(n *org.Notice) bool {
	return n.Act <= s.All || n.Act <= s.Things[n.Thing.String()]
}

// Names of what is kept privately.
const (
	privateNotices = "notices"
	privateSeen    = "notices seen"
)

// said reads what somebody said for themselves.
func said[T any](ctx context.Context, v *Visit, name string) (value T, err error) {
	text, err := v.d.store.Private(ctx, v.slug, v.who, name)
	if err == nil && text != "" {
		err = json.Unmarshal([]byte(text), &value)
	}
	return value, err
}

// saying changes what somebody said for themselves, whoever else changes it meanwhile.
func saying[T any](ctx context.Context, v *Visit, name string, change func(*T)) error {
	if _, err := v.present(ctx); err != nil || v.who == Nobody {
		return err
	}
	for {
		was, err := v.d.store.Private(ctx, v.slug, v.who, name)
		if err != nil {
			return err
		}
		var value T
		if was != "" {
			if err := json.Unmarshal([]byte(was), &value); err != nil {
				return err
			}
		}
		change(&value)
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if done, err := v.d.store.SwapPrivate(ctx, v.slug, v.who, name, was, string(text)); done || err != nil {
			return err
		}
	}
}

// Wishes returns how the visitor wants to be told of things.
func (v *Visit) Wishes(ctx context.Context) (Wishes, error) {
	return said[Wishes](ctx, v, privateNotices)
}

// Wish changes how the visitor wants to be told of things.
func (v *Visit) Wish(ctx context.Context, change func(*Wishes)) error {
	return saying(ctx, v, privateNotices, change)
}

// Follow has the visitor be told of a thing, or not any more. Things that have followers
// are circles, roles, tensions and initiatives: nobody follows a person.
func (v *Visit) Follow(ctx context.Context, thing org.Ref, on bool) error {
	if err := v.reachesThing(ctx, thing); err != nil {
		return err
	}
	return v.Wish(ctx, func(w *Wishes) { w.Follows = put(w.Follows, thing, on, org.At(v.d.now())) })
}

// Mute has the visitor be told nothing of a thing but what asks something of them.
func (v *Visit) Mute(ctx context.Context, thing org.Ref, on bool) error {
	if err := v.reachesThing(ctx, thing); on && err != nil {
		return err
	}
	return v.Wish(ctx, func(w *Wishes) { w.Muted = put(w.Muted, thing, on, org.At(v.d.now())) })
}

// reachesThing refuses a thing that nobody follows, or that the visitor does not see.
func (v *Visit) reachesThing(ctx context.Context, thing org.Ref) error {
	now, err := v.present(ctx)
	if err != nil {
		return err
	}
	if !slices.Contains([]byte("CRTI"), thing.Letter) || !v.sight(now, now).Sees(thing) {
		return &org.Error{Code: org.NotFound, Key: "follow.thing"}
	}
	return nil
}

func put(m map[string]org.Time, thing org.Ref, on bool, at org.Time) map[string]org.Time {
	m = maps.Clone(m)
	if m == nil {
		m = map[string]org.Time{}
	}
	if on {
		m[thing.String()] = at
	} else {
		delete(m, thing.String())
	}
	return m
}
