package org_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/org/orgtest"
)

// witness is told everything that random people did in one organisation, and what came about in all.
type witness struct {
	t     tester
	again *org.Draft // made of the lines of the log alone
	lines uint64
	seen  *sightings
}

// sightings are what came about over many organisations.
type sightings struct {
	stages   map[deciding.Stage]bool
	outcomes map[deciding.Outcome]bool
	happened map[string]int
}

// Whatever people do, answer, keep silent about, leave or come too late for, whoever stands
// in for them, and whatever the clock is put to: every decision ends, and every stage and
// outcome comes about; nothing is adopted that the map does not allow, and the log alone
// leads to the same.
func TestEveryDecisionEnds(t *testing.T) {
	seen := &sightings{map[deciding.Stage]bool{}, map[deciding.Outcome]bool{}, map[string]int{}}
	for seed := range uint64(150) {
		seen.play(t, seed)
	}
	for s := deciding.Shaping; s <= deciding.Counting; s++ {
		if !seen.stages[s] {
			t.Errorf("nothing was ever at %v", s)
		}
	}
	for o := deciding.Adopted; o <= deciding.Tied; o++ {
		if !seen.outcomes[o] && o != deciding.Smaller {
			t.Errorf("nothing ever ended by %v", o)
		}
	}
	for _, what := range []string{"a stand-in answered", "a stand-in advised", "a stand-in objected", "somebody left who was concerned", "given more time", "the map was changed", "the map did not allow it", "the clock was put back", "a snapshot was read"} {
		if seen.happened[what] == 0 {
			t.Errorf("it never happened that %s", what)
		}
	}
	rapid.Check(t, func(rt *rapid.T) { seen.play(rt, rapid.Uint64().Draw(rt, "seed")) })
}

// play has random people decide for some months, and lets more than two years pass then.
func (seen *sightings) play(t tester, seed uint64) {
	pick := rand.New(rand.NewPCG(seed, 9)).IntN
	x := newTable(t)
	w := &witness{t: t, again: x.s.Edit(), lines: x.s.Version, seen: seen}
	x.watch = func(was *org.State, done []org.Done) { w.adopted(was, x.s, done); w.write(was, done) }
	for range 150 {
		x.to(x.now + org.Time(pick(60))*org.Day/24)
		switch pick(60) {
		case 0: // somebody put the clock of the machine back
			x.now -= org.Time(pick(72)) * org.Day / 24
			seen.happened["the clock was put back"]++
		case 1: // the program starts again
			x.s = reread(t, x.s)
			seen.happened["a snapshot was read"]++
		}
		act, by := somethingOf(pick, x.s, x.now)
		_, _ = x.try(by, act)
		for _, d := range x.s.Decisions() {
			seen.stages[d.Stage], seen.outcomes[d.Outcome] = true, true
		}
		if err := orgtest.Consistent(x.s); err != nil {
			t.Fatal(err)
		}
	}
	x.to(max(x.now, x.s.Last) + 800*org.Day)
	for id, d := range x.s.Decisions() {
		if seen.outcomes[d.Outcome] = true; d.Open() {
			t.Fatalf("%v is still at %v", id, d.Stage)
		}
	}
	for id, g := range x.s.Agreements() {
		if g.Holds() {
			t.Fatalf("%v holds though nobody renewed it", id)
		}
	}
	w.same(x.s)
}

// somethingOf is something that somebody may do: mostly what a decision waits for.
func somethingOf(pick orgtest.Pick, s *org.State, now org.Time) (org.Act, org.PersonID) {
	anybody := func() org.PersonID { return org.PersonID(1 + pick(5)) }
	switch pick(20) {
	case 4:
		act, by, _ := orgtest.Of(pick, s, org.KindNamed([]string{"seat.take", "agreement.accept"}[pick(2)]))
		return act, by
	case 0, 1: // somebody goes, comes back, or changes the map meanwhile
		act, by, _ := orgtest.Of(pick, s, org.KindNamed([]string{"role.retire", "role.create", "person.leave", "person.join", "circle.join"}[pick(5)]))
		return act, by
	case 2: // somebody is away for some days
		return &org.NameStandIn{Who: anybody(), From: now + org.Time(pick(3))*org.Day, Until: now + org.Time(4+pick(20))*org.Day}, anybody()
	case 3:
		if all := s.StandInsOf(anybody()); len(all) > 0 {
			return &org.EndStandIn{StandIn: all[0]}, s.StandIn(all[0]).Person
		}
	}
	if act, by, ok := orgtest.Decide(pick, s); ok && pick(12) != 0 {
		return act, by
	}
	act := &org.ProposeDecision{Circle: 2, Title: "x", Text: org.Write("x"), Review: uint16(pick(60))}
	for id := range s.Roles() { // some of which hang on it
		if pick(5) == 0 {
			act.Roles = append(act.Roles, id)
		}
	}
	for range pick(4) {
		change, _, _ := orgtest.Of(pick, s, org.KindNamed([]string{"role.create", "role.retire", "role.amend", "seat.fill", "circle.form", "circle.amend"}[pick(6)]))
		act.Changes = append(act.Changes, change)
	}
	return act, anybody()
}

