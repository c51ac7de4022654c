package source

import (
	"strings"
	"testing"
)

func TestPlaceholder(t *testing.T) {
	for _, s := range []string{
		"", " ", "?", "???", "-", "—", "TBD", "tbd", " Tbd. ", "(TBD)", "<TBD>", "[tbd]", "*TBD*", "@tbd", "TBD?", "TODO", "to do",
		"You?", "you?", "(You?)", "APPOINTMENT NEEDED", "Appointment  Needed!", "leaderless", "LEADERLESS", "vacant", "Vacancy", "n/a", "N/A", "none",
		"To be determined", "\u00a0", "\x00",
	} {
		if !Placeholder(s) {
			t.Errorf("%q is a placeholder", s)
		}
	}
	for _, s := range []string{
		"you", "Ann", "tbd-ann", "Ann TBD", "todor", "Vacanti", "na", "NA", "o", "leader", "open", "徐", "need", "appointment", "tb d",
	} {
		if Placeholder(s) {
			t.Errorf("%q may be a person", s)
		}
	}
}

func TestOneLine(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"", ""},
		{"  a  b ", "a b"},
		{"a\r\n\tb", "a b"},
		{"a\x00b\x7fc", "a b c"},
		{"a\u2028b\u0085c", "a b c"},
		{"\xffa", "\uFFFDa"},
		{"Zélie 徐 O'Marrow", "Zélie 徐 O'Marrow"},
	} {
		if got := OneLine(c.s); got != c.want {
			t.Errorf("%q: %q", c.s, got)
		}
	}
}

func TestProse(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"", ""},
		{"one", "one"},
		{"\n\n one\n two \n", "one two"},
		{"one\ntwo\n\n\n three", "one two\n\nthree"},
		{"one\r\n \t\r\ntwo", "one\n\ntwo"},
		{"We:\n- ring\n  bells\n- light lamps\n\n1. first\n2) second\n", "We:\n- ring bells\n- light lamps\n\n1. first\n2) second"},
		{"well-\nknown", "well- known"},
		{"2026 was\nfine", "2026 was fine"},
	} {
		if got := Prose(c.s); got != c.want {
			t.Errorf("%q: %q", c.s, got)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		s, want string
		cut     bool
	}{
		{"", "", false},
		{"ééééé", "ééééé", false},
		{"éééééé", "éééé…", true},
		{"abc def", "abc…", true}, // no blank before the ellipsis
	} {
		if got, cut := Cut(c.s, 5); got != c.want || cut != c.cut {
			t.Errorf("%q: %q %v", c.s, got, cut)
		}
	}
}

func TestGitHub(t *testing.T) {
	for _, c := range []struct{ s, written, key string }{
		{"Octo-Cat", "Octo-Cat", "github:octo-cat"},
		{" @Octo ", "Octo", "github:octo"},
		{"https://github.com/Octo/", "Octo", "github:octo"},
		{"GitHub.com/Octo", "Octo", "github:octo"},
		{"", "", ""},
		{"@", "", ""},
		{"https://github.com//", "", ""},
	} {
		if written, key := GitHub(c.s); written != c.written || key != c.key {
			t.Errorf("%q: %q %q", c.s, written, key)
		}
	}
}

func TestQuote(t *testing.T) {
	if got := Quote("a\nb"); got != "“a b”" {
		t.Error(got)
	}
	if got := Quote(strings.Repeat("é", 61)); got != "“"+strings.Repeat("é", 60)+"…”" {
		t.Error(got)
	}
}
