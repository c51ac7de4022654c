package match

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"orpheus/internal/racetest"
)

func solved(t interface {
	Helper()
	Fatal(...any)
}, p *Problem,
) *Plan {
	t.Helper()
	x, err := Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// cost is what a whole costs, open seats too.
func (x *Plan) cost() int64 {
	sum := -x.Worth()
	for o, n := range x.Open {
		sum += int64(n) * x.p.Openings[o].vacant()
	}
	return sum
}

// brute is the cheapest of all wholes there are, tried one by one; with a pair forced where
// force is not nil.
func brute(p *Problem, force *[2]int) int64 {
	load := make([]int, len(p.People))
	best := int64(math.MaxInt64)
	forced := func(o, person int) bool { return force != nil && force[0] == o && force[1] == person }
	var opening func(o int, cost int64)
	opening = func(o int, cost int64) {
		if o == len(p.Openings) {
			best = min(best, cost)
			return
		}
		var pair func(i, seats int, cost int64)
		pair = func(i, seats int, cost int64) {
			if i == len(p.Openings[o].Pairs) {
				opening(o+1, cost+int64(seats)*p.Openings[o].vacant())
				return
			}
			a := p.Openings[o].Pairs[i]
			if !forced(o, int(a.Person)) {
				pair(i+1, seats, cost)
			}
			if seats > 0 && load[a.Person] < p.People[a.Person].Room {
				load[a.Person]++
				pair(i+1, seats-1, cost-a.Worth+p.slot(a.Person, load[a.Person]))
				load[a.Person]--
			}
		}
		pair(0, p.Openings[o].Seats, cost)
	}
	opening(0, 0)
	return best
}

func anyProblem(t *rapid.T, people, openings, seats int) *Problem {
	p := &Problem{Fair: rapid.SampledFrom([]int64{0, 1, 3, 100}).Draw(t, "fair")}
	for range rapid.IntRange(1, people).Draw(t, "people") {
		p.People = append(p.People, Person{rapid.IntRange(0, 3).Draw(t, "leads"), rapid.IntRange(0, 2).Draw(t, "room")})
	}
	for range rapid.IntRange(1, openings).Draw(t, "openings") {
		o := Opening{Seats: rapid.IntRange(0, seats).Draw(t, "seats"), Critical: rapid.IntRange(0, 1).Draw(t, "critical")}
		for person := range p.People {
			if rapid.IntRange(0, 3).Draw(t, "pair") > 0 {
				o.Pairs = append(o.Pairs, Pair{int32(person), int64(rapid.IntRange(-3, 12).Draw(t, "worth"))})
			}
		}
		p.Openings = append(p.Openings, o)
	}
	return p
}

func TestBestOfAllWholes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProblem(t, 5, 4, 2)
		x := solved(t, p)
		if got, want := x.cost(), brute(p, nil); got != want {
			t.Fatalf("cost %d, the cheapest is %d", got, want)
		}
		if x.Worth() != x.Bound() {
			t.Fatalf("worth %d, bound %d", x.Worth(), x.Bound())
		}
		for o := range p.Openings {
			if p.Openings[o].Seats == 0 {
				continue
			}
			for i, loss := range x.Loss(o) {
				forced := brute(p, &[2]int{o, int(p.Openings[o].Pairs[i].Person)})
				if forced == math.MaxInt64 && loss != -1 || forced != math.MaxInt64 && loss != forced-x.cost() {
					t.Fatalf("opening %d with pair %d loses %d, tried out %d", o, i, loss, forced-x.cost())
				}
			}
		}
	})
}

// square is an assignment: each opening takes one person, each person one opening.
func square(n int, cost func(i, j int) int64) *Problem {
	p := &Problem{People: make([]Person, n), Openings: make([]Opening, n)}
	for i := range n {
		p.People[i].Room = 1
		p.Openings[i].Seats = 1
		for j := range n {
			p.Openings[i].Pairs = append(p.Openings[i].Pairs, Pair{int32(j), -cost(i, j)})
		}
	}
	return p
}

