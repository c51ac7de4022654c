package org

import (
	"strings"
	"unicode/utf8"

	"orpheus/internal/immutable"
)

// Strength is something people say about themselves: what others may ask them
// about, what they wish to grow in, what gives them energy. Nothing is inferred,
// and nobody is ever ordered by how many confirmed something.
type Strength struct {
	_         struct{} `cbor:",toarray"`
	Person    PersonID
	As        Naming
	Text      TextID
	Since     Time
	Until     Time       // zero while they say so
	Confirmed []PersonID // who confirmed it; those who left since stay among them
}

// Named reports whether the person says so now.
func (t *Strength) Named() bool { return t.Until == 0 }

// MaxStrength is the longest text of a strength, a wish or a source of energy, in
// characters: a few words that others find again.
const MaxStrength = 60

// Naming is as what people name something about themselves.
type Naming uint8

// The namings. Only a strength can be confirmed by others.
const (
	AsStrength Naming = iota // others may ask them about it
	AsWish                   // they wish to grow in it
	AsEnergy                 // it gives them energy
)

var namings = []string{"strength", "wish", "energy"}

func (n Naming) String() string { return namings[n] }

// Words are all namings, by the names used in the log and the API.
func (Naming) Words() []string { return namings }

// Offered are all of them.
func (Naming) Offered() []string { return namings }

// MarshalText returns the name used in the log and the API.
func (n Naming) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads that name.
func (n *Naming) UnmarshalText(b []byte) error {
	return fromName(n, namings, string(b), "strength.as")
}

// SeesStrengths reports whether viewer may see what p named: every member may,
// and guests where they share a circle with p.
func (s *State) SeesStrengths(viewer, p PersonID) bool {
	who := s.Person(viewer)
	return who != nil && who.Present() && (viewer == p || !who.Guest || s.sharesCircle(viewer, p))
}

// sharesCircle reports whether a and b are members of one circle now.
func (s *State) sharesCircle(a, b PersonID) bool {
	for _, c := range s.Person(a).Circles {
		if s.Belongs(b, c) {
			return true
		}
	}
	for _, id := range s.Person(a).Seats {
		if s.Belongs(b, s.Role(s.Seat(id).Role).Circle) {
			return true
		}
	}
	return false
}

func (s *State) mustStrength(id StrengthID) error {
	t := s.Strength(id)
	if t == nil {
		return refuse(NotFound, "strength.unknown", id)
	}
	if !t.Named() {
		return refuse(Conflict, "strength.dropped", t.Person)
	}
	return nil
}

// NameStrength is naming a strength, a wish or a source of energy of one's own.
type NameStrength struct {
	Strength StrengthID `json:"strength,omitzero" doc:"the new id" derived:"id"`
	As       Naming     `json:"as" doc:"what it is: strength, wish or energy"`
	Text     Prose      `json:"text" doc:"a few words for it" example:"Wound care" max:"60"`
}

func (a *NameStrength) Check(_ *State, m Moment) error {
	if m.Nobody() {
		return refuse(Invalid, "right.somebody")
	}
	switch {
	case a.Text.IsZero():
		return mustText(a.Text)
	case utf8.RuneCountInString(a.Text.text) > MaxStrength:
		return refuse(Invalid, "strength.long", MaxStrength)
	case strings.ContainsFunc(a.Text.text, Hidden):
		return refuse(Invalid, "strength.control")
	}
	return nil
}

func (a *NameStrength) Prepare(s *State, _ Moment) { a.Strength = s.strengths.Next() }

func (a *NameStrength) Apply(d *Draft, m Moment) {
	id := d.strengths.Append(d.own, Strength{Person: m.By, As: a.As, Text: a.Text.ID, Since: m.At})
	p := d.people.Edit(d.own, m.By)
	p.Strengths = immutable.With(p.Strengths, id)
}

func (a *NameStrength) Say(_ *State, _ *Entry) Said {
	return say(a.As.variant())
}

// DropStrength is not saying so any more. Leaving the organisation entails it.
type DropStrength struct {
	Strength StrengthID `json:"strength" doc:"which strength, wish or source of energy"`
}

func (a *DropStrength) Check(s *State, m Moment) error {
	if err := s.mustStrength(a.Strength); err != nil {
		return err
	}
	if t := s.Strength(a.Strength); !m.Nobody() && m.By != t.Person {
		return refuse(Forbidden, "strength.not_yours", t.Person)
	}
	return nil
}

// Drops names the words: what people say about themselves is theirs to take back,
// from every past view too.
func (a *DropStrength) Drops(s *State) []TextID { return []TextID{s.Strength(a.Strength).Text} }

func (a *DropStrength) Apply(d *Draft, m Moment) {
	t := d.strengths.Edit(d.own, a.Strength)
	t.Until = m.At
	p := d.people.Edit(d.own, t.Person)
	p.Strengths = immutable.Without(p.Strengths, a.Strength)
}

func (a *DropStrength) Say(s *State, _ *Entry) Said {
	person, as := s.namedBy(a.Strength)
	return say(as.variant(), person)
}
