package web_test

import (
	"fmt"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/org"
	"orpheus/store/records"
)

// One field finds people by their name and by what they say one may ask them about.
func TestPeopleAreFound(t *testing.T) {
	h := webtest.Anker(t)
	h.Do(t, 2, &org.NameStrength{As: org.AsStrength, Text: org.Write("Wound care")})
	h.Do(t, 5, &org.NameStrength{As: org.AsStrength, Text: org.Write("wound care")})
	h.Do(t, 3, &org.NameStrength{As: org.AsStrength, Text: org.Write("Night rosters")})
	h.Do(t, 3, &org.NameStrength{As: org.AsWish, Text: org.Write("Facilitating")})
	const sevgi, ward, kofi, noor, ayla = `/people/2"`, `/people/5"`, `/people/3"`, `/people/6"`, `/people/9"`
	for _, c := range []struct {
		as, query      string
		contains, last []string
	}{
		{"1", "", []string{sevgi, noor, ayla, "Wound care</a>", "only one", "Night rosters</a>", "ask about Night rosters"}, []string{"wound care</a>", "Facilitating", "Bram de Wit"}},
		{"1", "q=wound", []string{sevgi, ward, "ask about Wound care"}, []string{kofi, noor}},
		{"1", "q=yildiz", []string{sevgi}, []string{ward}},
		{"1", "q=facilitating", []string{"Nobody fits"}, []string{kofi}}, // a wish is nothing to ask about
		{"1", "guests", []string{ayla}, []string{sevgi}},
		{"5", "near", []string{sevgi}, []string{noor}},
		{"1", "circle=3", []string{noor}, []string{ward}},
		{"1", "topics", []string{"Wound care</a>", "Night rosters</a>"}, []string{sevgi}},
		{"9", "", []string{ayla}, []string{sevgi, "Wound care", "Night rosters"}}, // a guest in no circle
		{"9", "q=wound", []string{"Nobody fits"}, []string{sevgi}},
	} {
		webtest.Scenario{Name: c.as + " " + c.query, Path: "/het-anker/people?" + c.query, Header: asked(c.as, "en"), Contains: c.contains, Lacks: c.last}.Run(t, h)
	}
	h.Do(t, 6, &org.KeepLearning{Text: org.Write("Order gauze on Mondays. Then it is there.")})
	webtest.Scenario{Name: "who learned it", Path: "/het-anker/people?q=gauze", Header: asked("1", "en"), Contains: []string{noor, "Was there when this was learned:", "Order gauze on Mondays.</a>", `/learnings#K`}, Lacks: []string{sevgi}}.Run(t, h)
	webtest.Scenario{Name: "not for a guest elsewhere", Path: "/het-anker/people?q=gauze", Header: asked("9", "en"), Contains: []string{"Nobody fits"}, Lacks: []string{"gauze on"}}.Run(t, h)
	h.Do(t, 3, &org.DropStrength{Strength: 3})
	webtest.Scenario{Path: "/het-anker/people", Header: asked("1", "en"), Lacks: []string{"Night rosters"}}.Run(t, h)
}

// Names come in pages, and the letters of the alphabet lead to them.
func TestPeopleComeInPages(t *testing.T) {
	h := webtest.Anker(t)
	for n := range 60 {
		if _, err := h.Service.AddPerson(t.Context(), h.Slug, records.Profile{Name: fmt.Sprintf("Mia %02d", n), Mail: fmt.Sprintf("mia%d@o.example", n)}, false, false); err != nil {
			t.Fatal(err)
		}
	}
	webtest.All(t, h, []webtest.Scenario{
		{Name: "first", Path: "/het-anker/people", Header: asked("1", "en"), Contains: []string{"1 to 50 of 67", `rel="next"`, `page=2#P2"`, "<span>Z</span>", "Mia 46"}, Lacks: []string{"Mia 47", `rel="prev"`}},
		{Name: "second", Path: "/het-anker/people?page=2", Header: asked("1", "da"), Contains: []string{"51 til 67 af 67", `rel="prev"`, "<span>Æ</span>", "Ward Claes"}, Lacks: []string{"Mia 46", `rel="next"`}},
	})
}
