package service_test

import (
	"testing"
	"testing/synctest"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	ways "orpheus/org/deciding"
	"orpheus/service"
	"orpheus/store/memory"
)

// reminders are how many reached somebody.
func reminders(t *testing.T, d *service.Service, p org.PersonID) (n int) {
	t.Helper()
	inbox, err := as(t, d, p).Inbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, notice := range inbox.List {
		if notice.Kind.Name == "decision.remind" {
			n++
			if notice.Matter != org.MatterDue || notice.Thing != org.RefOf(org.DecisionID(1)) || notice.By != 0 {
				t.Errorf("%+v", notice)
			}
		}
	}
	return n
}

// Whoever still has to answer is reminded by the clock alone, a day before the end: not
// sooner, once, and not again by a program that begins anew in that day.
func TestTheClockRemindsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := new(memory.Log)
		begin := func() *service.Service { return service.New(store, ledger.Options{Follow: -1}) }
		d := begin()
		linde(t, d)
		do(t, d, 1, &org.ProposeDecision{Circle: org.Root, Title: "Keys", Text: org.Write("Keys hang in the hall.")})
		do(t, d, 1, &org.JudgeDecision{Decision: 1, Reactive: ways.Yes, Undoable: ways.Yes, Shared: ways.Yes})
		do(t, d, 1, &org.OpenDecision{Decision: 1, Why: org.Write("It cannot wait.")})
		at := func() *org.Decision {
			l, err := as(t, d, 1).Look(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			return l.State.Decision(1)
		}
		until := func(x org.Time) {
			time.Sleep(time.Until(x.Std()))
			synctest.Wait()
		}
		until(at().Until + 1)
		if at().Stage != ways.Answering || reminders(t, d, 2) != 0 {
			t.Fatalf("%s, reminded %d times", at().Stage, reminders(t, d, 2))
		}
		end := at().Until
		until(end - org.RemindBefore - org.Day/24)
		if n := reminders(t, d, 2); n != 0 {
			t.Errorf("reminded %d times, an hour too early", n)
		}
		until(end - org.RemindBefore + org.Day/24)
		if n := reminders(t, d, 2); n != 1 {
			t.Errorf("reminded %d times", n)
		}
		if n := reminders(t, d, 1); n != 0 {
			t.Errorf("whoever proposes was reminded %d times", n)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		d = begin()
		defer d.Close()
		until(end - org.Day/24)
		if n := reminders(t, d, 2); n != 1 {
			t.Errorf("after a restart reminded %d times", n)
		}
		until(end + 1)
		if x := at(); x.Outcome != ways.Adopted || reminders(t, d, 2) != 1 {
			t.Errorf("%s, reminded %d times", x.Outcome, reminders(t, d, 2))
		}
	})
}

// The circle of an agreement is told once, two weeks before its day, that it is to be looked
// at.
func TestTheClockAsksAboutAnAgreementOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := service.New(new(memory.Log), ledger.Options{Follow: -1})
		defer d.Close()
		linde(t, d)
		do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Nights"})
		do(t, d, 1, &org.JoinCircle{Circle: 2})
		do(t, d, 2, &org.JoinCircle{Circle: 2})
		do(t, d, 1, &org.ProposeDecision{Circle: 2, Title: "Keys", Text: org.Write("Keys hang in the hall.")})
		do(t, d, 1, &org.OpenDecision{Decision: 1, Process: ways.Advice, Why: org.Write("They are mine.")})
		asked := func(p org.PersonID) (n int) {
			inbox, err := as(t, d, p).Inbox(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, notice := range inbox.List {
				if notice.Kind.Name == "agreement.ask" {
					n++
					if notice.Matter != org.MatterDue || notice.Thing != org.RefOf(org.AgreementID(1)) || notice.By != 0 {
						t.Errorf("%+v", notice)
					}
				}
			}
			return n
		}
		until := func(x org.Time) {
			time.Sleep(time.Until(x.Std()))
			synctest.Wait()
		}
		state := func() *org.State {
			l, err := as(t, d, 1).Look(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			return l.State
		}
		until(state().Decision(1).Until + org.Day/24)
		do(t, d, 1, &org.AdoptDecision{Decision: 1})
		day := state().Agreement(1).Review
		until(day - org.AskBefore - org.Day/24)
		if n := asked(2); n != 0 {
			t.Errorf("asked %d times, an hour too early", n)
		}
		until(day - org.Day)
		if one, two := asked(1), asked(2); one != 1 || two != 1 {
			t.Errorf("asked %d and %d times", one, two)
		}
		until(day + org.Day/24)
		if n := asked(2); n != 1 || state().Agreement(1).Holds() {
			t.Errorf("asked %d times in all; in force: %v", n, state().Agreement(1).Holds())
		}
	})
}
