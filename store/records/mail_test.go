package records_test

import (
	"testing"

	"pgregory.net/rapid"

	"orpheus/store/records"
)

func TestAddressesHaveOneForm(t *testing.T) {
	for _, same := range [][]string{
		{"sasja@linde.example", "SASJA@Linde.Example", "\u017fa\u017fja@linde.example", " sasja@linde.example ", "\uff53asja@linde.example"},
		{"kofi@linde.example", "\u212aofi@linde.example"},
		{"b\u00f8@linde.example", "B\u00d8@linde.example"},
		{"e\u0301va@linde.example", "\u00e9va@linde.example"},
	} {
		for _, other := range same {
			if records.MailKey(other) != records.MailKey(same[0]) {
				t.Errorf("%q and %q are two addresses", same[0], other)
			}
		}
	}
	if records.MailKey("jo@linde.example") == records.MailKey("j\u00f8@linde.example") {
		t.Error("o and \u00f8 are one")
	}
	rapid.Check(t, func(t *rapid.T) {
		key := records.MailKey(rapid.String().Draw(t, "mail"))
		if again := records.MailKey(key); again != key {
			t.Fatalf("%q becomes %q", key, again)
		}
	})
}
