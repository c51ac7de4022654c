package measure_test

import (
	"testing"

	"orpheus/insight/measure"
	"orpheus/org"
)

// A piece of work is told as its page lists it: who led it how often, how it came about, how
// often it passed on, and how long nobody led it.
func TestHowOnePieceOfWorkWasLed(t *testing.T) {
	d := newTold(t, 4)
	of := func(id org.InitiativeID) measure.Piece {
		p, _ := measure.PieceOf(&d.draft.State, id, d.now())
		return p
	}
	start := &org.StartInitiative{Title: "Rota"}
	d.do(1, start)
	from := d.now() + org.Day
	d.do(0, &org.AmendOrganisation{StatisticsFrom: &from})
	if _, ok := measure.PieceOf(&d.draft.State, start.Initiative, d.now()); ok {
		t.Error("counted before the agreed day")
	}
	from = 0
	d.do(0, &org.AmendOrganisation{StatisticsFrom: &from})
	if got, want := of(start.Initiative), (measure.Piece{Leads: 1, People: 1, Taken: 1}); got != want {
		t.Errorf("begun: got %+v, want %+v", got, want)
	}
	d.day += 5
	offer := &org.HandOverLead{Lead: start.Lead, To: 2}
	d.do(1, offer)
	d.do(2, &org.AcceptOffer{Offer: offer.Offer})
	d.day += 3
	lead := d.draft.Initiative(start.Initiative).LastLead
	d.do(2, &org.LayDownLead{Lead: lead})
	d.day += 7
	got := of(start.Initiative)
	if want := (measure.Piece{Leads: 2, People: 2, Passed: 1, Taken: 1, Given: 1, Open: 7 * org.Day}); got != want {
		t.Errorf("handed on and laid down: got %+v, want %+v", got, want)
	}
	d.do(2, &org.TakeLead{Initiative: start.Initiative})
	again := d.draft.Initiative(start.Initiative).LastLead
	d.do(2, &org.CorrectLeadOrigin{Lead: again, Origin: org.Assigned})
	d.day += 2
	got = of(start.Initiative)
	if want := (measure.Piece{Leads: 3, People: 2, Passed: 1, Taken: 1, Handed: 1, Given: 1, Open: 7 * org.Day}); got != want {
		t.Errorf("taken again, and set right: got %+v, want %+v", got, want)
	}
	later := d.now()
	d.do(0, &org.AmendOrganisation{StatisticsFrom: &later})
	if _, ok := measure.PieceOf(&d.draft.State, start.Initiative, d.now()); ok {
		t.Error("leads of before the agreed day count")
	}
}
