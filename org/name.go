package org

import (
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxName is the longest name or title, in characters.
const MaxName = 200

// maxStatement is the longest purpose, accountability, domain or guardrail.
const maxStatement = 4000

// checkName says whether s can be a name or title.
func checkName(s string) error {
	switch {
	case strings.TrimSpace(s) == "":
		return refuse(Invalid, "name.missing")
	case !utf8.ValidString(s):
		return refuse(Invalid, "text.encoding")
	case utf8.RuneCountInString(s) > MaxName:
		return refuse(Invalid, "name.long", MaxName)
	case strings.ContainsFunc(s, Hidden):
		return refuse(Invalid, "name.control")
	case !strings.ContainsFunc(s, seen): // joiners and marks alone
		return refuse(Invalid, "name.missing")
	}
	return nil
}

// CheckName says whether s can be a name or title, of a thing or of a person.
func CheckName(s string) error { return checkName(s) }

// Plain returns s without the characters that are not seen, and without blanks around it:
// a name that comes from elsewhere, where nobody can be asked to mend it.
func Plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r): // a line break is a blank between two words
			return ' '
		case Hidden(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}

// Hidden reports whether a character is not seen, and does something to what is: controls,
// those that turn the direction of what follows, and those without width or shape. Two names
// that look alike are alike. Joiners and the choices of a shape stay: some scripts, and
// pictures of people, are written with them.
func Hidden(r rune) bool { return unicode.IsControl(r) || unicode.Is(hidden, r) }

var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00ad, 0x00ad, 1},                                           // soft hyphen
		{0x061c, 0x061c, 1},                                           // mark of direction
		{0x115f, 0x1160, 1}, {0x17b4, 0x17b5, 1}, {0x180b, 0x180f, 1}, // fillers, letters without shape
		{0x200b, 0x200b, 1}, {0x200e, 0x200f, 1}, // no width; marks of direction
		{0x2028, 0x202e, 1},                      // line breaks; turns
		{0x2060, 0x206f, 1},                      // no width; turns
		{0x2800, 0x2800, 1}, {0x3164, 0x3164, 1}, // blank shapes
		{0xfeff, 0xfeff, 1}, {0xffa0, 0xffa0, 1}, {0xfff9, 0xfffb, 1},
	},
	R32:         []unicode.Range32{{0x1d173, 0x1d17a, 1}, {0xe0000, 0xe00ff, 1}, {0xe01f0, 0xe0fff, 1}},
	LatinOffset: 1,
}

// seen reports whether a character has a shape of its own.
func seen(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.M, r) && !Hidden(r)
}

// trim takes the blanks around the names and limits of an act that is about to be done
// away: whichever face it came by, a name is not another one for a blank.
func trim(act Act) {
	k := KindOf(act)
	if k == nil {
		return
	}
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Value == TextValue {
			f.each(act, func(v reflect.Value) {
				if was := v.String(); strings.TrimSpace(was) != was { // what is fine is not written to: others may read it
					v.SetString(strings.TrimSpace(was))
				}
			})
		}
	}
	for _, inside := range Carried(act) {
		trim(inside)
	}
}

// checkStatements says whether each of these can be a purpose, accountability,
// domain or guardrail. Empty is for the caller to judge.
func checkStatements(list ...string) error {
	for _, s := range list {
		if !utf8.ValidString(s) {
			return refuse(Invalid, "text.encoding")
		}
		if utf8.RuneCountInString(s) > maxStatement {
			return refuse(Invalid, "statement.long", maxStatement)
		}
	}
	return nil
}

// checkNamePtr checks a name that may stay as it is.
func checkNamePtr(s *string) error {
	if s == nil {
		return nil
	}
	return checkName(*s)
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
