package org_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// row is a thing as a state has it; a nil pointer for none.
func row(s *org.State, letter byte, n uint32) any {
	switch letter {
	case 'P':
		return s.Person(org.PersonID(n))
	case 'C':
		return s.Circle(org.CircleID(n))
	case 'R':
		return s.Role(org.RoleID(n))
	case 'S':
		return s.Seat(org.SeatID(n))
	case 'G':
		return s.Guardrail(org.GuardrailID(n))
	case 'T':
		return s.Tension(org.TensionID(n))
	case 'I':
		return s.Initiative(org.InitiativeID(n))
	case 'L':
		return s.Lead(org.LeadID(n))
	case 'O':
		return s.Offer(org.OfferID(n))
	case 'A':
		return s.Step(org.StepID(n))
	case 'N':
		return s.Note(org.NoteID(n))
	case 'D':
		return s.Decision(org.DecisionID(n))
	case 'B':
		return s.Objection(org.ObjectionID(n))
	case 'M':
		return s.Agreement(org.AgreementID(n))
	case 'K':
		return s.Learning(org.LearningID(n))
	case 'E':
		return s.Meeting(org.MeetingID(n))
	case 'V':
		return s.StandIn(org.StandInID(n))
	case 'W':
		return s.Thanks(org.ThanksID(n))
	case 'Y':
		return s.Informal(org.InformalID(n))
	case 'J':
		return s.Try(org.TryID(n))
	}
	return s.Strength(org.StrengthID(n))
}

// What differs between two states is what a look at every row of both finds.
func TestChangedIsEveryRowThatDiffers(t *testing.T) {
	const letters = "PCRSGTILOANKZDBMVWYJE"
	const history = 4 // shifts, files, traces and settled signals: each goes with a thing whose row differs, or is no thing
	if n := tables() - history; n != len(letters) {
		t.Fatalf("a state has %d tables of things, and %d kinds of thing are looked at", n, len(letters))
	}
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		is, replayed, seq := new(org.State), new(org.State).Edit(), uint64(0)
		found(t, &is, replayed, &seq)
		for i := range 15 {
			was := is
			act, by, face := orgtest.Act(pick, is)
			do(t, &is, replayed, &seq, act, org.Moment{At: is.Last + 1, By: by, Face: face}, false)
			if i == 14 {
				was = new(org.State)
			}
			var want []org.Ref
			for _, l := range []byte(letters) {
				for n := uint32(1); n <= 40; n++ {
					if !reflect.DeepEqual(row(was, l, n), row(is, l, n)) {
						want = append(want, org.Ref{Letter: l, N: n})
					}
				}
			}
			if got := slices.Collect(org.Changed(was, is)); !slices.Equal(got, want) {
				t.Fatalf("%s: %v, and %v differ", org.NameOf(act), got, want)
			}
		}
	})
}

// tables are how many tables of things a state has.
func tables() (n int) {
	s := reflect.TypeFor[org.State]()
	for i := range s.NumField() {
		if strings.HasPrefix(s.Field(i).Type.Name(), "Table[") {
			n++
		}
	}
	return n
}
