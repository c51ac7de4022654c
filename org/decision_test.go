package org_test

import (
	"testing"
	"time"

	"orpheus/org"
	"orpheus/org/deciding"
)

// tester is a test, or one check of a property.
type tester interface {
	Helper()
	Errorf(string, ...any)
	Fatal(...any)
	Fatalf(string, ...any)
}

// table is a circle of four who decide, with a role that they may split.
type table struct {
	t   tester
	s   *org.State
	now org.Time

	watch func(was *org.State, done []org.Done) // of all that is done, where somebody looks
}

func newTable(t tester) *table {
	x := &table{t: t, s: new(org.State), now: org.At(time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC))}
	for _, act := range []org.Act{
		&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl", Zone: "Europe/Brussels"},
		&org.JoinPerson{}, &org.JoinPerson{}, &org.JoinPerson{}, &org.JoinPerson{}, &org.JoinPerson{},
		&org.FormCircle{Name: "Home care", Parents: []org.CircleID{org.Root}},
		&org.CreateRole{Circle: 2, Name: "Rosters", Domains: []string{"Rosters"}},
		&org.FillSeat{Role: 1, Person: 1},
		&org.JoinCircle{Circle: 2, Person: 2}, &org.JoinCircle{Circle: 2, Person: 3}, &org.JoinCircle{Circle: 2, Person: 4},
	} {
		x.do(0, act)
	}
	return x
}

func (x *table) try(by org.PersonID, act org.Act) ([]org.Done, error) {
	d := x.s.Edit()
	m := org.Moment{At: max(x.now, x.s.Last), By: by, Face: org.Web}
	if by == 0 {
		m.Face = org.Import
	}
	done, err := d.Do(act, m)
	if err == nil {
		x.become(d, done)
	}
	return done, err
}

func (x *table) become(d *org.Draft, done []org.Done) {
	was := x.s
	x.s = d.Freeze()
	if x.watch != nil {
		x.watch(was, done)
	}
}

func (x *table) do(by org.PersonID, act org.Act) []org.Done {
	x.t.Helper()
	done, err := x.try(by, act)
	if err != nil {
		x.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
	return done
}

func (x *table) refused(by org.PersonID, act org.Act, key string) {
	x.t.Helper()
	if _, err := x.try(by, act); err == nil || keyOfError(err) != key {
		x.t.Errorf("%s by %v: %v, want %s", org.NameOf(act), by, err, key)
	}
}

func keyOfError(err error) string {
	if e, ok := err.(*org.Error); ok {
		return e.Key
	}
	return err.Error()
}

// to lets time pass until a moment; the clock does what falls due on the way.
func (x *table) to(at org.Time) {
	x.t.Helper()
	for {
		act, due := x.s.Due(at)
		if act == nil {
			break
		}
		d := x.s.Edit()
		done, err := d.Do(act, org.Moment{At: max(due, x.s.Last), Face: org.Clock})
		if err != nil {
			x.t.Fatalf("the clock: %s: %v", org.NameOf(act), err)
		}
		x.become(d, done)
	}
	x.now = max(at, x.now)
}

func (x *table) days(n int) { x.t.Helper(); x.to(x.now + org.Time(n)*org.Day) }

func (x *table) stage(id org.DecisionID, want deciding.Stage) {
	x.t.Helper()
	if got := x.s.Decision(id).Stage; got != want {
		x.t.Fatalf("it is at %v (%v), want %v", got, x.s.Decision(id).Outcome, want)
	}
}

func (x *table) ended(id org.DecisionID, want deciding.Outcome) {
	x.t.Helper()
	if d := x.s.Decision(id); d.Open() || d.Outcome != want {
		x.t.Fatalf("it is at %v and ended by %v, want %v", d.Stage, d.Outcome, want)
	}
	for still := range x.s.GoingOn() {
		if still == id {
			x.t.Errorf("%s ended, and goes on", id)
		}
	}
}

// proposed puts something forward and opens it in some way.
func (x *table) proposed(p org.ProposeDecision, open org.OpenDecision) org.DecisionID {
	x.t.Helper()
	if p.Title == "" {
		p.Title = "Swap shifts"
	}
	p.Circle = 2
	if p.Text.IsZero() && len(p.Changes) == 0 {
		p.Text = org.Write("Two who swap tell the roster.")
	}
	id := x.do(1, &p)[0].Act.(*org.ProposeDecision).Decision
	open.Decision, open.Why = id, org.Write("It suits.")
	x.do(1, &open)
	return id
}

// The question chooses the way: what others are touched by they consent to, and whoever
// proposes says why where they want another way, or where nobody else said what it is.
func TestTheQuestionChoosesTheWay(t *testing.T) {
	x := newTable(t)
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "Swap shifts", Text: org.Write("Just do it.")})
	x.refused(1, &org.OpenDecision{Decision: 1}, "decision.judge")
	yes, no := deciding.Yes, deciding.No
	judge := org.JudgeDecision{Decision: 1, Harm: no, Familiar: no, Knowable: no, Reactive: yes, Undoable: yes, Shared: yes}
	for p := org.PersonID(1); p <= 2; p++ {
		one := judge
		x.do(p, &one)
	}
	x.refused(1, &org.OpenDecision{Decision: 1}, "decision.judges")
	one := judge
	x.do(3, &one)
	x.refused(2, &org.OpenDecision{Decision: 1}, "decision.not_yours")
	x.refused(1, &org.OpenDecision{Decision: 1, Process: deciding.Advice}, "decision.why")
	x.do(1, &org.OpenDecision{Decision: 1})
	if d := x.s.Decision(1); d.Process != deciding.Consent || d.TwoThirds || d.Stage != deciding.Asking || d.Facilitator == 1 || d.Facilitator == 0 {
		t.Errorf("it is decided by %v, at %v, facilitated by %v", d.Process, d.Stage, d.Facilitator)
	}
	if x.s.Tension(1) == nil || x.s.Decision(1).Tension != 1 {
		t.Error("what nobody had raised is no tension")
	}
}

