package pulse

import (
	"testing"

	"orpheus/org"
)

// A decision that was taken elsewhere while a round could be answered is none of the work of
// its circle.
func TestDecidedElsewhereIsNoWork(t *testing.T) {
	d := new(org.State).Edit()
	for _, act := range []org.Act{
		&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"},
		&org.RecordDecision{Circle: org.Root, Title: "Keys", Word: org.Write("Two."), Ended: 5 * org.Day},
	} {
		if _, err := d.Do(act, org.Moment{At: 10 * org.Day, Face: org.Operator}); err != nil {
			t.Fatal(err)
		}
	}
	s := d.Freeze()
	round := &org.Pulse{Circle: org.Root, Opened: 4 * org.Day, Closed: 6 * org.Day}
	if got := ActsOf(s, round); got != (Acts{}) {
		t.Errorf("%+v", got)
	}
}
