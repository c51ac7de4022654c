package ledger_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/store/storetest"
)

// moment is a clock that a test sets, while engines look at it.
type moment struct{ micros atomic.Int64 }

// clockAt is one at nine in the morning of a day.
func clockAt(year int, month time.Month, day int) *moment {
	m := new(moment)
	m.set(time.Date(year, month, day, 9, 0, 0, 0, time.UTC))
	return m
}

func (m *moment) set(t time.Time) { m.micros.Store(t.UnixMicro()) }
func (m *moment) now() time.Time  { return time.UnixMicro(m.micros.Load()).UTC() }

// answering brings a proposal that would make a role up to where people answer: it asks
// person 1, who proposes, and others who joined Home care.
func answering(t *testing.T, s storetest.Store, clock *moment, others int) (org.DecisionID, func() *bench) {
	t.Helper()
	open := func() *bench {
		return newBench(t, s, ledger.Options{Now: clock.now, Follow: -1})
	}
	b := open()
	for n := range others {
		b.do(&org.JoinPerson{}, 1)
		b.do(&org.JoinCircle{Circle: 2, Person: org.PersonID(4 + n)}, 1)
	}
	b.do(&org.ProposeDecision{
		Circle: 2, Title: "Night rosters", Text: org.Write("Teams make their own."),
		Changes: org.Acts{&org.CreateRole{Circle: 2, Name: "Night rosters"}},
	}, 1)
	b.do(&org.OpenDecision{Decision: 1, Process: deciding.Consent, Why: org.Write("It touches all.")}, 1)
	clock.set(b.state().Decision(1).Until.Std().Add(time.Minute))
	b.do(tension("the clock goes first"), 1)
	if got := b.state().Decision(1).Stage; got != deciding.Answering {
		t.Fatalf("it is at %v", got)
	}
	return 1, open
}

// outcome checks that a decision was adopted once, with all that it changes.
func outcome(t *testing.T, b *bench, adopted int) {
	t.Helper()
	n, made := 0, 0
	for _, g := range b.state().Agreements() {
		if n++; g.Decision != 1 {
			t.Errorf("an agreement of %v", g.Decision)
		}
	}
	for _, r := range b.state().Roles() {
		if r.Name == "Night rosters" {
			made++
		}
	}
	if n != adopted || made != adopted {
		t.Errorf("%d agreements and %d roles, want %d of each", n, made, adopted)
	}
	b.sound()
}

// The last two answers come at the same moment, on two connections to one program and to two
// programs on one store: there is one outcome, once.
func TestTwoLastAnswersAtOnce(t *testing.T) {
	eachLog(t, func(t *testing.T, s storetest.Store) {
		id, open := answering(t, s, clockAt(2026, 10, 23), 2)
		one, two := open(), open()
		for p, b := range map[org.PersonID]*bench{2: one} {
			b.do(&org.GiveConsent{Decision: id, Says: org.Consents}, p)
		}
		var both sync.WaitGroup
		fails := make(chan error, 2)
		for p, b := range map[org.PersonID]*bench{4: one, 5: two} {
			both.Go(func() {
				_, err := b.Do(t.Context(), "linde", ledger.Request{Act: &org.GiveConsent{Decision: id, Says: org.Consents}, By: p, Face: org.Web})
				fails <- err
			})
		}
		both.Wait()
		for range 2 {
			must(t, <-fails)
		}
		for _, b := range []*bench{one, two} {
			b.do(tension("it sees what the other did"), 1)
			if d := b.state().Decision(id); d.Outcome != deciding.Adopted || len(d.Answers) != 3 {
				t.Fatalf("it ended by %q with %d answers", d.Outcome, len(d.Answers))
			}
			outcome(t, b, 1)
		}
	})
}

// A program that is started anew in the middle of a round goes on where it was, also when it
// was off until after the deadline, or when its clock was put back.
func TestARestartInTheMiddleOfARound(t *testing.T) {
	for name, off := range map[string]time.Duration{"at once": time.Minute, "after the deadline": 20 * 24 * time.Hour, "with a clock put back": -48 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			eachLog(t, func(t *testing.T, s storetest.Store) {
				clock := clockAt(2026, 10, 23)
				id, open := answering(t, s, clock, 1)
				first := open()
				first.do(&org.GiveConsent{Decision: id, Says: org.Consents}, 2)
				until := first.state().Decision(id).Until
				must(t, first.Close())
				clock.set(clock.now().Add(off))
				b := open()
				b.do(tension("it is on again"), 1)
				d := b.state().Decision(id)
				if off < 24*time.Hour {
					if d.Stage != deciding.Answering || d.Until != until {
						t.Fatalf("it is at %v until %v, was until %v", d.Stage, d.Until, until)
					}
					b.do(&org.GiveConsent{Decision: id, Says: org.Consents}, 4)
					d = b.state().Decision(id)
				}
				if d.Outcome != deciding.Adopted {
					t.Fatalf("it ended by %q", d.Outcome)
				}
				outcome(t, b, 1)
			})
		})
	}
}