// Two object: one objection changes the text, the other is withdrawn. The last answer adopts
// it, and the map changes at that moment.
func TestConsentWithTwoObjections(t *testing.T) {
	x := newTable(t)
	split := org.Acts{&org.AmendRole{Role: 1, Purpose: new("The law is kept")}, &org.CreateRole{Circle: 2, Name: "Night rosters"}}
	id := x.proposed(org.ProposeDecision{Changes: split, Text: org.Write("Teams make their own.")}, org.OpenDecision{Process: deciding.Consent})
	x.refused(2, &org.GiveConsent{Decision: id, Says: org.Consents}, "decision.stage")
	x.days(4)
	x.stage(id, deciding.Answering)
	x.do(2, &org.RaiseObjection{Decision: id, Harm: org.Write("Nobody knows who comes.")})
	x.do(3, &org.RaiseObjection{Decision: id, Harm: org.Write("Too much work.")})
	x.refused(5, &org.GiveConsent{Decision: id, Says: org.Consents}, "decision.not_party")
	x.refused(1, &org.SettleObjection{Objection: 1, How: org.Solved}, "objection.not_yours")
	x.do(1, &org.ReviseDecision{Decision: id, Text: org.Write("Teams make their own, a day before."), Changes: split, Why: org.Write("For Hilde.")})
	if d := x.s.Decision(id); d.Round != 2 || d.Answer(4) != org.NoAnswer || d.Answer(2) != org.Objects || d.Answer(1) != org.Consents {
		t.Fatalf("round %d, answers %v", d.Round, d.Answers)
	}
	x.do(2, &org.SettleObjection{Objection: 1, How: org.Solved, Word: org.Write("Yes.")})
	x.do(3, &org.GiveConsent{Decision: id, Says: org.StandAside}) // which lets the objection go
	if o := x.s.Objection(2); o.How != org.Withdrawn {
		t.Errorf("who consents objects still: %v", o.How)
	}
	x.stage(id, deciding.Answering)
	done := x.do(4, &org.GiveConsent{Decision: id, Says: org.Consents})
	x.ended(id, deciding.Adopted)
	if x.s.Role(2) == nil || x.s.Role(1).Purpose != "The law is kept" || len(done) != 7 || x.s.Tension(1).Open() {
		t.Errorf("the map did not change at that moment: %d acts", len(done))
	}
	g := x.s.Agreement(x.s.Decision(id).Agreement)
	if g == nil || g.Text != x.s.Decision(id).Stands().Text || !g.Holds() {
		t.Fatalf("in force is %+v", g)
	}
	x.refused(2, &org.RenewAgreement{Agreement: 1}, "agreement.early")
	x.to(g.Review - 10*org.Day)
	x.do(2, &org.RenewAgreement{Agreement: 1})
	x.to(g.Review + org.Day)
	if g = x.s.Agreement(1); !g.Holds() || g.Renewed == 0 {
		t.Error("it was not renewed")
	}
	x.to(g.Review + org.Day)
	if x.s.Agreement(1).Holds() {
		t.Error("silence does not end it")
	}
}

