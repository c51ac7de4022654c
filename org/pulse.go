package org

import (
	"iter"
	"slices"
)

// PulseSubject is what two of the sentences of a pulse are about.
type PulseSubject uint8

// The subjects, in the order in which they come in turn.
const (
	PulseRoles       PulseSubject = iota + 1 // knowing who leads and what one decides
	PulseRoom                                // all one does fits in the time there is
	PulseSafety                              // saying that something goes wrong costs nothing
	PulseTrust                               // people do what they agreed
	PulseFooting                             // the argument counts, whoever it comes from
	PulseAutonomy                            // deciding oneself how to do the work
	PulseBelonging                           // having people to turn to
	PulseInformation                         // finding what one needs to decide
	PulsePurpose                             // seeing what the work means
	PulseMastery                             // using and learning what one is good at
	PulseReadiness                           // seeing why leading is to be spread
)

var pulseSubjectNames = []string{
	"", "roles", "room", "safety", "trust", "footing", "autonomy", "belonging", "information", "purpose", "mastery", "readiness",
}

func (v PulseSubject) String() string { return pulseSubjectNames[v] }

// Words are all subjects.
func (PulseSubject) Words() []string { return pulseSubjectNames[1:] }

// Offered are all of them.
func (PulseSubject) Offered() []string { return pulseSubjectNames[1:] }

// MarshalText returns the name used in the log and the API.
func (v PulseSubject) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads such a name.
func (v *PulseSubject) UnmarshalText(b []byte) error {
	return fromName(v, pulseSubjectNames, string(b), "pulse.subject")
}

// PulseSubjects are all subjects, in their order.
func PulseSubjects() (all []PulseSubject) {
	for v := PulseRoles; v <= PulseReadiness; v++ {
		all = append(all, v)
	}
	return all
}

// PulseHidden is why a result, or a part of it, is not shown.
type PulseHidden uint8

// The reasons.
const (
	PulseShown  PulseHidden = iota // it is shown
	PulseFew                       // fewer than five answered
	PulseHalf                      // fewer than half of those asked answered
	PulseBeside                    // with what another round showed it would tell of fewer than five
)

var pulseHiddenNames = []string{"shown", "few", "half", "beside"}

func (v PulseHidden) String() string { return pulseHiddenNames[v] }

// Words are all of them.
func (PulseHidden) Words() []string { return pulseHiddenNames }

// Offered are none: the rule says it.
func (PulseHidden) Offered() []string { return nil }

// MarshalText returns the name used in the log and the API.
func (v PulseHidden) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads such a name.
func (v *PulseHidden) UnmarshalText(b []byte) error {
	return fromName(v, pulseHiddenNames, string(b), "pulse.hidden")
}

// Pulse is one round of questions in a circle. What anybody answered is nowhere in it: only,
// when it is over, how many gave each answer, where that may be shown.
type Pulse struct {
	_             struct{} `cbor:",toarray"`
	Circle        CircleID
	By            PersonID // who opened it; zero for the clock
	Opened        Time
	Until         Time
	First, Second PulseSubject
	Question      TextID // a sentence of their own; zero for none
	Asked         []PersonID
	Ended         Time // when its time was over
	Closed        Time // when the results were there
	Dropped       Time // when it was taken back before that

	Answers uint16 // how many answered; zero where that is not shown
	Hidden  PulseHidden
	Results []PulseResult // by subject, then of their own sentence
	Words   []TextID      // what people added, in an order that says nothing

	Told       TextID // what became of it
	ToldBy     PersonID
	ToldAt     Time
	Tension    TensionID
	Initiative InitiativeID
	Decision   DecisionID
}

// Open reports whether it can be answered, as far as its time is not over.
func (p *Pulse) Open() bool { return p.Ended == 0 && p.Dropped == 0 }

// Subjects are what it is about.
func (p *Pulse) Subjects() (all []PulseSubject) {
	for _, v := range []PulseSubject{p.First, p.Second} {
		if v != 0 {
			all = append(all, v)
		}
	}
	return all
}

// Items is how many sentences there are to answer: two a subject, and their own.
func (p *Pulse) Items() int {
	n := 2 * len(p.Subjects())
	if p.Question != 0 {
		n++
	}
	return n
}

// Shows reports whether it ended with results.
func (p *Pulse) Shows() bool { return p.Closed != 0 && p.Hidden == PulseShown }

// Showing reports whether what a round showed is to be shown: it ended with results, and began
// on or after the day from which statistics count, as it is agreed now.
func (s *State) Showing(p *Pulse) bool {
	return p.Shows() && s.StatisticsFrom != 0 && p.Opened >= s.StatisticsFrom
}

// WasTold reports whether somebody said what became of it.
func (p *Pulse) WasTold() bool { return p.ToldAt != 0 }

