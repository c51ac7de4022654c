package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
)

// Thirty days after somebody said no, nothing says so any more: neither of the two is told, of
// that day too, and the reason goes.
func TestANoIsForgotten(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home}},
		{by: kofi, act: &org.OfferLead{Tension: 1, To: bram}},
		{by: bram, act: &org.DeclineOffer{Offer: 1, Word: org.Write("No time.")}},
	})
	no := &org.Entry{By: bram, Act: &org.DeclineOffer{Offer: 1}}
	sees := func(now, then *org.State, p org.PersonID) bool {
		v := now.SightOf(p, then)
		return v.SeesEntry(no) || v.Sees(org.RefOf(org.OfferID(1)))
	}
	if !sees(s, s, kofi) || !sees(s, s, bram) || sees(s, s, noor) {
		t.Fatal("a no is between the two of them")
	}
	at := s.Offer(1).Answered
	read, err := org.DecodeState(encoded(t, s))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*org.State{s, read} {
		act, due := s.Due(at + org.NoLasts)
		if f, is := act.(*org.ForgetOffer); !is || f.Offer != 1 || due != at+org.NoLasts {
			t.Errorf("on its day the clock owes %v, at %v", act, due)
		}
	}
	d := s.Edit()
	forget := &org.ForgetOffer{Offer: 1}
	if _, err := d.Do(forget, org.Moment{At: at + org.NoLasts - 1, Face: org.Clock}); err == nil {
		t.Error("the clock forgets before the day")
	}
	if _, err := d.Do(&org.ForgetOffer{Offer: 1}, org.Moment{At: at + org.NoLasts, By: bram}); err == nil {
		t.Error("somebody has it forgotten")
	}
	if _, err := d.Do(forget, org.Moment{At: at + org.NoLasts, Face: org.Clock}); err != nil {
		t.Fatal(err)
	}
	now := d.Freeze()
	for _, p := range []org.PersonID{kofi, bram, noor} {
		if sees(now, now, p) || sees(now, s, p) || now.SightOf(p, now).SeesEntry(&org.Entry{Act: forget}) {
			t.Errorf("P%d is told of it still", p)
		}
	}
	if o := now.Offer(1); o.Answer != org.Lapsed || o.Answered != o.Lapses {
		t.Errorf("it reads %+v", o)
	}
	if got := org.DroppedBy(now, forget); len(got) != 1 || got[0] != s.Offer(1).Reason {
		t.Errorf("%v is taken out", got)
	}
	if now.NextDue() != 0 {
		t.Error("it is forgotten twice")
	}
	again := doneOn(t, s, &org.ReopenOffer{Offer: 1}, org.Moment{At: at, By: bram})
	if act, due := again.Due(at + org.NoLasts); due != at+org.OfferLasts {
		t.Errorf("a no that was taken back is forgotten: %v at %v", act, due)
	}
}

// Something learned comes from a decision, in its circle, and with pictures, which go when it
// is taken back.
func TestLearnedFromADecision(t *testing.T) {
	files := []org.FileID{0, 0}
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.ProposeDecision{Circle: home, Title: "Keys", Text: org.Write("One box.")}},
		{by: kofi, act: &org.KeepLearning{Decision: 9, Text: org.Write("x")}, want: "decision.unknown"},
		{by: kofi, act: &org.KeepLearning{Text: org.Write("x"), Files: []org.FileID{3}}, want: "file.unknown"},
		{by: kofi, act: &org.KeepLearning{Decision: 1, Text: org.Write("Ask the night first."), Files: files}},
	})
	k := s.Learning(1)
	if k.Decision != 1 || k.Circle != home || !slices.Equal(k.Files, []org.FileID{1, 2}) {
		t.Fatalf("%+v", k)
	}
	if s.File(2).Learning != 1 || s.HomeOf(org.RefOf(org.FileID(2))) != home || !s.FileStands(2) {
		t.Errorf("%+v", s.File(2))
	}
	image, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := org.DecodeState(image); err != nil || again.File(2) == nil || again.File(2).Learning != 1 || again.Learning(1).Decision != 1 {
		t.Errorf("%v: a snapshot has %+v", err, again.File(2))
	}
	drop := &org.DropLearning{Learning: 1}
	gone := tell(t, s, []step{{by: kofi, act: drop}})
	if got := org.FilesDroppedBy(gone, drop); !slices.Equal(got, []org.FileID{1, 2}) || gone.FileStands(2) {
		t.Errorf("%v go with it", got)
	}
}
