package web_test

import (
	"net/url"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
)

// Circles and roles are made where they stand: on the map and on the page of a circle, by
// whoever may; others see nothing of it.
func TestBuildingByHand(t *testing.T) {
	h := webtest.Anker(t)
	const onMap, onPage = "/het-anker/map?circle=2", "/het-anker/circles/2"
	const role, circle = `/het-anker/acts/role.create?`, `/het-anker/acts/circle.form?`
	webtest.All(t, h, []webtest.Scenario{
		{Name: "a member, map", Path: onMap, Header: asked("5", "en"), Contains: []string{role, circle, "Add a role", "Add a circle"}},
		{Name: "a member, page", Path: onPage, Header: asked("5", "nl"), Contains: []string{role, circle, "Rol toevoegen", "Kring toevoegen"}},
		{Name: "of another circle, map", Path: onMap, Header: asked("6", "en"), Lacks: []string{role, circle}},
		{Name: "of another circle, page", Path: onPage, Header: asked("6", "en"), Contains: []string{role, circle}}, // where it leads to proposing
		{Name: "the past, map", Path: onMap + "&at=2025-03-03", Header: asked("5", "en"), Lacks: []string{role, circle}},
		{Name: "the past, page", Path: onPage + "?at=2025-03-03", Header: asked("5", "en"), Lacks: []string{role, circle}},
		{Name: "the form", Path: "/het-anker/acts/role.create?circle=C2", Header: asked("5", "en"), Contains: []string{`name="holder"`, `name="_again"`, `<details class="fold" id="form-more">`, "Kofi Mensah"}, Lacks: []string{`name="formal"`}},
		{Name: "the form of a steward", Path: "/het-anker/acts/role.create?circle=C2", Header: asked("1", "en"), Contains: []string{`name="formal"`}},
		{Name: "a fault behind more", Path: "/het-anker/acts/role.create", Form: url.Values{"circle": {"C2"}, "name": {"x"}, "places": {"many"}}, Header: as("5", ""), Status: 422, Contains: []string{`<details class="fold" id="form-more" open>`}},
	})
}

// A role is made with who holds it, one after the other in its circle, and one undo takes
// back both.
func TestMakingOneRoleAfterTheOther(t *testing.T) {
	h := webtest.Anker(t)
	back := "/het-anker/map?circle=2"
	res := webtest.Scenario{
		Path: "/het-anker/acts/role.create", Header: as("5", ""), Status: 303,
		Form: url.Values{"circle": {"C2"}, "name": {"Keys"}, "holder": {"P3"}, "_again": {"1"}, "_back": {back}},
		Is:   map[string]string{"Location": "/het-anker/acts/role.create?" + url.Values{"_again": {"1"}, "_back": {back}, "circle": {"C2"}}.Encode()},
	}.Run(t, h)
	webtest.Scenario{Path: res.Header.Get("Location"), Header: as("5", cookies(res)), Contains: []string{`id="done"`, "Keys", "Undo", `name="circle" value="C2"`, `name="name" value=""`, "autofocus", `name="_back" value="` + back + `"`}}.Run(t, h)
	res = webtest.Scenario{Path: "/het-anker/acts/role.create", Header: as("5", ""), Status: 303, Form: url.Values{"circle": {"C2"}, "name": {"Lamps"}, "holder": {"P3"}, "_back": {back}}, Is: map[string]string{"Location": back}}.Run(t, h)
	page := webtest.Scenario{Name: "the map tells it", Path: back, Header: as("5", cookies(res)), Contains: []string{`id="done"`, "Lamps", "Kofi Mensah", "/het-anker/undo/"}, Is: map[string]string{"Cache-Control": "no-store"}}
	page.Run(t, h)
	seq := strings.TrimPrefix(strings.Split(cookies(res), ";")[0], "done=")
	webtest.Scenario{Path: "/het-anker/undo/" + seq, Form: url.Values{"_back": {back}}, Header: as("5", ""), Status: 303}.Run(t, h)
	v, err := h.Service.As(t.Context(), h.Slug, 5)
	if err != nil {
		t.Fatal(err)
	}
	look, err := v.Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]bool{}
	for _, seat := range look.State.Person(3).Seats {
		held[look.State.Role(look.State.Seat(seat).Role).Name] = true
	}
	for id, r := range look.State.Roles() {
		if r.Name == "Lamps" && (r.Live() || len(r.Seats) > 0) {
			t.Errorf("%v is still there, held by %d", id, len(r.Seats))
		}
	}
	if !held["Keys"] || held["Lamps"] {
		t.Errorf("Kofi holds %v", held)
	}
}
