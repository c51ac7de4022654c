package org_test

import (
	"errors"
	"reflect"
	"testing"

	"orpheus/org"
)

// An act after which all is as it was is refused, of every kind of the sort; with
// one thing in it that differs it is done.
func TestAnActThatChangesNothingIsRefused(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.TakeSeat{Role: 2}},
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home, Lead: true}},
		{by: kofi, act: &org.AmendRole{Role: 2, Accountabilities: &[]string{"Dressings"}, Places: new(uint16(2))}},
		{by: kofi, act: &org.CorrectLeadOrigin{Lead: 1, Origin: org.Invited}},
		{by: kofi, act: &org.CorrectSeatOrigin{Seat: 2, Origin: org.Invited}},
	})
	root := []org.CircleID{org.Root}
	planned := s.Lead(1).Planned
	for _, c := range []struct{ same, other org.Act }{
		{&org.MoveCircle{Circle: home, Parents: root}, nil},
		{&org.AmendCircle{Circle: home}, &org.AmendCircle{Circle: home, Purpose: new("Well at home")}},
		{&org.AmendCircle{Circle: home, Name: new("Home care"), Purpose: new("")}, &org.AmendCircle{Circle: home, Name: new("Home")}},
		{&org.AmendOrganisation{Lang: new("nl"), Zone: new("")}, &org.AmendOrganisation{Lang: new("da")}},
		{&org.AmendRole{Role: 2, Accountabilities: &[]string{"Dressings"}, Domains: &[]string{}}, &org.AmendRole{Role: 2, Accountabilities: &[]string{}}},
		{&org.AmendTension{Tension: 1, Title: "Key safes"}, &org.AmendTension{Tension: 1, Title: "Keys"}},
		{&org.AmendInitiative{Initiative: 1, Title: new("Key safes"), Serves: new(home)}, &org.AmendInitiative{Initiative: 1, Serves: new(org.Root)}},
		{&org.SetSteward{Person: kofi}, &org.SetSteward{Person: kofi, Steward: true}},
		{&org.SetSteward{Person: fatima, Steward: true}, nil},
		{&org.ExtendLead{Lead: 1, Until: planned}, &org.ExtendLead{Lead: 1, Until: planned + 1}},
		{&org.CorrectLeadOrigin{Lead: 1, Origin: org.Invited}, &org.CorrectLeadOrigin{Lead: 1, Origin: org.Assigned}},
		{&org.CorrectSeatOrigin{Seat: 2, Origin: org.Invited}, &org.CorrectSeatOrigin{Seat: 2, Origin: org.SelfStarted}},
	} {
		name := org.NameOf(c.same)
		d := s.Edit()
		m := org.Moment{At: s.Last}
		done, err := d.Do(c.same, m)
		refusal, ok := errors.AsType[*org.Error](err)
		if !ok || refusal.Key != "act.nothing" || refusal.Code != org.Conflict || len(done) != 0 {
			t.Errorf("%s: %v, %v", name, done, err)
		}
		if !reflect.DeepEqual(d.Freeze(), s) {
			t.Errorf("%s was refused and left a trace", name)
		}
		if err := s.May(c.same, m); err != nil { // a form may be shown, though it says what is there
			t.Errorf("%s: may not be asked for: %v", name, err)
		}
		if c.other != nil {
			if _, err := s.Edit().Do(c.other, m); err != nil {
				t.Errorf("%s with a difference: %v", name, err)
			}
		}
	}
	if _, err := s.Edit().Do(&org.RedactEntry{Entry: 1}, org.Moment{At: s.Last}); err != nil {
		t.Errorf("a redaction is about the log: %v", err)
	}
}
