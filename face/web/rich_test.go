package web

import (
	unescape "html"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func withLinksIn(text string) string {
	var b strings.Builder
	withLinks(&b, text)
	return b.String()
}

func TestLinks(t *testing.T) {
	link := func(to string) string {
		return `<a href="` + to + `" rel="noopener noreferrer nofollow ugc">` + to + `</a>`
	}
	for text, want := range map[string]string{
		"See https://example.org/a?b=1&c=2.":  "See " + strings.ReplaceAll(link("https://example.org/a?b=1&c=2"), "&", "&amp;") + ".",
		"(http://example.org/a_(b))":          "(" + link("http://example.org/a_(b)") + ")",
		"mailto:ann@example.org, please":      link("mailto:ann@example.org") + ", please",
		"javascript:alert(1)":                 "javascript:alert(1)",
		"data:text/html,x ftp://example.org":  "data:text/html,x ftp://example.org",
		"https://bank.example@evil.example/":  "https://bank.example@evil.example/",
		"https:// and http://":                "https:// and http://",
		"mailto:?subject=x":                   "mailto:?subject=x",
		`https://example.org/"onclick="x`:     link("https://example.org/") + "&#34;onclick=&#34;x",
		"https://example.org/<script>":        link("https://example.org/") + "&lt;script&gt;",
		"https://example.org/\u202egro.elpma": link("https://example.org/") + "\u202egro.elpma",
	} {
		if got := withLinksIn(text); got != want {
			t.Errorf("%q became\n%s, want\n%s", text, got, want)
		}
	}
}

// Whatever is typed, nothing but links to pages and mailboxes comes out, and what is read
// is what was typed.
func TestLinksInjectNothing(t *testing.T) {
	tag := regexp.MustCompile(`<[^>]*>`)
	safe := regexp.MustCompile(`^(</a>|<a href="(?i:https?://|mailto:)[^"<>]*" rel="noopener noreferrer nofollow ugc">)$`)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{
			"http://", "HTTPS://", "mailto:", "javascript:", "a.example", "@", `"`, "'", "<", ">", "&", "&quot;", " ", "\n", "(", ")", "/", "?", "%22", "\x00", "\u202e", "é", ".", "`", `\`,
		})).Draw(t, "pieces"), "")
		out := withLinksIn(text)
		for _, found := range tag.FindAllString(out, -1) {
			if !safe.MatchString(found) {
				t.Fatalf("%q makes %s", text, found)
			}
		}
		if got := unescape.UnescapeString(tag.ReplaceAllString(out, "")); got != text && !strings.Contains(text, "\x00") {
			t.Fatalf("%q reads %q", text, got)
		}
	})
}
