package hyphen

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Words of work, as the patterns and their exceptions break them.
func TestWords(t *testing.T) {
	for _, c := range []struct{ lang, want string }{
		{"nl", "me-di-ca-tie-vei-lig-heid"},
		{"nl", "cli-ën-ten-raad"},
		{"nl", "ver-ant-woor-de-lijk-heid"},
		{"nl", "Vrij-wil-li-gers-co-ör-di-na-tor"},
		{"da", "ar-bejds-mil-jø-re-præ-sen-tant-ud-val-get"},
		{"da", "sy-geple-jer-ske"},
		{"da", "me-di-cin-hånd-te-ring"},
		{"en", "re-spons-ib-il-ity"},
		{"en", "uni-ver-sity"},
		{"en", "as"},
		{"xx", "medicatieveiligheid"},
	} {
		word := strings.ReplaceAll(c.want, "-", "")
		got := strings.ReplaceAll(For(c.lang).Softened(word, 2), Soft, "-")
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.lang, got, c.want)
		}
	}
}

// Only the marks are added, whatever the text, and none in words that are short.
func TestOnlyMarksAreAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"nl", "da", "en"}).Draw(t, "lang")
		text := strings.ReplaceAll(rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zæøåëïA-Z]{1,40}( |-)[a-zæøå]{1,40}`)).Draw(t, "text"), Soft, "")
		got := For(lang).Softened(text, 10)
		if strings.ReplaceAll(got, Soft, "") != text {
			t.Fatalf("%q became %q", text, got)
		}
		if len([]rune(text)) < 10 && got != text {
			t.Fatalf("the short %q became %q", text, got)
		}
		if strings.HasPrefix(got, Soft) || strings.HasSuffix(got, Soft) || strings.Contains(got, Soft+Soft) {
			t.Fatalf("a mark out of place in %q", got)
		}
	})
}
