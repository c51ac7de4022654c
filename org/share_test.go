package org_test

import (
	"testing"

	"orpheus/org"
)

// The same state that came about twice is stored once, every table of it, and one before
// it as far as the two are the same.
func TestSharing(t *testing.T) {
	var both [2][]*org.State
	for i := range both {
		d, seq := new(org.State).Edit(), uint64(0)
		for line := range readCorpus(t) {
			seq++
			e, err := org.DecodeEntry(seq, []byte(line))
			if err != nil {
				t.Fatal(err)
			}
			d.Replay(e.Act, e.Moment())
			both[i] = append(both[i], d.Freeze())
		}
	}
	last := len(both[0]) - 1
	was, head := both[0][last], both[1][last]
	is := was.Sharing(head)
	if n := is.Apart(head); n != 0 {
		t.Errorf("the same state is %d bytes apart", n)
	}
	for i := last - 1; i >= 0; i-- {
		s := both[0][i]
		now := s.Following(was, is)
		if fingerprint(t, now) != fingerprint(t, s) {
			t.Fatalf("state %d became another one", i)
		}
		if got, most := now.Apart(is), s.Apart(was); got > most {
			t.Fatalf("state %d is %d bytes apart from the next, and was %d", i, got, most)
		}
		was, is = s, now
	}
}
