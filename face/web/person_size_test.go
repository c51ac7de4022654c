package web_test

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// The page of somebody who did five thousand things stays small.
func TestPageOfSomebodyWhoDidMuch(t *testing.T) {
	h := webtest.Anker(t)
	for n := range 2500 {
		h.Do(t, 6, &org.StartInitiative{Circle: 3, Title: fmt.Sprintf("A piece of work with a name as long as most, number %d", n)})
		if n%25 > 0 {
			h.Do(t, 6, &org.ConcludeInitiative{Initiative: org.InitiativeID(5 + n), Outcome: org.Write("Done.")})
		}
	}
	for _, path := range []string{"/het-anker/people/6", "/het-anker/people/6?page=3"} {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set(webtest.Asker, "1")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != 200 || w.Body.Len() > 300_000 {
			t.Errorf("%s: status %d, %d bytes", path, w.Code, w.Body.Len())
		}
	}
	webtest.Scenario{Path: "/het-anker/people/6", Header: asked("1", "en"), Contains: []string{"1 to 50 of 2,501", "All 100 of them", "The picture shows 12 of 2,501"}}.Run(t, h)
}

// Of many circles several are chosen by typing, each in a field of its own.
func TestSeveralCirclesAreChosenByTyping(t *testing.T) {
	h := webtest.Anker(t)
	for n := range 70 {
		h.Do(t, 1, &org.FormCircle{Parents: []org.CircleID{1}, Name: fmt.Sprintf("Team %02d", n), Apart: true})
	}
	const path = "/het-anker/acts/circle.move"
	webtest.All(t, h, []webtest.Scenario{
		{Name: "the form", Path: path + "?circle=C4", Header: asked("1", "en"), Contains: []string{`name="_find.parents.0" value="Home care`, `name="_find.parents.2"`, "but=C4"}, Lacks: []string{"<option"}},
		{Name: "several fit", Path: path, Form: form("circle", "C4", "_about", "circle", "_was.parents", "C2", "_find.parents.0", "Home care", "_find.parents.1", "Team 1"), Header: asked("1", "en"), Status: 422, Contains: []string{`value="Home care"`, `type="radio" name="parents.1"`}},
		{Name: "none", Path: path, Form: form("circle", "C4", "_about", "circle", "_was.parents", "C2", "_find.parents.0", "", "_find.parents.1", ""), Header: asked("1", "en"), Status: 422, Contains: []string{"Choose one first."}},
		{Name: "chosen", Path: path, Form: form("circle", "C4", "_about", "circle", "_was.parents", "C2", "_find.parents.0", "Team 10", "_find.parents.1", "Team 1", "_among.parents.1", "Team 1", "parents.1", "C18"), Header: asked("1", "en"), Status: 303},
		{Name: "it is there", Path: "/het-anker/circles/4", Header: asked("1", "en"), Contains: []string{"Team 10", "Team 11"}},
	})
}
