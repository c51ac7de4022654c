package org_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// Whatever happens, a conversation has all that was said about a tension and what answers
// it, each once and in order, however the chains of words go.
func TestConversationsAreWhole(t *testing.T) {
	said := 0
	rapid.Check(t, func(rt *rapid.T) {
		pick := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 7)).IntN
		s := new(org.State)
		for _, act := range beginning() {
			s, _ = done(s, act, 0, org.Operator)
		}
		for range 300 {
			act, by, face := orgtest.Act(pick, s)
			s, _ = done(s, act, by, face)
		}
		for id, row := range s.Tensions() {
			var want []org.NoteID
			for n := org.NoteID(1); s.Note(n) != nil; n++ {
				note := s.Note(n)
				i := s.Initiative(note.Initiative)
				if (note.Tension == id || i != nil && i.Tension == id && !i.Withdrawn) && (note.Lead == 0 || note.Stands()) {
					want = append(want, n)
				}
			}
			said += len(want)
			if got := s.Conversation(id, 0); !slices.Equal(got, want) {
				rt.Fatalf("%s has %v, want %v", id, got, want)
			}
			if i := row.Initiative; i != 0 && !slices.Equal(s.Conversation(0, i), want) {
				rt.Fatalf("%s, which answers %s, has %v, want %v", i, id, s.Conversation(0, i), want)
			}
		}
	})
	if said == 0 {
		t.Error("nothing was ever said")
	}
}

// done does an act where it may be done.
func done(s *org.State, act org.Act, by org.PersonID, face org.Face) (*org.State, error) {
	d := s.Edit()
	if _, err := d.Do(act, org.Moment{At: s.Last + org.Day/4, By: by, Face: face}); err != nil {
		return s, err
	}
	return d.Freeze(), nil
}