// An objection in which whoever facilitates finds no harm is shown as such, and nobody tests
// their own.
func TestObjectionsAreTested(t *testing.T) {
	x := newTable(t)
	id := x.proposed(org.ProposeDecision{}, org.OpenDecision{Process: deciding.Consent, Facilitator: 2})
	x.days(4)
	x.do(3, &org.RaiseObjection{Decision: id, Harm: org.Write("I do not like it.")})
	x.refused(1, &org.TestObjection{Objection: 1, Word: org.Write("It is fine.")}, "objection.not_facilitator")
	x.do(2, &org.RaiseObjection{Decision: id, Harm: org.Write("Nor do I.")})
	x.refused(2, &org.TestObjection{Objection: 2, Word: org.Write("It is fine.")}, "objection.own")
	x.do(2, &org.TestObjection{Objection: 1, Word: org.Write("It is a wish.")})
	if o := x.s.Objection(1); o.How != org.NoHarm || o.Tested != 2 {
		t.Errorf("%+v", o)
	}
	// Three rounds, then no more.
	for range deciding.Rounds - 1 {
		x.do(1, &org.ReviseDecision{Decision: id, Text: org.Write("Anew.")})
	}
	x.refused(1, &org.ReviseDecision{Decision: id, Text: org.Write("Anew.")}, "decision.rounds")
	x.days(8)
	x.stage(id, deciding.Mending)
	smaller := x.do(1, &org.ProposeDecision{Circle: 2, Title: "Smaller", Text: org.Write("For three weeks."), Instead: id})[0].Act.(*org.ProposeDecision).Decision
	x.do(1, &org.AddTrial{Decision: smaller, Text: org.Write("One team."), Limit: org.Write("Two swaps a week."), On: x.now + 10*org.Day})
	x.do(1, &org.OpenDecision{Decision: smaller, Process: deciding.Probe, Why: org.Write("Smaller.")})
	x.ended(id, deciding.Smaller)
	x.stage(smaller, deciding.Trying)
	x.do(3, &org.ObserveTrial{Decision: smaller, Trial: 1, Keep: true, Word: org.Write("It works.")})
	x.ended(smaller, deciding.Tried)
}

func TestBlockedIsATensionAgain(t *testing.T) {
	x := newTable(t)
	id := x.proposed(org.ProposeDecision{}, org.OpenDecision{Process: deciding.Consent})
	x.do(1, &org.ResolveTension{Tension: 1})
	x.days(4)
	x.do(2, &org.RaiseObjection{Decision: id, Harm: org.Write("Harm.")})
	x.days(40)
	x.ended(id, deciding.Blocked)
	if !x.s.Tension(1).Open() {
		t.Error("nobody is told that it is open still")
	}
}

