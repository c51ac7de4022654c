package service

import (
	"orpheus/insight/pulse"
	"orpheus/insight/readiness"
	"orpheus/org"
)

// constructs are what readiness asks about, as subjects of the pulse: both sentences of one
// together, or one of the two.
var constructs = map[string]struct {
	subject  org.PulseSubject
	sentence int // the first or second; zero for both
}{
	"RDY": {org.PulseReadiness, 0}, "RDY1": {org.PulseReadiness, 1}, "RDY2": {org.PulseReadiness, 2},
	"POW": {org.PulseFooting, 0}, "SAF": {org.PulseSafety, 0}, "ROL": {org.PulseRoles, 0}, "INF": {org.PulseInformation, 0}, "WRK": {org.PulseRoom, 0},
}

// pulseTold is what the last rounds of a circle said, as far as it may be shown.
type pulseTold struct {
	s      *org.State
	circle org.CircleID
	at     org.Time
}

// pulseOf is what people of a circle said when they were asked; nil where nothing of it may be
// shown.
func (l *Look) pulseOf(circle org.CircleID) readiness.Pulse {
	told := pulseTold{l.Counted(), circle, l.At}
	for construct := range constructs {
		if _, known := told.Said(construct); known {
			return told
		}
	}
	return nil
}

// Said is the mean of a construct in the last round that asked about it, with its interval.
func (t pulseTold) Said(construct string) (readiness.Said, bool) {
	c, known := constructs[construct]
	if !known {
		return readiness.Said{}, false
	}
	r, asked := pulse.Last(t.s, t.circle, c.subject, t.at)
	if !asked {
		return readiness.Said{}, false
	}
	mean := r.Mean
	if c.sentence != 0 {
		mean = r.Sentence(c.sentence)
	}
	value, ok := mean.Value()
	low, high, _ := mean.Interval()
	return readiness.Said{Mean: value, Low: low, High: high}, ok
}

// Differ reports whether people of a circle saw something too differently for a mean to stand
// for them.
func (t pulseTold) Differ() bool {
	for _, c := range constructs {
		if r, asked := pulse.Last(t.s, t.circle, c.subject, t.at); asked && r.Apart {
			return true
		}
	}
	return false
}
