package webtest

import (
	"slices"
	"testing"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// The people of Het Anker.
const (
	fatima org.PersonID = 1 + iota
	sevgi
	kofi
	precious
	ward
	noor
	bram  // left
	liesb // was erased
	ayla  // a guest
)

// Evil is what somebody wrote who tries to bring a script into a page.
const Evil = `<script>alert("x")</script> & more`

// Anker is Het Anker, the day centre of a home-care organisation nobody works at: a
// small one, in which everything a page can tell happens once. Fatima looks.
func Anker(t testing.TB) *House {
	t.Helper()
	h := NewHouse(t)
	names := []string{"Fatima El Idrissi", "Sevgi Yıldız", "Kofi Mensah", "Precious Adeyemi", "Ward Claes", "Noor Hendriks", "Bram de Wit", "", "Ayla Øvergaard"}
	h.found(t, clock("2024-01-08 09:00"), org.FoundOrganisation{Slug: "het-anker", Name: "Het Anker", Lang: "nl", Zone: "Europe/Brussels"}, names, ayla)
	s := &story{}
	s.structure()
	s.work()
	slices.SortStableFunc(s.acts, func(a, b told) int { return a.at.Compare(b.at) })
	h.write(t, func(do func(time.Time, org.PersonID, org.Act, *records.Profile)) {
		for _, a := range s.acts {
			do(a.at, a.by, a.act, nil)
		}
	})
	return h
}

// story is what happened in Het Anker.
type story struct{ acts []told }

type told struct {
	at  time.Time
	by  org.PersonID
	act org.Act
}

func (s *story) do(at string, by org.PersonID, act org.Act) {
	s.acts = append(s.acts, told{clock(at), by, act})
}

func (s *story) structure() {
	purpose := "Everyone in our region grows old in a place that feels like theirs."
	s.do("2024-01-09 09:00", fatima, &org.AmendCircle{Circle: 1, Purpose: &purpose})
	s.do("2024-01-09 09:10", fatima, &org.FormCircle{Name: "Home care", Purpose: "People live well at home, with faces they know.", Parents: []org.CircleID{1}})
	s.do("2024-01-09 09:20", fatima, &org.FormCircle{Name: "Day centre", Purpose: "A day here is a day among friends.", Parents: []org.CircleID{1}})
	s.do("2024-02-05 09:00", fatima, &org.FormCircle{Name: "Team Oost", Purpose: "Clients in the east know who comes, and why.", Parents: []org.CircleID{2}})
	s.do("2024-02-05 09:05", fatima, &org.FormCircle{Name: "Kitchen", Parents: []org.CircleID{3, 2}})
	s.do("2024-02-05 09:10", 0, &org.CreateRole{Circle: 1, Name: "Director", Formal: true, Leads: true})
	s.do("2024-02-05 09:15", fatima, &org.CreateRole{
		Circle: 2, Name: "Wound care", Purpose: "Wounds heal without pain or delay.",
		Accountabilities: []string{"Keeps the protocol for dressings up to date", "Teaches whoever asks"},
		Domains:          []string{"Which wound products we use", "The photos of wounds"}, TermDays: 400,
	})
	s.do("2024-02-05 09:20", fatima, &org.CreateRole{Circle: 2, Name: "Night rosters", Purpose: "Every night somebody rested is there."})
	s.do("2024-02-05 09:25", fatima, &org.CreateRole{Circle: 4, Name: "Team link", Leads: true})
	s.do("2024-02-05 09:30", fatima, &org.CreateRole{Circle: 4, Name: "Family contact", Purpose: "Families hear from us before they have to ask."})
	s.do("2024-02-06 09:00", 0, &org.FillSeat{Role: 1, Person: fatima})
	s.do("2024-02-06 09:05", 0, &org.FillSeat{Role: 2, Person: bram})
	s.do("2024-02-06 09:10", fatima, &org.FillSeat{Role: 4, Person: kofi})
	s.do("2024-03-04 09:00", sevgi, &org.JoinCircle{Circle: 4})
	s.do("2024-03-04 09:05", precious, &org.TakeSeat{Role: 5, Focus: "Families who live far away"})
	s.do("2024-03-04 09:10", ward, &org.JoinCircle{Circle: 2})
	s.do("2024-03-04 09:15", noor, &org.JoinCircle{Circle: 3})
	s.do("2024-03-05 09:00", fatima, &org.SetGuardrail{Circle: 2, Text: "Up to 500 euro a month is spent without asking, if it is in the log the same week."})
	s.do("2025-02-03 09:00", bram, &org.LeavePerson{Person: bram})
	s.do("2025-03-10 09:00", sevgi, &org.TakeSeat{Role: 2, Focus: "Wounds that do not close"})
	s.do("2025-03-12 09:00", fatima, &org.FormCircle{Name: "Old rota group", Parents: []org.CircleID{2}})
	s.do("2025-06-12 09:00", fatima, &org.CloseCircle{Circle: 6})
}

func (s *story) work() {
	// I2 is laid down and led again, with a step that is late; I3 is open again,
	// since the clock ended its lead; I4 has a step that is still ahead.
	s.do("2025-01-13 09:00", liesb, &org.RaiseTension{Circle: 2, Title: "Stock list for dressings", Body: org.Write("A secret thought of somebody who left."), Lead: true})
	s.do("2025-01-20 09:00", sevgi, &org.JoinInitiative{Initiative: 1})
	s.do("2025-02-20 09:00", liesb, &org.ConcludeInitiative{Initiative: 1, Outcome: org.Write("One list, in one place."), Learned: org.Write("Ask the night team first.")})
	s.do("2025-03-01 09:00", 0, &org.ErasePerson{Person: liesb, KeepTexts: true})
	s.do("2025-10-06 08:00", ward, &org.RaiseTension{Circle: 2, Title: "Fewer dressing changes, same healing", Body: org.Write("Clients ask why we come so often.\nNobody could tell me.\n\nWhat if we look together?")})
	s.do("2025-10-06 09:00", precious, &org.FeelTension{Tension: 2})
	s.do("2025-10-06 09:05", kofi, &org.FeelTension{Tension: 2})
	s.do("2025-10-08 09:00", kofi, &org.TakeLead{Tension: 2, Until: day("2026-01-15")})
	s.do("2025-10-09 09:00", precious, &org.JoinInitiative{Initiative: 2})
	s.do("2025-10-20 09:00", kofi, &org.NoteInitiative{Initiative: 2, Text: org.Write("Two teams take part, for twelve weeks.\nWe measure every Friday.")})
	s.do("2025-11-03 09:00", noor, &org.StartInitiative{Circle: 3, Title: "Cooking with clients", Until: day("2026-01-10")})
	s.do("2025-12-01 09:00", kofi, &org.LayDownLead{Lead: 2, Why: org.Write("I move to the day centre. The figures are in the log.")})
	s.do("2025-12-03 09:00", sevgi, &org.TakeLead{Initiative: 2, Until: day("2026-04-30")})
	s.do("2025-12-03 09:05", ward, &org.JoinInitiative{Initiative: 2})
	s.do("2026-03-02 09:00", sevgi, &org.SetStep{Initiative: 2, Text: org.Write("Compare with Team West"), Due: day("2026-03-10")})
	s.do("2026-03-04 09:00", ward, &org.NoteInitiative{Initiative: 2, Text: org.Write("Eleven wounds closed so far, two opened again.")})
	s.do("2026-01-12 09:00", precious, &org.StartInitiative{Circle: 4, Serves: 2, Title: "Family evening in the hall", Body: org.Write("One evening on which families meet each other."), Until: day("2026-04-30")})
	s.do("2026-01-13 09:00", sevgi, &org.JoinInitiative{Initiative: 4})
	s.do("2026-03-10 09:00", precious, &org.SetStep{Initiative: 4, Text: org.Write("Confirm the room"), Due: day("2026-03-24")})

	s.do("2026-02-01 09:00", noor, &org.RaiseTension{Circle: 3, Title: Evil, Body: org.Write(Evil)})
	s.do("2026-03-14 09:00", ward, &org.RaiseTension{Circle: 2, Title: "Key safes: nobody knows which codes are current"})
	s.do("2026-03-15 09:00", kofi, &org.FeelTension{Tension: 4})
	s.do("2026-03-16 09:00", noor, &org.RaiseTension{Circle: 1, Title: "New colleagues get no medication talk in week one", Body: org.Write("Three started in February. None of them heard it.")})
}

// clock reads a moment, "2025-03-03 10:00" in UTC.
func clock(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return t
}

func day(s string) org.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return org.At(t)
}
