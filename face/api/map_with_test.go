package api_test

import (
	"testing"

	"orpheus/org"
)

// The map as a decision would have it, or as one's own draft would: as far as who asks sees it.
func TestMapWithADecision(t *testing.T) {
	w := newWorld(t)
	w.do(t, 6, &org.ProposeDecision{Circle: 2, Tension: 1, Title: "A keeper", Changes: org.Acts{&org.CreateRole{Circle: 2, Name: "Night keeper"}}})
	w.do(t, 3, &org.ProposeDecision{Circle: 3, Tension: 2, Title: "Elsewhere", Changes: org.Acts{&org.CreateRole{Circle: 3, Name: "Day keeper"}}})
	w.do(t, 6, &org.ProposeDecision{Circle: 2, Tension: 1, Title: "Who leads", Changes: org.Acts{&org.CreateRole{Circle: 2, Name: "First", Leads: true, Holder: 2}}})
	for _, s := range []scenario{
		{name: "what it would change in numbers", path: "/measures?with=18", contains: []string{`"changes":[{"id":"lead_seats","was":{"state":"value","value":1},"is":{"state":"value","value":2},"clear":true}`}},
		{name: "a new role changes none", path: "/measures?with=16", lacks: []string{`"changes"`}},
		{name: "nor does nothing", path: "/measures", lacks: []string{`"changes"`}},
		{name: "numbers are for members", path: "/measures?with=18", as: "gijs", status: 403},
		{name: "today", path: "/map", lacks: []string{"Night keeper"}},
		{name: "as it would be", path: "/map?with=D16", contains: []string{"Night keeper"}, lacks: []string{"Day keeper"}},
		{name: "by its number", path: "/map?with=17", contains: []string{"Day keeper"}},
		{name: "to a guest of the circle", path: "/map?with=16", as: "gijs", contains: []string{"Night keeper"}},
		{name: "to a guest of another", path: "/map?with=17", as: "gijs", status: 404, lacks: []string{"Day keeper"}},
		{name: "an empty draft", path: "/map?with=draft", contains: []string{"Wound care"}, lacks: []string{"keeper\""}},
		{name: "no such decision", path: "/map?with=99", status: 404, contains: []string{`"key":"decision.unknown"`}},
		{name: "no decision", path: "/map?with=", status: 422, contains: []string{`"key":"api.id"`}},
		{name: "on a day too", path: "/map?with=16&at=2026-10-01", status: 422, contains: []string{`"key":"api.parameter"`}},
		{name: "elsewhere it means nothing", path: "/roles?with=16", status: 422, contains: []string{`"key":"api.parameter"`}},
	} {
		t.Run(s.name, func(t *testing.T) { s.run(t, w) })
	}
	v, err := w.config.Service.As(t.Context(), "linde", 2)
	if err != nil {
		t.Fatal(err)
	}
	res, _ := scenario{path: "/map?with=draft"}.run(t, w)
	if err := v.AddToPlan(t.Context(), &org.CreateRole{Circle: 2, Name: "Drafted"}, ""); err != nil {
		t.Fatal(err)
	}
	scenario{path: "/map?with=draft", header: map[string]string{"If-None-Match": res.Header.Get("ETag")}, contains: []string{"Drafted"}}.run(t, w)
	scenario{path: "/map?with=draft", as: "eva", lacks: []string{"Drafted"}}.run(t, w)
}