// Nobody reads what others advise before they gave theirs, nobody decides before two days are
// over, and every advice is answered.
func TestAdvice(t *testing.T) {
	x := newTable(t)
	id := x.proposed(org.ProposeDecision{}, org.OpenDecision{Process: deciding.Advice})
	x.do(2, &org.GiveAdvice{Decision: id, Text: org.Write("Ask Rachid.")})
	if d := x.s.Decision(id); !d.ShowsAdvice(2) || d.ShowsAdvice(3) || d.ShowsAdvice(1) {
		t.Error("advice is read before it is given")
	}
	x.refused(1, &org.GiveAdvice{Decision: id, Text: org.Write("Mine.")}, "advice.own")
	x.do(3, &org.GiveAdvice{Decision: id, Text: org.Write("No.")})
	x.do(4, &org.GiveAdvice{Decision: id, Text: org.Write("Yes.")})
	x.stage(id, deciding.Advising)
	if d := x.s.Decision(id); d.Until != d.Began+2*org.Day {
		t.Errorf("all advised, and it lasts until %v", d.Until)
	}
	x.days(3)
	x.stage(id, deciding.Deciding)
	x.refused(1, &org.AdoptDecision{Decision: id}, "advice.unheeded")
	x.refused(1, &org.WeighAdvice{Decision: id, Person: 2, Heed: org.NotFollowed}, "advice.why")
	for p := org.PersonID(2); p <= 4; p++ {
		x.do(1, &org.WeighAdvice{Decision: id, Person: p, Heed: org.Followed})
	}
	x.refused(2, &org.AdoptDecision{Decision: id}, "decision.not_yours")
	x.do(1, &org.AdoptDecision{Decision: id})
	x.ended(id, deciding.Adopted)

	id = x.proposed(org.ProposeDecision{}, org.OpenDecision{Process: deciding.Advice})
	x.days(30)
	x.ended(id, deciding.Lapsed)
}

func TestRoleAuthority(t *testing.T) {
	x := newTable(t)
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "Order gloves", Text: org.Write("We order on Mondays.")})
	x.refused(1, &org.OpenDecision{Decision: 1, Process: deciding.RoleAuthority, Why: org.Write("x")}, "decision.role")
	x.do(1, &org.JudgeDecision{Decision: 1, Harm: deciding.No, Familiar: deciding.Yes, Knowable: deciding.Yes, Reactive: deciding.No, Undoable: deciding.Yes, Shared: deciding.No})
	x.do(1, &org.OpenDecision{Decision: 1, Role: 1, Why: org.Write("Nobody else need say.")})
	x.ended(1, deciding.Adopted)
	x.do(2, &org.ProposeDecision{Circle: 2, Title: "Not mine", Text: org.Write("x")})
	x.refused(2, &org.OpenDecision{Decision: 2, Process: deciding.RoleAuthority, Role: 1, Why: org.Write("x")}, "role.not_held")

	// A role does not decide what whoever holds it could not change themselves; nor does one
	// who does not belong there after advice.
	x.do(0, &org.FormCircle{Name: "Team Oost", Parents: []org.CircleID{2}})
	x.do(0, &org.CreateRole{Circle: 3, Name: "Keys"})
	x.do(0, &org.FillSeat{Role: 2, Person: 4})
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "Their keys", Changes: org.Acts{&org.RetireRole{Role: 2}}})
	for _, p := range []deciding.Process{deciding.RoleAuthority, deciding.Advice} {
		x.refused(1, &org.OpenDecision{Decision: 3, Process: p, Role: 1, Why: org.Write("x")}, "structure.not_member")
	}
	x.do(1, &org.OpenDecision{Decision: 3, Process: deciding.Consent, Why: org.Write("x")})

	id := x.proposed(org.ProposeDecision{}, org.OpenDecision{Process: deciding.RoleAuthority, Role: 1}) // nobody said that it can be undone
	x.stage(id, deciding.Confirming)
	x.refused(1, &org.SecondDecision{Decision: id}, "decision.second")
	x.do(3, &org.SecondDecision{Decision: id})
	x.ended(id, deciding.Adopted)
	id = x.proposed(org.ProposeDecision{}, org.OpenDecision{Process: deciding.RoleAuthority, Role: 1})
	x.days(5)
	x.ended(id, deciding.Lapsed)
}

