package service_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/insight/ties"
	"orpheus/insight/watch"
	"orpheus/org"
	"orpheus/service"
)

// Who asks how leading is distributed: members, of the whole and of every circle; what they
// do not belong to is told with rounded counts. A guest is refused.
func TestWhoSeesHowLeadingIsDistributed(t *testing.T) {
	d, clock := visiting(t)
	for range 25 {
		do(t, d, 0, &org.JoinPerson{})
	}
	for p := org.PersonID(4); p <= 25; p++ {
		do(t, d, 0, &org.JoinCircle{Circle: 2, Person: p})
	}
	for i := range 36 {
		do(t, d, org.PersonID(4+i%6), &org.StartInitiative{Circle: 2, Title: "Warm rooms", Until: org.At(*clock) + 100*org.Day})
	}
	*clock = clock.Add(48 * 60 * 60 * 1e9)
	ask := func(p org.PersonID, c org.CircleID, days int) (*measure.Insight, error) {
		l, err := as(t, d, p).Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		return l.Insight(t.Context(), c, days)
	}
	in, err := ask(4, 2, 365)
	if err != nil {
		t.Fatal(err)
	}
	if a := in.Answer(measure.EffectiveLeaders); a.Value == nil || a.M != 36 || a.By != 6 || in.Days != 365 {
		t.Errorf("who belongs to it: %+v over %d days", a, in.Days)
	}
	if again, _ := ask(5, 2, 400); again != in {
		t.Error("it is worked out again for somebody else, or over other days")
	}
	out, err := ask(28, 2, 360)
	if err != nil {
		t.Fatal(err)
	}
	if a := out.Answer(measure.EffectiveLeaders); a.Value == nil || a.M != 35 || a.By != 5 || a.N%5 != 0 {
		t.Errorf("who does not: %+v", a)
	}
	if q, err := ask(4, 0, 30); err != nil || q.Days != 91 || q.Circle != org.Root {
		t.Errorf("a month is not offered, a quarter is: %+v, %v", q, err)
	}
	var refused *org.Error
	if _, err := ask(3, 2, 365); !errors.As(err, &refused) || refused.Code != org.Forbidden {
		t.Errorf("a guest: %v", err)
	}
	if _, err := ask(4, 99, 365); !errors.As(err, &refused) || refused.Code != org.NotFound {
		t.Errorf("a circle that is not there: %v", err)
	}
	do(t, d, 4, &org.StartInitiative{Circle: 2, Title: "Cups", Until: org.At(*clock) + 100*org.Day})
	if later, err := ask(4, 2, 365); err != nil || later.Answer(measure.EffectiveLeaders).M != 37 {
		t.Errorf("after one more act: %+v, %v", later, err)
	}
}

// A day that is agreed on later holds for looks at the past too: of the time before it there is
// no number, nor a signal about who leads, whatever day is looked at.
func TestTheAgreedDayHoldsForThePast(t *testing.T) {
	d, clock := visiting(t)
	for range 25 {
		do(t, d, 0, &org.JoinPerson{})
	}
	for i := range 36 {
		do(t, d, org.PersonID(4+i%6), &org.StartInitiative{Circle: org.Root, Title: "Warm rooms", Until: org.At(*clock) + 100*org.Day})
	}
	for range 5 { // one circle leans on one person
		do(t, d, 10, &org.StartInitiative{Circle: 2, Title: "Cups", Until: org.At(*clock) + 100*org.Day})
	}
	*clock = clock.Add(48 * time.Hour)
	then := org.At(*clock)
	*clock = clock.Add(48 * time.Hour)
	look := func() (*service.Look, *measure.Answer) {
		l, err := as(t, d, 4).Look(t.Context(), then)
		if err != nil {
			t.Fatal(err)
		}
		said, err := l.Insight(t.Context(), 0, 365)
		if err != nil {
			t.Fatal(err)
		}
		return l, said.Answer(measure.EffectiveLeaders)
	}
	counting := func(l *service.Look) bool {
		open, _, err := l.Signals(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		found := slices.ContainsFunc(open, func(s watch.Signal) bool { return s.Rule.CountsLeading() })
		clear(open) // it is ours, and nobody else's
		return found
	}
	l, a := look()
	if a.Value == nil || !counting(l) || !counting(l) {
		t.Errorf("before anything was agreed: %+v, and a signal counts leads: %v", a, counting(l))
	}
	from := org.At(*clock) + 30*org.Day
	do(t, d, 0, &org.AmendOrganisation{StatisticsFrom: &from})
	l, a = look()
	if a.Reason != measure.BeforeAgreement || a.Value != nil {
		t.Errorf("of the time before the agreed day: %+v", a)
	}
	if l.Ties(ties.Leading, then, 365*24*time.Hour).Reason != ties.NotAgreed {
		t.Error("who leads whom is shown of the time before the agreed day")
	}
	if counting(l) {
		t.Error("a signal counts leads of the time before the agreed day")
	}
	c, err := l.Cases(t.Context(), 0, 365)
	if err != nil || c.Panel.Told || c.Panel.Reason != measure.BeforeAgreement || len(c.Cases) > 0 {
		t.Errorf("leads of the time before the agreed day are counted: %+v, %v", c, err)
	}
}
