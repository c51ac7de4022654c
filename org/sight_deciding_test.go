package org_test

import (
	"testing"

	"orpheus/org"
	"orpheus/org/deciding"
)

// decides is glass with a decision, an objection and an agreement in C2 and in C3, those of
// C2 with the lower numbers.
func decides(t *testing.T) *org.State {
	t.Helper()
	d := glass(t).Edit()
	m := org.Moment{At: d.Last + org.Day, Face: org.Web}
	for i, by := range []org.PersonID{1, 3} {
		id := org.DecisionID(i + 1)
		m.By = by
		if _, err := d.Do(&org.ProposeDecision{Circle: org.CircleID(i + 2), Title: "Keys", Text: org.Write("Two keys.")}, m); err != nil {
			t.Fatal(err)
		}
		d.Replay(&org.RaiseObjection{Objection: org.ObjectionID(id), Decision: id, Harm: org.Write("Lost.")}, m)
		d.Replay(&org.MakeAgreement{Agreement: org.AgreementID(id), Decision: id, Review: m.At + org.Day}, m)
	}
	return d.Freeze()
}

// Decisions, objections and agreements are seen where their circle is.
func TestSightOnWhatIsDecided(t *testing.T) {
	s := decides(t)
	for _, letter := range []byte("DBM") {
		for n, want := range map[uint32][]bool{1: {true, true, false}, 2: {true, false, false}, 99: {false, false, false}} {
			r := org.Ref{Letter: letter, N: n}
			for i, p := range []org.PersonID{1, 2, 4} { // a member, the guest, who left
				if got := s.SightOf(p, s).Sees(r); got != want[i] {
					t.Errorf("P%d sees %s: %v", p, r, got)
				}
			}
		}
	}
}

// A guest knows by name whom a decision of their circle names, and nobody of another's.
func TestSightNamesWhoDecides(t *testing.T) {
	s := decides(t)
	d := s.Edit()
	m := org.Moment{At: s.Last + org.Day, Face: org.Web}
	for _, act := range []org.Act{&org.JoinPerson{}, &org.JoinPerson{}} { // P5, P6
		if _, err := d.Do(act, m); err != nil {
			t.Fatal(err)
		}
	}
	d.Replay(&org.InvolveInDecision{Decision: 1, Person: 5}, m)
	d.Replay(&org.InvolveInDecision{Decision: 2, Person: 6}, m)
	s = d.Freeze()
	guest := s.SightOf(2, s)
	if !guest.Knows(org.RefOf(org.PersonID(5))) || guest.Knows(org.RefOf(org.PersonID(6))) {
		t.Error("whom a decision names is known to who sees it, and to nobody else")
	}
}

// Advice is unseen by whoever did not give theirs, until the time for it is over; who gave
// it sees it, and so does who runs the program.
func TestAdviceIsSealed(t *testing.T) {
	d := glass(t).Edit()
	at := d.Last
	do := func(by org.PersonID, act org.Act, days org.Time) {
		t.Helper()
		at += days*org.Day + org.Day/100
		if _, err := d.Do(act, org.Moment{At: at, By: by, Face: org.Web}); err != nil {
			t.Fatalf("%s: %v", org.NameOf(act), err)
		}
	}
	do(0, &org.JoinPerson{}, 0)                                   // P5
	do(5, &org.JoinCircle{Circle: 2}, 0)                          // with Anna, and Gijs, a guest
	do(0, &org.JoinCircle{Circle: 2, Person: org.PersonID(3)}, 0) // Bram gives advice
	do(1, &org.ProposeDecision{Circle: 2, Title: "Gloves", Text: org.Write("One supplier.")}, 0)
	do(1, &org.OpenDecision{Decision: 1, Process: deciding.Advice, Why: org.Write("Mine.")}, 0)
	do(3, &org.GiveAdvice{Decision: 1, Text: org.Write("Ask for samples.")}, 0)

	given := org.Entry{Seq: d.Version, At: at, By: 3, Act: &org.GiveAdvice{Decision: 1}}
	inName := org.Entry{Seq: d.Version, At: at, By: 5, Act: &org.GiveAdvice{Decision: 1, For: 3}}
	check := func(when string, e *org.Entry, shared bool, want map[org.PersonID]bool) {
		t.Helper()
		s := d.Freeze()
		d = s.Edit()
		for p, sees := range want {
			if got := s.SightOf(p, s).SeesEntry(e); got != sees {
				t.Errorf("%s: P%d is told of it: %v", when, p, got)
			}
		}
		if got := org.Shared(s).SeesEntry(e); got != shared {
			t.Errorf("%s: it is shared with all members: %v", when, got)
		}
		if !org.Everything(s).SeesEntry(e) {
			t.Errorf("%s: who runs the program does not see it", when)
		}
	}
	check("while it is gathered", &given, false, map[org.PersonID]bool{1: false, 2: false, 3: true, 4: false, 5: false})
	check("in the name of another", &inName, false, map[org.PersonID]bool{1: false, 3: true, 5: true})
	do(5, &org.GiveAdvice{Decision: 1, Text: org.Write("Ask twice.")}, 0)
	check("having given theirs", &given, false, map[org.PersonID]bool{1: false, 2: false, 3: true, 5: true})
	do(0, &org.TurnDecision{Decision: 1}, 8)
	check("when it is over", &given, true, map[org.PersonID]bool{1: true, 2: true, 3: true, 4: false, 5: true})
}
