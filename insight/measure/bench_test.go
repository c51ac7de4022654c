package measure_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"orpheus/insight/measure"
	"orpheus/org"
)

// large is an organisation of ten thousand people and a hundred thousand acts, and the acts
// that made it.
func large(tb testing.TB) (*org.Draft, []org.Done) {
	d := new(org.State).Edit()
	r := rand.New(rand.NewPCG(1, 2))
	var all []org.Done
	day := org.Time(0)
	do := func(by org.PersonID, act org.Act) bool {
		done, err := d.Do(act, org.Moment{At: first + day*org.Day + org.Time(len(all)), By: by, Face: org.Web})
		if err == nil {
			all = append(all, done...)
		}
		return err == nil
	}
	works := 0
	do(0, &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "en"})
	const people, circles = 10_000, 300
	for i := range circles {
		do(0, &org.FormCircle{Parents: []org.CircleID{org.CircleID(1 + r.IntN(min(i+1, 60)))}, Name: "Circle"})
		do(0, &org.CreateRole{Circle: org.CircleID(2 + i), Name: "Keys", Formal: i < 40, Leads: true})
	}
	for p := range people {
		do(0, &org.JoinPerson{})
		do(0, &org.JoinCircle{Circle: org.CircleID(2 + p%circles), Person: org.PersonID(p + 1)})
		if p < circles {
			do(0, &org.FillSeat{Role: org.RoleID(p + 1), Person: org.PersonID(p + 1)})
		}
	}
	one := func() org.PersonID { return org.PersonID(1 + int(float64(people)*r.Float64()*r.Float64())) }
	for len(all) < 100_000 {
		day = org.Time(len(all)) * 700 / 100_000
		by := one()
		where := org.CircleID(2 + int(by-1)%circles)
		switch r.IntN(5) {
		case 0:
			do(by, &org.RaiseTension{Circle: where, Title: "Cold"})
		case 1, 2:
			if do(by, &org.StartInitiative{Circle: where, Title: "Warm", Until: first + (day+120)*org.Day}) {
				works++
				for range 2 {
					do(one(), &org.JoinInitiative{Initiative: org.InitiativeID(works)})
				}
			}
		default:
			if works > 0 {
				do(one(), &org.JoinInitiative{Initiative: org.InitiativeID(1 + r.IntN(works))})
			}
		}
	}
	tb.Logf("%d people, %d acts, %d pieces of work", people, len(all), works)
	return d, all
}

// All twelve measures cost at most twenty passes over the acts that they are worked out
// from, and again at most two after one more act: here everything is worked out anew, which
// is less than that.
func BenchmarkTwelve(b *testing.B) {
	d, acts := large(b)
	at := d.Last + org.Day
	pass := time.Duration(0)
	for range 3 {
		start := time.Now()
		again := new(org.State).Edit()
		for i := range acts {
			again.Replay(acts[i].Act, acts[i].Moment)
		}
		if took := time.Since(start); pass == 0 || took < pass {
			pass = took
		}
	}
	s := d.Freeze()
	n := 0
	for b.Loop() {
		if a := measure.Answers(s, measure.Scope{At: at, Window: measure.Year}).Answer(measure.EffectiveLeaders); a.Value == nil {
			b.Fatalf("%+v", a)
		}
		n++
	}
	ratio := float64(b.Elapsed()) / float64(n) / float64(pass)
	b.ReportMetric(ratio, "x-one-pass")
	if ratio > 10 {
		b.Errorf("all measures cost %.1f passes over the acts", ratio)
	}
}
