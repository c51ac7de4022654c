package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
	"orpheus/org/ballot"
	"orpheus/org/ballot/file"
	"orpheus/store/records"
)

// A vote by forms alone, from its options to who voted what.
func TestAVoteByForms(t *testing.T) {
	h := webtest.Anker(t)
	for p := org.PersonID(3); p <= 4; p++ {
		h.Do(t, p, &org.JoinCircle{Circle: 2})
	}
	h.Do(t, 5, &org.ProposeDecision{Circle: 2, Title: "Which car", Text: org.Write("We buy one car.")})
	send := func(as, path string, pairs ...string) webtest.Scenario {
		return webtest.Scenario{Name: as + " " + path, Path: "/het-anker" + path, Header: asked(as, "en"), Form: form(pairs...), Status: http.StatusSeeOther}
	}
	look := func(as, path string, contains, lacks []string) webtest.Scenario {
		return webtest.Scenario{Name: as + " sees " + path, Path: "/het-anker" + path, Header: asked(as, "en"), Contains: contains, Lacks: lacks}
	}
	webtest.All(t, h, []webtest.Scenario{
		look("5", "/decisions/1", []string{"Add an option", "Have it voted on"}, []string{`id="vote"`}),
		send("5", "/acts/decision.add_option", "decision", "D1", "name", "The green car"),
		send("3", "/acts/decision.add_option", "decision", "D1", "name", "The red car", "text", "It is older."),
		look("3", "/decisions/1", []string{"The green car", "The red car", "It is older.", "It stays as it is"}, []string{"Have it voted on"}),
		{Name: "no reason", Path: "/het-anker/acts/decision.call_vote", Header: asked("5", "en"), Form: form("decision", "D1", "method", "schulze"), Status: 422},
		look("5", "/acts/decision.call_vote?decision=D1", []string{"Ranks, each against each (Schulze)", "It holds when half of those who may vote do."}, nil),
		send("5", "/acts/decision.call_vote", "decision", "D1", "method", "schulze", "why", "Both will do.", "turnout", "half"),
		look("3", "/decisions", []string{"Asks something of you", "0 of 5 voted"}, nil),
		look("3", "/decisions/1", []string{"Your vote", "Rank them, 1 first.", "It holds when half of those who may vote do.", "Whoever says nothing does not count.", `name="mark2"`}, nil),
		look("6", "/decisions/1", nil, []string{`id="mine"`}),
		{Name: "too high", Path: "/het-anker/decisions/1/vote", Header: asked("3", "en"), Form: form("mark0", "7"), Status: 422, Contains: []string{"A mark is at most 3 here."}},
		send("3", "/decisions/1/vote", "mark0", "1", "mark1", "2", "mark2", "3"),
		look("3", "/decisions/1", []string{"which you can still change"}, nil),
		{Name: "nothing is counted yet", Path: "/het-anker/decisions/1/ballots", Header: asked("3", "en"), Status: http.StatusNotFound},
		look("2", "/decisions/1", []string{"1 of 5 voted"}, []string{"The green car: 1"}),
		send("2", "/decisions/1/vote", "mark0", "1", "mark1", "0", "mark2", "2"),
		send("4", "/decisions/1/vote", "mark0", "2", "mark1", "1", "mark2", "3"),
		send("1", "/decisions/1/vote", "mark0", "1", "mark1", "1", "mark2", "2"),
		send("5", "/decisions/1/vote", "mark0", "0", "mark1", "0", "mark2", "1"),
		{Name: "a guest of no circle", Path: "/het-anker/decisions/1/ballots", Header: asked("9", "en"), Status: http.StatusNotFound},
		look("6", "/decisions/1", []string{"Adopted", "Chosen", "All 5 ballots", "The green car: 1", "than The red car", "in force, looked at again"}, []string{`id="mine"`, "Find my ballot"}),
	})
	countsTheSame(t, h, "6", 1)
}

// countsTheSame has somebody take the ballots of a vote away as a table, and count them again
// as `orpheus count` does: it comes to what the decision came to.
func countsTheSame(t *testing.T, h *webtest.House, as string, id org.DecisionID) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/het-anker/decisions/"+id.String()[1:]+"/ballots", nil)
	for name, value := range asked(as, "en") {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Content-Disposition"), "het-anker-"+id.String()+".csv") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	s, err := h.Service.Look(t.Context(), "het-anker", 0)
	if err != nil {
		t.Fatal(err)
	}
	v := s.Decision(id).Vote
	e, err := file.Read("ballots.csv", w.Body.Bytes(), file.Options{Kind: v.Method.Counts().Kind(), Ranks: file.LowFirst})
	if err != nil {
		t.Fatalf("%v in %q", err, w.Body)
	}
	again, err := ballot.Count(&e.Election, v.Method.Counts(), ballot.Options{Seats: 1, NoOpinion: ballot.OpinionLast})
	if err != nil {
		t.Fatal(err)
	}
	var chosen []int
	for _, c := range v.Chosen {
		chosen = append(chosen, int(c))
	}
	if len(e.Ballots) != len(v.Ballots) || !slices.Equal(again.Winners, chosen) {
		t.Errorf("of %d ballots %v is chosen, counted again from %d %v", len(v.Ballots), chosen, len(e.Ballots), again.Winners)
	}
}

