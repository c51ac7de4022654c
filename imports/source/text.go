package source

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The longest name, purpose and text of a decision a structure carries, in characters. All are
// within what the organisation itself allows.
const (
	MaxName    = 200
	MaxPurpose = 2000
	MaxText    = 12_000
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

// item is the mark with which a line of a list begins.
var item = regexp.MustCompile(`^([-*•‣+]|[0-9]{1,2}[.)])\s`)

// Prose gives a text with each of its paragraphs on one line and an empty line between
// them; every item of a list is a line of its own, with what is indented under it.
func Prose(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var out strings.Builder
	gap := "" // what goes before the next line that says something
	for line := range strings.SplitSeq(s, "\n") {
		said := OneLine(line)
		switch {
		case said == "":
			if out.Len() > 0 {
				gap = "\n\n"
			}
			continue
		case out.Len() == 0:
		case gap != "":
			out.WriteString(gap)
		case item.MatchString(said):
			out.WriteByte('\n')
		default:
			out.WriteByte(' ')
		}
		gap = ""
		out.WriteString(said)
	}
	return out.String()
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
