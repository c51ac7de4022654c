package search

import (
	"strings"
	"testing"
)

// finds reports whether a query finds a text by the rules of the index.
func finds(query, text string) bool {
	q := newTextQuery(query)
	return q != nil && q.snippet(text) != nil
}

func TestStems(t *testing.T) {
	for _, c := range []struct {
		query, text string
		want        bool
	}{
		{"vergaderingen", "Elke vergadering duurt te lang", true},
		{"vergadering", "lange vergaderingen", true},
		{"bewoners", "een bewoner belde", true},
		{"meetings", "One meeting less", true},
		{"deciding", "we decided", true},
		{"møderne", "et møde", true},
		{"børnene", "børn", true},
		{"barn", "børnene", false}, // the stemmer knows endings, not vowels
		{"møde", "mode", false},    // other letters, other words
		{"cafe", "Het café", true},
		{"VERGADERING", "vergadering", true},
		{"vergad", "de vergadering", true}, // still being written
		{"verga lang", "de lange vergadering", false},
		{"lange verga", "de lange vergadering", true},
		{"te", "te laat", true},
		{"la", "te laat", false},
		{"lang kort", "lange vergadering", false},
		{"2024", "in 2024 begonnen", true},
	} {
		if got := finds(c.query, c.text); got != c.want {
			t.Errorf("%q in %q: %v", c.query, c.text, got)
		}
	}
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"team":         "7team",
		"vergadering":  "1vergader 2vergadering 4vergad",
		"Meetings, ja": "3meeting 4meet 7ja",
		"":             "",
	} {
		if got := indexed(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if long := indexed(strings.Repeat("é", 5000)); len(long) > 3*(longestWord+1) {
		t.Error(len(long))
	}
}

func TestSnippets(t *testing.T) {
	show := func(parts []Part) string {
		var b strings.Builder
		for _, p := range parts {
			if p.Found {
				b.WriteString("<" + p.Text + ">")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	filler := strings.Repeat("woord ", 50)
	for _, c := range []struct{ query, text, want string }{
		{"kort", "Lang.\n\n  En kort!", "Lang. En <kort>!"},
		{"meetings long", "A long meeting, <b>long</b>", "A <long> <meeting>, <b><long></b>"},
		{"kort", filler + "een korte vraag " + filler, "… woord woord woord woord woord een <korte> vraag " + strings.TrimSpace(strings.Repeat("woord ", 22)) + " …"},
		{"kort \xff", "kort \xff kort", "<kort> � <kort>"},
	} {
		if got := show(newTextQuery(c.query).snippet(c.text)); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}
