package org_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// Whatever people try, in whatever order: what is refused leaves no trace, what
// is done can be replayed from its log lines to the same digest, everything
// written down twice agrees, and no old state changes.
func TestRandomActsReplayToTheSameState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
		live, replayed := new(org.State), new(org.State).Edit()
		at := org.Day
		seq := uint64(0)
		type kept struct {
			s      *org.State
			digest string
		}
		var old []kept
		found(t, &live, replayed, &seq)
		for range rapid.IntRange(1, 120).Draw(t, "acts") {
			at += org.Time(pick(48)) * org.Day / 24
			for {
				act, due := live.Due(at)
				if act == nil {
					break
				}
				do(t, &live, replayed, &seq, act, org.Moment{At: max(due, live.Last), Face: org.Clock}, true)
			}
			act, by, face := orgtest.Act(pick, live)
			do(t, &live, replayed, &seq, act, org.Moment{At: at, By: by, Face: face}, false)
			if pick(20) == 0 {
				old = append(old, kept{live, digest(t, live)})
			}
		}
		for _, k := range append(old, kept{live, digest(t, replayed.Freeze())}) {
			if got := digest(t, k.s); got != k.digest {
				t.Fatalf("version %d has digest %s, want %s", k.s.Version, got, k.digest)
			}
		}
		b, err := live.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := org.DecodeState(b)
		if err != nil || digest(t, again) != digest(t, live) || again.NextDue() != live.NextDue() {
			t.Fatalf("a snapshot gives another state: %v", err)
		}
	})
}

func found(t *rapid.T, live **org.State, replayed *org.Draft, seq *uint64) {
	for _, a := range beginning() {
		do(t, live, replayed, seq, a, org.Moment{At: org.Day, Face: org.Operator}, true)
	}
}

// beginning is a small organisation to start from.
func beginning() []org.Act {
	return []org.Act{
		&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"},
		&org.JoinPerson{}, &org.SetSteward{Person: 1, Steward: true}, &org.JoinPerson{}, &org.JoinPerson{Guest: true},
		&org.FormCircle{Name: "Home care", Parents: []org.CircleID{org.Root}},
		&org.CreateRole{Circle: 2, Name: "Wound care", Leads: true, TermDays: 30},
		&org.CreateRole{Circle: org.Root, Name: "Director", Formal: true},
		&org.FillSeat{Role: 2, Person: 1}, &org.FillSeat{Role: 1, Person: 2}, &org.JoinCircle{Circle: 2, Person: 3},
		&org.FormCircle{Name: "Team Oost", Parents: []org.CircleID{2}},
	}
}

func do(t *rapid.T, live **org.State, replayed *org.Draft, seq *uint64, act org.Act, m org.Moment, must bool) {
	d := (*live).Edit()
	before := rowsOf(t, *live)
	done, err := d.Do(act, m)
	if err != nil {
		if must || org.CodeOf(err) == 0 {
			t.Fatalf("%s: %v", org.NameOf(act), err)
		}
		return
	}
	*live = d.Freeze()
	if rowsOf(t, *live) == before && !org.KindOf(act).Noted {
		t.Fatalf("%s was done and changed nothing: %+v", org.NameOf(act), act)
	}
	for _, one := range done {
		*seq++
		e := org.Entry{At: one.Moment.At, By: one.Moment.By, Face: one.Moment.Face, Act: one.Act}
		line, err := e.Encode()
		if err != nil {
			t.Fatal(err)
		}
		back, err := org.DecodeEntry(*seq, line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		replayed.Replay(back.Act, back.Moment())
	}
	if err := orgtest.Consistent(*live); err != nil {
		t.Fatalf("after %s: %v", org.NameOf(act), err)
	}
}

// rowsOf is a digest of all but how many acts led there.
func rowsOf(t *rapid.T, s *org.State) string {
	rows := *s
	rows.Version, rows.Last, rows.Texts = 0, 0, 0
	return digest(t, &rows)
}

func digest(t *rapid.T, s *org.State) string {
	d, err := s.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The random acts above reach every kind: each can be done in some state.
func TestEveryKindCanBeDone(t *testing.T) {
	seen := map[string]int{"org.found": 1}
	r := rand.New(rand.NewPCG(1, 5))
	all := func() bool {
		return !slices.ContainsFunc(org.Kinds(), func(k *org.Kind) bool { return seen[k.Name] == 0 })
	}
	for n := 0; n < 4000 && !all(); n++ { // most are seen soon, a few come rarely
		d := new(org.State).Edit()
		for _, a := range beginning() {
			if _, err := d.Do(a, org.Moment{At: org.Day, Face: org.Operator}); err != nil {
				t.Fatal(err)
			}
		}
		live, at := d.Freeze(), org.Day
		for range 800 {
			at += org.Time(r.IntN(12)) * org.Day / 24
			act, due := live.Due(at)
			m := org.Moment{At: max(due, live.Last), Face: org.Clock}
			if act == nil {
				var by org.PersonID
				var face org.Face
				act, by, face = orgtest.Act(r.IntN, live)
				m = org.Moment{At: at, By: by, Face: face}
			}
			d := live.Edit()
			done, err := d.Do(act, m)
			if err != nil {
				continue
			}
			live = d.Freeze()
			for _, one := range done {
				seen[org.NameOf(one.Act)]++
			}
		}
		if err := orgtest.Consistent(live); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range org.Kinds() {
		if seen[k.Name] == 0 {
			t.Errorf("%s was never done", k.Name)
		}
	}
	t.Log(seen)
}
