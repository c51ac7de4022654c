package service_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"orpheus/org"
	ways "orpheus/org/deciding"
	"orpheus/service"
)

// Whom to ask about something is found by what people learned or led, and by advice that was
// given on what is decided by now; a guest finds only what they see.
func TestWhomToAskByWhatTheyLearnedAndAdvised(t *testing.T) {
	d, _, _, clock := leading(t)
	knew := func(who org.PersonID, words string) map[org.PersonID]service.Knew {
		t.Helper()
		l, err := as(t, d, who).Look(t.Context(), 0)
		if err != nil {
			t.Fatal(err)
		}
		all, err := l.Knew(t.Context(), words)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	people := func(all map[org.PersonID]service.Knew) []org.PersonID { return slices.Sorted(maps.Keys(all)) }
	if got := knew(1, "gloves"); len(got) != 0 {
		t.Fatalf("before anything %v", got)
	}
	work := &org.StartInitiative{Title: "Fewer deliveries", Circle: 2}
	do(t, d, 4, work)
	do(t, d, 4, &org.ConcludeInitiative{Initiative: 2, Learned: org.Write("Gloves come once a month.")})
	decide := &org.ProposeDecision{Circle: 2, Title: "One supplier of gloves", Text: org.Write("We buy at one place.")}
	do(t, d, 1, decide)
	do(t, d, 1, &org.OpenDecision{Decision: 1, Process: ways.Advice, Why: org.Write("I buy them.")})
	do(t, d, 5, &org.GiveAdvice{Decision: 1, Text: org.Write("Ask for samples.")})
	for _, who := range []org.PersonID{1, 5} {
		if got, want := people(knew(who, "gloves")), []org.PersonID{4}; !slices.Equal(got, want) {
			t.Errorf("while it is decided %v finds %v, want %v", who, got, want)
		}
	}
	clock.on(9 * 24 * time.Hour)
	do(t, d, 1, &org.RaiseTension{Title: "Something else", Circle: 2})
	do(t, d, 1, &org.WeighAdvice{Decision: 1, Person: 5, Heed: org.Followed, Why: org.Write("Yes.")})
	do(t, d, 1, &org.AdoptDecision{Decision: 1})
	all := knew(1, "glove")
	if got, want := people(all), []org.PersonID{4, 5}; !slices.Equal(got, want) {
		t.Errorf("afterwards %v, want %v", got, want)
	}
	if all[4].Of.Letter != 'K' || all[5].Of.Letter != 'D' || all[5].Text != "One supplier of gloves" {
		t.Errorf("found by %+v", all)
	}
	if got := knew(1, "samples"); len(got) != 0 {
		t.Errorf("words of advice find %v", got)
	}
	if got := knew(3, "gloves"); len(got) != 0 {
		t.Errorf("a guest elsewhere finds %v", got)
	}
	if got := knew(1, ""); len(got) != 0 {
		t.Errorf("no words find %v", got)
	}
}