// Result is what was answered about a subject; zero stands for their own sentence. False
// where it was not asked, or nothing of the round is shown.
func (p *Pulse) Result(v PulseSubject) (PulseResult, bool) {
	for _, r := range p.Results {
		if r.Subject == v {
			return r, true
		}
	}
	return PulseResult{}, false
}

// Pulse returns a round; nil for none.
func (s *State) Pulse(id PulseID) *Pulse { return s.pulses.Ptr(id) }

// Pulses are all rounds but those that were taken back, in the order of their ids.
func (s *State) Pulses() iter.Seq2[PulseID, *Pulse] {
	return standing(s.pulses.All(), func(p *Pulse) bool { return p.Dropped == 0 })
}

// PulsesOf are the rounds of a circle, the newest first.
func (s *State) PulsesOf(c CircleID) (all []PulseID) {
	for id, p := range s.Pulses() {
		if p.Circle == c {
			all = append(all, id)
		}
	}
	slices.Reverse(all)
	return all
}

// PulseNow is the round of a circle that goes on; zero for none. One whose results are not
// there yet goes on.
func (s *State) PulseNow(c CircleID) PulseID {
	for _, id := range s.PulsesOf(c) {
		if s.Pulse(id).Closed == 0 {
			return id
		}
	}
	return 0
}

// UntoldPulse is the last round of a circle, where it had results and nobody said what became
// of it; zero for none. Asked and then nothing is what ends pulses, so that is said before
// the next one is asked.
func (s *State) UntoldPulse(c CircleID) PulseID {
	for _, id := range s.PulsesOf(c) {
		if p := s.Pulse(id); p.Shows() {
			if p.WasTold() {
				return 0
			}
			return id
		}
	}
	return 0
}

// PulseAsks are whom a round in a circle would ask, ascending: its members and those of all
// circles inside it, and of the organisation everybody. Guests are not asked.
func (s *State) PulseAsks(c CircleID) (all []PersonID) {
	if c == Root {
		return s.OwnMembers(c)
	}
	for at, row := range s.Circles() {
		if row.Live() && s.Within(at, c) {
			all = append(all, s.OwnMembers(at)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// PulseTurn are the subjects whose turn it is in a circle: those that were not asked yet, and
// then those that were asked the longest ago.
func (s *State) PulseTurn(c CircleID) (first, second PulseSubject) {
	last := map[PulseSubject]PulseID{}
	for id, p := range s.Pulses() {
		if p.Circle == c {
			for _, v := range p.Subjects() {
				last[v] = id
			}
		}
	}
	all := PulseSubjects()
	slices.SortStableFunc(all, func(a, b PulseSubject) int { return int(last[a]) - int(last[b]) })
	return all[0], all[1]
}

// mayPulse refuses what no round can be asked for: statistics that were not agreed yet, a
// round that goes on, the last one of which nothing was said, and fewer than five people.
func (s *State) mayPulse(c CircleID, at Time) error {
	switch {
	case !s.Circle(c).Live():
		return refuse(Conflict, "circle.closed", c)
	case s.StatisticsFrom == 0:
		return refuse(Conflict, "pulse.not_agreed")
	case at < s.StatisticsFrom:
		return refuse(Conflict, "pulse.early", s.StatisticsFrom)
	case s.PulseNow(c) != 0:
		return refuse(Conflict, "pulse.open", s.Pulse(s.PulseNow(c)).Until)
	case s.UntoldPulse(c) != 0:
		return refuse(Conflict, "pulse.untold", s.UntoldPulse(c))
	case len(s.PulseAsks(c)) < PulseLeast:
		return refuse(Conflict, "pulse.people", PulseLeast)
	}
	return nil
}

// mustPulse refuses a round that there is not, or that was taken back.
func (s *State) mustPulse(id PulseID) error {
	switch p := s.Pulse(id); {
	case p == nil:
		return refuse(NotFound, "pulse.unknown", id)
	case p.Dropped != 0:
		return refuse(Conflict, "pulse.dropped", id)
	}
	return nil
}

// A round owes the clock its end.
var _ = endsByClock((*State).Pulse,
	func(p *Pulse) Time {
		if !p.Open() {
			return 0
		}
		return p.Until
	},
	func(id PulseID) Act { return &EndPulse{Pulse: id} })

// pulsesFor are the rounds that ask people at a moment, of one person or, for zero, of all.
// Whether somebody answered is not known here.
func (s *State) pulsesFor(only PersonID, now Time) map[PersonID][]Wait {
	all := map[PersonID][]Wait{}
	for id, p := range s.Pulses() {
		if !p.Open() || now >= p.Until && now != always {
			continue
		}
		wait := Wait{Pulse: id, By: p.Until, Since: p.Opened}
		if only != 0 {
			if _, asked := slices.BinarySearch(p.Asked, only); asked {
				all[only] = append(all[only], wait)
			}
			continue
		}
		for _, asked := range p.Asked {
			all[asked] = append(all[asked], wait)
		}
	}
	return all
}
