package demo

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"orpheus/org"
)

// strand is something that is told beside the story and draws from a source of its own, so that
// the rest of the story is as it would be without.
type strand struct {
	*region
	own *rand.Rand
}

func (r *region) strand(key string) *strand {
	h := fnv.New64a()
	h.Write([]byte("together." + key))
	return &strand{r, rand.New(rand.NewPCG(h.Sum64(), r.o.Seed))}
}

// at has f happen at a moment.
func (s *strand) at(t org.Time, f func()) { s.plan(t, func() { s.aside(s.own, f) }) }

// on has f happen so many days before the end of the story, while people are at work.
func (s *strand) on(back int, f func()) {
	s.aside(s.own, func() { s.at(s.back(back, 9+s.own.IntN(7), s.own.IntN(60)), f) })
}

// morning is nine in the morning of a working day.
func (s *strand) morning(back int) (t org.Time) {
	s.aside(s.own, func() { t = s.back(back, 9, 0) })
	return t
}

// after has f happen so many minutes from now.
func (s *strand) after(minutes int, f func()) { s.at(s.now+org.Time(minutes)*60_000_000, f) }

// days has f happen so many days from now, while people are at work.
func (s *strand) days(n int, f func()) { s.at(s.later(n), f) }

// of are the members of a circle, in an order of chance, without those named.
func (s *strand) of(c org.CircleID, not ...org.PersonID) []org.PersonID {
	all := slices.DeleteFunc(s.draft.OwnMembers(c), func(p org.PersonID) bool { return slices.Contains(not, p) })
	s.own.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// member is one of a circle: whoever the story names where they belong to it, else another.
func (s *strand) member(c org.CircleID, who string) org.PersonID {
	if p := s.pid(who); p != 0 && s.draft.Belongs(p, c) {
		return p
	}
	if all := s.of(c); len(all) > 0 {
		return all[0]
	}
	return 0
}

// apart has the story be told without, for a test of that.
var apart bool

// together lays out what De Linde does to last: it feels its pulse, meets, looks back, thanks,
// and says what it learned.
func (r *region) together() {
	if r.n > 0 || apart {
		return
	}
	for i := range pulses {
		r.pulse(&pulses[i])
	}
	r.pulseOnce()
	for i := range meetings {
		r.meets(&meetings[i])
	}
	for i := range looks {
		r.looksBack(&looks[i])
	}
	r.thanks()
	r.informal()
	r.taught()
	r.fillsLaid()
}

// seats are the seats of somebody in the roles of the outline, and leading is how much they lead
// of the threads: what is told beside the story weighs nothing in it.
func (r *region) seats(p org.PersonID) []org.SeatID {
	return slices.DeleteFunc(slices.Clone(r.draft.Person(p).Seats), func(t org.SeatID) bool { return !r.outlined[r.draft.Seat(t).Role] })
}

func (r *region) leading(p org.PersonID) (n int) {
	for _, l := range r.draft.Person(p).Leads {
		if r.of[r.draft.Lead(l).Initiative] != nil {
			n++
		}
	}
	return n
}
