package watch_test

import (
	"fmt"
	"slices"
	"testing"

	"orpheus/insight/watch"
	"orpheus/org"
	"orpheus/org/deciding"
)

func TestNobodysWork(t *testing.T) {
	d := begin(t, 9)
	d.do(1, &org.StartInitiative{Circle: home, Title: "Key safes"})
	d.later(3)
	d.do(1, &org.LayDownLead{Lead: 1})
	d.later(29)
	d.none(watch.NobodysWork, "it is open for 29 days only")
	d.later(1)
	sig := d.one(watch.NobodysWork, "nobodys_work:I1")
	if sig.More[0] != watch.Days(30) || sig.Step.Kind != "lead.offer" || sig.Facts[0] != org.RefOf(home) {
		t.Errorf("%+v", sig)
	}
	d.do(1, &org.OfferLead{Initiative: 1, To: 2})
	d.none(watch.NobodysWork, "somebody is asked")
}

func TestLeadsThatRanOut(t *testing.T) {
	d := begin(t, 9)
	d.do(1, &org.StartInitiative{Circle: home, Title: "Key safes", Until: d.now() + 10*org.Day})
	d.later(16)
	d.none(watch.LeadOver, "it ran out six days ago")
	d.later(1)
	d.one(watch.LeadOver, "lead_over:I1")
	d.none(watch.NobodysWork, "it is said once")
	d.later(23)
	d.one(watch.NobodysWork, "nobodys_work:I1")
	d.none(watch.LeadOver, "it is said once")

	d.do(1, &org.TakeLead{Initiative: 1, Until: d.now() + 10*org.Day})
	s := d.state() // the clock does not come by
	if some := open(s, d.now()+17*org.Day); len(some) != 1 || some[0].Rule != watch.LeadOver || some[0].Step.Kind != "" {
		t.Errorf("a lead beyond its planned end: %+v", some)
	}
}

func TestOpenLong(t *testing.T) {
	d := begin(t, 9)
	d.do(1, &org.RaiseTension{Circle: home, Title: "Cold rooms"})
	d.do(1, &org.RaiseTension{Circle: home, Title: "Led", Lead: true, Until: d.now() + 300*org.Day})
	d.do(1, &org.RaiseTension{Circle: home, Title: "Resolved"})
	d.do(1, &org.ResolveTension{Tension: 3})
	d.later(59)
	d.none(watch.OpenLong, "59 days are not long")
	d.later(1)
	d.one(watch.OpenLong, "open_long:T1")
	d.do(1, &org.ProposeDecision{Circle: home, Title: "Heat", Text: org.Write("We heat."), Tension: 1})
	d.none(watch.OpenLong, "it is being decided")
}

func TestBounced(t *testing.T) {
	d := begin(t, 9)
	d.do(1, &org.RaiseTension{Circle: home, Title: "Cold rooms"})
	d.do(1, &org.MoveTension{Tension: 1, Circle: night})
	d.do(1, &org.MoveTension{Tension: 1, Circle: home}) // at once: a slip
	d.later(1)
	d.do(1, &org.MoveTension{Tension: 1, Circle: night})
	d.none(watch.Bounced, "it was passed on once")
	d.later(70)
	d.do(1, &org.ResolveTension{Tension: 1})
	d.later(1)
	d.do(1, &org.ReopenTension{Tension: 1})
	sig := d.one(watch.Bounced, "bounced:T1")
	if !slices.Equal(sig.More, []any{1, 1}) {
		t.Errorf("%+v", sig)
	}
	d.none(watch.OpenLong, "it is said once")
	d.later(365)
	d.none(watch.Bounced, "it is a year ago")
	d.one(watch.OpenLong, "open_long:T1")
}

func TestTwoOwners(t *testing.T) {
	d := begin(t, 9)
	role := func(c org.CircleID, name string, domains ...string) {
		d.do(0, &org.CreateRole{Circle: c, Name: name, Domains: domains, Holder: 1})
	}
	role(home, "Planner", "Rosters")
	role(night, "Planner", "Rosters")
	d.none(watch.TwoOwners, "each team has its own rosters")
	role(home, "Keys", "The key safes", "Locks")
	role(night, "Nights", "the key safes.")
	sig := d.one(watch.TwoOwners, "two_owners:R3+R4")
	if sig.Args[0] != watch.Words("The key safes") || sig.Step.Fields[1] != "C1" {
		t.Errorf("%+v", sig)
	}
	role(org.Root, "Board", "Key safes", "locks")
	if some := d.found(watch.TwoOwners); len(some) != 2 || some[0].Key != "two_owners:R3+R4" || some[1].Key != "two_owners:R3+R5" {
		t.Errorf("%+v", some)
	}
	for i := range 2 {
		role(org.Root, fmt.Sprint("More ", i), "The key safes")
	}
	d.one(watch.TwoOwners, "two_owners:R3+R5") // many have the safes
}

