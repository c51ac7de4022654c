package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
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

// wholeStructure is structure with all that the tables of a structure hold: purposes, parents, members
// without a role, what a role is for, places and terms, origin and focus of each seat.
func wholeStructure(t *testing.T, d *service.Service, slug string) []string {
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
	lines := strings.Split(structure(t, d, slug), "\n")
	s := look.State
	circle := func(id org.CircleID) string { return s.Circle(id).Name }
	var walk func(m *org.MapCircle)
	walk = func(m *org.MapCircle) {
		if m.ID != org.Root {
			var parents []string
			for _, p := range m.Parents {
				if p != org.Root || len(m.Parents) > 1 {
					parents = append(parents, circle(p))
				}
			}
			lines = append(lines, fmt.Sprintf("circle %s: purpose %q in %q", m.Name, m.Purpose, parents))
			var joined []string
			for _, p := range m.Members {
				joined = append(joined, names[p])
			}
			slices.Sort(joined)
			lines = append(lines, fmt.Sprintf("circle %s: members %q", m.Name, joined))
		}
		for _, r := range m.Roles {
			row := s.Role(r.ID)
			in := m.Name
			if m.ID == org.Root {
				in = "all of it"
			}
			lines = append(lines, fmt.Sprintf("role %s of %s: purpose %q does %q decides %q places %d days %d", r.Name, in, r.Purpose, r.Accountabilities, r.Domains, row.Places, row.TermDays))
			for _, seat := range r.Seats {
				lines = append(lines, fmt.Sprintf("seat of %s in %s of %s: %s %q", names[seat.Person], r.Name, in, s.Seat(seat.ID).Origin.Origin(), seat.Focus))
			}
		}
		for _, c := range m.Circles {
			walk(c)
		}
	}
	walk(look.Map())
	slices.Sort(lines)
	return lines
}

// What an organisation takes along as tables comes in again without loss, as a workbook and as a folder,
// and a second time changes nothing.
func TestTheStructureTakenAlongComesInAgain(t *testing.T) {
	tablesComeInAgain(t, webtest.Linde(t))
}

// The same of a large public organisation.
func TestAPublicStructureTakenAlongComesInAgain(t *testing.T) {
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
	tablesComeInAgain(t, h)
}

func tablesComeInAgain(t *testing.T, h *webtest.House) {
	t.Helper()
	want := wholeStructure(t, h.Service, h.Slug)
	if len(want) < 60 {
		t.Fatalf("there is little to compare: %d lines", len(want))
	}
	for _, kind := range []string{"table.xlsx", "table.zip"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/"+h.Slug+"/take-out/"+kind, nil))
		if w.Code != http.StatusOK {
			t.Fatal(kind, w.Code)
		}
		path := filepath.Join(t.TempDir(), kind)
		if kind == "table.zip" {
			unpackTo(t, path, w.Body.Bytes())
		} else if err := os.WriteFile(path, w.Body.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		im := service.Import{Format: "table", Path: path, Slug: "again-" + kind[len("table."):], Create: true, History: true}
		sum, err := h.Service.Import(t.Context(), im)
		if err != nil {
			t.Fatal(kind, err)
		}
		if sum.Refused() > 0 {
			t.Errorf("%s: %+v", kind, sum.Oddities)
		}
		got := wholeStructure(t, h.Service, im.Slug)
		for _, line := range want {
			if !slices.Contains(got, line) {
				t.Errorf("%s: lost: %s", kind, line)
			}
		}
		for _, line := range got {
			if !slices.Contains(want, line) {
				t.Errorf("%s: new: %s", kind, line)
			}
		}
		if again, err := h.Service.Import(t.Context(), im); err != nil || again.Acts != 0 {
			t.Errorf("%s: the second time %v, %v", kind, again.Kinds, err)
		}
	}
}

func unpackTo(t *testing.T, dir string, body []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		all, err := io.ReadAll(r)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, filepath.Base(f.Name)), all, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
