package org

import "slices"

// What a round has to have before something of it is shown.
const (
	PulseLeast = 5  // people asked, and answers to whatever is shown
	PulseWords = 10 // answers, before the words that people added are shown
)

// MaxPulseWords is the longest that somebody can add, in bytes.
const MaxPulseWords = 600

// PulseMarks are how far one agrees: 1 not at all, 5 wholly. Zero is "can't say", which is no
// middle.
const PulseMarks = 5

// PulseCounts is how many gave each answer to what belongs together: the two sentences of a
// subject, or their own sentence alone. Whoever cannot say to one of two is not counted in the
// other, so that both are about the same people.
type PulseCounts struct {
	_       struct{} `cbor:",toarray"`
	First   []uint16 `json:"first,omitzero"`
	Second  []uint16 `json:"second,omitzero"`
	CantSay uint16   `json:"cant_say,omitzero"`
}

// N is how many are counted.
func (c *PulseCounts) N() (n int) {
	for _, v := range c.First {
		n += int(v)
	}
	return n
}

func (c *PulseCounts) add(marks ...uint8) {
	if slices.Contains(marks, 0) {
		c.CantSay++
		return
	}
	for i, side := range []*[]uint16{&c.First, &c.Second}[:len(marks)] {
		if *side == nil {
			*side = make([]uint16, PulseMarks)
		}
		(*side)[marks[i]-1]++
	}
}

// PulseTally is what is kept of the answers to a round while it goes on: sums, and the words
// people added, ordered by themselves. Nothing of it is an act.
type PulseTally struct {
	Answers uint16        `json:"answers"`
	Counts  []PulseCounts `json:"counts,omitzero"` // by subject, then their own sentence
	Words   []string      `json:"words,omitzero"`
}

// PulseAnswer is what somebody answers: a mark for each sentence in order, and words of their
// own if they like. It is no act, and is in no log.
type PulseAnswer struct {
	Pulse PulseID
	Marks []uint8
	Words string
}

// Check says whether an answer may be given now.
func (a *PulseAnswer) Check(s *State, m Moment) error {
	if err := first(s.mayAct(m), s.mustPulse(a.Pulse)); err != nil {
		return err
	}
	p := s.Pulse(a.Pulse)
	switch {
	case !p.Open() || m.At >= p.Until:
		return refuse(Conflict, "pulse.over", a.Pulse)
	case !slices.Contains(p.Asked, m.By):
		return refuse(Forbidden, "pulse.not_asked")
	case len(a.Marks) != p.Items():
		return refuse(Invalid, "pulse.marks", p.Items())
	case len(a.Marks) > 0 && slices.Max(a.Marks) > PulseMarks:
		return refuse(Invalid, "pulse.mark", PulseMarks)
	case len(a.Words) > MaxPulseWords:
		return refuse(Invalid, "pulse.long", MaxPulseWords)
	}
	return nil
}

// Put adds an answer to what was answered. Of the answer nothing is left but the sums.
func (t *PulseTally) Put(a *PulseAnswer) {
	t.Answers++
	for i := 0; i < len(a.Marks); i += 2 {
		if i/2 == len(t.Counts) {
			t.Counts = append(t.Counts, PulseCounts{})
		}
		t.Counts[i/2].add(a.Marks[i:min(i+2, len(a.Marks))]...)
	}
	if a.Words != "" {
		t.Words = append(t.Words, a.Words)
		slices.Sort(t.Words)
	}
}

// EndPulse is the clock ending the time in which a round can be answered.
type EndPulse struct {
	Pulse PulseID `json:"pulse" doc:"which round"`
}

func (a *EndPulse) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustPulse(a.Pulse)); err != nil {
		return err
	}
	if p := s.Pulse(a.Pulse); !p.Open() || m.At < p.Until {
		return refuse(Conflict, "pulse.goes_on", a.Pulse)
	}
	return nil
}

func (a *EndPulse) Apply(d *Draft, m Moment) { d.pulses.Edit(d.own, a.Pulse).Ended = m.At }

func (a *EndPulse) Say(s *State, _ *Entry) Said { return say("", s.HomeOf(RefOf(a.Pulse))) }

// PulseResult is what may be shown of the answers to a subject, or to their own sentence.
type PulseResult struct {
	_       struct{}     `cbor:",toarray"`
	Subject PulseSubject `json:"subject,omitzero"`
	Counts  PulseCounts  `json:"counts,omitzero"` // empty where it is hidden
	Hidden  PulseHidden  `json:"hidden,omitzero"`
}

