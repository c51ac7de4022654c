package i18n

import (
	"testing"
)

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		wishes []string
		want   string
	}{
		{nil, "en"},
		{[]string{""}, "en"},
		{[]string{"nl"}, "nl"},
		{[]string{"nl-BE,nl;q=0.9,en;q=0.8"}, "nl"},
		{[]string{"da-DK, en;q=0.5"}, "da"},
		{[]string{"nb-NO"}, "da"}, // Norwegians read Danish
		{[]string{"fr-BE, nl;q=0.4"}, "nl"},
		{[]string{"ja", "da"}, "da"}, // the first wish cannot be met
		{[]string{"", "nl"}, "nl"},
		{[]string{"en-US", "nl"}, "en"},
		{[]string{"(broken", "nl"}, "nl"},
		{[]string{"ja"}, "en"},
	} {
		if got := Match(c.wishes...); got != c.want {
			t.Errorf("Match(%q) = %s, want %s", c.wishes, got, c.want)
		}
	}
}

func TestPlural(t *testing.T) {
	for _, c := range []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0 roles"},
		{"en", 1, "1 role"},
		{"en", 1234, "1,234 roles"},
		{"nl", 1, "1 rol"},
		{"nl", 1234, "1.234 rollen"},
		{"da", 1, "1 rolle"},
		{"da", 2, "2 roller"},
	} {
		if got := For(c.lang).T("map.roles", c.n); got != c.want {
			t.Errorf("%s: %d roles = %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

func TestNumber(t *testing.T) {
	if got := For("da").Number(12345); got != "12.345" {
		t.Errorf("12345 in Danish = %q", got)
	}
}

func TestMissingKeyStopsATest(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a key that is not there went unnoticed")
		}
	}()
	For("en").T("no.such.key")
}

func TestForUnknownLanguage(t *testing.T) {
	if got := For("nl-BE").Lang(); got != "nl" {
		t.Errorf("For(nl-BE) speaks %s", got)
	}
	if got := For("").Lang(); got != "en" {
		t.Errorf("For of nothing speaks %s", got)
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		lang   string
		v      float64
		digits int
		want   string
	}{
		{"en", 0.0264331, 6, "0.0264331"},
		{"nl", 37.8321, 3, "37,8"},
		{"da", 0.5, 3, "0,5"},
		{"da", 15, 3, "15"},
		{"en", 1083.4, 3, "1083"},
		{"nl", 0.00001234, 3, "0,0000123"},
		{"en", -99.96, 3, "-100"},
		{"en", 0, 3, "0"},
	} {
		if got := For(c.lang).Decimal(c.v, c.digits); got != c.want {
			t.Errorf("%s says %v as %q, want %q", c.lang, c.v, got, c.want)
		}
	}
}