func TestEightByEight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "n")
		c := make([]int64, n*n)
		for i := range c {
			c[i] = int64(rapid.IntRange(0, 30).Draw(t, "cost"))
		}
		x := solved(t, square(n, func(i, j int) int64 { return c[i*n+j] }))
		best := int64(math.MaxInt64)
		used := make([]bool, n)
		var try func(i int, sum int64)
		try = func(i int, sum int64) {
			if sum >= best {
				return
			}
			if i == n {
				best = sum
				return
			}
			for j := range n {
				if !used[j] {
					used[j] = true
					try(i+1, sum+c[i*n+j])
					used[j] = false
				}
			}
		}
		try(0, 0)
		if -x.Worth() != best || x.Bound() != x.Worth() {
			t.Fatalf("%d of at least %d, bound %d", -x.Worth(), best, -x.Bound())
		}
	})
}

func TestEqualToTheHungarianMethod(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		n := 1 + r.IntN(60)
		c := make([]int64, n*n)
		for i := range c {
			c[i] = r.Int64N(1 + int64(1)<<uint(r.IntN(16)))
		}
		x := solved(t, square(n, func(i, j int) int64 { return c[i*n+j] }))
		if want := hungarian(n, c); -x.Worth() != want || x.Bound() != x.Worth() {
			t.Fatalf("seed %d, %d x %d: %d, by the other method %d, bound %d", seed, n, n, -x.Worth(), want, -x.Bound())
		}
	}
}

// hungarian is the method of 1955 by lines: rows and columns are reduced, zeros starred,
// lines drawn and moved until every row has a star. It shares nothing with Solve.
func hungarian(n int, cost []int64) (sum int64) {
	c := append([]int64(nil), cost...)
	for i := range n {
		least := c[i*n]
		for j := range n {
			least = min(least, c[i*n+j])
		}
		for j := range n {
			c[i*n+j] -= least
		}
	}
	star, inRow, inCol := map[[2]int]bool{}, make([]int, n), make([]int, n)
	for i := range n {
		inRow[i], inCol[i] = -1, -1
	}
	for i := range n {
		for j := range n {
			if c[i*n+j] == 0 && inRow[i] < 0 && inCol[j] < 0 {
				star[[2]int{i, j}] = true
				inRow[i], inCol[j] = j, i
			}
		}
	}
	for {
		rowLine, colLine, lines := make([]bool, n), make([]bool, n), 0
		prime := make([]int, n)
		for j := range n {
			if colLine[j] = inCol[j] >= 0; colLine[j] {
				lines++
			}
		}
		if lines == n {
			break
		}
		for done := false; !done; {
			zi, zj, least := -1, -1, int64(math.MaxInt64)
			for i := range n {
				for j := range n {
					if !rowLine[i] && !colLine[j] {
						if c[i*n+j] == 0 && zi < 0 {
							zi, zj = i, j
						}
						least = min(least, c[i*n+j])
					}
				}
			}
			if zi < 0 {
				for i := range n {
					for j := range n {
						if rowLine[i] {
							c[i*n+j] += least
						}
						if !colLine[j] {
							c[i*n+j] -= least
						}
					}
				}
				continue
			}
			prime[zi] = zj
			if inRow[zi] >= 0 {
				rowLine[zi], colLine[inRow[zi]] = true, false
				continue
			}
			for i, j := zi, zj; ; {
				was := inCol[j]
				inRow[i], inCol[j] = j, i
				if was < 0 {
					break
				}
				i, j = was, prime[was]
			}
			done = true
		}
	}
	for i := range n {
		sum += cost[i*n+inRow[i]]
	}
	return sum
}

func TestProvableInstances(t *testing.T) {
	for _, want := range []struct {
		n   int
		sum int64
	}{{1, 1}, {5, 35}, {50, 22_100}, {100, 171_700}, {400, 10_746_800}} {
		if want.n > 100 && (testing.Short() || racetest.On) {
			continue
		}
		x := solved(t, square(want.n, func(i, j int) int64 { return int64(i+1) * int64(j+1) }))
		if n := int64(want.n); -x.Worth() != want.sum || want.sum != n*(n+1)*(n+2)/6 || x.Bound() != x.Worth() {
			t.Errorf("%d: %d, provably %d, bound %d", want.n, -x.Worth(), want.sum, -x.Bound())
		}
	}
}