// Who acts first tells within a day; their authority is over after three, and then it is
// looked back on, or lapses.
func TestActFirst(t *testing.T) {
	x := newTable(t)
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "Cars stay", Text: org.Write("Cars stay.")})
	x.refused(1, &org.OpenDecision{Decision: 1, Process: deciding.ActFirst, Why: org.Write("x"), Acted: x.now - 25*org.Day/24}, "decision.told_late")
	acted := x.now - 5*org.Day/24
	x.do(1, &org.OpenDecision{Decision: 1, Process: deciding.ActFirst, Why: org.Write("Flood."), Acted: acted})
	if d := x.s.Decision(1); d.Until != acted+3*org.Day {
		t.Errorf("authority lasts until %v", d.Until)
	}
	x.refused(1, &org.ExtendDecision{Decision: 1, Until: x.now + 9*org.Day, Why: org.Write("x")}, "decision.authority_over")
	x.days(3)
	x.stage(1, deciding.LookingBack)
	x.do(2, &org.LookBack{Decision: 1, Word: org.Write("All came home.")})
	x.ended(1, deciding.LookedBack)
	id := x.proposed(org.ProposeDecision{}, org.OpenDecision{Process: deciding.ActFirst})
	x.days(20)
	x.ended(id, deciding.Lapsed)
}

// Where others consent after advice, whoever proposes does not decide on the way there.
func TestAdviceBeforeConsentDecidesNothing(t *testing.T) {
	x := newTable(t)
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "Sell the van", Text: org.Write("We sell the van.")})
	for p := org.PersonID(1); p <= 3; p++ {
		x.do(p, &org.JudgeDecision{Decision: 1, Harm: deciding.No, Familiar: deciding.No, Knowable: deciding.Yes, Reactive: deciding.No, Undoable: deciding.No, Shared: deciding.Yes})
	}
	x.do(1, &org.OpenDecision{Decision: 1})
	x.stage(1, deciding.Advising)
	x.do(2, &org.GiveAdvice{Decision: 1, Text: org.Write("Ask the night team.")})
	x.days(9)
	x.stage(1, deciding.Deciding)
	x.refused(1, &org.AdoptDecision{Decision: 1}, "decision.consent_next")
	x.do(1, &org.WeighAdvice{Decision: 1, Person: 2, Heed: org.Followed})
	x.stage(1, deciding.Asking)
	x.days(4)
	x.stage(1, deciding.Answering)
	for p := org.PersonID(2); p <= 4; p++ {
		x.do(p, &org.GiveConsent{Decision: 1, Says: org.Consents})
	}
	x.ended(1, deciding.Adopted)
}

// An election counts nothing: whoever is put forward on the reasons has the last word.
func TestElection(t *testing.T) {
	x := newTable(t)
	x.do(0, &org.CreateRole{Circle: 2, Name: "Keys"})
	id := x.proposed(org.ProposeDecision{}, org.OpenDecision{Process: deciding.Election, Role: 2, Facilitator: 2})
	for p := org.PersonID(1); p <= 4; p++ {
		x.do(p, &org.NominateInDecision{Decision: id, Person: 3, Word: org.Write("Careful.")})
	}
	x.stage(id, deciding.Renaming)
	x.do(4, &org.NominateInDecision{Decision: id, Person: 4, Word: org.Write("I would like to.")})
	x.days(4)
	x.stage(id, deciding.Forwarding)
	x.refused(2, &org.PutForward{Decision: id, Person: 1, Word: org.Write("x")}, "decision.not_named")
	x.do(2, &org.PutForward{Decision: id, Person: 4, Word: org.Write("They want to learn.")})
	x.refused(4, &org.GiveConsent{Decision: id, Says: org.Consents}, "decision.last")
	for _, p := range []org.PersonID{1, 2, 3, 4} {
		x.do(p, &org.GiveConsent{Decision: id, Says: org.Consents})
	}
	x.ended(id, deciding.Adopted)
	if seat := x.s.Role(2).Seats; len(seat) != 1 || x.s.Seat(seat[0]).Person != 4 || x.s.Seat(seat[0]).Origin.Found != org.Elected {
		t.Error("who was elected holds nothing, or as if somebody had given it")
	}
}

