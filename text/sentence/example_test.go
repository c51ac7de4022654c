package sentence

import (
	"testing"
	"time"

	"orpheus/org"
	"orpheus/org/orgtest"
)

var (
	brussels = time.FixedZone("Brussels", 3600)
	now      = time.Date(2026, 3, 17, 9, 30, 0, 0, brussels)
)

// called are the people of the example; the fifth was erased.
var called = map[org.PersonID]string{
	1: "Anna Peeters", 2: "Bram de Wit", 3: "Karen Holm", 4: "Ole van Dam", 6: "Youssef",
}

func nameOf(id org.PersonID) string { return called[id] }

const (
	anna org.PersonID = iota + 1
	bram
	karen
	ole
	gone
	youssef
)

// example is a small organisation and everything that happened in it: every kind
// of act, in every way that a text tells apart.
type example struct {
	t       *testing.T
	draft   *org.Draft
	at      org.Time
	entries []org.Entry
}

func (x *example) do(by org.PersonID, acts ...org.Act) {
	x.t.Helper()
	for _, act := range acts {
		face := org.Web
		if by == 0 {
			face = org.Import
		}
		x.at += org.Day / 24
		done, err := x.draft.Do(act, org.Moment{At: x.at, By: by, Face: face})
		if err != nil {
			x.t.Fatalf("%s: %v", org.NameOf(act), err)
		}
		for _, d := range done {
			x.entries = append(x.entries, org.Entry{
				Seq: uint64(len(x.entries) + 1), At: d.Moment.At, By: d.Moment.By, Face: d.Moment.Face, Act: d.Act,
			})
		}
	}
}

// old is an act in a log from before a rule that refuses it now.
func (x *example) old(by org.PersonID, act org.Act) {
	x.at += org.Day / 24
	m := org.Moment{At: x.at, By: by, Face: org.Web}
	x.draft.Replay(act, m)
	x.entries = append(x.entries, org.Entry{Seq: uint64(len(x.entries) + 1), At: m.At, By: by, Face: m.Face, Act: act})
}

// clock lets days pass and does what falls due.
func (x *example) clock(days org.Time) {
	x.t.Helper()
	x.at += days * org.Day
	for {
		act, _ := x.draft.Due(x.at)
		if act == nil {
			return
		}
		x.do(0, act)
	}
}

func day(d, m int) org.Time { return org.At(time.Date(2026, time.Month(m), d, 12, 0, 0, 0, time.UTC)) }

func newExample(t *testing.T) *example {
	t.Helper()
	x := &example{t: t, draft: new(org.State).Edit(), at: day(5, 1)}
	x.do(0,
		&org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl", Zone: "Europe/Brussels"},
		&org.JoinPerson{}, &org.SetSteward{Person: anna, Steward: true}, &org.JoinPerson{},
	)
	x.do(anna, &org.JoinPerson{}, &org.JoinPerson{Guest: true}, &org.JoinPerson{}, &org.JoinPerson{})
	x.do(0, &org.RecordPerson{})
	x.whole()
	x.structure()
	x.work()
	x.steps()
	x.leads()
	x.strengths()
	x.ends()
	x.takenBack()
	x.standIns()
	x.pulses()
	x.tries()
	x.deciding()
	x.voice()
	x.meetings()
	x.others()
	return x
}

// others adds the kinds that nothing above does: acts of them that are possible in the
// end, each on its own.
func (x *example) others() {
	known := map[*org.Kind]bool{}
	for i := range x.entries {
		known[org.KindOf(x.entries[i].Act)] = true
	}
	for _, k := range org.Kinds() {
		if !known[k] {
			now := x.draft.Freeze()
			x.draft = now.Edit()
			x.entries = append(x.entries, orgtest.Possible(now, k, x.at, 3000)...)
		}
	}
}

