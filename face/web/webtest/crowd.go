package webtest

import (
	"fmt"
	"testing"
	"time"

	"orpheus/org"
	"orpheus/store/records"
)

// Crowd returns a server with an organisation in which so many people, in four circles, each lead
// a piece of work in which four others take part, and a guest, who comes last. The first is a
// steward; nobody leads more than one thing.
func Crowd(t testing.TB, people int) *House {
	t.Helper()
	return crowd(t, people, []string{"Home care", "Day centres", "People & <learning>", "Places"})
}

// CrowdIn is Crowd in so many circles, numbered from 1.
func CrowdIn(t testing.TB, people, circles int) *House {
	t.Helper()
	names := make([]string, circles)
	for i := range names {
		names[i] = fmt.Sprint("Circle ", i+1)
	}
	return crowd(t, people, names)
}

func crowd(t testing.TB, people int, circles []string) *House {
	t.Helper()
	n := len(circles)
	h := NewHouse(t)
	names := make([]string, people+1)
	for i := range names {
		names[i] = fmt.Sprintf("Person %c%c", 'A'+i/26, 'a'+i%26)
	}
	begin := Now.AddDate(0, -6, 0)
	h.found(t, begin, org.FoundOrganisation{Slug: "crowd", Name: "The Crowd", Lang: "en", Zone: "Europe/Brussels"}, names, org.PersonID(people+1))
	h.write(t, func(do func(time.Time, org.PersonID, org.Act, *records.Profile)) {
		for i, name := range circles {
			do(begin, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: name}, nil)
			for p := i; p < people; p += n {
				do(begin, org.PersonID(p+1), &org.JoinCircle{Circle: org.CircleID(i + 2)}, nil)
			}
		}
		for p := range people {
			start := &org.StartInitiative{Circle: org.CircleID(p%n + 2), Title: fmt.Sprintf("Work <%d>", p+1)}
			at := begin.AddDate(0, 0, 1)
			do(at, org.PersonID(p+1), start, nil)
			for k := range 4 {
				if with := (p + 1 + 3*k) % people; with != p {
					do(at, org.PersonID(with+1), &org.JoinInitiative{Initiative: start.Initiative}, nil)
				}
			}
		}
	})
	return h
}