func TestRolesWithoutHolders(t *testing.T) {
	d := begin(t, 9)
	d.do(0, &org.CreateRole{Circle: home, Name: "Host", TermDays: 20})
	d.do(1, &org.TakeSeat{Role: 1})
	d.later(26)
	d.none(watch.TermOver, "it is over for six days")
	d.later(1)
	d.one(watch.TermOver, "term_over:R1")
	d.later(53)
	d.none(watch.TermOver, "it is said once")
	d.one(watch.RoleEmpty, "role_empty:R1")
	d.do(1, &org.TakeSeat{Role: 1})
	d.none(watch.RoleEmpty, "somebody holds it")
	if some := open(d.state(), d.now()+27*org.Day); len(some) != 1 || some[0].Rule != watch.TermOver {
		t.Errorf("a seat beyond its term: %+v", some)
	}
}

func TestRolesNobodyTouched(t *testing.T) {
	d := begin(t, 9)
	d.do(0, &org.CreateRole{Circle: home, Name: "Host", Holder: 1})
	d.do(0, &org.CreateRole{Circle: home, Name: "Cook", Holder: 1})
	d.do(0, &org.CreateRole{Circle: home, Name: "Driver", Holder: 1})
	d.do(0, &org.CreateRole{Circle: home, Name: "Baker", Holder: 1})
	d.later(729)
	d.none(watch.RolesStale, "a day is missing")
	name := "Chef"
	d.do(0, &org.AmendRole{Role: 2, Name: &name})
	d.later(1)
	sig := d.one(watch.RolesStale, "roles_stale:C2")
	if sig.Args[0] != 3 || !slices.Equal(sig.Facts, []org.Ref{org.RefOf(org.RoleID(1)), org.RefOf(org.RoleID(3)), org.RefOf(org.RoleID(4))}) {
		t.Errorf("a role that was changed counts: %+v", sig)
	}
	for i := range 3 {
		d.do(0, &org.CreateRole{Circle: home, Name: fmt.Sprint("New ", i), Holder: 1})
	}
	d.none(watch.RolesStale, "it is less than half of the seven")
	d.do(0, &org.RetireRole{Role: 7})
	d.one(watch.RolesStale, "roles_stale:C2")
	d.do(0, &org.AmendRole{Role: 1, Name: &name})
	d.do(0, &org.RetireRole{Role: 6})
	d.do(0, &org.RetireRole{Role: 5})
	d.none(watch.RolesStale, "two are few")
}

// propose puts something forward, and has it decided after advice by some.
func (d *told) advised(by org.PersonID, advisers ...org.PersonID) org.DecisionID {
	d.t.Helper()
	put := &org.ProposeDecision{Circle: home, Title: "Cars", Text: org.Write("We share cars.")}
	d.do(by, put)
	d.do(by, &org.OpenDecision{Decision: put.Decision, Process: deciding.Advice, Why: org.Write("Small.")})
	for i, p := range advisers {
		if p != by && !slices.Contains(advisers[:i], p) {
			d.do(p, &org.GiveAdvice{Decision: put.Decision, Text: org.Write("Yes.")})
		}
	}
	d.later(8)
	d.weigh(put.Decision)
	d.do(by, &org.AdoptDecision{Decision: put.Decision})
	return put.Decision
}

// weigh says of all advice that it was followed.
func (d *told) weigh(id org.DecisionID) {
	d.t.Helper()
	x := d.draft.Decision(id)
	for _, a := range x.Advice {
		if _, err := d.draft.Do(&org.WeighAdvice{Decision: id, Person: a.Person, Heed: org.Followed}, org.Moment{At: d.now(), By: x.By}); err != nil {
			d.t.Fatal(err)
		}
	}
}

func TestDecisionsThatAreStuck(t *testing.T) {
	d := begin(t, 9)
	d.do(1, &org.ProposeDecision{Circle: home, Title: "Cars", Text: org.Write("We share cars.")})
	d.do(1, &org.OpenDecision{Decision: 1, Process: deciding.Advice, Why: org.Write("Small.")})
	d.do(1, &org.ExtendDecision{Decision: 1, Until: d.now() + 9*org.Day, Why: org.Write("x")})
	d.none(watch.Stuck, "it was given more time once")
	d.do(1, &org.ExtendDecision{Decision: 1, Until: d.now() + 11*org.Day, Why: org.Write("x")})
	d.one(watch.Stuck, "stuck:D1")
	d.do(1, &org.DropDecision{Decision: 1})
	d.none(watch.Stuck, "it is over")
}