// A secret vote by forms: nobody sees who voted, before the end or after it, and each finds
// their own ballot by their word.
func TestASecretVoteByForms(t *testing.T) {
	h := webtest.Anker(t)
	for p := org.PersonID(3); p <= 4; p++ {
		h.Do(t, p, &org.JoinCircle{Circle: 2})
	}
	h.Do(t, 5, &org.ProposeDecision{Circle: 2, Title: "One car", Text: org.Write("We buy one car.")})
	h.Do(t, 5, &org.CallVote{Decision: 1, Method: org.YesOrNo, Secret: true, Why: org.Write("We differ.")})
	send := func(as, path string, pairs ...string) webtest.Scenario {
		return webtest.Scenario{Name: as + " " + path, Path: "/het-anker" + path, Header: asked(as, "en"), Form: form(pairs...), Status: http.StatusSeeOther}
	}
	look := func(as, path string, contains, lacks []string) webtest.Scenario {
		return webtest.Scenario{Name: as + " sees " + path, Path: "/het-anker" + path, Header: asked(as, "en"), Contains: contains, Lacks: lacks}
	}
	vote := func(as, mark, word string) webtest.Scenario {
		return send(as, "/decisions/1/vote", "mark", mark, "word", word)
	}
	webtest.All(t, h, []webtest.Scenario{
		look("3", "/decisions/1", []string{"A word of your own", "A secret ballot cannot be changed.", "Yes, as proposed"}, nil),
		look("3", "", []string{"Your vote is missing"}, nil),
		vote("3", "0", "swift"),
		look("3", "/decisions/1", []string{"Your vote is in", "nothing tells which one it is"}, []string{`name="mark"`}),
		look("3", "", nil, []string{"Your vote is missing"}),
		look("2", "/decisions/1", []string{`name="mark"`}, []string{"1 of 5", "swift"}),
		{Name: "twice", Path: "/het-anker/decisions/1/vote", Header: asked("3", "en"), Form: form("mark", "1"), Status: 409, Contains: []string{"A secret ballot stays as it was given"}},
		{Name: "nothing", Path: "/het-anker/decisions/1/vote", Header: asked("2", "en"), Form: form("word", "x"), Status: 422, Contains: []string{"Your vote is missing"}},
		vote("1", "0", ""),
		vote("2", "1", "anchor"),
		vote("4", "0", ""),
		look("1", "/changes", nil, []string{"voted on “One car”"}),
		vote("5", "none", "mill"),
		look("1", "/decisions/1", []string{"Adopted", "All 5 ballots", org.SignOf(1, "swift"), org.SignOf(1, "mill"), "Took part:", "Find my ballot"}, []string{"swift"}),
		{Name: "their own", Path: "/het-anker/decisions/1/ballot", Header: asked("2", "en"), Form: form("word", "anchor"), Status: http.StatusSeeOther, Is: map[string]string{"Location": "/het-anker/decisions/1?ballots=" + org.SignOf(1, "anchor") + "#b-" + org.SignOf(1, "anchor")}},
		{Name: "nobody's", Path: "/het-anker/decisions/1/ballot", Header: asked("2", "en"), Form: form("word", "mast"), Status: http.StatusSeeOther, Is: map[string]string{"Location": "/het-anker/decisions/1?ballots=none#ballots"}},
		look("2", "/decisions/1?ballots=none", []string{"No ballot has that word."}, nil),
	})
}

// A vote of many is a page of few: lists end, and say how many more there are.
func TestAVoteOfMany(t *testing.T) {
	h := webtest.Anker(t)
	for range 250 {
		p, err := h.Service.AddPerson(t.Context(), "het-anker", records.Profile{Name: "Somebody"}, false, false)
		if err != nil {
			t.Fatal(err)
		}
		h.Do(t, p, &org.JoinCircle{Circle: 2})
	}
	h.Do(t, 5, &org.ProposeDecision{Circle: 2, Title: "Which car", Text: org.Write("We buy one car.")})
	h.Do(t, 5, &org.CallVote{Decision: 1, Method: org.YesOrNo, Why: org.Write("We are many.")})
	s, err := h.Service.Look(t.Context(), "het-anker", 0)
	if err != nil {
		t.Fatal(err)
	}
	parties := s.Decision(1).Parties
	look := webtest.Scenario{Path: "/het-anker/decisions/1", Header: asked("3", "en"), Contains: []string{fmt.Sprintf(">%d more<", len(parties)-8-200)}}
	look.Run(t, h)
	for _, p := range parties {
		h.Do(t, p.Person, &org.CastBallot{Decision: 1, Marks: []uint16{1, 0}})
	}
	look.Contains = []string{"Adopted", fmt.Sprintf("All %d ballots", len(parties)), fmt.Sprintf("%d more are in the table.", len(parties)-200)}
	look.Run(t, h)
	page := func(path string) string {
		r := httptest.NewRequest(http.MethodGet, "/het-anker"+path, nil)
		for name, value := range look.Header {
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Body.String()
	}
	body := page("/decisions/1")
	if n := strings.Count(body, "</b>: Yes") + strings.Count(body, "</b>: The proposal"); n != 200 {
		t.Errorf("the page has %d ballots", n)
	}
	body = page("/propose?circle=C2")
	if more := fmt.Sprintf(">%d more<", len(parties)-6-200); !strings.Contains(body, more) {
		t.Errorf("of those concerned it does not say %q", more)
	}
}
