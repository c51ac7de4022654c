package forms_test

import (
	"testing"

	"orpheus/insight/forms"
	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
	"orpheus/org/deciding"
)

func (d *told) named(name string) int {
	d.t.Helper()
	s, sample := d.draft.Freeze(), d.sample()
	for _, f := range forms.Named(s, forms.Cases(s, sample)) {
		if f.Name == name {
			return f.M
		}
	}
	return 0
}

func (d *told) counts(want map[string]int) {
	d.t.Helper()
	for name, n := range want {
		if got := d.named(name); got != n {
			d.t.Errorf("%s: %d, want %d", name, got, n)
		}
	}
}

// How leads began, by the names of MacBeath and others.
func TestFormsByOrigin(t *testing.T) {
	d := begin(t, 9)
	d.do(0, &org.CreateRole{Circle: home, Name: "Keys", Holder: 1})
	d.later(8)
	d.start(1, home, 1)
	d.start(2, home, 0)
	d.start(3, home, 0)
	d.do(1, &org.RaiseTension{Circle: home, Title: "Cold"})
	d.do(1, &org.OfferLead{Tension: 1, To: 4})
	d.later(6)
	d.do(4, &org.AcceptOffer{Offer: 1})
	d.do(1, &org.RaiseTension{Circle: home, Title: "Wet"})
	d.do(1, &org.OfferLead{Tension: 2, To: 5})
	d.later(7)
	d.do(5, &org.AcceptOffer{Offer: 2})
	d.counts(map[string]int{"formal": 1, "opportunistic": 2, "pragmatic": 1, "strategic": 0})
	d.do(1, &org.LabelInitiative{Initiative: 5, Planned: org.WasPlanned}) // the wet one, invited
	d.counts(map[string]int{"strategic": 0})
	d.do(5, &org.CorrectLeadOrigin{Lead: 5, Origin: org.Assigned})
	d.counts(map[string]int{"strategic": 1})
}

// Work that several lead, at once or one after the other.
func TestFormsOfLeadingTogether(t *testing.T) {
	d := begin(t, 9)
	share := func(role org.RoleID) {
		l := d.start(1, home, role)
		work := d.draft.Lead(l).Initiative
		ask := &org.OfferLead{Initiative: work, To: 2}
		d.do(1, ask)
		d.do(2, &org.AcceptOffer{Offer: ask.Offer, Until: d.now() + 20*org.Day})
		d.do(1, &org.ExtendLead{Lead: l, Until: d.now() + 21*org.Day})
	}
	share(0)
	d.counts(map[string]int{"spontaneous_collaboration": 1, "institutionalised_practice": 0, "coordinated": 0})
	share(0)
	d.counts(map[string]int{"spontaneous_collaboration": 2})
	share(0) // the same two a third time are no longer a task that comes and goes
	d.counts(map[string]int{"spontaneous_collaboration": 0})
	d.do(0, &org.CreateRole{Circle: home, Name: "Keys", Holder: 1})
	share(1)
	d.counts(map[string]int{"institutionalised_practice": 1})
	l := d.start(3, home, 0)
	give := &org.HandOverLead{Lead: l, To: 4}
	d.do(3, give)
	d.do(4, &org.AcceptOffer{Offer: give.Offer})
	d.counts(map[string]int{"coordinated": 1, "institutionalised_practice": 1})
}

// Planned or not and fitting or not, by the names of Leithwood and others.
func TestFormsByFit(t *testing.T) {
	d := begin(t, 9)
	l := d.start(1, home, 0)
	work := d.draft.Lead(l).Initiative
	d.do(1, &org.LayDownLead{Lead: l})
	d.adopt(2, work, true)
	d.later(8)
	d.do(2, &org.TakeLead{Initiative: work, Until: d.now() + 300*org.Day})
	d.do(2, &org.ConcludeInitiative{Initiative: work})
	d.counts(map[string]int{"planful_alignment": 1, "spontaneous_alignment": 1, "spontaneous_misalignment": 0, "anarchic_misalignment": 0})
	other := d.draft.Lead(d.start(3, home, 0)).Initiative
	d.do(3, &org.ConcludeInitiative{Initiative: other, Stopped: true})
	d.counts(map[string]int{"spontaneous_misalignment": 1})

	open := d.start(4, home, 0)
	third := d.draft.Lead(open).Initiative
	put := &org.ProposeDecision{Circle: home, Title: "Cars", Text: org.Write("We share cars."), Initiative: third}
	d.do(4, put)
	d.do(4, &org.OpenDecision{Decision: put.Decision, Process: deciding.Consent, Why: org.Write("Small.")})
	d.later(4)
	d.do(5, &org.RaiseObjection{Decision: put.Decision, Harm: org.Write("It is far.")})
	d.counts(map[string]int{"anarchic_misalignment": 0, "spontaneous_misalignment": 2})
	d.later(1)
	d.do(4, &org.LayDownLead{Lead: open})
	d.do(6, &org.TakeLead{Initiative: third})
	d.counts(map[string]int{"anarchic_misalignment": 1})
}