func (x *example) whole() {
	x.do(anna,
		&org.AmendOrganisation{Lang: new("da")}, &org.AmendOrganisation{Lang: new("nl"), Zone: new("UTC")},
		&org.AmendOrganisation{Zone: new("Europe/Brussels")}, &org.AmendOrganisation{StatisticsFrom: new(day(1, 6))},
		&org.AmendOrganisation{StatisticsFrom: new(org.Time(0))}, &org.SayInMails{Bare: true}, &org.SayInMails{},
		&org.SetInviting{Members: org.ByMembers, Guests: org.ByMembers}, &org.SetBar{Colour: "#1b4332"}, &org.SetBar{},
		&org.SetWording{Lang: "nl", Term: org.TermCircle, One: "team", Many: "teams", Neuter: true}, &org.SetWording{Lang: "nl", Term: org.TermCircle},
		&org.SetSteward{Person: bram, Steward: true}, &org.SetSteward{Person: bram},
	)
	x.do(0, &org.NoteSource{Format: "rust-team", Ref: "4f2a"}, &org.RedactEntry{Entry: 4}, &org.NoteSource{Format: "table", Who: 1}, &org.NoteSource{Format: "table", Who: 1, Back: true})
}

func (x *example) structure() {
	root := []org.CircleID{org.Root}
	x.do(anna,
		&org.FormCircle{Name: "Home care", Parents: root}, // C2
		&org.FormCircle{Name: "Nights", Parents: root},    // C3
		&org.FormCircle{Name: "Garden", Parents: root},    // C4
		&org.AmendCircle{Circle: 3, Name: new("Night care")}, &org.AmendCircle{Circle: 3, Purpose: new("Nobody wakes alone")},
		&org.AmendCircle{Circle: 3, Name: new("Night care"), Purpose: new("Nobody wakes alone.")},
		&org.MoveCircle{Circle: 3, Parents: []org.CircleID{2, 4}},
		&org.JoinCircle{Circle: 2, Person: bram}, &org.JoinCircle{Circle: 2, Person: ole}, &org.JoinCircle{Circle: 4, Person: karen},
		&org.CreateRole{Circle: 2, Name: "Wound care", Places: 1}, &org.CreateRole{Circle: 2, Name: "Planner", TermDays: 30},
		&org.CreateRole{Circle: org.Root, Name: "Director", Formal: true}, &org.CreateRole{Circle: 4, Name: "Gardener"},
		&org.AmendRole{Role: 2, Name: new("Roster maker")}, &org.AmendRole{Role: 2, Purpose: new("A roster that holds")},
		&org.AmendRole{Role: 2, Accountabilities: &[]string{"The roster is there by the 20th"}},
		&org.AmendRole{Role: 2, Domains: &[]string{"Swaps"}}, &org.AmendRole{Role: 2, Leads: new(true)},
		&org.AmendRole{Role: 2, Leads: new(false)}, &org.AmendRole{Role: 2, Places: new(uint16(3))},
		&org.MoveRole{Role: 4, Circle: org.Root},
		&org.SetGuardrail{Circle: 2, Text: "Up to 500 euro\nnobody has to ask."}, &org.LiftGuardrail{Guardrail: 1},
		&org.SetGuardrail{Circle: 4, Structure: org.Free},
	)
	x.old(anna, &org.SetGuardrail{Guardrail: 3, Circle: 4, Structure: org.ByDecision})
	x.do(0, &org.LiftGuardrail{Guardrail: 3}, &org.FillSeat{Role: 3, Person: anna})
	x.do(anna, &org.FillSeat{Role: 1, Person: bram}, &org.FillSeat{Role: 2, Person: karen}, &org.FillSeat{Role: 4, Person: anna},
		&org.FillSeat{Role: 2, Person: anna}, &org.CorrectSeatOrigin{Seat: 2, Origin: org.Assigned})
	x.do(bram, &org.CorrectSeatOrigin{Seat: 2, Origin: org.SelfStarted})
	x.do(youssef, &org.TakeSeat{Role: 4, Term: 0})
	x.do(bram, &org.TakeSeat{Role: 2})
	x.do(0, &org.RecordSeat{Role: 1, Person: gone})
	x.do(anna, &org.LeaveSeat{Seat: 4}, &org.LeaveSeat{Seat: 2}, &org.RestoreSeat{Of: 2}, &org.LeaveSeat{Seat: 9}, &org.RetireRole{Role: 4}, &org.RestoreRole{Role: 4})
}
