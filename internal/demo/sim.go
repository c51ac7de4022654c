package demo

import (
	"container/heap"
	"math/rand/v2"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// sim lives through the story: a queue of what happens when, and the draft on
// which everything is tried out before it is told.
type sim struct {
	*calendar
	o       Options
	text    *content
	rng     *rand.Rand
	draft   *org.Draft
	yield   func(Deed) bool
	stopped bool
	queue   queue
	order   uint64
	now     org.Time
	end     org.Time
	refused map[string]int // acts that were not possible, by kind and reason
	number  uint64         // of the last act that was done
}

func newSim(o Options, text *content, place *time.Location, yield func(Deed) bool) *sim {
	rng := rand.New(rand.NewPCG(0x11de, o.Seed))
	s := &sim{
		calendar: newCalendar(o.Until, place, rng), o: o, text: text, rng: rng,
		draft: new(org.State).Edit(), yield: yield, refused: map[string]int{},
	}
	s.end = org.At(s.last)
	return s
}

// run lets everything happen in order.
func (s *sim) run() {
	s.now = s.at(s.first, 8*60)
	s.found()
	for len(s.queue) > 0 && !s.stopped {
		e := heap.Pop(&s.queue).(event)
		if e.at >= s.end {
			return
		}
		s.now = e.at
		s.tick(s.now)
		e.do()
	}
}

// tick has the clock end what is due by t. Whoever looks around sees what is over, be it
// that others did something since or not: so what is told beside the story leaves it as it is.
func (s *sim) tick(t org.Time) {
	if _, err := Tick(s.draft, t); err != nil {
		panic(err)
	}
}

// plan has f happen at moment t.
func (s *sim) plan(t org.Time, f func()) {
	s.order++
	heap.Push(&s.queue, event{t, s.order, f})
}

// do has somebody do an act, a little after the last one. Whether it was
// possible is the answer.
func (s *sim) do(by org.PersonID, act org.Act) bool {
	face := org.Web
	if by == 0 {
		face = org.Operator
	}
	return s.deed(Deed{Moment: org.Moment{By: by, Face: face}, Act: act})
}

func (s *sim) join(by org.PersonID, act *org.JoinPerson, p records.Profile) bool {
	face := org.Web
	if by == 0 {
		face = org.Operator
	}
	return s.deed(Deed{Moment: org.Moment{By: by, Face: face}, Act: act, Profile: &p})
}

func (s *sim) deed(d Deed) bool {
	d.Moment.At = max(s.now, s.draft.Last+org.Time(1+s.rng.IntN(8))*1_000_000)
	if d.Moment.At >= s.end || s.stopped {
		return false
	}
	s.tick(d.Moment.At)
	if by := d.Moment.By; by != 0 && (s.draft.Person(by) == nil || !s.draft.Person(by).Present()) {
		s.refused[org.NameOf(d.Act)+": gone"]++
		return false
	}
	given, number := org.Copy(d.Act), s.draft.Version+1
	if _, err := s.draft.Do(d.Act, d.Moment); err != nil {
		s.refused[org.NameOf(d.Act)+": "+err.(*org.Error).Key]++
		return false
	}
	s.now, s.number = d.Moment.At, number
	d.Act = given
	s.stopped = !s.yield(d)
	return true
}

// chance is true so often.
func (s *sim) chance(p float64) bool { return s.rng.Float64() < p }

// between returns a number from a to b, both included.
func (s *sim) between(a, b int) int { return a + s.rng.IntN(b-a+1) }

// pick returns one of the list, the zero value where it is empty.
func pick[T any](s *sim, list []T) (one T) {
	if len(list) == 0 {
		return one
	}
	return list[s.rng.IntN(len(list))]
}

// one returns a sentence of a list.
func (s *sim) one(list string) org.Prose { return org.Write(pick(s, s.text.lists[list])) }

// later returns a busy moment so many days from now, never before now.
func (s *sim) later(days int) org.Time {
	return max(s.busy(s.day(s.now)+days), s.now+org.Time(s.between(60, 3000))*1_000_000)
}

type event struct {
	at    org.Time
	order uint64
	do    func()
}

type queue []event

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return q[i].at < q[j].at || q[i].at == q[j].at && q[i].order < q[j].order
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(event)) }
func (q *queue) Pop() any {
	old := *q
	e := old[len(old)-1]
	old[len(old)-1] = event{}
	*q = old[:len(old)-1]
	return e
}
