package org_test

import (
	"testing"

	"orpheus/org"
)

// What somebody just began is taken back by a press, by them alone, for a moment, while
// nobody built on it; then it is in no list.
func TestTakingBack(t *testing.T) {
	none := func(t *testing.T, s *org.State) {
		for id := range s.Tensions() {
			t.Errorf("%v is still there", id)
		}
		for id := range s.Initiatives() {
			t.Errorf("%v is still there", id)
		}
		for id := range s.Leads() {
			t.Errorf("%v is still there", id)
		}
		if p := s.Person(kofi); len(p.Leads) != 0 || p.LastLead != 0 || len(s.Circle(home).Tensions)+len(s.Circle(home).Initiatives) != 0 {
			t.Errorf("%+v still leads, or %+v has it", p, s.Circle(home))
		}
	}
	raise := step{by: kofi, act: &org.RaiseTension{Circle: home, Title: "Cold rooms", Lead: true}}
	back := step{by: kofi, act: &org.WithdrawTension{Tension: 1}, check: none}
	tell(t, linde(t), []step{raise, {by: noor, act: &org.WithdrawTension{Tension: 1}, want: "undo.others"}, back})
	tell(t, linde(t), []step{raise, {by: kofi, days: 1, act: &org.WithdrawTension{Tension: 1}, want: "undo.late"}})
	for _, built := range []org.Act{
		&org.FeelTension{Tension: 1}, &org.NoteTension{Tension: 1, Text: org.Write("here too")},
		&org.NoteInitiative{Initiative: 1, Text: org.Write("here too")}, &org.JoinInitiative{Initiative: 1},
	} {
		tell(t, linde(t), []step{raise, {by: noor, act: built}, {by: kofi, act: &org.WithdrawTension{Tension: 1}, want: "undo.built_on"}})
	}
	alone := step{by: kofi, act: &org.RaiseTension{Circle: home, Title: "Cold rooms"}}
	for what, built := range map[string][]step{
		"somebody is asked": {alone, {by: kofi, act: &org.OfferLead{Tension: 1, To: noor}}},
		"another one leads": {alone, {by: noor, act: &org.TakeLead{Tension: 1}}},
		"there is a step":   {raise, {by: kofi, act: &org.SetStep{Initiative: 1, Text: org.Write("Ask the landlord")}}},
	} {
		t.Run(what, func(t *testing.T) {
			tell(t, linde(t), append(built, step{by: kofi, act: &org.WithdrawTension{Tension: 1}, want: "undo.built_on"}))
		})
	}
	tell(t, linde(t), []step{
		raise,
		{by: kofi, act: &org.LayDownLead{Lead: 1}},
		{by: noor, act: &org.TakeLead{Initiative: 1}},
		{by: kofi, act: &org.ResumeLead{Lead: 1}, want: "lead.taken"},
		{by: noor, act: &org.WithdrawLead{Lead: 2}},
		{by: kofi, act: &org.ResumeLead{Lead: 1}, check: func(t *testing.T, s *org.State) {
			if s.LeadOf(kofi, 1) != 1 || len(s.Initiative(1).Joined) != 0 {
				t.Errorf("%+v", s.Initiative(1))
			}
		}},
		{by: kofi, days: 40, act: &org.ConcludeInitiative{Initiative: 1, Outcome: org.Write("warm"), Learned: org.Write("ask")}},
		{by: bram, act: &org.ReopenInitiative{Initiative: 1}, want: "initiative.not_taking_part"},
		{by: kofi, days: 5, act: &org.ReopenInitiative{Initiative: 1}, check: func(t *testing.T, s *org.State) {
			for range s.Learnings() {
				t.Error("what was learned stays")
			}
			if !s.Tension(1).Open() || s.LeadOf(kofi, 1) != 1 || s.Initiative(1).Outcome != 0 {
				t.Errorf("%+v", s.Initiative(1))
			}
		}},
	})
}

// A no is between the two: nobody else is told of it, with its reason or without, nor
// that there was no answer; who asked and who said it are.
func TestANoIsBetweenTwo(t *testing.T) {
	asked := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Circle: home, Title: "Cold rooms"}},
		{by: kofi, act: &org.OfferLead{Tension: 1, To: noor}},
	})
	offer := org.Ref{Letter: 'O', N: 1}
	for _, p := range []org.PersonID{fatima, kofi, noor, bram} {
		if !asked.SightOf(p, asked).Sees(offer) {
			t.Errorf("%v does not see a question that waits", p)
		}
	}
	for _, answer := range []org.Act{&org.DeclineOffer{Offer: 1, Word: org.Write("No time.")}, &org.LapseOffer{Offer: 1}} {
		by := noor
		if org.NameOf(answer) == "lead.lapse" {
			by = kofi
		}
		s := tell(t, asked, []step{{by: by, act: answer}})
		e := &org.Entry{Seq: 1, At: s.Last, By: by, Face: org.Web, Act: answer}
		for _, p := range []org.PersonID{fatima, kofi, noor, bram, roza} {
			two, v := p == kofi || p == noor, s.SightOf(p, s)
			if v.SeesEntry(e) != two || v.Sees(offer) != two {
				t.Errorf("%v is told of %s: %v, sees the question: %v", p, org.NameOf(answer), v.SeesEntry(e), v.Sees(offer))
			}
		}
		if !org.Everything(s).SeesEntry(e) {
			t.Error("whoever runs the program does not see it")
		}
	}
	s := tell(t, asked, []step{{by: noor, act: &org.AcceptOffer{Offer: 1}}})
	if !s.SightOf(bram, s).Sees(offer) {
		t.Error("a yes is not seen by all")
	}
}
