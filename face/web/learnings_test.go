package web_test

import (
	"fmt"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// What work taught has a page, and stands where it was learned.
func TestLearnings(t *testing.T) {
	h := webtest.Anker(t)
	h.Do(t, 6, &org.KeepLearning{Circle: 3, Text: org.Write("Peel the potatoes together. It takes longer, and nobody minds.")})
	h.Do(t, 2, &org.KeepLearning{Circle: 4, Text: org.Write("Ring before noon.")})
	const work, potatoes, noon = "Ask the night team first.", "Peel the potatoes together.", "Ring before noon."
	for _, c := range []struct {
		as, query       string
		contains, lacks []string
	}{
		{"1", "", []string{work, potatoes, noon, "It takes longer, and nobody minds.", "/het-anker/initiatives/1", "Told by Noor Hendriks", `id="K1"`, "1 to 3 of 3"}, nil},
		{"1", "q=potato", []string{potatoes}, []string{work, noon}},
		{"1", "q=dressings", []string{work}, []string{potatoes}}, // a word of the work that taught it
		{"1", "circle=3", []string{potatoes}, []string{noon, work}},
		{"1", "circle=2", []string{work, noon}, []string{potatoes}}, // Team Oost is in it
		{"1", "person=6", []string{potatoes}, []string{noon, work}},
		{"1", "q=nothing+like+it", []string{"Nothing fits"}, []string{noon}},
		{"6", "", []string{"Take it back"}, nil},
		{"9", "", []string{"Nothing is written down yet"}, []string{work, potatoes, noon}}, // a guest in no circle
		{"1", "at=2025-02-21", []string{work}, []string{potatoes, noon}},
	} {
		webtest.Scenario{Name: c.as + " " + c.query, Path: "/het-anker/learnings?" + c.query, Header: asked(c.as, "en"), Contains: c.contains, Lacks: c.lacks}.Run(t, h)
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "its circle", Path: "/het-anker/circles/3", Header: asked("1", "en"), Contains: []string{"What was learned here", "/het-anker/learnings#K2", potatoes}, Lacks: []string{noon}},
		{Name: "the circle around it", Path: "/het-anker/circles/2", Header: asked("1", "da"), Contains: []string{"Hvad der blev lært her", noon, work}},
		{Name: "its work", Path: "/het-anker/initiatives/1", Header: asked("1", "en"), Contains: []string{work}},
		{Name: "found", Path: "/het-anker/search?q=potatoes", Header: asked("1", "en"), Contains: []string{`href="/het-anker/learnings#K2"`, "Learned: Day centre"}},
		{Name: "taken back", Path: "/het-anker/acts/learning.drop", Form: form("learning", "K2"), Header: asked("6", "en"), Status: 303},
		{Name: "gone", Path: "/het-anker/learnings", Header: asked("1", "en"), Contains: []string{noon}, Lacks: []string{potatoes}},
	})
	for n := range 60 {
		h.Do(t, 2, &org.KeepLearning{Circle: 4, Text: org.Write(fmt.Sprintf("Lesson %02d.", n))})
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "first page", Path: "/het-anker/learnings", Header: asked("1", "en"), Contains: []string{"1 to 50 of 62", "Lesson 59.", `rel="next"`}, Lacks: []string{"Lesson 09."}},
		{Name: "second page", Path: "/het-anker/learnings?page=2", Header: asked("1", "en"), Contains: []string{"Lesson 09.", work}, Lacks: []string{"Lesson 10."}},
		{Name: "found on its page", Path: "/het-anker/search?q=noon", Header: asked("1", "en"), Contains: []string{`/het-anker/learnings?page=2#K3`}},
	})
}

// A topic is found by the field in the bar, with whom one may ask.
func TestTopicsAreFound(t *testing.T) {
	h := webtest.Anker(t)
	h.Do(t, 2, &org.NameStrength{As: org.AsStrength, Text: org.Write("Wound care")})
	h.Do(t, 5, &org.NameStrength{As: org.AsStrength, Text: org.Write("wound care")})
	h.Do(t, 3, &org.NameStrength{As: org.AsWish, Text: org.Write("Wounds")})
	const to = "/het-anker/people?q=Wound+care"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "page", Path: "/het-anker/search?q=woun", Header: asked("1", "en"), Contains: []string{"Ask somebody about", to, "Sevgi Yıldız, Ward Claes"}, Lacks: []string{"Kofi"}},
		{Name: "while typing", Path: "/het-anker/search?q=woun&part=1", Header: asked("1", "nl"), Contains: []string{"Vraag iemand over", `data-href="` + to + `"`}},
		{Name: "another word", Path: "/het-anker/search?q=night", Header: asked("1", "en"), Lacks: []string{"Ask somebody about"}},
		{Name: "a guest in no circle", Path: "/het-anker/search?q=woun", Header: asked("9", "en"), Lacks: []string{"Ask somebody about", "Sevgi"}},
	})
}

// Somebody's course is told by years: one is open, and the address says which.
func TestCourseByYears(t *testing.T) {
	h := webtest.Anker(t)
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the last year", Path: "/het-anker/people/2", Header: asked("1", "en"), Contains: []string{"/het-anker/people/2?year=2025#course", "Fewer dressing changes"}, Lacks: []string{"Stock list"}},
		{Name: "another", Path: "/het-anker/people/2?year=2025", Header: asked("1", "en"), Contains: []string{"Stock list for dressings", "Fewer dressing changes", `aria-current="page"`}, Lacks: []string{"Family evening"}},
		{Name: "one in which there was nothing", Path: "/het-anker/people/2?year=1999", Header: asked("1", "en"), Contains: []string{"Family evening"}, Lacks: []string{"Stock list"}},
	})
}
