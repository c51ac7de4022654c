package org

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"github.com/go-json-experiment/json"
)

// The kinds of a small process, which no log has: somebody proposes acts, the clock
// adopts the proposal at its deadline, and where they are not possible by then that
// is said. A proposal is a row among the tensions here, raised when it is due.

type propose struct {
	Proposal TensionID `json:"proposal,omitzero" doc:"the new id"`
	Title    string    `json:"title" doc:"what is proposed"`
	Why      Prose     `json:"why,omitzero" doc:"why"`
	Do       Acts      `json:"do" doc:"what would be done"`
	Until    Time      `json:"until" doc:"when it is adopted"`
}

var proposals = map[TensionID]*propose{}

func (a *propose) Check(s *State, m Moment) error { return s.Possible(a.Do, m.At) }
func (a *propose) Prepare(s *State, _ Moment)     { a.Proposal = s.tensions.Next() }
func (a *propose) Apply(d *Draft, m Moment) {
	id := d.tensions.Append(d.own, Tension{Title: a.Title, Body: a.Why.ID, Circle: Root, By: m.By, Raised: a.Until})
	proposals[id] = a
	d.schedule(Ref{'Q', uint32(id)})
}

type adopt struct {
	Proposal TensionID `json:"proposal" doc:"which proposal"`
}

func (a *adopt) Check(s *State, m Moment) error { return first(nobody(m), s.mustTension(a.Proposal)) }

func (a *adopt) Apply(d *Draft, m Moment) {
	d.tensions.Edit(d.own, a.Proposal).Resolved = m.At
	d.trim()
}
func (a *adopt) Attempt(*State, Moment) []Act   { return proposals[a.Proposal].Do }
func (a *adopt) Conflict(i int, why Reason) Act { return &conflict{a.Proposal, i + 1, why} }

type conflict struct {
	Proposal TensionID `json:"proposal" doc:"which proposal"`
	Place    int       `json:"place" doc:"which of its acts"`
	Why      Reason    `json:"why" doc:"why not"`
}

func (a *conflict) Check(_ *State, m Moment) error { return nobody(m) }
func (a *conflict) Apply(d *Draft, _ Moment) {
	d.tensions.Edit(d.own, a.Proposal).Title = "in conflict"
}

// withProcess has the kinds of the process in the table while a test runs.
func withProcess(t *testing.T) {
	t.Helper()
	old := kinds
	kinds = append(slices.Clone(kinds),
		kind[propose]("proposal.make", ByAnyone, "Propose."), kind[adopt]("proposal.adopt", ByNobody, "Adopt."),
		kind[conflict]("proposal.conflict", ByNobody, "Say that it could not be adopted."))
	byName, byType = index(kinds)
	registerDeadline('Q', &deadline{
		at: func(s *State, n uint32) Time {
			if row := s.Tension(TensionID(n)); proposals[TensionID(n)] != nil && row.Open() {
				return row.Raised
			}
			return 0
		},
		act: func(_ *State, n uint32) Act { return &adopt{TensionID(n)} },
		has: func(s *State, n uint32) bool { return s.Tension(TensionID(n)) != nil },
	})
	t.Cleanup(func() {
		kinds, deadlines['Q'] = old, nil
		byName, byType = index(kinds)
		clear(proposals)
	})
}

// process is an organisation with a log, to do acts in.
type process struct {
	t     *testing.T
	d     *Draft
	lines [][]byte
}

