package web_test

import (
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
)

// An informal role stands in the outline of the map beside the formal ones, once it stands.
func TestInformalRolesAreInTheOutline(t *testing.T) {
	h := webtest.Anker(t)
	state, err := h.Service.Look(t.Context(), h.Slug, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []org.PersonID{2, 5, 6} {
		if !state.Belongs(p, 2) {
			h.Do(t, p, &org.JoinCircle{Circle: 2})
		}
	}
	outline := func(name string, has, lacks []string) {
		t.Helper()
		header := asked("3", "en")
		header["Cookie"] += "; view=outline"
		webtest.Scenario{Name: name, Path: "/het-anker/map?circle=2", Header: header, Contains: has, Lacks: lacks}.Run(t, h)
	}
	const line = `id="informal-C2-1"`
	h.Do(t, 2, &org.RecogniseInformal{Circle: 2, Person: 5, As: org.AsDriver})
	h.Do(t, 5, &org.AcceptInformal{Informal: 1})
	outline("one colleague is not enough", nil, []string{line})
	h.Do(t, 6, &org.ConfirmInformal{Informal: 1})
	outline("two and a yes", []string{line, ">Driver<", ">informal<"}, nil)
}
