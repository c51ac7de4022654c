package webtest

import (
	"fmt"
	"testing"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// The people of the village: members but for the last one.
const (
	VillageMembers              = 24
	VillageGuest   org.PersonID = VillageMembers + 1
)

// Village is Het Dorp, large enough for statistics and small enough to count: everybody
// began two pieces of work by themselves, and the next one took part in each. In its
// circle C2 there are too few people for any number.
func Village(t testing.TB) *House {
	t.Helper()
	h := NewHouse(t)
	var names []string
	for n := range VillageGuest {
		names = append(names, fmt.Sprintf("Person %c", 'A'+n))
	}
	h.found(t, clock("2024-01-08 09:00"), org.FoundOrganisation{Slug: "het-dorp", Name: "Het Dorp", Lang: "en", Zone: "Europe/Brussels"}, names, VillageGuest)
	at := clock("2026-01-12 09:00")
	h.write(t, func(do func(time.Time, org.PersonID, org.Act, *records.Profile)) {
		do(at, 0, &org.FormCircle{Name: "Well", Parents: []org.CircleID{1}}, nil)
		do(at, 1, &org.JoinCircle{Circle: 2}, nil)
		do(at, 2, &org.JoinCircle{Circle: 2}, nil)
		work := org.InitiativeID(0)
		for round := range 2 {
			for p := range org.PersonID(VillageMembers) {
				at = at.Add(2 * time.Hour)
				circle := org.CircleID(1)
				if p == 0 && round == 0 {
					circle = 2
				}
				do(at, p+1, &org.StartInitiative{Circle: circle, Title: fmt.Sprintf("Work %d of %c", round+1, 'A'+p)}, nil)
				work++
				do(at, (p+1)%VillageMembers+1, &org.JoinInitiative{Initiative: work}, nil)
			}
		}
	})
	return h
}