func TestDecisionsPutForwardAgain(t *testing.T) {
	d := begin(t, 9)
	d.advised(1, 2)
	again := func(supersedes org.AgreementID) {
		put := &org.ProposeDecision{Circle: home, Title: "Cars again", Text: org.Write("We share cars."), Supersedes: supersedes}
		d.do(1, put)
		d.do(1, &org.OpenDecision{Decision: put.Decision, Process: deciding.Advice, Why: org.Write("Small.")})
		d.do(2, &org.GiveAdvice{Decision: put.Decision, Text: org.Write("Yes.")})
		d.later(8)
		d.weigh(put.Decision)
		d.do(1, &org.AdoptDecision{Decision: put.Decision})
	}
	again(1)
	d.none(watch.Reopened, "it is the second")
	d.do(1, &org.ProposeDecision{Circle: home, Title: "x", Text: org.Write("y"), Supersedes: 2})
	d.do(1, &org.DropDecision{Decision: 3})
	d.none(watch.Reopened, "the third was taken back")
	again(2)
	sig := d.one(watch.Reopened, "reopened:D1")
	if sig.Args[1] != 3 || sig.Step.Fields[0] != "supersedes" || len(sig.Facts) != 3 {
		t.Errorf("%+v", sig)
	}
	d.later(365)
	d.none(watch.Reopened, "it is a year ago")
}

func TestSingleAdviser(t *testing.T) {
	d := begin(t, 9)
	for range 4 {
		d.advised(1, 2)
	}
	d.none(watch.SingleAdviser, "four decisions are few")
	d.advised(1, 2)
	sig := d.one(watch.SingleAdviser, "single_adviser:C2")
	if sig.More[0] != 5 || len(sig.Facts) != 5 {
		t.Errorf("%+v", sig)
	}
	d.advised(1, 2, 3)
	d.none(watch.SingleAdviser, "two advised")
}

// In a group too small to count in, nobody counts.
func TestSmallGroupsAreNotCounted(t *testing.T) {
	d := begin(t, 7)
	for range 6 {
		d.advised(1, 2)
	}
	d.none(watch.SingleAdviser, "the circle has seven members")
	for range 40 {
		d.do(1, &org.StartInitiative{Circle: home, Title: "x", Until: d.now() + 200*org.Day})
	}
	d.none(watch.Centralised, "there are seven people")
}

func TestAdviceToOne(t *testing.T) {
	d := begin(t, 9)
	for i := range 15 {
		d.advised(1, 2, org.PersonID(3+i%7))
	}
	d.none(watch.AdviceToOne, "half is not more than half")
	d.advised(1, 2)
	d.one(watch.AdviceToOne, "advice_to_one:C1")
}

func TestLeansOnOne(t *testing.T) {
	d := begin(t, 9)
	for i := range 4 {
		d.do([]org.PersonID{1, 1, 2, 1}[i], &org.StartInitiative{Circle: home, Title: "x", Until: d.now() + 200*org.Day})
		if i < 3 {
			d.none(watch.LeansOnOne, "three pieces of work are few")
		}
	}
	sig := d.one(watch.LeansOnOne, "leans_on_one:C2")
	if !slices.Equal(sig.More, []any{3, 4}) || len(sig.Facts) != 3 {
		t.Errorf("%+v", sig)
	}
	d.do(1, &org.OfferLead{Initiative: 1, To: 3})
	d.do(3, &org.AcceptOffer{Offer: 1})
	d.none(watch.LeansOnOne, "one is shared")
	d.do(3, &org.LayDownLead{Lead: 5})
	d.one(watch.LeansOnOne, "leans_on_one:C2")
	d.do(1, &org.NameStandIn{Who: 4, Until: d.now() + 5*org.Day})
	d.none(watch.LeansOnOne, "somebody stands in")
}

func TestRaisesAndNeverLeads(t *testing.T) {
	d := begin(t, 9)
	d.do(0, &org.JoinCircle{Circle: night, Person: 1})
	for i := range 5 {
		d.none(watch.RaisesOnly, fmt.Sprint(i, " are few"))
		d.do(1, &org.RaiseTension{Circle: night, Title: fmt.Sprint("x", i)})
	}
	sig := d.one(watch.RaisesOnly, "raises_only:C3")
	if sig.Args[1] != 5 {
		t.Errorf("%+v", sig)
	}
	d.do(1, &org.TakeLead{Tension: 1})
	d.none(watch.RaisesOnly, "somebody leads")
}

