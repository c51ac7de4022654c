package org_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// FuzzDecodeState: a state that can be read can be written, and is the same when it is read again;
// what is no state is refused. It is a cache beside the log, which other programs may have spoilt.
func FuzzDecodeState(f *testing.F) {
	for seed := range uint64(4) {
		pick := rand.New(rand.NewPCG(seed, 1)).IntN
		d := new(org.State).Edit()
		if _, err := d.Do(&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}, org.Moment{At: org.Day}); err != nil {
			f.Fatal(err)
		}
		for range 60 * seed {
			act, by, face := orgtest.Act(pick, &d.State)
			_, _ = d.Do(act, org.Moment{At: d.Last + org.Day, By: by, Face: face})
		}
		b, err := d.Freeze().Encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := org.DecodeState(b)
		if err != nil {
			return
		}
		once, err := s.Encode()
		if err != nil {
			return // what it has cannot be written, and so is kept nowhere
		}
		again, err := org.DecodeState(once)
		if err != nil {
			t.Fatalf("it was written and cannot be read: %v", err)
		}
		if twice, err := again.Encode(); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("it is another one when it is read again: %v", err)
		}
	})
}