// ClosePulse shows everybody at once what was answered: how many gave each answer, where that
// may be shown, and nothing else.
type ClosePulse struct {
	Pulse   PulseID       `json:"pulse" doc:"which round"`
	Answers uint16        `json:"answers,omitzero" doc:"how many answered, where that is shown" derived:"yes"`
	Hidden  PulseHidden   `json:"hidden,omitzero" doc:"why nothing of it is shown" derived:"yes"`
	Results []PulseResult `json:"results,omitzero" doc:"how many gave each answer" derived:"yes"`
	Words   []Prose       `json:"words,omitzero" doc:"what people added, in an order that says nothing" derived:"yes"`
}

// ClosingOf makes the act that closes a round: of all that was answered it has only what may
// be shown.
func (s *State) ClosingOf(id PulseID, t *PulseTally) *ClosePulse {
	p := s.Pulse(id)
	a := &ClosePulse{Pulse: id, Hidden: p.hides(t.Answers)}
	if a.Hidden != PulseShown {
		return a
	}
	a.Answers = t.Answers
	for i, v := range p.parts() {
		r := PulseResult{Subject: v}
		if i < len(t.Counts) {
			r.Counts = t.Counts[i]
		}
		if r.Hidden = s.hidesPart(id, v, &r.Counts); r.Hidden != PulseShown {
			r.Counts = PulseCounts{}
		}
		a.Results = append(a.Results, r)
	}
	if t.Answers >= PulseWords {
		for _, w := range t.Words {
			a.Words = append(a.Words, Write(w))
		}
	}
	return a
}

// parts are its subjects, and zero for their own sentence.
func (p *Pulse) parts() []PulseSubject {
	all := p.Subjects()
	if p.Question != 0 {
		all = append(all, 0)
	}
	return all
}

// hides is why a round is not shown at all, by how many answered.
func (p *Pulse) hides(answers uint16) PulseHidden {
	switch {
	case answers < PulseLeast:
		return PulseFew
	case 2*int(answers) < len(p.Asked):
		return PulseHalf
	}
	return PulseShown
}

// hidesPart is why a part of a round is not shown.
func (s *State) hidesPart(id PulseID, v PulseSubject, c *PulseCounts) PulseHidden {
	switch {
	case c.N() < PulseLeast:
		return PulseFew
	case v != 0 && s.pulseTells(id, v, c.N()):
		return PulseBeside
	}
	return PulseShown
}

// Check refuses what shows more than may be shown.
func (a *ClosePulse) Check(s *State, m Moment) error {
	if err := first(nobody(m), s.mustPulse(a.Pulse)); err != nil {
		return err
	}
	p := s.Pulse(a.Pulse)
	bad := refuse(Invalid, "pulse.counts")
	switch {
	case p.Ended == 0 || p.Closed != 0:
		return refuse(Conflict, "pulse.goes_on", a.Pulse)
	case a.Hidden != PulseShown:
		if a.Answers != 0 || len(a.Results)+len(a.Words) > 0 {
			return bad
		}
		return nil
	case p.hides(a.Answers) != PulseShown, int(a.Answers) > len(p.Asked), len(a.Results) != len(p.parts()), len(a.Words) > 0 && a.Answers < PulseWords:
		return bad
	}
	for i, v := range p.parts() {
		r := &a.Results[i]
		n := r.Counts.N()
		switch {
		case r.Subject != v:
			return bad
		case r.Hidden != PulseShown:
			if n != 0 || r.Counts.CantSay != 0 || len(r.Counts.Second) > 0 {
				return bad
			}
		case s.hidesPart(a.Pulse, v, &r.Counts) != PulseShown, n+int(r.Counts.CantSay) != int(a.Answers), len(r.Counts.First) != PulseMarks:
			return bad
		case v != 0 && (&PulseCounts{First: r.Counts.Second}).N() != n, v != 0 && len(r.Counts.Second) != PulseMarks, v == 0 && len(r.Counts.Second) > 0:
			return bad
		}
	}
	return nil
}

func (a *ClosePulse) Apply(d *Draft, m Moment) {
	p := d.pulses.Edit(d.own, a.Pulse)
	p.Closed, p.Answers, p.Hidden, p.Results = m.At, a.Answers, a.Hidden, a.Results
	for _, w := range a.Words {
		p.Words = append(p.Words, w.ID)
	}
}

func (a *ClosePulse) Say(s *State, _ *Entry) Said {
	return say(when(a.Hidden != PulseShown, ".hidden"), s.HomeOf(RefOf(a.Pulse)))
}

func (a *ClosePulse) Tell(t *Telling) { t.pulse(a.Pulse) }
