package forms_test

import (
	"testing"

	"orpheus/insight/forms"
	"orpheus/insight/measure"
	"orpheus/org"
	"orpheus/org/deciding"
)

func (d *told) placed(lead org.LeadID, planned forms.Why, fit org.Fit, why forms.Why) {
	d.t.Helper()
	c := d.of(lead)
	if c.WhyPlanned != planned || c.Planned != (planned == forms.ByRole || planned == forms.ByDecision) || c.Fit != fit || c.WhyFit != why {
		d.t.Errorf("%v is %+v, want planned by %s, fit %v by %s", lead, c, planned, fit, why)
	}
}

// A role that includes it, held a week before, makes a lead planned.
func TestPlannedByRole(t *testing.T) {
	d := begin(t, 9)
	d.do(0, &org.CreateRole{Circle: home, Name: "Keys", Holder: 1})
	d.later(6)
	early := d.start(1, home, 1)
	d.later(1)
	late := d.start(1, home, 1)
	d.placed(early, forms.RoleTooNew, org.FitUnsaid, forms.NotLooked)
	d.placed(late, forms.ByRole, org.FitUnsaid, forms.NotLooked)
	d.placed(d.start(1, home, 0), forms.NothingOfIt, org.FitUnsaid, forms.NotLooked)
	d.placed(d.start(2, home, 0), forms.NothingOfIt, org.FitUnsaid, forms.NotLooked)
}

// adopt puts something about a piece of work forward, and has it adopted after advice.
func (d *told) adopt(by org.PersonID, about org.InitiativeID, advised bool) {
	d.t.Helper()
	put := &org.ProposeDecision{Circle: home, Title: "Cars", Text: org.Write("We share cars."), Initiative: about}
	d.do(by, put)
	d.do(by, &org.OpenDecision{Decision: put.Decision, Process: deciding.Advice, Why: org.Write("Small.")})
	if advised {
		d.do(9, &org.GiveAdvice{Decision: put.Decision, Text: org.Write("Yes.")})
	}
	d.later(8)
	if advised {
		d.do(by, &org.WeighAdvice{Decision: put.Decision, Person: 9, Heed: org.Followed})
	}
	d.do(by, &org.AdoptDecision{Decision: put.Decision})
}

// A decision a week before that named who leads makes a lead planned; one that named
// somebody else, or came too late, does not.
func TestPlannedByDecision(t *testing.T) {
	d := begin(t, 9)
	var works [3]org.InitiativeID
	for i := range works {
		l := d.start(1, home, 0)
		d.do(1, &org.LayDownLead{Lead: l})
		works[i] = d.draft.Lead(l).Initiative
	}
	take := func(by org.PersonID, about org.InitiativeID) org.LeadID {
		act := &org.TakeLead{Initiative: about, Until: d.now() + 300*org.Day}
		d.do(by, act)
		return act.Lead
	}
	d.adopt(2, works[0], true)
	d.adopt(2, works[2], true)
	d.later(6)
	soon := take(2, works[2])
	d.later(1)
	mine := take(2, works[0])
	d.adopt(2, works[1], false)
	d.later(8)
	other := take(3, works[1])
	for lead, why := range map[org.LeadID]forms.Why{soon: forms.NothingOfIt, mine: forms.ByDecision, other: forms.NothingOfIt} {
		if c := d.of(lead); c.WhyPlanned != why {
			t.Errorf("%v is planned by %s, want %s", lead, c.WhyPlanned, why)
		}
	}
}

// Whether work fits is unknown until somebody looked, and known at its end.
func TestFit(t *testing.T) {
	d := begin(t, 9)
	work := func() (org.LeadID, org.InitiativeID) {
		l := d.start(1, home, 0)
		return l, d.draft.Lead(l).Initiative
	}
	done, doneWork := work()
	d.do(1, &org.ConcludeInitiative{Initiative: doneWork})
	d.placed(done, forms.NothingOfIt, org.FitsIn, forms.Closed)

	stopped, stoppedWork := work()
	d.do(1, &org.ConcludeInitiative{Initiative: stoppedWork, Stopped: true})
	d.placed(stopped, forms.NothingOfIt, org.FitsNot, forms.StoppedIt)

	idle := d.start(1, noReason, 0)
	d.do(1, &org.ConcludeInitiative{Initiative: d.draft.Lead(idle).Initiative})
	d.placed(idle, forms.NothingOfIt, org.FitUnsaid, forms.NoPurpose)

	on, onWork := work()
	gone := d.start(1, home, 0)
	d.do(1, &org.AmendInitiative{Initiative: d.draft.Lead(gone).Initiative, Serves: ptr(noReason)})
	d.do(0, &org.CloseCircle{Circle: noReason})
	d.placed(gone, forms.NothingOfIt, org.FitsNot, forms.PurposeGone)

	decide := func() {
		put := &org.ProposeDecision{Circle: home, Title: "Cars", Text: org.Write("We share cars."), Initiative: onWork}
		d.do(3, put)
		d.do(3, &org.OpenDecision{Decision: put.Decision, Process: deciding.Advice, Why: org.Write("Small.")})
		d.later(8)
		d.do(3, &org.AdoptDecision{Decision: put.Decision})
	}
	decide()
	d.placed(on, forms.NothingOfIt, org.FitUnsaid, forms.NotLooked) // a week after it began
	decide()
	d.placed(on, forms.NothingOfIt, org.FitsIn, forms.LookedAt)

	put := &org.ProposeDecision{Circle: home, Title: "Cars", Text: org.Write("We share cars."), Initiative: onWork}
	d.do(1, put)
	d.do(1, &org.OpenDecision{Decision: put.Decision, Process: deciding.Consent, Why: org.Write("Small.")})
	d.later(4)
	d.do(2, &org.RaiseObjection{Decision: put.Decision, Harm: org.Write("It is far.")})
	d.placed(on, forms.NothingOfIt, org.FitsNot, forms.Objected)
	d.do(2, &org.SettleObjection{Objection: 1, How: org.Withdrawn})
	d.placed(on, forms.NothingOfIt, org.FitsIn, forms.LookedAt)
}