// reread is a state as a snapshot gives it.
func reread(t tester, s *org.State) *org.State {
	b, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := org.DecodeState(b)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// adopted holds what a decision changes to the map of then: each of it may be done after
// those before it; and where one may not, nothing is changed.
func (w *witness) adopted(was, is *org.State, done []org.Done) {
	d := was.Edit()
	changes, conflicts := map[int]int{}, map[int]int{}
	for _, one := range done {
		act := org.Copy(one.Act)
		if one.Cause >= 0 && org.NameOf(done[one.Cause].Act) == "decision.adopt" {
			switch k := org.KindOf(act); {
			case k.Name == "decision.conflict":
				conflicts[one.Cause]++
			case k.Structural:
				changes[one.Cause]++
				if err := act.Check(&d.State, one.Moment); err != nil {
					w.t.Fatalf("%s is adopted: %v", k.Name, err)
				}
			}
		}
		d.Replay(act, one.Moment)
	}
	for cause, one := range done {
		x := is.Decision(decisionOf(one.Act))
		switch {
		case org.NameOf(one.Act) != "decision.adopt":
		case conflicts[cause] == 0:
			if x.Open() || x.Outcome != deciding.Adopted {
				w.t.Fatalf("what is adopted is at %v", x.Stage)
			}
			if changes[cause] > 0 {
				w.seen.happened["the map was changed"]++
			}
		default:
			w.seen.happened["the map did not allow it"]++
			if conflicts[cause] != 1 || changes[cause] != 0 || x.Stage != deciding.Mending || !reflect.DeepEqual(was.Map(), is.Map()) {
				w.t.Fatalf("%d conflicts, and %d changes were made of what is at %v", conflicts[cause], changes[cause], x.Stage)
			}
		}
	}
}

func decisionOf(act org.Act) org.DecisionID {
	for _, r := range org.About(act) {
		if r.Letter == 'D' {
			return org.DecisionID(r.N)
		}
	}
	return 0
}

// write writes what was done as the log does, and does it again from there.
func (w *witness) write(was *org.State, done []org.Done) {
	for _, one := range done {
		switch act := one.Act.(type) {
		case *org.GiveConsent:
			w.note(act.For != 0, "a stand-in answered")
		case *org.GiveAdvice:
			w.note(act.For != 0, "a stand-in advised")
		case *org.RaiseObjection:
			w.note(act.For != 0, "a stand-in objected")
		case *org.ExtendDecision:
			w.note(true, "given more time")
		case *org.LeavePerson:
			for _, d := range was.Decisions() {
				w.note(d.Open() && d.Party(act.Person) != nil, "somebody left who was concerned")
			}
		}
		e := org.Entry{At: one.Moment.At, By: one.Moment.By, Face: one.Moment.Face, Act: one.Act}
		line, err := e.Encode()
		if err != nil {
			w.t.Fatal(err)
		}
		w.lines++
		read, err := org.DecodeEntry(w.lines, line)
		if err != nil {
			w.t.Fatalf("%s: %v", line, err)
		}
		w.again.Replay(read.Act, read.Moment())
	}
}

func (w *witness) note(so bool, what string) {
	if so {
		w.seen.happened[what]++
	}
}

// same holds what the log leads to beside what came about.
func (w *witness) same(s *org.State) {
	a, err := s.Digest()
	if err != nil {
		w.t.Fatal(err)
	}
	b, err := w.again.Digest()
	if err != nil || a != b || s.NextDue() != w.again.NextDue() {
		w.t.Fatalf("the log leads to another state: %v", err)
	}
}