func newProcess(t *testing.T) *process {
	withProcess(t)
	p := &process{t: t, d: new(State).Edit()}
	p.do(0, Day, &FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"})
	p.do(0, Day, &JoinPerson{})
	p.do(0, Day, &FormCircle{Name: "Home care", Parents: []CircleID{Root}})
	return p
}

func (p *process) do(by PersonID, at Time, act Act) []Done {
	p.t.Helper()
	done, err := p.d.Do(act, Moment{At: at, By: by, Face: Web})
	if err != nil {
		p.t.Fatalf("%s: %v", NameOf(act), err)
	}
	for _, one := range done {
		e := Entry{At: one.Moment.At, By: one.Moment.By, Face: one.Moment.Face, Act: one.Act}
		line, err := e.Encode()
		if err != nil {
			p.t.Fatal(err)
		}
		p.lines = append(p.lines, line)
	}
	return done
}

// replayed checks that the log alone leads to the same state.
func (p *process) replayed() {
	p.t.Helper()
	again := new(State).Edit()
	for i, line := range p.lines {
		e, err := DecodeEntry(uint64(i+1), line)
		if err != nil {
			p.t.Fatalf("%s: %v", line, err)
		}
		twice, err := e.Encode()
		if err != nil || string(twice) != string(line) {
			p.t.Fatalf("%s\nis written as\n%s, %v", line, twice, err)
		}
		again.Replay(e.Act, e.Moment())
	}
	a, errA := p.d.Digest()
	b, errB := again.Digest()
	if a != b || errA != nil || errB != nil || again.NextDue() != p.d.NextDue() {
		p.t.Error("the log leads to another state")
	}
}

func proposal() *propose {
	return &propose{Title: "Wound care", Why: Write("Wounds heal slowly."), Until: 9 * Day, Do: Acts{
		&CreateRole{Circle: 2, Name: "Wound care", Purpose: "Wounds heal"},
		&AmendCircle{Circle: 2, Name: new("Home care")}, // which it is called already at the deadline
		&KeepLearning{Circle: 2, Text: Write("Dress them daily.")},
		&MoveCircle{Circle: 3, Parents: []CircleID{2}},
	}}
}

func names(done []Done) (all []string) {
	for _, one := range done {
		all = append(all, fmt.Sprint(NameOf(one.Act), " ", one.Moment.By, " ", one.Moment.Face, " ", one.Cause))
	}
	return all
}

func TestAProposalIsAdoptedByTheClock(t *testing.T) {
	p := newProcess(t)
	p.do(0, Day, &FormCircle{Name: "Nights", Parents: []CircleID{Root}})
	p.do(0, Day, &AmendCircle{Circle: 2, Name: new("Care")})
	act := proposal()
	done := p.do(1, 2*Day, act)
	if len(done) != 1 || p.d.Role(1) != nil || p.d.Circle(2).Name != "Care" {
		t.Fatalf("proposing does what is proposed: %v", names(done))
	}
	if got := fmt.Sprint(About(act)); got != "[T1 C2 C2 C2 C3 C2]" {
		t.Errorf("a proposal names %s", got)
	}
	if line := string(p.lines[len(p.lines)-1]); strings.Contains(line, "slowly") || strings.Contains(line, "daily") {
		t.Errorf("a sentence stands in the log: %s", line)
	}
	if len(WrittenIn(act)) != 2 || act.Why.ID != 1 || act.Do[2].(*KeepLearning).Text.ID != 2 || p.d.Texts != 2 {
		t.Errorf("what is written in the acts inside is numbered too: %d texts", p.d.Texts)
	}
	p.do(0, 3*Day, &AmendCircle{Circle: 2, Name: new("Home care")})

	due, at := p.d.Due(9 * Day)
	if NameOf(due) != "proposal.adopt" || at != 9*Day || p.d.NextDue() != at {
		t.Fatalf("the clock owes %v at %v", NameOf(due), at)
	}
	b, err := p.d.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if s, err := DecodeState(b); err != nil || s.NextDue() != at {
		t.Errorf("a snapshot forgets the deadline: %v", err)
	}
	done = p.do(0, at, due)
	want := "[proposal.adopt P0 web -1 role.create P0 rule 0 learning.keep P0 rule 0 circle.move P0 rule 0]"
	if got := fmt.Sprint(names(done)); got != want {
		t.Errorf("done are\n%s, want\n%s", got, want)
	}
	kept := done[2].Act.(*KeepLearning)
	if kept.Text.ID != 2 || len(WrittenIn(kept)) != 0 || p.d.Texts != 2 || kept.Learning != 1 {
		t.Errorf("the sentence is to be that of the proposal, once: %+v", kept)
	}
	if inside := act.Do[0].(*CreateRole); inside.Role != 0 || p.d.Role(1).Name != "Wound care" {
		t.Errorf("what was worked out is written into the proposal: %+v", inside)
	}
	if p.d.NextDue() != 0 {
		t.Error("it is adopted a second time")
	}
	p.replayed()
}

// What was possible and is not any more: none of it is done, and an act says why.
func TestAConflictIsAnAct(t *testing.T) {
	p := newProcess(t)
	p.do(0, Day, &FormCircle{Name: "Nights", Parents: []CircleID{Root}})
	p.do(0, Day, &AmendCircle{Circle: 2, Name: new("Care")})
	p.do(1, 2*Day, proposal())
	p.do(0, 3*Day, &CloseCircle{Circle: 3})
	before := *p.d.Circle(2)
	due, at := p.d.Due(9 * Day)
	done := p.do(0, at, due)
	if got := fmt.Sprint(names(done)); got != "[proposal.adopt P0 web -1 proposal.conflict P0 rule 0]" {
		t.Fatalf("done are %s", got)
	}
	c := done[1].Act.(*conflict)
	if c.Place != 4 || c.Why.Key != "circle.closed" || fmt.Sprintf("%#v", c.Why.Args) != "[]interface {}{0x3}" {
		t.Errorf("it says %d, %+v", c.Place, c.Why)
	}
	if p.d.Role(1) != nil || p.d.Learning(1) != nil || p.d.Circle(2).Name != before.Name || p.d.Tension(1).Title != "in conflict" {
		t.Error("a part of it was done")
	}
	if line := string(p.lines[len(p.lines)-1]); !strings.Contains(line, `"act":{"proposal":1,"place":4,"why":{"key":"circle.closed","args":["C3"]}}`) {
		t.Error(line)
	}
	p.replayed()
}

func TestWhatAnActMayCarry(t *testing.T) {
	p := newProcess(t)
	many := make(Acts, MaxCarried+1)
	for i := range many {
		many[i] = &FormCircle{Name: "x", Parents: []CircleID{Root}}
	}
	for _, c := range []struct {
		do   Acts
		want string
	}{
		{Acts{&FormCircle{Name: "x", Parents: []CircleID{Root}}}, ""},
		{many[:MaxCarried], ""},
		{many, "carried.many"},
		{Acts{&RecordPerson{}}, "carried.kind"},
		{Acts{&propose{Title: "x"}}, "carried.kind"},
		{Acts{nil}, "carried.kind"},
		{Acts{&KeepLearning{Text: Prose{ID: 1}}}, "text.number"},
		{Acts{&CloseCircle{Circle: 2}, &CloseCircle{Circle: 2}}, "circle.closed"}, // one after the other
	} {
		_, err := p.d.State.Edit().Do(&propose{Title: "x", Do: c.do, Until: 9 * Day}, Moment{At: 2 * Day, By: 1})
		if keyOf(err) != c.want {
			t.Errorf("%v: %v, want %q", c.do, err, c.want)
		}
	}
	for _, bad := range []string{
		`{}`, `[1]`, `[{}]`, `[{"act":{}}]`, `[{"kind":"no.such","act":{}}]`, `[{"kind":"role.retire","act":{"role":1},"more":1}]`,
		`[{"kind":"role.retire","act":{"roles":1}}]`,
	} {
		var acts Acts
		if err := json.Unmarshal([]byte(bad), &acts, json.RejectUnknownMembers(true)); err == nil {
			t.Errorf("%s is read as %v", bad, acts)
		}
	}
}

// A redaction takes the names out of the acts inside too, and nothing else.
func TestRedactionOfCarriedActs(t *testing.T) {
	withProcess(t)
	act := proposal()
	act.Do = append(act.Do, &CreateRole{Circle: 2, Key: "roles/x"}, &AmendOrganisation{Lang: new("nl")})
	if !Blank(act, "[gone]") || Blank(act, "[gone]") {
		t.Error("names are taken out once")
	}
	b, err := json.Marshal(act)
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"Wound", "heal", "Home care"} {
		if strings.Contains(string(b), gone) {
			t.Errorf("%s is left in %s", gone, b)
		}
	}
	if strings.Count(string(b), "[gone]") != 4 || !strings.Contains(string(b), "roles/x") || !strings.Contains(string(b), `"nl"`) {
		t.Errorf("left is %s", b)
	}
}

