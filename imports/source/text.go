package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The longest name and purpose a structure carries, in characters. Both are
// within what the organisation itself allows.
const (
	MaxName    = 200
	MaxPurpose = 2000
)

// OneLine makes s fit to be a name: valid UTF-8, no control characters, every
// run of white space a single blank, none at the ends.
func OneLine(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Paragraph gives the first paragraph of s, on one line: what precedes the
// first empty line that follows some text.
func Paragraph(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var kept []string
	for line := range strings.SplitSeq(s, "\n") {
		if OneLine(line) == "" {
			if len(kept) > 0 {
				break
			}
			continue
		}
		kept = append(kept, line)
	}
	return OneLine(strings.Join(kept, " "))
}

// Cut shortens s to at most n characters and says whether it had to. The last
// character kept of a shortened text is an ellipsis.
func Cut(s string, n int) (string, bool) {
	if utf8.RuneCountInString(s) <= n {
		return s, false
	}
	r := []rune(s)
	return strings.TrimRightFunc(string(r[:n-1]), unicode.IsSpace) + "…", true
}