// The mean of the best assignment of n by n exponential costs is the sum of 1/k² (proved in
// 2005). 600 of them lie within five standard errors of it, by a fixed seed.
func TestExponentialCosts(t *testing.T) {
	for n, want := range map[int]float64{5: 1.4636, 20: 1.5962} {
		const rounds = 600
		r := rand.New(rand.NewPCG(4471, uint64(n)))
		var sum, squares float64
		for range rounds {
			c := make([]int64, n*n)
			for i := range c {
				c[i] = int64(math.Round(r.ExpFloat64() * One))
			}
			v := -float64(solved(t, square(n, func(i, j int) int64 { return c[i*n+j] })).Worth()) / One
			sum, squares = sum+v, squares+v*v
		}
		mean := sum / rounds
		if off := math.Abs(mean - want); off > 5*math.Sqrt((squares/rounds-mean*mean)/rounds) {
			t.Errorf("%d: mean %.4f, proved %.4f", n, mean, want)
		}
	}
}

// What is open and who is there in another order make the same whole, and what makes all
// pairs worth more changes nobody: as many seats are filled as can be either way.
func TestOrderAndShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyProblem(t, 6, 5, 2)
		base := solved(t, p).cost()
		people := rapid.Permutation(index(len(p.People))).Draw(t, "people")
		q := &Problem{Fair: p.Fair, People: make([]Person, len(p.People))}
		for i, to := range people {
			q.People[to] = p.People[i]
		}
		for _, at := range rapid.Permutation(index(len(p.Openings))).Draw(t, "openings") {
			o := p.Openings[at]
			var pairs []Pair
			for _, a := range o.Pairs {
				pairs = append([]Pair{{int32(people[a.Person]), a.Worth}}, pairs...)
			}
			o.Pairs = pairs
			q.Openings = append(q.Openings, o)
		}
		if got := solved(t, q).cost(); got != base {
			t.Fatalf("another order costs %d, not %d", got, base)
		}
		filled := 0
		for at := range q.Openings {
			for i := range q.Openings[at].Pairs {
				q.Openings[at].Pairs[i].Worth += 50
			}
		}
		x := solved(t, q)
		for _, chosen := range x.Chosen {
			filled += len(chosen)
		}
		if got := x.cost(); got != base-50*int64(filled) {
			t.Fatalf("with 50 more each: %d, before %d, %d filled", got, base, filled)
		}
	})
}

func index(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// Ten equal pieces of work and five equal people: two each, whoever they are.
func TestSpreadsEvenly(t *testing.T) {
	p := &Problem{Fair: Fair, People: make([]Person, 5)}
	for i := range p.People {
		p.People[i].Room = 10
	}
	p.People[4].Leads = 2
	for range 8 {
		o := Opening{Seats: 1}
		for i := range p.People {
			o.Pairs = append(o.Pairs, Pair{int32(i), One})
		}
		p.Openings = append(p.Openings, o)
	}
	x := solved(t, p)
	for i, n := range x.load {
		if p.People[i].Leads+n != 2 {
			t.Errorf("person %d would lead %d", i, p.People[i].Leads+n)
		}
	}
}

func TestRefusesWhatCannotBe(t *testing.T) {
	for name, p := range map[string]*Problem{
		"somebody who is not there": {Openings: []Opening{{Pairs: []Pair{{0, 1}}}}},
		"somebody twice":            {People: make([]Person, 1), Openings: []Opening{{Pairs: []Pair{{0, 1}, {0, 2}}}}},
		"no seat less":              {Openings: []Opening{{Seats: -1}}},
		"room below none":           {People: []Person{{Room: -1}}},
		"load that is worth":        {Fair: -1},
		"too much":                  {People: make([]Person, 1), Openings: []Opening{{Pairs: []Pair{{0, 1 << 60}}}}},
	} {
		if _, err := Solve(p); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