// Acts and reasons go into a snapshot and come out of it.
func TestCarriedActsInASnapshot(t *testing.T) {
	acts := Acts{&RetireRole{Role: 7}, &AmendCircle{Circle: 2, Name: new("Ø")}}
	b, err := cbor.Marshal(struct{ Acts Acts }{acts})
	if err != nil {
		t.Fatal(err)
	}
	var back struct{ Acts Acts }
	if err := cbor.Unmarshal(b, &back); err != nil || len(back.Acts) != 2 || back.Acts[0].(*RetireRole).Role != 7 || *back.Acts[1].(*AmendCircle).Name != "Ø" {
		t.Errorf("%s comes back as %v, %v", hex.EncodeToString(b), back.Acts, err)
	}
	why := Reason{Key: "x", Args: []any{CircleID(2), 3 * Day, 4, uint16(5), "somebody's words", Invited}}
	text, err := json.Marshal(why)
	if err != nil {
		t.Fatal(err)
	}
	var again Reason
	if err := json.Unmarshal(text, &again); err != nil || fmt.Sprintf("%T%v", again.Args[0], again.Args) != "org.CircleID[C2 1970-01-04T00:00:00Z 4 5  ]" {
		t.Errorf("%s comes back as %#v, %v", text, again, err)
	}
}

