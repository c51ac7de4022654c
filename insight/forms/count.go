package forms

import (
	"orpheus/insight/measure"
	"orpheus/org"
)

// LeastLeads is how many leads there have to be before they are counted by how they are placed.
const LeastLeads = 10

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
	if len(cases) < LeastLeads || len(sample.Members) < measure.LeastPeople {
		return out
	}
	if out.Reason = measure.SpeaksOf(sample.Acts()); out.Reason != "" {
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