func ptr[T any](v T) *T { return &v }

// What those involved say counts before what a rule found, while they agree; both stay.
func TestLabelsCountBeforeRules(t *testing.T) {
	d := begin(t, 9)
	l := d.start(1, home, 0)
	work := d.draft.Lead(l).Initiative
	d.do(1, &org.LabelInitiative{Initiative: work, Fit: org.FitsIn, Planned: org.WasPlanned})
	c := d.of(l)
	if planned, fit := c.Counted(); !planned || fit != org.FitsIn || c.Planned || c.Fit != org.FitUnsaid {
		t.Errorf("%+v", c)
	}
	d.do(2, &org.LabelInitiative{Initiative: work, Fit: org.FitsNot, Planned: org.WasPlanned})
	d.do(3, &org.LabelInitiative{Initiative: work, Fit: org.FitsIn})
	c = d.of(l)
	if planned, fit := c.Counted(); !planned || fit != org.FitUnsaid || !c.Split || c.Said != 3 {
		t.Errorf("they do not agree whether it fits: %+v", c)
	}
	d.do(1, &org.ConcludeInitiative{Initiative: work})
	if c = d.of(l); c.Fit != org.FitsIn {
		t.Errorf("the rule is silent: %+v", c)
	}
	if _, fit := c.Counted(); fit != org.FitUnsaid {
		t.Error("the rule counts though people do not agree")
	}
}

// Counts are shown from ten leads and eight people on, of five who led, none of whom led
// more than four in five.
func TestPanel(t *testing.T) {
	panel := func(people int, by ...org.PersonID) measure.Planned {
		d := begin(t, people)
		d.do(0, &org.CreateRole{Circle: home, Name: "Keys", Holder: 1})
		d.later(8)
		for i, p := range by {
			role := org.RoleID(0)
			if p == 1 {
				role = 1
			}
			l := d.start(p, home, role)
			if i%3 == 1 {
				d.do(p, &org.ConcludeInitiative{Initiative: d.draft.Lead(l).Initiative, Stopped: i%2 == 0})
			}
		}
		return forms.Count(d.draft.Freeze(), d.sample())
	}
	ten := []org.PersonID{1, 2, 3, 4, 5, 1, 2, 3, 4, 5}
	// of the ten 1, 4 and 7 were concluded, the second of them stopped; 0 and 5 were planned
	if p := panel(8, ten...); !p.Told || p.M != 10 || p.Fits != [2]int{0, 2} || p.Not != [2]int{0, 1} || p.Unknown != [2]int{2, 5} {
		t.Errorf("%+v", p)
	}
	for why, p := range map[string]measure.Planned{
		"nine leads": panel(8, ten[:9]...), "seven people": panel(7, ten...), "four who led": panel(9, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2),
		"one led 26 of 30": panel(9, append(repeat(1, 26), 2, 3, 4, 5)...),
	} {
		if p.Told || p.Fits != [2]int{} || p.Unknown != [2]int{} {
			t.Errorf("%s: %+v", why, p)
		}
	}
	if p := panel(9, append(repeat(1, 26), 2, 3, 4, 5)...); p.Reason != measure.OneHolds {
		t.Errorf("%+v", p)
	}
	if p := panel(9, append(repeat(1, 16), 2, 3, 4, 5)...); !p.Told {
		t.Errorf("four in five is not more: %+v", p)
	}
}

func repeat(p org.PersonID, n int) (all []org.PersonID) {
	for range n {
		all = append(all, p)
	}
	return all
}

// Before the day agreed for statistics nothing is counted.
func TestPanelBeforeTheAgreement(t *testing.T) {
	d := begin(t, 9)
	for i := range 20 {
		d.start(org.PersonID(1+i%6), home, 0)
	}
	if p := forms.Count(d.draft.Freeze(), d.sample()); !p.Told {
		t.Fatalf("%+v", p)
	}
	from := d.now() + org.Day
	d.do(0, &org.AmendOrganisation{StatisticsFrom: &from})
	if p := forms.Count(d.draft.Freeze(), d.sample()); p.Told || p.Reason != measure.BeforeAgreement {
		t.Errorf("%+v", p)
	}
	for _, p := range forms.Premises(d.draft.Freeze(), d.sample(), nil) {
		if p.Says != forms.TooLittle {
			t.Errorf("%+v", p)
		}
	}
}