// What is due at the same moment is done in one order, whatever was noted first.
func TestTheClockActsInOneOrder(t *testing.T) {
	refs := []Ref{{'L', 1}, {'L', 2}, {'L', 3}, {'O', 1}, {'S', 1}, {'S', 2}}
	for i, a := range refs {
		for j, b := range refs {
			if got := (dueItem{Day, a}).Before(dueItem{Day, b}); got != (i < j) {
				t.Errorf("%v before %v: %v", a, b, got)
			}
			if !(dueItem{Day, a}).Before(dueItem{Day + 1, b}) || (dueItem{Day + 1, a}).Before(dueItem{Day, b}) {
				t.Errorf("%v a moment before %v", a, b)
			}
		}
	}
}

// A proposal names what it makes itself: whatever others make meanwhile, each act is about
// what it was meant about, in the log too.
func TestProposalNamesWhatItMakes(t *testing.T) {
	p := newProcess(t)
	var plan Plan
	for _, act := range []Act{
		&FormCircle{Name: "Nights", Parents: []CircleID{2}}, &CreateRole{Circle: firstPlanned, Name: "Swaps"}, &AmendCircle{Circle: 2, Name: new("Home care")},
		&FillSeat{Role: firstPlanned + 1, Person: 1},
	} {
		next, err := plan.Add(&p.d.State, Day, act)
		if err != nil && err.(*Error).Key != "act.nothing" {
			t.Fatal(err)
		}
		plan = next
	}
	p.do(1, 2*Day, &propose{Title: "Nights", Do: plan.Acts, Until: 5 * Day})
	p.do(1, 3*Day, &FormCircle{Name: "Quicker", Parents: []CircleID{2}, Apart: true})
	due, at := p.d.Due(5 * Day)
	done := p.do(0, at, due)
	nights := p.d.Circle(4)
	if nights == nil || nights.Name != "Nights" || len(nights.Roles) != 1 || len(p.d.Circle(3).Roles) != 0 {
		t.Fatalf("%d acts, and it is %+v", len(done), nights)
	}
	if r := p.d.Role(nights.Roles[0]); r.Name != "Swaps" || len(r.Seats) != 1 {
		t.Errorf("in it is %+v", r)
	}
	for _, one := range done {
		for _, r := range About(one.Act) {
			if r.Planned() {
				t.Errorf("%s names %v", NameOf(one.Act), r)
			}
		}
	}
	if refs := About(&propose{Do: plan.Acts}); slices.ContainsFunc(refs, Ref.Planned) {
		t.Errorf("the proposal names %v", refs)
	}
	p.replayed()
}