func (d *told) premise(id string, mutual *measure.Answer) forms.Premise {
	d.t.Helper()
	for _, p := range forms.Premises(d.draft.Freeze(), d.sample(), mutual) {
		if p.ID == id {
			return p
		}
	}
	d.t.Fatalf("no premise %s", id)
	return forms.Premise{}
}

func answered(low, high float64) *measure.Answer {
	return &measure.Answer{Wire: stat.Wire{Low: &low, High: &high}, Chance: &measure.Range{Low: .1, High: .3}}
}

// Leading comes about between people: twenty decisions with advice, some of them changed, and
// leading that goes both ways beyond chance.
func TestPremiseOfInteraction(t *testing.T) {
	d := begin(t, 9)
	work := d.draft.Lead(d.start(1, home, 0)).Initiative
	for range 20 {
		if p := d.premise("emergent", answered(.5, .7)); p.Says != forms.TooLittle {
			t.Fatalf("%+v", p)
		}
		d.adopt(2, work, true)
	}
	if p := d.premise("emergent", answered(.5, .7)); p.Says != forms.NotSupported || p.Args[0] != 0 || p.Args[1] != 20 {
		t.Errorf("no decision changed: %+v", p)
	}
	put := &org.ProposeDecision{Circle: home, Title: "Cars", Text: org.Write("We share cars.")}
	d.do(2, put)
	d.do(2, &org.OpenDecision{Decision: put.Decision, Process: deciding.Advice, Why: org.Write("Small.")})
	d.later(1)
	d.do(9, &org.GiveAdvice{Decision: put.Decision, Text: org.Write("No.")})
	d.later(8)
	d.do(2, &org.WeighAdvice{Decision: put.Decision, Person: 9, Heed: org.Followed})
	d.do(2, &org.ReviseDecision{Decision: put.Decision, Text: org.Write("Better."), Why: org.Write("x")})
	d.do(2, &org.AdoptDecision{Decision: put.Decision})
	for _, c := range []struct {
		mutual *measure.Answer
		want   forms.Answer
	}{{answered(.5, .7), forms.Supported}, {answered(.2, .7), forms.NotSupported}, {nil, forms.TooLittle}, {&measure.Answer{}, forms.TooLittle}} {
		if p := d.premise("emergent", c.mutual); p.Says != c.want || p.Args[0] != 1 {
			t.Errorf("%+v, want %s", p, c.want)
		}
	}
}

// The boundaries are open: each quarter somebody leads for the first time.
func TestPremiseOfOpenness(t *testing.T) {
	d := begin(t, 9)
	d.later(10)
	for range 6 {
		d.start(1, home, 0)
	}
	d.later(200)
	for p := org.PersonID(2); p <= 6; p++ {
		if got := d.premise("open", nil); p <= 5 && got.Says != forms.TooLittle {
			t.Fatalf("too early: %+v", got)
		}
		d.later(90)
		d.start(p, home, 0)
	}
	if p := d.premise("open", nil); p.Says != forms.Supported {
		t.Errorf("%+v", p)
	}
	d.later(95)
	for range 6 {
		d.start(1, home, 0)
	}
	if p := d.premise("open", nil); p.Says != forms.NotSupported || p.Args[0] != 3 {
		t.Errorf("a quarter without anybody new: %+v", p)
	}
}

// Many know something: the advice of the circle in the middle comes as if from three.
func TestPremiseOfExpertise(t *testing.T) {
	d := begin(t, 9)
	for c := org.CircleID(4); c <= 5; c++ {
		d.do(0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "x"})
		for p := range 9 {
			d.do(0, &org.JoinCircle{Circle: c, Person: org.PersonID(p + 1)})
		}
	}
	ask := func(c org.CircleID, times int, by ...org.PersonID) {
		for range times {
			put := &org.ProposeDecision{Circle: c, Title: "Cars", Text: org.Write("We share cars.")}
			d.do(1, put)
			d.do(1, &org.OpenDecision{Decision: put.Decision, Process: deciding.Advice, Why: org.Write("Small.")})
			for _, p := range by {
				d.do(p, &org.GiveAdvice{Decision: put.Decision, Text: org.Write("Yes.")})
			}
			d.later(8)
			d.do(1, &org.DropDecision{Decision: put.Decision})
		}
	}
	ask(home, 2, 2, 3, 4, 5)
	ask(4, 2, 2, 3, 4, 5)
	ask(5, 7, 2)
	if p := d.premise("expertise", nil); p.Says != forms.TooLittle || p.Args[1] != 2 {
		t.Errorf("seven pieces of advice are few: %+v", p)
	}
	ask(5, 1, 2)
	if p := d.premise("expertise", nil); p.Says != forms.Supported || p.Args[0] != 4.0 || p.Args[1] != 3 {
		t.Errorf("%+v", p)
	}
	ask(4, 8, 2)
	ask(4, 8, 2)
	if p := d.premise("expertise", nil); p.Says != forms.NotSupported {
		t.Errorf("%+v", p)
	}
}
