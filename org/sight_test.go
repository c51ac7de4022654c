package org_test

import (
	"testing"

	"orpheus/org"
)

// glass is an organisation in which Anna (P1) is a member, Gijs (P2) a guest of
// Home care (C2), Bram (P3) a member of Office (C3), and Dirk (P4) has left. Each
// circle has one thing of every kind: those of C2 have the lower numbers.
func glass(t *testing.T) *org.State {
	t.Helper()
	d, at := new(org.State).Edit(), 20_000*org.Day
	do := func(by org.PersonID, act org.Act) {
		t.Helper()
		at += org.Day / 100
		if _, err := d.Do(act, org.Moment{At: at, By: by, Face: org.Web}); err != nil {
			t.Fatalf("%s: %v", org.NameOf(act), err)
		}
	}
	do(0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"})
	do(0, &org.JoinPerson{})
	do(0, &org.JoinPerson{Guest: true})
	do(0, &org.JoinPerson{})
	do(0, &org.JoinPerson{})
	do(0, &org.LeavePerson{Person: 4})
	do(0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Home care"})
	do(0, &org.FormCircle{Parents: []org.CircleID{1}, Name: "Office"})
	do(0, &org.JoinCircle{Circle: 2, Person: 2})
	do(0, &org.JoinCircle{Circle: 2, Person: 1})
	do(0, &org.JoinCircle{Circle: 3, Person: 3})
	things(do, 2, 1)
	things(do, 3, 3)
	return d.Freeze()
}

func things(do func(org.PersonID, org.Act), c org.CircleID, by org.PersonID) {
	n := uint32(c - 1)
	do(0, &org.CreateRole{Circle: c, Name: "Host"})
	do(0, &org.FillSeat{Role: org.RoleID(n), Person: by})
	do(0, &org.SetGuardrail{Circle: c, Text: "At most 500 euro"})
	do(by, &org.RaiseTension{Circle: c, Title: "Cold rooms"})
	do(by, &org.StartInitiative{Circle: c, Title: "Keys"})
	do(by, &org.NoteInitiative{Initiative: org.InitiativeID(n), Text: org.Write("Booked.")})
	do(by, &org.SetStep{Initiative: org.InitiativeID(n), Text: org.Write("Invite.")})
	do(by, &org.KeepLearning{Circle: c, Text: org.Write("Start at eight.")})
	do(by, &org.NameStrength{Text: org.Write("Wounds")})
	to := org.PersonID(1)
	if by == 1 {
		to = 3
	}
	do(by, &org.OfferLead{Tension: org.TensionID(n), To: to})
	from := 20_000*org.Day + org.Time(n)*40*org.Day
	do(by, &org.NameStandIn{Who: to, From: from, Until: from + 20*org.Day})
}

// Whoever looks, every kind of thing: what there is, what there is not, and what
// is in a circle of theirs or in another.
func TestSightOnEveryKind(t *testing.T) {
	s := glass(t)
	member, guest, left := s.SightOf(1, s), s.SightOf(2, s), s.SightOf(4, s)
	for _, letter := range []byte("CRSGTILOANKZV") {
		mine, other := org.Ref{Letter: letter, N: 1}, org.Ref{Letter: letter, N: 2}
		if letter == 'C' {
			mine, other = org.Ref{Letter: letter, N: 2}, org.Ref{Letter: letter, N: 3}
		}
		none := org.Ref{Letter: letter, N: 99}
		for _, c := range []struct {
			who  string
			v    *org.Sight
			r    org.Ref
			want bool
		}{
			{"member", member, mine, true},
			{"member", member, other, true},
			{"member", member, none, false},
			{"guest", guest, mine, true},
			{"guest", guest, other, false},
			{"guest", guest, none, false},
			{"who left", left, mine, false},
			{"who left", left, other, false},
		} {
			if got := c.v.Sees(c.r); got != c.want {
				t.Errorf("%s sees %s: %v, want %v", c.who, c.r, got, c.want)
			}
		}
	}
	for p, want := range map[uint32]bool{1: true, 2: true, 3: false, 4: false, 99: false} {
		if got := guest.Sees(org.Ref{Letter: 'P', N: p}); got != want {
			t.Errorf("the guest sees P%d: %v, want %v", p, got, want)
		}
	}
	for _, r := range []org.Ref{{Letter: 'C', N: 1}, {Letter: 'X', N: 1}, {}} {
		if guest.Sees(r) {
			t.Errorf("the guest sees %s", r)
		}
	}
}

// The rights are those of today, on any day that is looked at.
func TestSightOfThePast(t *testing.T) {
	was := glass(t)
	d := was.Edit()
	if _, err := d.Do(&org.LeaveCircle{Circle: 2, Person: 2}, org.Moment{At: was.Last}); err != nil {
		t.Fatal(err)
	}
	now := d.Freeze()
	if now.SightOf(2, was).Sees(org.Ref{Letter: 'T', N: 1}) {
		t.Error("a guest who left the circle sees what was in it")
	}
}

// Every kind of act is about something, or about the organisation and its log.
func TestSubjectOfEveryKind(t *testing.T) {
	seen := map[string]bool{}
	for line := range readCorpus(t) {
		e, err := org.DecodeEntry(1, []byte(line))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := org.Subject(e.Act); ok {
			seen[org.NameOf(e.Act)] = true
		}
	}
	for _, k := range org.Kinds() {
		if about := k.Name[:4] != "org." && k.Name[:4] != "log."; about != seen[k.Name] {
			t.Errorf("%s is about something: %v", k.Name, seen[k.Name])
		}
	}
}

// What all members see is whole, but for what is between two of them, whoever they are.
func TestShared(t *testing.T) {
	s := tell(t, linde(t), []step{
		{by: kofi, act: &org.RaiseTension{Title: "Key safes", Circle: home}},
		{by: kofi, act: &org.OfferLead{Tension: 1, To: noor}},
	})
	no := org.Entry{By: noor, Act: &org.DeclineOffer{Offer: 1}}
	shared := org.Shared(s)
	if !shared.All() || !shared.Sees(org.RefOf(org.OfferID(1))) || !shared.SeesEntry(&org.Entry{By: kofi, Act: &org.OfferLead{Tension: 1, To: noor}}) {
		t.Error("members do not see what waits for an answer")
	}
	s = tell(t, s, []step{{by: noor, act: &org.DeclineOffer{Offer: 1}}})
	shared = org.Shared(s)
	if shared.SeesEntry(&no) || shared.Sees(org.RefOf(org.OfferID(1))) {
		t.Error("a no is shared with everybody")
	}
	if !org.Everything(s).SeesEntry(&no) || !s.SightOf(noor, s).SeesEntry(&no) {
		t.Error("the two do not see it")
	}
}
