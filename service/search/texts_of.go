package search

import (
	"strings"

	"orpheus/org"
)

// What says which text of a thing something is.
type What uint8

// The texts.
const (
	Body      What = iota // more about a tension or an initiative
	How                   // what closed a tension
	Outcome               // what came of an initiative
	Learned               // a learning
	Noted                 // something said about a tension or an initiative
	NextStep              // a step of an initiative
	Statement             // purpose of a circle; purpose, accountabilities and domains of a role
	Limit                 // a guardrail of a circle
	Proposed              // what a decision would agree
	Agreed                // what an agreement says
)

// text is something in words, and the thing it hangs on.
type text struct {
	id   int64 // of its place in the index
	ref  org.Ref
	what What
	at   org.Time
	body string // empty where it is in the records
}

// Places in the index: the letter of what the words belong to, and its number.
func place(letter byte, n uint32) int64      { return int64(letter)<<32 | int64(n) }
func apart(id int64) (letter byte, n uint32) { return byte(id >> 32), uint32(id) }
func packed(r org.Ref) int64                 { return place(r.Letter, r.N) }

func unpacked(id int64) org.Ref {
	l, n := apart(id)
	return org.Ref{Letter: l, N: n}
}

// textsOf returns all texts of a thing as s has it.
func textsOf(s *org.State, ref org.Ref) (all []text) {
	record := func(what What, id org.TextID) {
		if id != 0 {
			all = append(all, text{id: place('X', uint32(id)), ref: ref, what: what})
		}
	}
	state := func(what What, letter byte, n uint32, at org.Time, body ...string) {
		if b := strings.TrimSpace(strings.Join(body, "\n")); b != "" {
			all = append(all, text{id: place(letter, n), ref: ref, what: what, at: at, body: b})
		}
	}
	switch ref.Letter {
	case 'C':
		if c := s.Circle(org.CircleID(ref.N)); c != nil && c.Live() {
			state(Statement, 'C', ref.N, c.Formed, c.Purpose)
			for _, id := range c.Guardrails {
				g := s.Guardrail(id)
				state(Limit, 'G', uint32(id), g.Since, g.Text)
			}
		}
	case 'R':
		if r := s.Role(org.RoleID(ref.N)); r != nil && r.Live() {
			body := append(append([]string{r.Purpose}, r.Accountabilities...), r.Domains...)
			state(Statement, 'R', ref.N, r.Made, body...)
		}
	case 'T':
		if t := s.Tension(org.TensionID(ref.N)); t != nil && !t.Withdrawn {
			record(Body, t.Body)
			record(How, t.How)
			for id := t.LastNote; id != 0; id = s.Note(id).Prev {
				record(Noted, s.Note(id).Text)
			}
		}
	case 'I':
		if i := s.Initiative(org.InitiativeID(ref.N)); i != nil && !i.Withdrawn {
			if i.Tension == 0 { // else its body is that of the tension
				record(Body, i.Body)
			}
			record(Outcome, i.Outcome)
			for id := i.LastStep; id != 0; id = s.Step(id).Prev {
				record(NextStep, s.Step(id).Text)
			}
			for id := i.LastNote; id != 0; id = s.Note(id).Prev {
				record(Noted, s.Note(id).Text)
			}
		}
	case 'D': // not its advice, which is unseen by some while it is gathered
		if x := s.Decision(org.DecisionID(ref.N)); x != nil && x.Agreement == 0 { // else it is that of the agreement
			record(Proposed, x.Stands().Text)
			record(Outcome, x.Word)
		}
	case 'M':
		if g := s.Agreement(org.AgreementID(ref.N)); g != nil {
			record(Agreed, g.Text)
		}
	case 'E':
		if e := s.Meeting(org.MeetingID(ref.N)); e != nil {
			for i := range e.Points {
				record(Noted, e.Points[i].Text)
			}
			for i := range e.Spoken {
				record(Noted, e.Spoken[i].Text)
			}
			record(NextStep, e.Step)
		}
	case 'K':
		if l := s.Learning(org.LearningID(ref.N)); l != nil && l.Dropped == 0 {
			record(Learned, l.Text)
		}
	}
	return all
}

// holder returns the thing whose texts a change of ref may change.
func holder(s *org.State, ref org.Ref) org.Ref {
	switch ref.Letter {
	case 'G':
		if c := s.HomeOf(ref); c != 0 {
			return org.RefOf(c)
		}
	case 'N':
		if n := s.Note(org.NoteID(ref.N)); n != nil && n.Tension != 0 {
			return org.RefOf(n.Tension)
		} else if n != nil {
			return org.RefOf(n.Initiative)
		}
	case 'A':
		if st := s.Step(org.StepID(ref.N)); st != nil {
			return org.RefOf(st.Initiative)
		}
	}
	return ref
}

// holders returns everything texts can hang on.
func holders(s *org.State) (all []org.Ref) {
	for id := range s.Circles() {
		all = append(all, org.RefOf(id))
	}
	for id := range s.Roles() {
		all = append(all, org.RefOf(id))
	}
	for id := range s.Tensions() {
		all = append(all, org.RefOf(id))
	}
	for id := range s.Initiatives() {
		all = append(all, org.RefOf(id))
	}
	for id := range s.Decisions() {
		all = append(all, org.RefOf(id))
	}
	for id := range s.Agreements() {
		all = append(all, org.RefOf(id))
	}
	for id := range s.Learnings() {
		all = append(all, org.RefOf(id))
	}
	return all
}
