package peers

import (
	"html"
	"regexp"
	"strings"
)

var (
	breaks = regexp.MustCompile(`(?i)<(br|/p|/div|/li|/h[1-6]|/ul|/ol)\b[^<>]*>`)
	item   = regexp.MustCompile(`(?i)<li\b[^<>]*>`)
	tag    = regexp.MustCompile(`(?s)<(/?[a-zA-Z][^<>]*|!--.*?--)>`)
	ofRole = regexp.MustCompile(`@([\p{L}][\p{L}\p{N}]*(?:_[\p{L}\p{N}]+)+)`)
	dashed = regexp.MustCompile(`^\s*([-*•+]|[0-9]{1,2}[.)])\s+`)
)

// prose is a text without the marks of HTML, and with roles by their names where they are
// written as “@Role_Name”.
func prose(s string) string {
	if strings.Contains(s, "<") {
		s = breaks.ReplaceAllString(s, "\n\n")
		s = item.ReplaceAllString(s, "- ")
		s = tag.ReplaceAllString(s, "")
	}
	s = strings.ReplaceAll(html.UnescapeString(s), "**", "")
	s = ofRole.ReplaceAllStringFunc(s, func(name string) string { return strings.ReplaceAll(name[1:], "_", " ") })
	return strings.TrimSpace(s)
}

// lines are the lines of a text that say something, without the marks of a list.
func lines(s string) (all []string) {
	for line := range strings.SplitSeq(prose(s), "\n") {
		if line = strings.TrimSpace(dashed.ReplaceAllString(line, "")); line != "" {
			all = append(all, line)
		}
	}
	return all
}
