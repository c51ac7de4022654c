package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"orpheus/face/web/webtest"
	"orpheus/internal/test/need"
	"orpheus/org"
	"orpheus/service"
)

// structure is what the map as a table says of an organisation, as text: circles in one
// another, their roles, and who has held each since when and until when it is planned.
func structure(t *testing.T, d *service.Service, slug string) string {
	t.Helper()
	v, err := d.As(t.Context(), slug, service.Nobody)
	if err != nil {
		t.Fatal(err)
	}
	look, err := v.Look(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	names, err := d.Names(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	day := func(at org.Time) string { return service.Day(at, look.Zone()) }
	var walk func(m *org.MapCircle, way string)
	walk = func(m *org.MapCircle, way string) {
		if way != "" || m.Depth > 0 {
			way += "/" + m.Name
		}
		for _, r := range m.Roles {
			fmt.Fprintf(&b, "%s: %s leads %v formal %v", way, r.Name, r.Leads, r.Formal)
			var seats []string
			for _, seat := range r.Seats {
				seats = append(seats, fmt.Sprintf("; %s %s-%s", names[seat.Person], day(seat.Since), day(seat.Term)))
			}
			slices.Sort(seats)
			b.WriteString(strings.Join(seats, "") + "\n")
		}
		fmt.Fprintf(&b, "%s\n", way)
		for _, c := range m.Circles {
			walk(c, way)
		}
	}
	walk(look.Map(), "")
	return b.String()
}

// What the map gives as a table comes in again without loss, in each language: the same
// circles in one another, the same roles, with the same people since the same days.
func TestTheMapAsATableComesInAgain(t *testing.T) { comesInAgain(t, webtest.Linde(t)) }

// The same of a large public organisation.
func TestAPublicMapComesInAgain(t *testing.T) {
	h := webtest.NewHouse(t)
	h.Slug = "rust"
	from := filepath.Join(need.Data(t, "rust-team"), "rust-team-2026-01-01.tar.gz")
	if _, err := h.Service.Import(t.Context(), service.Import{Format: "rust-team", Path: from, Slug: h.Slug, Create: true}); err != nil {
		t.Fatal(err)
	}
	me, err := h.Service.AddPerson(t.Context(), h.Slug, service.Profile{Name: "Somebody who looks on"}, false, true)
	if err != nil {
		t.Fatal(err)
	}
	h.Me = me
	comesInAgain(t, h)
}

func comesInAgain(t *testing.T, h *webtest.House) {
	t.Helper()
	for _, lang := range []string{"en", "nl", "da"} {
		r := httptest.NewRequest(http.MethodGet, "/"+h.Slug+"/map.csv", nil)
		r.Header.Set("Accept-Language", lang)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatal(w.Code)
		}
		file := filepath.Join(t.TempDir(), "map.csv")
		if err := os.WriteFile(file, w.Body.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		im := service.Import{Format: "table", Path: file, Slug: "again-" + lang, Create: true, History: true}
		sum, err := h.Service.Import(t.Context(), im)
		if err != nil {
			t.Fatal(err)
		}
		if sum.Refused() > 0 {
			t.Errorf("%s: %+v", lang, sum.Oddities)
		}
		want, got := structure(t, h.Service, h.Slug), structure(t, h.Service, im.Slug)
		if strings.Count(want, "\n") < 20 {
			t.Fatalf("there is little to compare:\n%s", want)
		}
		have, wanted := strings.Split(got, "\n"), strings.Split(want, "\n")
		for _, line := range wanted {
			if !slices.Contains(have, line) {
				t.Errorf("%s: lost: %s", lang, line)
			}
		}
		if len(have) != len(wanted) {
			t.Errorf("%s: %d lines came of %d", lang, len(have), len(wanted))
		}
		if again, err := h.Service.Import(t.Context(), im); err != nil || again.Acts != 0 {
			t.Errorf("%s: the second time %v, %v", lang, again.Kinds, err)
		}
	}
}
