package org

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
)

// Prose is something a person wrote. The sentence travels inside the act only
// as far as the ledger, which puts it into the erasable records; the log and the
// state hold its number.
type Prose struct {
	ID   TextID
	text string
}

// MaxProse is the longest text, in bytes.
const MaxProse = 64 << 10

// Write returns s as Prose to be recorded; nothing when s is blank.
func Write(s string) Prose { return Prose{text: strings.TrimSpace(s)} }

// Text returns the sentence while it still travels; empty for logged prose.
func (p Prose) Text() string { return p.text }

// IsZero reports whether nothing was written.
func (p Prose) IsZero() bool { return p.ID == 0 && p.text == "" }

// MarshalJSON writes the number only: the log never holds the sentence.
func (p Prose) MarshalJSON() ([]byte, error) {
	return strconv.AppendUint(nil, uint64(p.ID), 10), nil
}

// UnmarshalJSON reads the number of a logged text, or a new sentence.
func (p *Prose) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*p = Write(s)
		return nil
	}
	n, err := strconv.ParseUint(string(b), 10, 32)
	if err != nil {
		return errors.New("prose is a text, or the number of one")
	}
	*p = Prose{ID: TextID(n)}
	return nil
}

// ProseOf returns the prose of an act, in the order of its fields, and then that of
// the acts inside it.
func ProseOf(act Act) []*Prose {
	var out []*Prose
	k := KindOf(act)
	if k == nil {
		return nil
	}
	v := reflect.ValueOf(act).Elem()
	for _, i := range k.prose {
		switch p := v.Field(i).Addr().Interface().(type) {
		case *Prose:
			if !p.IsZero() {
				out = append(out, p)
			}
		case *[]Prose:
			for n := range *p {
				out = append(out, &(*p)[n])
			}
		}
	}
	for _, inside := range Carried(act) {
		out = append(out, ProseOf(inside)...)
	}
	return out
}

// WrittenIn returns the prose of an act whose sentences still travel: what the
// ledger is to put into the records. What an earlier act wrote, and this one takes
// up, is there already.
func WrittenIn(act Act) []*Prose {
	return slices.DeleteFunc(ProseOf(act), func(p *Prose) bool { return p.text == "" })
}

// checkProse refuses numbers from outside: nobody takes over another's sentence.
func checkProse(act Act) error {
	for _, p := range ProseOf(act) {
		switch {
		case p.text == "":
			return refuse(Invalid, "text.number")
		case len(p.text) > MaxProse:
			return refuse(Invalid, "text.long", MaxProse)
		case !utf8.ValidString(p.text):
			return refuse(Invalid, "text.encoding")
		}
	}
	return nil
}

func numberProse(act Act, last TextID) {
	for _, p := range ProseOf(act) {
		if p.ID == 0 {
			last++
			p.ID = last
		}
	}
}

func highestProse(act Act) TextID {
	var high TextID
	for _, p := range ProseOf(act) {
		high = max(high, p.ID)
	}
	return high
}