// Only what cannot be chance is said to be the same few.
func TestCentralised(t *testing.T) {
	lead := func(n int, by func(int) org.PersonID) *told {
		d := begin(t, 12)
		for i := range n {
			d.do(by(i), &org.StartInitiative{Circle: home, Title: "x", Until: d.now() + 200*org.Day})
		}
		return d
	}
	two := func(i int) org.PersonID { return org.PersonID(1 + i%2) }
	lead(29, two).none(watch.Centralised, "29 leads are few")
	sig := lead(30, two).one(watch.Centralised, "centralised:C1")
	if !slices.Equal(sig.More, []any{30, 12}) || len(sig.Facts) != 12 {
		t.Errorf("%+v", sig)
	}
	lead(60, func(i int) org.PersonID { return org.PersonID(1 + i%12) }).none(watch.Centralised, "all lead alike")
	lead(30, func(i int) org.PersonID { return org.PersonID(1 + i%5) }).none(watch.Centralised, "five are more than a few")
	d := lead(30, two)
	d.later(184)
	d.none(watch.Centralised, "it is more than half a year ago")
}

// Before the day from which the organisation agreed to statistics, nothing counts who leads
// or advises; and what was before that day never counts.
func TestNothingAboutLeadingBeforeTheAgreement(t *testing.T) {
	d := begin(t, 12)
	for i := range 40 {
		d.do(org.PersonID(1+i%2), &org.StartInitiative{Circle: home, Title: "x", Until: d.now() + 300*org.Day})
		d.do(1, &org.RaiseTension{Circle: night, Title: "x"})
	}
	d.later(1)
	from := d.now() + 10*org.Day
	counts := func() (n int) {
		for _, one := range open(d.state(), d.now()) {
			if one.Rule.CountsLeading() {
				n++
			}
		}
		return n
	}
	if counts() != 2 { // the circle leans on nobody: two lead alike
		t.Fatalf("%d signals count leading", counts())
	}
	d.do(0, &org.AmendOrganisation{StatisticsFrom: &from})
	if counts() != 0 {
		t.Error("leading is counted before the agreement")
	}
	d.later(10)
	if counts() != 0 {
		t.Error("what was before the agreement counts")
	}
	for i := range 30 {
		d.do(org.PersonID(1+i%2), &org.StartInitiative{Circle: home, Title: "x", Until: d.now() + 300*org.Day})
	}
	if counts() != 1 {
		t.Error("what came after it does not count")
	}
}

// What is settled stays away until its day, whatever goes on, and then is back.
func TestSettledSignalsStayAway(t *testing.T) {
	d := begin(t, 9)
	d.do(1, &org.RaiseTension{Circle: home, Title: "Cold rooms"})
	d.later(70)
	key := d.one(watch.OpenLong, "open_long:T1").Key
	until := d.now() + 20*org.Day
	d.do(2, &org.SettleSignal{Key: key, Why: org.Write("Spring comes."), Until: until})
	d.none(watch.OpenLong, "it is settled")
	if _, settled := watch.All(d.state(), d.now()); len(settled) != 1 || settled[0].Settled.By != 2 || settled[0].Settled.Until != until {
		t.Errorf("%+v", settled)
	}
	d.later(19)
	d.none(watch.OpenLong, "its day is not there")
	d.later(1)
	d.one(watch.OpenLong, key)
	if _, settled := watch.All(d.state(), d.now()); len(settled) != 0 {
		t.Errorf("it is still settled: %+v", settled)
	}
}

// Whoever carries more than they said they have room for is told so, alone.
func TestOverloadIsForOneAlone(t *testing.T) {
	d := begin(t, 9)
	for range 3 {
		if some := watch.Own(d.state(), 1, d.now(), false); len(some) != 0 {
			t.Errorf("%+v", some)
		}
		d.do(1, &org.StartInitiative{Circle: home, Title: "x", Until: d.now() + 200*org.Day})
	}
	s := d.state()
	if some := watch.Own(s, 1, d.now(), false); len(some) != 1 || some[0].Args[0] != 3 {
		t.Errorf("%+v", some)
	}
	if some := append(watch.Own(s, 1, d.now(), true), watch.Own(s, 2, d.now(), false)...); len(some) != 0 {
		t.Errorf("somebody is told who has room, or carries nothing: %+v", some)
	}
	for _, one := range open(s, d.now()) {
		if one.Rule == watch.Overload {
			t.Error("others are told")
		}
	}
}
