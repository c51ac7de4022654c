package org

import (
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
	}
	return nil
}

// Hidden reports whether a character is not seen, and does something to what is: controls,
// those that turn the direction of what follows, and those without width. Joiners stay: some
// scripts, and pictures of people, are written with them.
func Hidden(r rune) bool {
	switch {
	case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	case r == 0x200b, r == 0x2060, r == 0xfeff, r == 0x2028, r == 0x2029:
		return true
	}
	return false
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
