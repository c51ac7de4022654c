package org

import (
	"iter"

	"orpheus/internal/immutable"
)

// State is an organisation at one moment: the outcome of its acts. It is
// immutable. Reading needs no lock; keeping an old one costs what changed since.
type State struct {
	Organisation
	Version uint64 // acts applied so far
	Last    Time   // moment of the last act
	Texts   TextID // highest text number given

	people      immutable.Table[PersonID, Person]
	circles     immutable.Table[CircleID, Circle]
	roles       immutable.Table[RoleID, Role]
	seats       immutable.Table[SeatID, Seat]
	guardrails  immutable.Table[GuardrailID, Guardrail]
	tensions    immutable.Table[TensionID, Tension]
	initiatives immutable.Table[InitiativeID, Initiative]
	leads       immutable.Table[LeadID, Lead]
	offers      immutable.Table[OfferID, Offer]
	steps       immutable.Table[StepID, Step]
	notes       immutable.Table[NoteID, Note]
	learnings   immutable.Table[LearningID, Learning]
	strengths   immutable.Table[StrengthID, Strength]
	shifts      immutable.Table[ShiftID, Shift]
	files       immutable.Table[FileID, File]
	decisions   immutable.Table[DecisionID, Decision]
	objections  immutable.Table[ObjectionID, Objection]
	agreements  immutable.Table[AgreementID, Agreement]
	standIns    immutable.Table[StandInID, StandIn]
	traces      immutable.Table[TraceID, Trace]
	settled     immutable.Table[SettledSignalID, SettledSignal]
	meetings    immutable.Table[MeetingID, Meeting]
	thanks      immutable.Table[ThanksID, Thanks]
	informals   immutable.Table[InformalID, Informal]
	tries       immutable.Table[TryID, Try]

	due      immutable.Heap[dueItem] // derived: what the clock will end
	covering []StandInID             // derived: the stand-ins that are not over
	goingOn  []DecisionID            // derived: the decisions that are open
}

// Draft is an edit of a State: it reads as the state it will become.
type Draft struct {
	State
	own *immutable.Owner
}

// Edit starts a draft of s; s itself stays as it is.
func (s *State) Edit() *Draft { return &Draft{State: *s, own: new(immutable.Owner)} }

// Freeze returns the state the draft has become and gives up the draft's right
// to change it in place.
func (d *Draft) Freeze() *State {
	s := d.State
	d.own = new(immutable.Owner)
	return &s
}

// CountingFrom returns the state with another day from which statistics count: the day that is
// agreed now holds for looks at the past too.
func (s *State) CountingFrom(day Time) *State {
	if s.StatisticsFrom == day {
		return s
	}
	with := *s
	with.StatisticsFrom = day
	return &with
}

// NumPeople returns how many people there ever were.
func (s *State) NumPeople() int { return int(s.people.Next()) - 1 }

// One row each, nil where there is none; all rows are for reading only.

func (s *State) Person(id PersonID) *Person             { return s.people.Ptr(id) }
func (s *State) Circle(id CircleID) *Circle             { return s.circles.Ptr(id) }
func (s *State) Role(id RoleID) *Role                   { return s.roles.Ptr(id) }
func (s *State) Seat(id SeatID) *Seat                   { return s.seats.Ptr(id) }
func (s *State) Guardrail(id GuardrailID) *Guardrail    { return s.guardrails.Ptr(id) }
func (s *State) Tension(id TensionID) *Tension          { return s.tensions.Ptr(id) }
func (s *State) Initiative(id InitiativeID) *Initiative { return s.initiatives.Ptr(id) }
func (s *State) Lead(id LeadID) *Lead                   { return s.leads.Ptr(id) }
func (s *State) Offer(id OfferID) *Offer                { return s.offers.Ptr(id) }
func (s *State) Step(id StepID) *Step                   { return s.steps.Ptr(id) }
func (s *State) Note(id NoteID) *Note                   { return s.notes.Ptr(id) }
func (s *State) File(id FileID) *File                   { return s.files.Ptr(id) }
func (s *State) Learning(id LearningID) *Learning       { return s.learnings.Ptr(id) }
func (s *State) StandIn(id StandInID) *StandIn          { return s.standIns.Ptr(id) }
func (s *State) Strength(id StrengthID) *Strength       { return s.strengths.Ptr(id) }

// All rows of a kind, past ones too, in the order of their ids.

func (s *State) People() iter.Seq2[PersonID, *Person]           { return s.people.All() }
func (s *State) Circles() iter.Seq2[CircleID, *Circle]          { return s.circles.All() }
func (s *State) Roles() iter.Seq2[RoleID, *Role]                { return s.roles.All() }
func (s *State) Seats() iter.Seq2[SeatID, *Seat]                { return s.seats.All() }
func (s *State) Guardrails() iter.Seq2[GuardrailID, *Guardrail] { return s.guardrails.All() }
func (s *State) Offers() iter.Seq2[OfferID, *Offer]             { return s.offers.All() }
func (s *State) StandIns() iter.Seq2[StandInID, *StandIn]       { return s.standIns.All() }
func (s *State) Strengths() iter.Seq2[StrengthID, *Strength]    { return s.strengths.All() }

// Of what people begin, what was taken back at once is not among them: it is as if it had
// not been.

func (s *State) Tensions() iter.Seq2[TensionID, *Tension] {
	return standing(s.tensions.All(), func(t *Tension) bool { return !t.Withdrawn })
}

func (s *State) Initiatives() iter.Seq2[InitiativeID, *Initiative] {
	return standing(s.initiatives.All(), func(i *Initiative) bool { return !i.Withdrawn })
}

func (s *State) Leads() iter.Seq2[LeadID, *Lead] {
	return standing(s.leads.All(), func(l *Lead) bool { return l.End != LeadTakenBack })
}

func (s *State) Learnings() iter.Seq2[LearningID, *Learning] {
	return standing(s.learnings.All(), func(k *Learning) bool { return k.Dropped == 0 })
}

func standing[ID, V any](all iter.Seq2[ID, *V], stands func(*V) bool) iter.Seq2[ID, *V] {
	return func(yield func(ID, *V) bool) {
		for id, row := range all {
			if stands(row) && !yield(id, row) {
				return
			}
		}
	}
}
