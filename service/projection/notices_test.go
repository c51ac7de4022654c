package projection

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// What is kept beside a snapshot is what was there, and goes on as it would have; of a
// list that is long the latest are kept, and the version before is as it was.
func TestNoticesAreKept(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pick := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 6)).IntN
		s, n := new(org.State), new(Notices)
		seq := uint64(0)
		do := func(act org.Act, by org.PersonID, face org.Face) {
			d := s.Edit()
			done, err := d.Do(act, org.Moment{At: s.Last + org.Day/24, By: by, Face: face})
			if err != nil {
				return
			}
			s = d.Freeze()
			before, was := n, all(n, s)
			e := n.edit()
			for _, a := range done {
				seq++
				e.add(s, &org.Entry{Seq: seq, At: a.Moment.At, By: a.Moment.By, Face: a.Moment.Face, Act: a.Act})
			}
			n = &e.Notices
			if !reflect.DeepEqual(all(before, s), was) {
				rt.Fatalf("%s changed the version before it", org.NameOf(act))
			}
			if pick(10) == 0 {
				again, err := decodeNotices(n.encode())
				if err != nil || !reflect.DeepEqual(all(again, s), all(n, s)) {
					rt.Fatalf("what was kept is another: %v", err)
				}
				n = again
			}
		}
		for _, act := range []org.Act{
			&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"},
			&org.JoinPerson{}, &org.SetSteward{Person: 1, Steward: true}, &org.JoinPerson{}, &org.JoinPerson{Guest: true},
			&org.FormCircle{Name: "Home care", Parents: []org.CircleID{org.Root}}, &org.CreateRole{Circle: 2, Name: "Wound care"}, &org.FillSeat{Role: 1, Person: 1},
		} {
			do(act, 0, org.Operator)
		}
		for range 100 {
			act, by, face := orgtest.Act(pick, s)
			do(act, by, face)
		}
	})
	if _, err := decodeNotices([]byte("x")); err == nil {
		t.Error("what is damaged is read")
	}
}

// all are the latest notices of everybody and everything.
func all(n *Notices, s *org.State) (out [][]org.Notice) {
	add := func(list []org.Notice) { out = append(out, list[:min(len(list), mostNotices)]) }
	for p := range s.People() {
		add(slices.Collect(n.Of(p)))
	}
	for c := range s.Circles() {
		add(slices.Collect(n.In(c)))
		add(slices.Collect(n.About(org.RefOf(c))))
	}
	for t := range s.Tensions() {
		add(slices.Collect(n.About(org.RefOf(t))))
	}
	for i := range s.Initiatives() {
		add(slices.Collect(n.About(org.RefOf(i))))
	}
	return out
}

// However many notices there are of one, no more than twice the most are in memory.
func TestNoticesAreBounded(t *testing.T) {
	e := new(Notices).edit()
	for i := range 1000 {
		e.put(&e.people, 3, org.Notice{Act: uint64(i + 1)})
	}
	list := slices.Collect(e.Of(3))
	if len(list) < mostNotices || len(list) > 2*mostNotices || list[0].Act != 1000 {
		t.Errorf("%d are there, the latest is %d", len(list), list[0].Act)
	}
}
