package org_test

import (
	"testing"

	"orpheus/org"
)

// What somebody may not know of is refused as what there is not is.
func TestNotThereSaysWhat(t *testing.T) {
	for id, key := range map[string]string{
		"C1": "circle.unknown", "T1": "tension.unknown", "E1": "meeting.unknown", "U1": "pulse.unknown", "J1": "try.unknown", "W1": "thanks.unknown", "Z1": "strength.unknown",
	} {
		r, ok := org.ParseRef(id)
		if !ok {
			t.Fatal(id)
		}
		if got := keyOf(org.NotThere(r)); got != key {
			t.Errorf("%s: %s, want %s", id, got, key)
		}
	}
}
