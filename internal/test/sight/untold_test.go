package sight_test

import (
	"fmt"
	"io"
	"log/slog"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"orpheus/internal/racetest"
	"orpheus/internal/test/need"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// What no answer tells follows from no answers together: a solver takes all that somebody
// gets to read of how leading is distributed (pages, API, and files of who led whom, of every
// circle, of a quarter and a year, on several days) as equations about how much was led where,
// when, by whom from where and followed by whom from where, and looks whether a number
// follows that is withheld. In one look it may know shown numbers exactly; of several days
// it knows them as they are shown, to fives.
func TestWhatIsNotToldFollowsFromNothingTold(t *testing.T) {
	need.Patience(t)
	var tried tried
	seeds := racetest.Fewer(12, 3)
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			w := newLedWorld(t, seed)
			for _, who := range []org.PersonID{1, org.PersonID(w.people - 1), org.PersonID(w.people)} {
				w.solve(who, &tried)
			}
		})
	}
	t.Logf("%d numbers of leads were withheld, %d shown; of ties %d and %d; %d on several days", tried.hidden, tried.shown, tried.cellsHidden, tried.cellsShown, tried.later)
	if tried.hidden < 50*seeds || tried.shown < 50*seeds || tried.cellsHidden < 5*seeds || tried.cellsShown < seeds || tried.later < 2*seeds {
		t.Errorf("that tries too little: %+v", tried)
	}
}

type tried struct{ hidden, shown, cellsHidden, cellsShown, later int }

// A ledWorld is an organisation of which the test knows who led what, and who followed.
type ledWorld struct {
	*world
	people  int
	circles []org.CircleID
	home    []int // of each person, from 1: a place in circles
	leads   []led
}

// led is one piece of work: where, how many days ago, from which circle whoever led it and
// whoever took part in it come (-1 for nobody).
type led struct {
	circle, ago, from, to int
	by, with              org.PersonID // nobody where it is only thought of
}

