package forms

import (
	"orpheus/insight/measure"
	"orpheus/org"
)

// What there has to be before counts are shown.
const (
	LeastLeads  = 10
	LeastPeople = 8
	leastLed    = 5 // people who led
)

// Count counts the leads of a sample by whether they were planned and whether they fit.
func Count(s *org.State, sample *measure.Sample) measure.Planned {
	return Panel(sample, Cases(s, sample))
}

// Panel counts cases; where there are too few, or one person led most of it, it says so and
// counts nothing.
func Panel(sample *measure.Sample, cases []Case) measure.Planned {
	out := measure.Planned{M: len(cases)}
	if !sample.Agreed {
		out.Reason = measure.BeforeAgreement
		return out
	}
	led, most := 0, 0
	for _, n := range sample.Acts() {
		most = max(most, n)
		if n > 0 {
			led++
		}
	}
	switch {
	case len(cases) < LeastLeads || len(sample.Members) < LeastPeople:
		return out
	case led < leastLed:
		out.Reason = measure.FewActed
		return out
	case most*5 > len(cases)*4:
		out.Reason = measure.OneHolds
		return out
	}
	out.Told = true
	for i := range cases {
		planned, fit := cases[i].Counted()
		row := 1
		if planned {
			row = 0
		}
		switch fit {
		case org.FitsIn:
			out.Fits[row]++
		case org.FitsNot:
			out.Not[row]++
		default:
			out.Unknown[row]++
		}
	}
	return out
}
