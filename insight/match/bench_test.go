package match

import (
	"math/rand/v2"
	"testing"
	"time"
)

// large is 10,000 people and 500 openings, with so many pairs for each opening.
func large(each int) *Problem {
	r := rand.New(rand.NewPCG(1, 2))
	p := &Problem{Fair: Fair, People: make([]Person, 10_000), Openings: make([]Opening, 500)}
	for i := range p.People {
		p.People[i] = Person{Leads: r.IntN(4), Room: 1 + r.IntN(3)}
	}
	for o := range p.Openings {
		p.Openings[o].Seats = 1 + r.IntN(2)
		for _, who := range r.Perm(len(p.People))[:each] {
			p.Openings[o].Pairs = append(p.Openings[o].Pairs, Pair{int32(who), r.Int64N(One)})
		}
	}
	return p
}

// read looks at every pair and its person once.
func read(p *Problem) (sum int64) {
	for _, o := range p.Openings {
		for _, a := range o.Pairs {
			sum += a.Worth + int64(p.People[a.Person].Leads)
		}
	}
	return sum
}

var sink int64

// BenchmarkLarge solves where everybody is a pair of everything, and prints how many times
// as long that takes as reading all pairs once; more than 50 times is a failure.
func BenchmarkLarge(b *testing.B) {
	p := large(10_000)
	var reading, solving time.Duration
	for b.Loop() {
		began := time.Now()
		sink += read(p)
		reading += time.Since(began)
		began = time.Now()
		x, err := Solve(p)
		if err != nil {
			b.Fatal(err)
		}
		solving += time.Since(began)
		if x.Worth() != x.Bound() {
			b.Fatal("no proof")
		}
	}
	times := float64(solving) / float64(reading)
	if b.ReportMetric(times, "times-reading"); times > 50 {
		b.Errorf("solving takes %.0f times as long as reading", times)
	}
}
