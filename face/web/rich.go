package web

import (
	"context"
	"io"
	"net/url"
	"regexp"
	"strings"

	"github.com/a-h/templ"

	"orpheus/org"
)

// addressed is where an address may begin in a text, and how far it may go.
var addressed = regexp.MustCompile(`(?i)\b(?:https?://|mailto:)[^\s<>"\x60]+`)

// rich is a text with its addresses as links, and its mentions by name where it has any.
// All of it is escaped, and an address leads only where it says.
func (pg *place) rich(text string, mentions bool) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		pieces := []org.Piece{{Text: text}}
		if mentions {
			pieces = org.SplitMentions(text)
		}
		for _, p := range pieces {
			if p.Person == 0 {
				withLinks(&b, p.Text)
				continue
			}
			name := templ.EscapeString("@" + pg.name(p.Person))
			if href := pg.person(p.Person); href != "" {
				b.WriteString(`<a class="mention" href="` + templ.EscapeString(href) + `">` + name + `</a>`)
			} else {
				b.WriteString(`<span class="mention">` + name + `</span>`)
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// withLinks writes words, and the addresses among them as links.
func withLinks(b *strings.Builder, text string) {
	from := 0
	for _, at := range addressed.FindAllStringIndex(text, -1) {
		end := at[0] + len(trimAddress(text[at[0]:at[1]]))
		href, ok := safeAddress(text[at[0]:end])
		if !ok {
			continue
		}
		b.WriteString(templ.EscapeString(text[from:at[0]]))
		b.WriteString(`<a href="` + templ.EscapeString(href) + `" rel="noopener noreferrer nofollow ugc">` + templ.EscapeString(text[at[0]:end]) + `</a>`)
		from = end
	}
	b.WriteString(templ.EscapeString(text[from:]))
}

// trimAddress leaves out what ends a sentence and not an address: a full stop, or a
// bracket that opens before it.
func trimAddress(s string) string {
	if i := strings.IndexFunc(s, org.Hidden); i >= 0 {
		s = s[:i]
	}
	for s != "" {
		last := s[len(s)-1]
		closes := last == ')' && strings.Count(s, "(") < strings.Count(s, ")") || last == ']' && strings.Count(s, "[") < strings.Count(s, "]")
		if !closes && !strings.ContainsRune(".,;:!?'*_}", rune(last)) {
			trimmed := strings.TrimRight(s, "’”»…")
			if trimmed == s {
				return s
			}
			s = trimmed
			continue
		}
		s = s[:len(s)-1]
	}
	return s
}

// safeAddress reads an address to link to: of a page or a mailbox, and none that shows
// one host and leads to another.
func safeAddress(text string) (href string, ok bool) {
	u, err := url.Parse(text)
	if err != nil {
		return "", false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		return u.String(), u.Host != "" && u.User == nil
	case "mailto":
		to, _, _ := strings.Cut(u.Opaque, "?")
		return u.String(), strings.Contains(to, "@") && u.RawQuery == ""
	}
	return "", false
}
