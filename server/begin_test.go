package server_test

import (
	"fmt"
	"strings"
	"testing"

	"orpheus/identity"
)

// The first day of a steward, on pages alone, as docs/begin tells it: found, twelve people
// from a list with mistakes, six circles with roles, a second steward, one person leaves,
// one is erased. Each form that is sent is one press; what is typed counts beside.
func TestAStewardBegins(t *testing.T) {
	s := newSite(t, "http://o.example")
	link, err := s.people.NewLink(t.Context(), identity.Link{Kind: identity.Found})
	if err != nil {
		t.Fatal(err)
	}
	v, presses := s.visitor(), 0
	press := func(want int, to, path string, fields ...string) answer {
		t.Helper()
		presses++
		a := v.post(path, fields...)
		a.wants(t, want, to)
		return a
	}
	press(303, "/den", strings.TrimPrefix(link, "http://o.example"), "name", "Den", "slug", "den", "lang", "da", "zone", "Europe/Copenhagen", "person", "Anna Holm", "mail", "anna@den.example")

	names := strings.Fields("Bo Carl Dorte Emil Freja Gitte Hans Ida Jens Karen Lars Mette")
	list := []string{"Navn,E-mail"}
	for i, n := range names {
		line := fmt.Sprintf("%s Jensen <%s@den.example>", n, strings.ToLower(n))
		switch i {
		case 3:
			line = "Emil Jensen emil@den"
		case 5:
			line = "Gitte Jensen gitte@den.example; Hans Jensen <hans@den.example>"
		case 6:
			line = "Bo Jensen <bo@den.example>"
		}
		list = append(list, line)
	}
	look := press(200, "", "/den/people/invite", "list", strings.Join(list, "\n"), "do", "look")
	look.wants(t, 200, "", "emil@den")
	mended := []string{"do", "invite", "circle", "1"}
	for _, n := range names {
		mended = append(mended, "person", fmt.Sprintf("%s Jensen <%s@den.example>", n, strings.ToLower(n)))
	}
	press(200, "", "/den/people/invite", mended...)
	if got := strings.Count(v.get("/den/people/invitations").text, `<li id="P`); got != len(names) {
		t.Fatalf("%d are invited", got)
	}
	for i, c := range []string{"Hjemmepleje", "Køkken", "Aften", "Have", "Kontor", "Frivillige"} {
		id := fmt.Sprint(i + 2)
		press(303, "/den/circles/"+id, "/den/acts/circle.form", "parents", "C1", "name", c, "_back", "/den/circles/"+id)
		press(303, "/den/circles/"+id, "/den/acts/role.create", "circle", "C"+id, "name", "Koordinator", "_back", "/den/circles/"+id)
	}
	press(303, "/den/people/2", "/den/acts/person.steward", "person", "P2", "steward", "true")
	v.get("/den/acts/person.leave?person=P3").wants(t, 200, "", "ud")
	press(303, "/den/people/3", "/den/acts/person.leave", "person", "P3")
	press(303, "/den/people/4", "/den/acts/person.erase", "person", "P4", "_sure", "on")

	st, err := s.desk.Look(t.Context(), "den", 0)
	if err != nil {
		t.Fatal(err)
	}
	if st.Circle(7) == nil || st.Role(6) == nil || !st.Person(2).Steward || st.Person(3).Present() || !st.Person(4).Erased || st.Person(14) != nil {
		t.Errorf("it did not come about: %+v", st.Person(2))
	}
	if presses != 18 { // docs/begin says so
		t.Errorf("%d presses", presses)
	}
}
