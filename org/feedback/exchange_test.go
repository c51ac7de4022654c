package feedback_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/feedback"
)

const nurse, manager org.PersonID = 7, 3

func words(by org.PersonID, n int) feedback.Words {
	return feedback.Words{fmt.Sprintf("%v helped %d", by, n), fmt.Sprintf("%v more %d", by, n), ""}
}

// Whatever the two do, and in whatever order: nobody reads before both wrote; from the moment
// on at which one can read, both can, but for words that were erased; and until then what one
// may know is the same whatever the other did.
func TestNobodyReadsBeforeBothWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		about, now := org.RefOf(org.InitiativeID(1)), 1000*org.Day
		x := feedback.Begin(about, nurse, manager, now)
		blind := feedback.Begin(about, nurse, manager, now) // what happens of the nurse alone
		people := []org.PersonID{nurse, manager, 9, 0}
		for i := range 20 {
			now += org.Time(rapid.IntRange(0, 3).Draw(t, "days")) * org.Day
			p := rapid.SampledFrom(people).Draw(t, "who")
			was := x.Opened
			do := func(x *feedback.Exchange) error { return nil }
			switch rapid.IntRange(0, 6).Draw(t, "what") {
			case 0, 1:
				w := words(p, i)
				do = func(x *feedback.Exchange) error { return x.Write(p, w, now) }
			case 2:
				do = func(x *feedback.Exchange) error { return x.Decline(p) }
			case 3:
				do = func(x *feedback.Exchange) error { return x.TakeBack(p) }
			case 4:
				do = func(x *feedback.Exchange) error { return x.Erase(p) }
			case 5:
				do = func(x *feedback.Exchange) error { return x.Show(p, i%3, i%2 == 0) }
			case 6:
				do = func(x *feedback.Exchange) error { return x.Agree(p, i%3, i%2 == 0) }
			}
			err := do(x)
			if p == nurse && x.Opened == 0 {
				if alone := do(blind); fmt.Sprint(alone) != fmt.Sprint(err) {
					t.Fatalf("what the nurse is told depends on the other: %v, %v", err, alone)
				}
			}
			if p != nurse && p != manager && err == nil && x.Opened != was {
				t.Fatal("a third one changed it")
			}
			n, nurseSees := x.For(nurse, now)
			m, managerSees := x.For(manager, now)
			if _, third := x.For(9, now); third || nurseSees != managerSees {
				t.Fatalf("who sees it: %v %v %v", nurseSees, managerSees, third)
			}
			if x.Opened == 0 {
				if n.Theirs != nil || m.Theirs != nil {
					t.Fatal("one read before both wrote")
				}
				if b, there := blind.For(nurse, now); there && fmt.Sprintf("%+v", show(b)) != fmt.Sprintf("%+v", show(n)) {
					t.Fatalf("the nurse learns what the other did:\n%+v\n%+v", show(b), show(n))
				}
				if _, _, public := x.Public(nurse, now); public {
					t.Fatal("words stand on a page before both wrote")
				}
			} else if nurseSees && ((n.Theirs == nil) != m.Erased || (m.Theirs == nil) != n.Erased) {
				t.Fatalf("it is open, and not for both: %+v %+v", n, m)
			}
			if x.Opened != 0 && x.Returned(nurse, now) != nil {
				t.Fatal("words that were read come back as unread")
			}
		}
	})
}

// show is a view without addresses.
func show(v feedback.View) (out struct {
	feedback.View
	Words feedback.Words
},
) {
	out.View = v
	if v.Mine != nil {
		out.Words = *v.Mine
	}
	out.Mine = nil
	return out
}

func TestAnExchangeEnds(t *testing.T) {
	at := 1000 * org.Day
	x := feedback.Begin(org.RefOf(org.RoleID(2)), nurse, manager, at)
	if err := x.Write(nurse, words(nurse, 1), at+org.Day); err != nil {
		t.Fatal(err)
	}
	last := at + feedback.Open
	if _, sees := x.For(manager, last-1); !sees || x.Returned(nurse, last-1) != nil {
		t.Error("it ends before its day")
	}
	if _, sees := x.For(manager, last); sees {
		t.Error("it goes on after its day")
	}
	if err := x.Write(manager, words(manager, 1), last); err == nil || !strings.HasPrefix(err.Error(), "feedback.over") {
		t.Errorf("the manager writes after the end: %v", err)
	}
	if got := x.Returned(nurse, last); got == nil || *got != words(nurse, 1) || x.Returned(manager, last) != nil {
		t.Errorf("the nurse gets back %v", got)
	}
	for w, want := range map[feedback.Words]string{{}: "feedback.empty", {"a"}: "feedback.empty", {"a", "b"}: "", {"a", "", "c"}: ""} {
		got := ""
		if err := feedback.Begin(x.About, nurse, manager, at).Write(nurse, w, at); err != nil {
			got = strings.TrimSuffix(err.Error(), ": ")
		}
		if got != want {
			t.Errorf("%q: %q, want %q", w, got, want)
		}
	}
}

// What one received stands on their page only while both want it, and goes with the words.
func TestShowingTakesBoth(t *testing.T) {
	at := 1000 * org.Day
	x := feedback.Begin(org.RefOf(org.RoleID(2)), nurse, manager, at)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	public := func(want string) {
		t.Helper()
		if from, w, any := x.Public(nurse, at); w[0] != want || any != (want != "") || any && from != manager {
			t.Errorf("%v shows %q, want %q", from, w, want)
		}
	}
	must(x.Write(nurse, words(nurse, 1), at))
	if err := x.Show(nurse, 0, true); err == nil {
		t.Error("one asks to show what is not written")
	}
	must(x.Write(manager, words(manager, 1), at))
	must(x.Agree(manager, 0, true)) // nobody asked
	public("")
	must(x.Show(nurse, 0, true))
	public("")
	must(x.Agree(manager, 0, true))
	public("P3 helped 1")
	if _, w, _ := x.Public(manager, at); w != (feedback.Words{}) {
		t.Errorf("the manager shows %v", w)
	}
	must(x.Agree(manager, 0, false))
	public("")
	must(x.Agree(manager, 0, true))
	must(x.Show(nurse, 0, false))
	public("")
	must(x.Show(nurse, 0, true))
	public("") // it is to be agreed to anew
	must(x.Agree(manager, 0, true))
	must(x.Erase(manager))
	public("")
	if v, _ := x.For(nurse, at); v.Theirs != nil || v.Mine == nil {
		t.Error("what the manager erased is still there, or takes the words of the nurse along")
	}
}
