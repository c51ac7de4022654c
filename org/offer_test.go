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

// A guest meets whoever leads work in a circle of theirs, also who is no member of it.
func TestAGuestSeesWhoLeadsInTheirCircle(t *testing.T) {
	s := linde(t)
	see := func(s *org.State, p org.PersonID) bool { return s.SightOf(roza, s).Sees(org.RefOf(p)) }
	if see(s, bram) || !see(s, kofi) || !see(s, roza) {
		t.Fatal("a guest meets the members of their circles, and nobody else")
	}
	led := tell(t, s, []step{{by: bram, act: &org.StartInitiative{Title: "Key safes", Circle: home}}})
	if !see(led, bram) {
		t.Error("who leads in their circle is hidden from a guest")
	}
	gone := tell(t, led, []step{{by: bram, act: &org.ConcludeInitiative{Initiative: 1}}})
	if see(gone, bram) {
		t.Error("who led there once is still met")
	}
}
