package forms

import (
	"slices"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
	"orpheus/org/deciding"
)

// Premise is the answer to one of three that distributed leadership rests on.
type Premise struct {
	ID   string
	Says Answer
	Args []any // what its sentence names: int, float64
}

// Answer is what the acts say to a premise.
type Answer string

// The answers.
const (
	Supported    Answer = "supported"
	NotSupported Answer = "not"
	TooLittle    Answer = "too_little"
)

// The limits of the rules, which are said beside them.
const (
	advisedLeast  = 20 // decisions with advice
	quarters      = 4
	quarterDays   = 91
	adviceOfOne   = 8 // pieces of advice in a circle
	circlesLeast  = 3 // circles with so many
	advisersLeast = 3 // effective number of advisers
)

// PremiseLimits are the numbers that the sentence about the rule of a premise names.
func PremiseLimits(id string) []any {
	return map[string][]any{
		"emergent": {advisedLeast}, "open": {quarters, LeastLeads}, "expertise": {circlesLeast, adviceOfOne, advisersLeast},
	}[id]
}

// Premises answers the three. mutual is the answer to whether those who lead also follow;
// nil where nobody worked it out.
func Premises(s *org.State, sample *measure.Sample, mutual *measure.Answer) []Premise {
	if !sample.Agreed || len(sample.Members) < measure.LeastPeople {
		return []Premise{{ID: "emergent", Says: TooLittle}, {ID: "open", Says: TooLittle}, {ID: "expertise", Says: TooLittle}}
	}
	return []Premise{emergent(s, sample, mutual), open(s, sample), expertise(s, sample)}
}

// inScope yields the decisions of the window on which advice was given and is over.
func inScope(s *org.State, sample *measure.Sample, each func(*org.Decision)) {
	for _, x := range s.Advised(sample.From, sample.At) {
		if s.Within(x.Circle, sample.Circle) {
			each(x)
		}
	}
}

// emergent: what is decided changes by advice, and leading goes both ways more than chance
// would have it.
func emergent(s *org.State, sample *measure.Sample, mutual *measure.Answer) Premise {
	p := Premise{ID: "emergent", Says: TooLittle}
	decided, changed := 0, 0
	inScope(s, sample, func(x *org.Decision) {
		if x.Open() || x.Outcome == deciding.Dropped {
			return
		}
		decided++
		if x.Versions[len(x.Versions)-1].At > x.Advice[0].At {
			changed++
		}
	})
	p.Args = []any{changed, decided}
	if decided < advisedLeast || mutual == nil || mutual.Verdict() == measure.NoVerdict {
		return p
	}
	if p.Says = NotSupported; changed > 0 && mutual.Verdict() == measure.AboveIt {
		p.Says = Supported
	}
	return p
}

// open: somebody led for the first time in each of the last quarters.
func open(s *org.State, sample *measure.Sample) Premise {
	p := Premise{ID: "open", Says: TooLittle}
	first := map[org.PersonID]org.Time{}
	oldest := sample.At
	for _, l := range s.Leads() {
		if l.Since > sample.At {
			continue
		}
		if at, led := first[l.Person]; !led || l.Since < at {
			first[l.Person] = l.Since
		}
		oldest = min(oldest, l.Since)
	}
	start := sample.At - quarters*quarterDays*org.Day
	if start < s.StatisticsFrom || oldest > start-183*org.Day || len(sample.Leads) < LeastLeads {
		return p // in the beginning everybody leads for the first time
	}
	var news [quarters]int
	for i := range sample.Members {
		at, led := first[sample.Members[i].ID]
		if led && at > start {
			news[min(quarters-1, int((at-start)/(quarterDays*org.Day)))]++
		}
	}
	with := 0
	for _, n := range news {
		if n > 0 {
			with++
		}
	}
	p.Args = []any{with, quarters}
	if p.Says = NotSupported; with == quarters {
		p.Says = Supported
	}
	return p
}

// expertise: the advice of half the circles comes as if from several people.
func expertise(s *org.State, sample *measure.Sample) Premise {
	p := Premise{ID: "expertise", Says: TooLittle}
	in := map[org.CircleID]map[org.PersonID]int{}
	inScope(s, sample, func(x *org.Decision) {
		if in[x.Circle] == nil {
			in[x.Circle] = map[org.PersonID]int{}
		}
		for i := range x.Advice {
			in[x.Circle][x.Advice[i].Person]++
		}
	})
	var effective []float64
	for _, by := range in {
		all, counts := 0, make([]int, 0, len(by))
		for _, n := range by {
			all += n
			counts = append(counts, n)
		}
		if all < adviceOfOne {
			continue
		}
		d, ok := stat.D2(counts, stat.Minimum{}).Value()
		if !ok {
			d = float64(len(by)) // nobody advised twice
		}
		effective = append(effective, d)
	}
	if len(effective) < circlesLeast {
		p.Args = []any{0.0, len(effective)}
		return p
	}
	slices.Sort(effective)
	half := len(effective) / 2
	median := effective[half]
	if len(effective)%2 == 0 {
		median = (median + effective[half-1]) / 2
	}
	p.Args = []any{median, len(effective)}
	if p.Says = NotSupported; median >= advisersLeast {
		p.Says = Supported
	}
	return p
}
