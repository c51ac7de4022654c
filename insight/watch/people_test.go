package watch_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"orpheus/insight/watch"
	"orpheus/internal/racetest"
	"orpheus/org"
	"orpheus/org/orgtest"
)

// tellStory lets twelve people live through a random half-year, as others if as says so.
func tellStory(t testing.TB, seed uint64, as func(org.PersonID) org.PersonID) *told {
	d := begin(t, 12)
	d.as = as
	r := rand.New(rand.NewPCG(seed, 1))
	few := 1 + r.IntN(12)
	try := func(by org.PersonID, act org.Act) {
		_, _ = d.draft.Do(act, org.Moment{At: d.now(), By: d.as(by), Face: org.Web})
	}
	for range 220 {
		p, q := org.PersonID(1+r.IntN(few)), org.PersonID(1+r.IntN(12))
		n, c := uint32(1+r.IntN(20)), org.CircleID(1+r.IntN(3))
		switch r.IntN(11) {
		case 0, 1:
			try(p, &org.StartInitiative{Circle: home, Title: "x", Until: d.now() + org.Time(20+r.IntN(90))*org.Day})
		case 2:
			try(p, &org.RaiseTension{Circle: c, Title: "x", Lead: r.IntN(2) == 0})
		case 3:
			try(p, &org.TakeLead{Tension: org.TensionID(n)})
		case 4:
			try(p, &org.LayDownLead{Lead: org.LeadID(n)})
		case 5:
			try(p, &org.MoveTension{Tension: org.TensionID(n), Circle: c})
		case 6:
			try(q, &org.JoinInitiative{Initiative: org.InitiativeID(n)})
		case 7:
			d.advised(q, p, org.PersonID(1+r.IntN(few)))
		case 8:
			try(p, &org.NameStandIn{Who: d.as(q), Until: d.now() + 9*org.Day})
		case 9:
			try(q, &org.CreateRole{Circle: home, Name: string(rune('A' + n)), Domains: []string{"Keys"}, Holder: d.as(p)})
		default:
			d.later(org.Time(r.IntN(6)))
		}
	}
	return d
}

// Who is who makes no difference: the same story told of others has the same signals.
func TestRelabellingPeopleChangesNoSignal(t *testing.T) {
	seen := map[watch.Rule]bool{}
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		order := rapid.Permutation([]org.PersonID{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}).Draw(rt, "order")
		is := tellStory(t, seed, func(p org.PersonID) org.PersonID { return p })
		other := tellStory(t, seed, func(p org.PersonID) org.PersonID { return order[p-1] })
		a, b := open(is.state(), is.now()), open(other.state(), other.now())
		if !reflect.DeepEqual(a, b) {
			rt.Fatalf("%+v\nand told of others\n%+v", a, b)
		}
		for _, one := range a {
			seen[one.Rule] = true
		}
	})
	if len(seen) < 6 {
		t.Errorf("the stories have signals of few kinds: %v", seen)
	}
}

// No signal ever names a person, and each can be settled, stays away and comes back on its
// day.
func TestSignalsOfAnyState(t *testing.T) {
	all := 0
	rapid.Check(t, func(rt *rapid.T) {
		pick := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 7)).IntN
		d := begin(t, 9)
		for range 250 {
			act, by, face := orgtest.Act(pick, d.state())
			_, _ = d.draft.Do(act, org.Moment{At: d.now(), By: by, Face: face})
			d.later(org.Time(pick(8)))
		}
		for _, one := range open(d.state(), d.now()) {
			all++
			named := slices.Concat(one.About, one.Facts, []org.Ref{one.Step.About})
			for _, arg := range slices.Concat(one.Args, one.More) {
				if r, ok := arg.(org.Ref); ok {
					named = append(named, r)
				}
			}
			for _, r := range named {
				if r.Letter == 'P' || !strings.ContainsRune("CRTIDM", rune(r.Letter)) || d.draft.HomeOf(r) == 0 {
					rt.Fatalf("%s names %v", one.Key, r)
				}
			}
			until := d.now() + org.Time(1+pick(50))*org.Day
			after := d.state().Edit()
			if _, err := after.Do(&org.SettleSignal{Key: one.Key, Why: org.Write("x"), Until: until}, org.Moment{At: d.now()}); err != nil {
				rt.Fatalf("%s cannot be settled: %v", one.Key, err)
			}
			has := func(at org.Time) bool {
				return slices.ContainsFunc(open(&after.State, at), func(o watch.Signal) bool { return o.Key == one.Key })
			}
			if has(d.now()) || has(until-1) || has(until) != slices.ContainsFunc(open(d.state(), until), func(o watch.Signal) bool { return o.Key == one.Key }) {
				rt.Fatalf("%s does not stay away until its day", one.Key)
			}
		}
	})
	if all < 50 && !racetest.On {
		t.Errorf("only %d signals", all)
	}
}
