// Package deciding says which way of deciding fits a question, by what people answer to
// six questions about it. It is pure and knows no organisation: rules here are the same
// for everybody, and can be read beside the table they come from.
package deciding

import (
	"fmt"
	"slices"
)

// Unknown is a word that means nothing here.
type Unknown struct{ Of, Word string }

func (u Unknown) Error() string { return fmt.Sprintf("no %s: %q", u.Of, u.Word) }

// fromWord sets *v to the place of word in words.
func fromWord[T ~uint8](v *T, of string, words []string, word []byte) error {
	i := slices.Index(words, string(word))
	if i < 0 {
		return Unknown{of, string(word)}
	}
	*v = T(i)
	return nil
}

// Process is a way of deciding, by its name in the log.
type Process uint8

// The processes. Zero is for where nobody asked yet.
const (
	NoProcess     Process = iota
	RoleAuthority         // whoever holds the role decides, and cites the rule
	Advice                // one decides, after those concerned and those who know were asked
	Consent               // it goes on unless somebody shows the harm in it
	Election              // somebody for a role, by reasons and consent
	Vote                  // counted, where nothing else ends it
	Probe                 // a small trial that may fail safely
	ActFirst              // harm is under way: contain it, then tell
)

var processNames = []string{"", "role_authority", "advice", "consent", "election", "vote", "probe", "act_first"}

func (p Process) String() string { return processNames[p] }

// Words are all processes, by their names in the log.
func (Process) Words() []string { return processNames }

// Offered are those that people can choose.
func (Process) Offered() []string { return processNames[1:] }

// MarshalText returns the name used in the log and the API.
func (p Process) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads that name.
func (p *Process) UnmarshalText(b []byte) error { return fromWord(p, "process", processNames, b) }

// Domain is what kind of situation a question lies in, after Kurtz and Snowden.
type Domain uint8

// The domains. Zero is for what nobody answered.
const (
	NoDomain    Domain = iota
	Clear              // what works is known: it was done before
	Complicated        // somebody who knows the subject can work it out
	Complex            // how people react shows only afterwards
	Chaotic            // harm is under way
	Confused           // it cannot be told, or people see it too differently
)

var domainNames = []string{"", "clear", "complicated", "complex", "chaotic", "confused"}

func (d Domain) String() string { return domainNames[d] }

// Words are all domains, by their names in the log.
func (Domain) Words() []string { return domainNames }

// Offered are those that people can choose.
func (Domain) Offered() []string { return domainNames[1:] }

// MarshalText returns the name used in the log and the API.
func (d Domain) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads that name.
func (d *Domain) UnmarshalText(b []byte) error { return fromWord(d, "domain", domainNames, b) }

// Share is a part of people, exactly: 2 of 3. None has no parts.
type Share struct{ Num, Den int }

// TwoThirds is what a consent needs that cannot be undone.
var TwoThirds = Share{2, 3}

// IsZero reports that nothing is asked.
func (s Share) IsZero() bool { return s.Den == 0 }

// Met reports whether n out of all are that share or more.
func (s Share) Met(n, all int) bool { return s.IsZero() || n*s.Den >= all*s.Num }

// Of returns how many of all are that share at least.
func (s Share) Of(all int) int {
	if s.IsZero() {
		return 0
	}
	return (all*s.Num + s.Den - 1) / s.Den
}

func (s Share) String() string {
	if s.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Num, s.Den)
}

// MarshalText returns it as 2/3; none is nothing.
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads that: only a part of the whole, of which something is asked.
func (s *Share) UnmarshalText(b []byte) error {
	var read Share
	if len(b) == 0 {
		*s = read
		return nil
	}
	_, err := fmt.Sscanf(string(b), "%d/%d", &read.Num, &read.Den)
	if err != nil || read.Num < 1 || read.Den < read.Num || read.Den > 1000 || read.String() != string(b) {
		return Unknown{"share", string(b)}
	}
	*s = read
	return nil
}