// newLedWorld has circles of all sizes lead much, little or nothing for a year. No two people lead and
// follow each other twice, so that ties are counted as pieces of work are.
func newLedWorld(t *testing.T, seed uint64) *ledWorld {
	r := rand.New(rand.NewPCG(seed, 7))
	w := &ledWorld{world: &world{t: t}, circles: []org.CircleID{org.Root}, home: []int{0}}
	sizes := make([]int, 3+r.IntN(3))
	if seed%3 == 1 { // two: what the one is told, the other one's may follow from
		sizes = sizes[:2]
	}
	for i := range sizes {
		sizes[i] = []int{4, 6, 8, 9, 12, 16}[r.IntN(6)]
		if seed%3 == 1 {
			sizes[i] = []int{16, 9}[i]
		}
		w.circles = append(w.circles, org.CircleID(i+2))
		for range sizes[i] {
			w.home = append(w.home, i+1)
		}
	}
	w.home = append(w.home, 0) // somebody who is in no circle, and so knows none from within
	w.people = len(w.home) - 1
	log := new(memory.Log)
	start := now.AddDate(-2, 0, 0)
	e := ledger.New(log, ledger.Options{Now: func() time.Time { return now }, Follow: -1})
	defer e.Close()
	w.must(e.Found(t.Context(), &org.FoundOrganisation{Slug: "linde", Name: "Linde", Lang: "en"}, org.At(start)))
	_, err := e.Bulk(t.Context(), "linde", org.At(start), org.Operator, func(b *ledger.Bulk) error {
		do := func(at time.Time, by org.PersonID, act org.Act) {
			w.must(b.DoAs(act, org.Moment{At: org.At(at), By: by, Face: org.Web}, &records.Profile{Name: "x"}))
		}
		for range w.people {
			do(start, 0, &org.JoinPerson{})
		}
		for i := range sizes {
			do(start, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: fmt.Sprint("Circle ", i+2)})
		}
		for p := 1; p <= w.people; p++ {
			if w.home[p] > 0 {
				do(start, 0, &org.JoinCircle{Circle: w.circles[w.home[p]], Person: org.PersonID(p)})
			}
		}
		for _, l := range w.plan(r, sizes) {
			at := now.AddDate(0, 0, -l.ago)
			act := &org.StartInitiative{Circle: w.circles[l.circle], Title: "x"}
			do(at, l.by, act)
			to := -1
			if l.with != 0 {
				do(at, l.with, &org.JoinInitiative{Initiative: act.Initiative})
				to = w.home[l.with]
			}
			do(at, l.by, &org.ConcludeInitiative{Initiative: act.Initiative, Outcome: org.Write("x")}) // the same day: it counts in windows around that day alone
			w.leads = append(w.leads, led{l.circle, l.ago, w.home[l.by], to, l.by, l.with})
		}
		for {
			act, due := b.State().Due(org.At(now))
			if act == nil {
				return nil
			}
			w.must(b.DoAs(act, org.Moment{At: max(due, b.State().Last), Face: org.Clock}, nil))
		}
	})
	w.must(err)
	clock := func() time.Time { return now }
	w.service = service.New(log, ledger.Options{Now: clock, Follow: -1})
	t.Cleanup(func() { _ = w.service.Close() })
	w.server = server.New(server.Config{Service: w.service, URL: "http://x.example", Now: clock, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	return w
}

// planned is what is to be led, the oldest first.
type planned struct {
	circle, ago int
	by, with    org.PersonID
}

func (w *ledWorld) plan(r *rand.Rand, sizes []int) (all []planned) {
	paired := map[[2]org.PersonID]bool{}
	first := 1
	for i, n := range sizes {
		able := []int{0, 1, 3, n, n, n}[r.IntN(6)] // nobody, one, three or all of them lead
		few := len(sizes) == 2                     // the first leads a lot, the second little and lately
		if few {
			able = []int{n, 3 + r.IntN(5)}[i]
		}
		for p := first; p < first+min(able, n); p++ {
			for range 1 + r.IntN(7) {
				l := planned{i + 1, 1 + r.IntN(360), org.PersonID(p), 0}
				if few && i > 0 && r.IntN(10) > 0 {
					l.ago = 25 + r.IntN(70)
				}
				if !few && r.IntN(8) == 0 {
					l.circle = r.IntN(len(w.circles)) // elsewhere, or for the whole
				}
				with := org.PersonID(1 + r.IntN(w.people))
				if r.IntN(3) > 0 {
					with = org.PersonID(first + r.IntN(n))
				}
				if with != l.by && !paired[[2]org.PersonID{l.by, with}] {
					l.with = with
					paired[[2]org.PersonID{l.by, with}] = true
				}
				all = append(all, l)
			}
		}
		first += n
	}
	slices.SortStableFunc(all, func(a, b planned) int { return b.ago - a.ago })
	return all
}

// A number is a sum over all that was led, and what is told of it.
type number struct {
	name  string
	of    func(led) bool
	told  bool
	value float64 // as it is shown
	exact bool    // it is shown exactly
	day   int     // on which it was looked at

	members int  // of the circle
	own     bool // of who looks, who knows what is done there

	circle int
	group  string // numbers of a group are of one time; that of the whole is the sum of all
}

// solve looks at everything as one person, and tries.
func (w *ledWorld) solve(who org.PersonID, tried *tried) {
	v := w.viewer(who)
	var all []number
	for _, day := range []int{0, 30, 91} {
		all = append(all, v.counts(w, day)...)
		if day == 0 {
			all = append(all, v.cells(w)...)
		}
	}
	if w.home[who] == 0 {
		all = append(all, w.rests(all)...)
	}
	classes := w.classes(all, true)
	known := map[int]*space{}
	for i, n := range all {
		if known[n.day] == nil {
			known[n.day] = new(space)
		}
		if n.told {
			known[n.day].add(row(classes, i))
		}
	}
	leads := slices.DeleteFunc(slices.Clone(all), func(n number) bool { return strings.HasPrefix(n.name, "ties") })
	few := w.classes(leads, false)
	later := 0
	for i, n := range all {
		tried.count(n)
		if n.told || n.own || !w.speaks(n) {
			continue
		}
		if known[n.day].has(row(classes, i)) {
			w.t.Errorf("as P%d: %s follows from what is told that day", who, n.name)
		}
		k := slices.IndexFunc(leads, func(m number) bool { return m.name == n.name })
		if n.day == 0 && k >= 0 && later < 3 {
			later++
			tried.later++
			if low, high := w.between(few, leads, k); math.Floor(high+0.01) <= math.Ceil(low-0.01) {
				w.t.Errorf("as P%d: %s can only be %.2f to %.2f by what is told on several days", who, n.name, low, high)
			}
		}
	}
}

// rests are what is left of the whole without the circles that are told, of each time.
func (w *ledWorld) rests(all []number) (rests []number) {
	seen := map[string]bool{}
	for _, whole := range all {
		if whole.group == "" || whole.circle != 0 || !whole.told || seen[whole.group] {
			continue
		}
		seen[whole.group] = true
		told := map[int]bool{}
		for _, n := range all {
			if n.group == whole.group && n.circle > 0 && n.told {
				told[n.circle] = true
			}
		}
		if len(told) == 0 {
			continue
		}
		n := number{name: "what is left of: " + whole.name, day: whole.day, of: func(l led) bool { return whole.of(l) && !told[l.circle] }}
		in := map[int]bool{}
		for _, l := range w.leads {
			if n.of(l) {
				in[l.circle] = true
			}
		}
		for c := range in {
			if n.members += w.members(c); c == 0 {
				n.members = w.people
				break
			}
		}
		rests = append(rests, n)
	}
	return rests
}

func (t *tried) count(n number) {
	told, not := &t.shown, &t.hidden
	if strings.HasPrefix(n.name, "ties") {
		told, not = &t.cellsShown, &t.cellsHidden
	}
	if n.told {
		*told++
	} else {
		*not++
	}
}

// speaks reports whether a number would speak of somebody: too few take part, too few did it, or one
// did nearly all; of ties, too few on either side. That nothing was done speaks of nobody.
func (w *ledWorld) speaks(n number) bool {
	by, with := map[org.PersonID]int{}, map[org.PersonID]bool{}
	sum, most := 0, 0
	for _, l := range w.leads {
		if n.of(l) {
			sum++
			by[l.by]++
			most = max(most, by[l.by])
			with[l.with] = true
		}
	}
	if strings.HasPrefix(n.name, "ties") {
		return sum > 0 && (len(by) < 5 || len(with) < 5)
	}
	return sum > 0 && (n.members < 8 || len(by) < 5 || 5*most > 4*sum)
}

// members are how many belong to a circle; all of them, to the first.
func (w *ledWorld) members(circle int) (n int) {
	for _, h := range w.home[1:] {
		if circle == 0 || h == circle {
			n++
		}
	}
	return n
}

func (w *ledWorld) sum(n number) (sum float64) {
	for _, l := range w.leads {
		if n.of(l) {
			sum++
		}
	}
	return sum
}

// classes are pieces of work that no number tells apart, of all there could have been.
func (w *ledWorld) classes(all []number, people bool) (classes [][]bool) {
	seen := map[string]bool{}
	add := func(l led) bool {
		row, key := make([]bool, len(all)), make([]byte, len(all))
		for i, n := range all {
			if row[i] = n.of(l); row[i] {
				key[i] = 1
			}
		}
		if seen[string(key)] {
			return false
		}
		seen[string(key)] = true
		classes = append(classes, row)
		return true
	}
	for c := range w.circles {
		for ago := range 480 {
			if !add(led{circle: c, ago: ago, to: -1}) || !people {
				continue
			}
			for from := range w.circles {
				for to := range w.circles {
					add(led{circle: c, ago: ago, from: from, to: to})
				}
			}
		}
	}
	return classes
}
