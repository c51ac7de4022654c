package demo

import (
	"math"

	"orpheus/org"
)

// asking is a rhythm in which a circle is asked.
type asking struct {
	circle, by string
	weeks      int
	rounds     int // how many there were
	back       int // how many days before the end of the story the last one began
	subjects   [2]org.PulseSubject
	course     [][2]float64 // what people think of the two, round by round; as a usual circle where empty
	few        int          // the round to which fewer than half answered; none for zero
	said       map[int]string
}

// pulses are the rhythms of De Linde. Team Noord laid four roles in, in the month of the flu:
// its days, and who leads what, were worse for some rounds; its days still are.
var pulses = []asking{
	{
		circle: "noord", by: "ania", weeks: 8, rounds: 10, back: 10, subjects: [2]org.PulseSubject{org.PulseRoles, org.PulseRoom}, few: 6,
		course: [][2]float64{{3.2, 3.3}, {3.3, 3.2}, {3.3, 3.4}, {3.4, 3.3}, {3.5, 3.3}, {2.6, 2.2}, {2.7, 2.0}, {3.1, 2.4}, {3.7, 2.6}, {4.0, 2.7}},
		said:   map[int]string{5: "pulsedip", 8: "pulsemends"},
	},
	{circle: "oost", by: "ward", weeks: 6, rounds: 12, back: 3},
	{circle: "linde", by: "els", weeks: 13, rounds: 7, back: 19},
	{circle: "west", by: "samira", weeks: 10, rounds: 7, back: 38, subjects: [2]org.PulseSubject{org.PulseSafety, org.PulseTrust}},
}

// pulse has somebody of a circle set its rhythm, and what comes of each round.
func (r *region) pulse(a *asking) {
	s := r.strand("pulse." + a.circle)
	first := a.back + (a.rounds-1)*7*a.weeks
	s.on(first+2, func() {
		c := s.circle(a.circle)
		if c == 0 {
			return
		}
		from := s.morning(first)
		if !s.do(s.member(c, a.by), &org.PlanPulse{Circle: c, Weeks: uint16(a.weeks), First: a.subjects[0], Second: a.subjects[1], From: from}) {
			return
		}
		for i := range a.rounds {
			s.at(from+org.Time(i*7*a.weeks)*org.Day+60_000_000, func() { s.round(a, c, i) })
		}
	})
}

// round has a round that goes on in a circle be closed when its time is over.
func (s *strand) round(a *asking, c org.CircleID, i int) {
	id := s.draft.PulseNow(c)
	if id == 0 {
		return
	}
	s.at(s.draft.Pulse(id).Until+4*60_000_000, func() { s.closes(a, c, id, i) })
}

// closes shows what was answered: of the answers nothing but the sums is kept, as in life.
func (s *strand) closes(a *asking, c org.CircleID, id org.PulseID, i int) {
	p := s.draft.Pulse(id)
	if p.Ended == 0 || p.Closed != 0 {
		return
	}
	s.region.do(0, s.draft.ClosingOf(id, s.answers(a, p, i)))
	if !s.draft.Pulse(id).Shows() {
		return
	}
	days := s.between(5, 12)
	if s.chance(0.15) { // they forget it, and the next round waits for it
		days += 7 * a.weeks
	}
	s.days(days, func() { s.tells(a, c, id, i) })
}

// tells has somebody say what became of a round. Where the next one waited for that, it begins.
func (s *strand) tells(a *asking, c org.CircleID, id org.PulseID, i int) {
	act := &org.TellPulse{Pulse: id, Text: s.one("became")}
	if key := a.said[i]; key != "" {
		act.Text = org.Write(s.text.words[key])
	} else if all := s.draft.Circle(c).Initiatives; len(all) > 0 && s.chance(0.4) {
		act.Initiative = all[len(all)-1]
	}
	if s.do(s.member(c, a.by), act) {
		s.round(a, c, i+1)
	}
}

// answers are what people answer to a round.
func (s *strand) answers(a *asking, p *org.Pulse, i int) *org.PulseTally {
	tally := new(org.PulseTally)
	part := 0.74 + 0.18*s.own.Float64()
	if a.few != 0 && a.few == i {
		part = 0.36
	}
	usual := func(v org.PulseSubject) float64 {
		return 2.9 + 1.1*math.Abs(math.Sin(float64(v)*2.3+float64(p.Circle))) + 0.05*float64(i)
	}
	for n := range p.Asked {
		// Whoever answers is chosen by their place, so that as many do as are to.
		if math.Mod(float64(n)*0.618, 1) >= part {
			continue
		}
		tally.Put(s.answer(p, func(k int) float64 {
			if i < len(a.course) && k < 2 {
				return a.course[i][k]
			}
			if k < len(p.Subjects()) {
				return usual(p.Subjects()[k])
			}
			return 3.6
		}))
	}
	return tally
}

// answer is what somebody answers: around what most think of a subject, with a leaning of their
// own.
func (s *strand) answer(p *org.Pulse, level func(subject int) float64) *org.PulseAnswer {
	out := new(org.PulseAnswer)
	leans := 0.45 * s.own.NormFloat64()
	for i := range p.Items() {
		mark := math.Round(level(i/2) + leans + 0.5*s.own.NormFloat64())
		if s.chance(0.03) {
			mark = 0
		} else {
			mark = min(max(mark, 1), org.PulseMarks)
		}
		out.Marks = append(out.Marks, uint8(mark))
	}
	if s.chance(0.2) {
		out.Words = pick(s.sim, s.text.lists["remarked"])
	}
	return out
}

// pulseOnce is a round that a team asks for by itself, with a sentence of its own.
func (r *region) pulseOnce() {
	s := r.strand("pulse.centrum")
	a := &asking{circle: "centrum", by: "yasmina"}
	s.on(75, func() {
		if c := s.circle(a.circle); c != 0 && s.do(s.member(c, a.by), &org.AskPulse{
			Circle: c, First: org.PulseTrust, Second: org.PulseBelonging, Question: org.Write(s.text.words["pulseown"]),
		}) {
			s.round(a, c, 0)
		}
	})
}
