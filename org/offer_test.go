package org_test

import (
	"testing"

	"orpheus/org"
)

// Who does not lead asks nobody to share the lead of another, by the work and by
// the tension it answers.
func TestOnlyWhoLeadsOffersToShare(t *testing.T) {
	tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home, Lead: true}},
		{by: noor, act: &org.OfferLead{Initiative: 1, To: bram}, want: "initiative.not_leading"},
		{by: noor, act: &org.OfferLead{Tension: 1, To: bram}, want: "initiative.not_leading"},
		{by: kofi, act: &org.OfferLead{Initiative: 1, To: kofi}, want: "offer.self"},
		{by: kofi, act: &org.OfferLead{Initiative: 1, To: bram}},
		{by: bram, act: &org.AcceptOffer{Offer: 1}, check: leads(1, kofi, bram)},
		{by: kofi, act: &org.LayDownLead{Lead: 1}},
		{by: bram, act: &org.LayDownLead{Lead: 2}},
		{by: noor, act: &org.OfferLead{Initiative: 1, To: bram}}, // nobody leads it: anybody asks
	})
}

// An offer of what nobody led comes too late when somebody took it in the meantime,
// unless whoever offered leads it by now and so shares it.
func TestAnOfferComesTooLate(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home}},
		{by: kofi, act: &org.OfferLead{Tension: 1, To: bram}},
	})
	taken := tell(t, s, []step{
		{by: noor, act: &org.TakeLead{Tension: 1}},
		{by: bram, act: &org.AcceptOffer{Offer: 1}, want: "lead.taken", check: leads(1, noor)},
	})
	tell(t, taken, []step{
		{by: noor, act: &org.LayDownLead{Lead: 1}},
		{by: bram, act: &org.AcceptOffer{Offer: 1}, check: leads(1, bram)},
	})
	tell(t, s, []step{
		{by: kofi, act: &org.TakeLead{Tension: 1}},
		{by: bram, act: &org.AcceptOffer{Offer: 1}, check: leads(1, kofi, bram)},
	})
}

// A guest knows by name whoever leads work in a circle of theirs, also who is no
// member of it, and sees nothing more of them.
func TestAGuestKnowsWhoLeadsInTheirCircle(t *testing.T) {
	s := linde(t)
	sees := func(s *org.State, p org.PersonID) bool { return s.SightOf(roza, s).Sees(org.RefOf(p)) }
	knows := func(s *org.State, p org.PersonID) bool { return s.SightOf(roza, s).Knows(org.RefOf(p)) }
	if sees(s, bram) || !sees(s, kofi) || !sees(s, roza) {
		t.Fatal("a guest sees the members of their circles, and nobody else")
	}
	if knows(s, bram) {
		t.Fatal("a guest knows somebody whom nothing of theirs names")
	}
	led := tell(t, s, []step{{by: bram, act: &org.StartInitiative{Title: "Key safes", Circle: home}}})
	if !knows(led, bram) {
		t.Error("who leads in their circle has no name for a guest")
	}
	if sees(led, bram) {
		t.Error("a guest sees all of somebody who only leads in their circle")
	}
}

// A guest knows by name whom a thing of theirs names, for whichever one reason: each kind of
// thing is the only one that names its person.
func TestAGuestKnowsWhomTheirThingsName(t *testing.T) {
	s := linde(t)
	base := tell(t, s, []step{
		{by: kofi, act: &org.RaiseTension{Title: "Cold rooms", Circle: home}},
		{by: kofi, act: &org.StartInitiative{Title: "Key safes", Circle: home}},
	})
	of := func(s *org.State, p org.PersonID) bool { return s.SightOf(roza, s).Knows(org.RefOf(p)) }
	if of(base, bram) {
		t.Fatal("a guest knows somebody whom nothing of theirs names")
	}
	for name, steps := range map[string][]step{
		"raised":    {{by: bram, act: &org.RaiseTension{Title: "Keys", Circle: home}}},
		"noticed":   {{by: bram, act: &org.FeelTension{Tension: 1}}},
		"joined":    {{by: bram, act: &org.JoinInitiative{Initiative: 1}}},
		"wrote":     {{by: bram, act: &org.NoteInitiative{Initiative: 1, Text: org.Write("Seen.")}}},
		"learnt":    {{by: bram, act: &org.KeepLearning{Circle: home, Text: org.Write("Begin at eight.")}}},
		"led":       {{by: kofi, act: &org.LayDownLead{Lead: 1}}, {by: bram, act: &org.TakeLead{Initiative: 1}}},
		"confirmed": {{by: kofi, act: &org.NameStrength{Text: org.Write("Wounds")}}, {by: bram, act: &org.ConfirmStrength{Strength: 1}}},
	} {
		if !of(tell(t, base, steps), bram) {
			t.Errorf("%s: who is named has no name for a guest", name)
		}
	}
}