// Nobody gets a role without their own word, also whoever was only asked for advice.
func TestElectionOfWhoAdvises(t *testing.T) {
	x := newTable(t)
	x.do(0, &org.CreateRole{Circle: 2, Name: "Keys"})
	x.do(1, &org.ProposeDecision{Circle: 2, Title: "Who has the keys?", Text: org.Write("One of us.")})
	id := org.DecisionID(1)
	x.do(1, &org.InvolveInDecision{Decision: id, Person: 5, Asked: true})
	x.do(1, &org.OpenDecision{Decision: id, Process: deciding.Election, Role: 2, Why: org.Write("A role."), Facilitator: 2})
	x.do(1, &org.NominateInDecision{Decision: id, Person: 5, Word: org.Write("Calm.")})
	x.days(7)
	x.stage(id, deciding.Forwarding)
	x.do(2, &org.PutForward{Decision: id, Person: 5, Word: org.Write("Calm.")})
	for p := org.PersonID(1); p <= 4; p++ {
		x.do(p, &org.GiveConsent{Decision: id, Says: org.Consents})
	}
	x.stage(id, deciding.Answering)
	x.do(5, &org.RaiseObjection{Decision: id, Harm: org.Write("I have no time.")})
	x.ended(id, deciding.NobodyNamed)
}

// What the map does not allow any more is not done, no part of it; it is made anew.
func TestWhatTheMapDoesNotAllow(t *testing.T) {
	x := newTable(t)
	id := x.proposed(org.ProposeDecision{Changes: org.Acts{&org.CreateRole{Circle: 2, Name: "New"}, &org.RetireRole{Role: 1}}}, org.OpenDecision{Process: deciding.Advice})
	x.days(9)
	x.do(0, &org.RetireRole{Role: 1})
	x.do(1, &org.AdoptDecision{Decision: id})
	x.stage(id, deciding.Mending)
	if d := x.s.Decision(id); !d.Moved || d.Refused.Key != "role.retired" || x.s.Role(2) != nil || d.Agreement != 0 {
		t.Errorf("a part of it was done: %+v", d.Refused)
	}
	x.do(1, &org.ReviseDecision{Decision: id, Changes: org.Acts{&org.CreateRole{Circle: 2, Name: "New"}}})
	x.do(1, &org.AdoptDecision{Decision: id})
	x.ended(id, deciding.Adopted)
	x.refused(1, &org.ProposeDecision{Circle: 2, Title: "Elsewhere", Changes: org.Acts{&org.CreateRole{Circle: 1, Name: "x"}}}, "decision.outside")
	x.refused(1, &org.ProposeDecision{Circle: 2, Title: "A manager", Changes: org.Acts{&org.CreateRole{Circle: 2, Name: "x", Formal: true}}}, "right.steward")
	x.refused(1, &org.ProposeDecision{Circle: 2, Title: "No map", Changes: org.Acts{&org.KeepLearning{Circle: 2, Text: org.Write("x")}}}, "decision.changes")
}

// A deadline is at four in the afternoon where the organisation is, also over the night in
// which clocks are put forward, and who comes late has three days.
func TestDeadlinesInTheZone(t *testing.T) {
	x := newTable(t)
	x.to(org.At(time.Date(2026, 3, 25, 9, 0, 0, 0, time.UTC)))
	id := x.proposed(org.ProposeDecision{}, org.OpenDecision{Process: deciding.Consent})
	zone, _ := time.LoadLocation("Europe/Brussels")
	x.days(4)
	x.stage(id, deciding.Answering)
	until := x.s.Decision(id).Until
	if local := until.Std().In(zone); local.Hour() != 16 || local.Minute() != 0 || until.Std().Hour() != 14 {
		t.Errorf("it ends at %v", local)
	}
	x.to(until - org.Day)
	x.do(2, &org.InvolveInDecision{Decision: id, Person: 5})
	if got := x.s.Decision(id).Until; got != x.now+3*org.Day {
		t.Errorf("who came late has until %v", got)
	}
	x.do(1, &org.ExtendDecision{Decision: id, Until: x.now + 6*org.Day, Why: org.Write("Holidays.")})
	x.refused(1, &org.ExtendDecision{Decision: id, Until: x.now + 5*org.Day, Why: org.Write("Sooner.")}, "decision.not_longer")
	x.refused(3, &org.ExtendDecision{Decision: id, Until: x.now + 7*org.Day, Why: org.Write("x")}, "decision.not_yours")
}
