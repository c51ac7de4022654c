package org

import (
	"iter"
	"strings"
)

// SettledSignal is that somebody says of something worth a conversation that it is fine as
// it is, until a day. Its key is that of the signal, which names what it is about; what is
// worth one, insight/watch finds.
type SettledSignal struct {
	_     struct{} `cbor:",toarray"`
	Key   string
	By    PersonID // zero where nobody in person said so
	At    Time
	Until Time // it comes back then
	Why   TextID
	Ended Time // when somebody brought it back before; zero for nobody
}

// Stands reports whether it is in force at a moment.
func (r *SettledSignal) Stands(now Time) bool { return r.At <= now && now < r.Until && r.Ended == 0 }

// DefaultSettled and LongestSettled are for how long a signal stays away.
const (
	DefaultSettled = 90 * Day
	LongestSettled = 366 * Day
)

// SettledSignals are all there ever were, the oldest first.
func (s *State) SettledSignals() iter.Seq[*SettledSignal] {
	return func(yield func(*SettledSignal) bool) {
		for _, row := range s.settled.All() {
			if !yield(row) {
				return
			}
		}
	}
}

// signalSettled returns the row by which a signal stays away at a moment; zero for none.
func (s *State) signalSettled(key string, now Time) SettledSignalID {
	for id, row := range s.settled.All() {
		if row.Key == key && row.Stands(now) {
			return id
		}
	}
	return 0
}

// SignalKey is the stable name of a signal: the rule that finds it, and what it is about. No
// person is ever among that.
func SignalKey(rule string, about ...Ref) string {
	var b strings.Builder
	b.WriteString(rule)
	for i, r := range about {
		b.WriteByte(":+"[min(i, 1)])
		b.WriteString(r.String())
	}
	return b.String()
}

// aboutable are the letters of what a signal can be about.
const aboutable = "CRTIDM"

// SignalAbout reads what a key names; none for what is no key, or names what is not there.
func (s *State) SignalAbout(key string) (about []Ref) {
	rule, names, _ := strings.Cut(key, ":")
	if rule == "" || strings.Trim(rule, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return nil
	}
	for name := range strings.SplitSeq(names, "+") {
		r, ok := ParseRef(name)
		if !ok || !strings.ContainsRune(aboutable, rune(r.Letter)) || s.HomeOf(r) == 0 {
			return nil
		}
		about = append(about, r)
	}
	return about
}

func (s *State) mustSignal(m Moment, key string) error {
	if len(key) > 200 || s.SignalAbout(key) == nil {
		return refuse(NotFound, "signal.unknown")
	}
	return s.mustMember(m)
}

// SettleSignal is saying of a signal that it is fine as it is, and why.
type SettleSignal struct {
	Key   string `json:"key" doc:"which signal, as the list of signals names it" example:"open_long:T1"`
	Why   Prose  `json:"why" doc:"why it is fine"`
	Until Time   `json:"until,omitzero" doc:"until when it stays away; 90 days where empty"`
}

func (a *SettleSignal) Check(s *State, m Moment) error {
	err := s.mustSignal(m, a.Key)
	switch {
	case err != nil:
		return err
	case a.Why.IsZero():
		return mustText(a.Why)
	case a.Until != 0 && a.Until <= m.At:
		return refuse(Invalid, "signal.past", a.Until)
	case a.Until > m.At+LongestSettled:
		return refuse(Invalid, "signal.far", a.Until)
	}
	if id := s.signalSettled(a.Key, m.At); id != 0 {
		return refuse(Conflict, "signal.settled", s.settled.Ptr(id).Until)
	}
	return nil
}

func (a *SettleSignal) Prepare(_ *State, m Moment) {
	if a.Until == 0 {
		a.Until = m.At + DefaultSettled
	}
}

func (a *SettleSignal) Apply(d *Draft, m Moment) {
	d.settled.Append(d.own, SettledSignal{Key: a.Key, By: m.By, At: m.At, Until: a.Until, Why: a.Why.ID})
}

func (a *SettleSignal) Undo(u undoing) ([]Act, error) {
	if u.now.signalSettled(a.Key, u.e.At) == 0 {
		return nil, refuse(Conflict, "signal.open")
	}
	return []Act{&ReopenSignal{Key: a.Key}}, nil
}

func (a *SettleSignal) Say(s *State, _ *Entry) Said { return say("", s.signalNamed(a.Key), a.Until) }

func (a *SettleSignal) signal() Ref { return firstAbout(a.Key) }

// Concern is the first of what the signal is about.
func (a *SettleSignal) Concern(PersonID) (Ref, CircleID) { return a.signal(), 0 }

func (a *SettleSignal) Tell(t *Telling) { t.signal(a.Key) }

// ReopenSignal brings a signal back before the day until which it was to stay away.
type ReopenSignal struct {
	Key string `json:"key" doc:"which signal" example:"open_long:T3"`
}

func (a *ReopenSignal) Check(s *State, m Moment) error {
	if err := s.mustSignal(m, a.Key); err != nil {
		return err
	}
	if s.signalSettled(a.Key, m.At) == 0 {
		return refuse(Conflict, "signal.open")
	}
	return nil
}

func (a *ReopenSignal) Apply(d *Draft, m Moment) {
	if id := d.signalSettled(a.Key, m.At); id != 0 {
		d.settled.Edit(d.own, id).Ended = m.At
	}
}

func (a *ReopenSignal) Say(s *State, _ *Entry) Said { return say("", s.signalNamed(a.Key)) }

func (a *ReopenSignal) signal() Ref { return firstAbout(a.Key) }

// Concern is the first of what the signal is about.
func (a *ReopenSignal) Concern(PersonID) (Ref, CircleID) { return a.signal(), 0 }

func (a *ReopenSignal) Tell(t *Telling) { t.signal(a.Key) }

// firstAbout is the first thing that a key names; zero for none.
func firstAbout(key string) Ref {
	_, names, _ := strings.Cut(key, ":")
	name, _, _ := strings.Cut(names, "+")
	r, _ := ParseRef(name)
	return r
}

// signalNamed is that thing as a sentence names it.
func (s *State) signalNamed(key string) any {
	if id, ok := idOf(firstAbout(key).String()); ok {
		return id
	}
	return CircleID(0)
}

// signal tells those who follow what it is about.
func (t *Telling) signal(key string) {
	about := t.S.SignalAbout(key)
	if len(about) > 0 {
		t.Thing = about[0]
		t.topics(about...)
	}
}
