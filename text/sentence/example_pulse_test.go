package sentence

import "orpheus/org"

// pulses are rounds of which one is taken back, one ends with too few answers, and one with
// enough; and a rhythm.
func (x *example) pulses() {
	from := org.Time(1)
	x.do(0, &org.AmendOrganisation{StatisticsFrom: &from}, &org.JoinPerson{})
	ask := func() *org.AskPulse { return &org.AskPulse{Until: x.at + 26*org.Day/24} }
	x.do(anna, ask(), &org.DropPulse{Pulse: 1})
	x.do(0, ask(), &org.DropPulse{Pulse: 2})
	x.do(anna, &org.PlanPulse{Weeks: 4}, &org.PlanPulse{})
	x.do(0, &org.PlanPulse{Weeks: 2}, &org.PlanPulse{})
	x.do(anna, ask())
	x.clock(2)
	x.do(0, x.draft.ClosingOf(3, new(org.PulseTally)))
	x.do(anna, ask())
	tally := new(org.PulseTally)
	for range 5 {
		tally.Put(&org.PulseAnswer{Marks: []uint8{1, 2, 3, 4}})
	}
	x.clock(2)
	x.do(0, x.draft.ClosingOf(4, tally))
	x.do(anna, &org.PlanPulse{Weeks: 4})
	x.clock(2)
	x.do(anna, &org.TellPulse{Pulse: 4, Text: org.Write("We try it.")})
	x.do(anna, &org.DropPulse{Pulse: 5}, &org.PlanPulse{Weeks: 4})
	x.clock(2)
	x.do(0, &org.DropPulse{Pulse: 6}, &org.PlanPulse{}, &org.TellPulse{Pulse: 4, Text: org.Write("We tried it.")})
}
