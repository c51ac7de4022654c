package compare

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"same", "same", "same"},
		{"", "all new", "[+all new+]"},
		{"all gone", "", "[-all gone-]"},
		{"Wounds heal slowly.", "Wounds heal well.", "Wounds heal [-slowly-][+well+]."},
		{"Hij zorgt’s ochtends", "Hij zorgt ’s avonds", "Hij [-zorgt’s ochtends-][+zorgt ’s avonds+]"},
		{"one two three four", "one 2 3 four", "one [-two three-][+2 3+] four"},
		{"Rollen går på tur", "Rollen går aldrig på tur", "Rollen går [+aldrig +]på tur"},
		{"a, b", "a; b", "a[-,-][+;+] b"},
	} {
		var got strings.Builder
		for _, p := range Words(c.before, c.after) {
			fmt.Fprintf(&got, []string{"%s", "[-%s-]", "[+%s+]"}[p.Op], p.Text)
		}
		if got.String() != c.want {
			t.Errorf("%q to %q: %s, want %s", c.before, c.after, got.String(), c.want)
		}
	}
}

// The parts make both texts again, and texts that are the same have one part.
func TestWordsMakeBothTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("ab .,ø\n"))), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var was, is strings.Builder
		for i, p := range Words(before, after) {
			if p.Text == "" || p.Op == Kept && before != after && i > 0 && Words(before, after)[i-1].Op == Kept {
				t.Fatalf("part %d is empty, or two that stayed follow each other", i)
			}
			if p.Op != Inserted {
				was.WriteString(p.Text)
			}
			if p.Op != Deleted {
				is.WriteString(p.Text)
			}
		}
		if was.String() != before || is.String() != after {
			t.Fatalf("%q and %q, want %q and %q", was.String(), is.String(), before, after)
		}
	})
}

// There are more signs than a text has words.
func TestSigns(t *testing.T) {
	for n := range 200_000 {
		if r := sign(n); number(r) != n || string(r) == "\uFFFD" && r != 0xFFFD {
			t.Fatalf("%d is %x", n, r)
		}
	}
}
