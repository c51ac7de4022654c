package out_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"orpheus/face/out"
	"orpheus/internal/circlepack"
	"orpheus/internal/demo"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
)

// house is an organisation with what is hard to take along: names that are shared, that begin as
// a formula does or that the format reads as something else, and a guest who sees a part.
type house struct {
	t *testing.T
	d *service.Service
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t, service.Empty()}
	t.Cleanup(func() { _ = h.d.Close() })
	if _, err := h.d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Zone: "Europe/Amsterdam", Person: service.Profile{Name: "Fatima Idrissi", Mail: "fatima@linde.example"}}); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) do(by org.PersonID, acts ...org.Act) {
	h.t.Helper()
	v, err := h.d.As(h.t.Context(), "linde", by)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, a := range acts {
		if _, err := v.Do(h.t.Context(), service.Asked{Act: a}); err != nil {
			h.t.Fatalf("%T: %v", a, err)
		}
	}
}

func (h *house) join(name string, guest bool) {
	h.t.Helper()
	v, err := h.d.As(h.t.Context(), "linde", 1)
	if err == nil {
		_, err = v.Do(h.t.Context(), service.Asked{Act: &org.JoinPerson{Guest: guest}, Profile: &service.Profile{Name: name}})
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) look(by org.PersonID) *service.Look {
	h.t.Helper()
	v, err := h.d.As(h.t.Context(), "linde", by)
	if err != nil {
		h.t.Fatal(err)
	}
	l, err := v.Look(h.t.Context(), 0)
	if err != nil {
		h.t.Fatal(err)
	}
	return l
}

func (h *house) file(by org.PersonID, kind string, names bool) out.File {
	h.t.Helper()
	f, err := out.Make(h.t.Context(), circlepack.NewMemory(1000), h.look(by), i18n.For("nl"), kind, names)
	if err != nil {
		h.t.Fatalf("%s: %v", kind, err)
	}
	return f
}

func filled(t *testing.T) *house {
	h := newHouse(t)
	h.join("Kofi Mensah", false)
	h.join("Kofi Mensah", false)
	h.join("=HYPERLINK(\"http://x\")", false)
	h.join("Roza Łuczak", true)
	h.do(1,
		&org.FormCircle{Name: "Thuiszorg", Parents: []org.CircleID{1}, Purpose: "Zorg thuis"},
		&org.FormCircle{Name: "Team; Noord", Parents: []org.CircleID{2, 1}},
		&org.FormCircle{Name: "Team", Parents: []org.CircleID{2}},
		&org.FormCircle{Name: "team", Parents: []org.CircleID{3}},
		&org.CreateRole{Circle: 2, Name: "Wondzorg", Accountabilities: []string{"Verband; op tijd", "=1+1"}, Domains: []string{"de kar"}, Leads: true, Places: 2, TermDays: 90},
		&org.CreateRole{Circle: 4, Name: "Onbekend"},
		&org.CreateRole{Circle: 3, Name: "Planning"},
	)
	h.do(2, &org.JoinCircle{Circle: 2}, &org.TakeSeat{Role: 1, Focus: "noord"}, &org.JoinCircle{Circle: 4})
	h.do(3, &org.JoinCircle{Circle: 2}, &org.TakeSeat{Role: 1}, &org.LeaveCircle{Circle: 2})
	h.do(4, &org.JoinCircle{Circle: 3}, &org.TakeSeat{Role: 3})
	return h
}

// tables are the tables in a packed file, by name.
func tables(t *testing.T, body []byte) map[string][][]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][][]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff"))))
		if all[strings.TrimSuffix(f.Name, ".csv")], err = in.ReadAll(); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// The structure has a row for each thing, under keys that are read as that thing alone.
func TestStructureAsTables(t *testing.T) {
	h := filled(t)
	all := tables(t, h.file(1, "table.zip", true).Body)
	if got := all["circles"]; len(got) != 6 || !slices.Equal(got[1][:2], []string{".", "De Linde"}) || !slices.Equal(got[2][:4], []string{"Thuiszorg", "Thuiszorg", "Zorg thuis", ""}) ||
		!slices.Equal(got[3][:4], []string{"C3", "Team; Noord", "", "Thuiszorg;."}) || got[4][0] != "C5" || got[5][0] != "C4" {
		t.Errorf("circles: %q", got)
	}
	if got := all["roles"]; len(got) != 4 || !slices.Equal(got[1], []string{"Thuiszorg", "Wondzorg", "Wondzorg", "", "yes", "", "2", "90", "Verband; op tijd\n'=1+1", "de kar"}) || got[3][1] != "R2" {
		t.Errorf("roles: %q", got)
	}
	if got := all["people"]; len(got) < 4 || !slices.ContainsFunc(got, func(r []string) bool { return r[0] == "P2" && r[1] == "Kofi Mensah" }) {
		t.Errorf("people: %q", got)
	}
	seats := all["seats"]
	if len(seats) != 11 || !slices.ContainsFunc(seats, func(r []string) bool { return r[0] == "C4" && r[1] == "" && r[2] == "P2" }) ||
		!slices.ContainsFunc(seats, func(r []string) bool {
			since, err := time.Parse(time.RFC3339Nano, r[3])
			return r[1] == "Wondzorg" && r[2] == "P2" && r[7] == "noord" && err == nil && org.At(since) == h.look(1).State.Seat(1).Since && r[5] != "" && r[6] != ""
		}) {
		t.Errorf("seats: %q", seats)
	}
}

// No cell of any table begins a formula, and in the workbook every cell is a text.
func TestNothingBecomesAFormula(t *testing.T) {
	h := filled(t)
	for name, rows := range tables(t, h.file(1, "table.zip", true).Body) {
		for _, row := range rows {
			for _, cell := range row {
				if cell != out.Harmless(cell) {
					t.Errorf("%s: %q", name, cell)
				}
			}
		}
	}
	book, err := excelize.OpenReader(bytes.NewReader(h.file(1, "table.xlsx", true).Body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); !slices.Equal(got, []string{"seats", "circles", "roles", "people"}) {
		t.Error(got)
	}
	found := false
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, cell := range row {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				formula, err := book.GetCellFormula(sheet, at)
				if err != nil || formula != "" {
					t.Errorf("%s %s is the formula %q: %v", sheet, at, formula, err)
				}
				found = found || strings.HasPrefix(cell, "=HYPERLINK")
			}
		}
	}
	if !found {
		t.Error("the name that looks like a formula is not in the workbook as it is")
	}
}

// A guest takes along what they see, and no kind of file has more.
func TestCutByWhoMaySee(t *testing.T) {
	h := filled(t)
	h.do(1, &org.FillSeat{Role: 2, Person: 5})
	for _, kind := range out.Kinds() {
		whole, cut := h.file(1, kind, true).Body, h.file(5, kind, true).Body
		if len(whole) == 0 || len(cut) == 0 {
			t.Errorf("%s is empty", kind)
		}
		if strings.HasSuffix(kind, ".pdf") || strings.HasPrefix(kind, "map") {
			continue // letters are shapes there; what is drawn is the map that is cut
		}
		for _, hidden := range []string{"Wondzorg", "Planning", "noord", "HYPERLINK", "de kar"} {
			if bytes.Contains(unpacked(t, kind, cut), []byte(hidden)) {
				t.Errorf("%s tells a guest of %s", kind, hidden)
			}
		}
	}
	if !bytes.Contains(unpacked(t, "table.zip", h.file(5, "table.zip", true).Body), []byte("Łuczak")) {
		t.Error("the guest does not see who they are")
	}
	if !bytes.Contains(unpacked(t, "markdown.zip", h.file(1, "markdown.zip", true).Body), []byte("Kofi")) || bytes.Contains(unpacked(t, "markdown.zip", h.file(1, "markdown.zip", false).Body), []byte("Kofi")) {
		t.Error("Markdown has names where it should have none, or the other way round")
	}
}

// unpacked is what is in a file, packed or not.
func unpacked(t *testing.T, kind string, body []byte) []byte {
	t.Helper()
	if !strings.HasSuffix(kind, ".zip") && !strings.HasSuffix(kind, ".xlsx") {
		return body
	}
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, raw...)
	}
	return all
}

// Text of people is no markup: not in the book, and not in Markdown or what stands before it.
func TestHostileTextsStayTexts(t *testing.T) {
	h := newHouse(t)
	h.do(1, &org.FormCircle{Name: "<script>alert(1)</script>", Parents: []org.CircleID{1}, Purpose: "---\nkind: admin\n# Head\n- [x](javascript:alert(1)) ![y](http://x/y.png)\n1. one"})
	text := string(unpacked(t, "markdown.zip", h.file(1, "markdown.zip", true).Body))
	for _, bad := range []string{"# <script>", "\n---\nkind: admin", "\n# Head", "\n- [x](", "![y]", "\n1. one"} {
		if strings.Contains(regexp.MustCompile(`(?m)^[a-z]+: ".*"$`).ReplaceAllString(text, ""), bad) {
			t.Errorf("Markdown has %q in\n%s", bad, text)
		}
	}
	if !strings.Contains(text, `name: "<script>alert(1)</script>"`) {
		t.Error(text)
	}
	book := string(h.file(1, "book.html", true).Body)
	if strings.Contains(book, "<script") || !strings.Contains(book, "<html lang=\"nl\">") {
		t.Error(book)
	}
}

// The whole of De Linde comes out, as pictures of their size. ORPHEUS_PICTURES is a folder in
// which they are to be looked at.
func TestDeLindeComesOut(t *testing.T) {
	h := &house{t, service.Empty()}
	defer h.d.Close()
	if err := demo.Grow(t.Context(), h.d, demo.Options{Lang: "nl", Size: demo.Small, Until: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	places := circlepack.NewMemory(out.PlacesKept)
	for _, kind := range out.Kinds() {
		f, err := out.Make(t.Context(), places, h.look(1), i18n.For("nl"), kind, true)
		if err != nil {
			t.Fatal(kind, err)
		}
		body := f.Body
		t.Logf("%s: %d bytes", f.Name, len(body))
		if folder := os.Getenv("ORPHEUS_PICTURES"); folder != "" {
			if err := os.WriteFile(filepath.Join(folder, f.Name), body, 0o600); err != nil {
				t.Error(err)
			}
		}
		box := map[string]string{"map-a3.pdf": "/MediaBox[0 0 1190.5512 841.88976]", "map-a2.pdf": "/MediaBox[0 0 1683.7795 1190.5512]", "map-a1.pdf": "/MediaBox[0 0 2383.937 1683.7795]"}[kind]
		switch {
		case box != "" && (!bytes.HasPrefix(body, []byte("%PDF-")) || !bytes.Contains(body, []byte(box)) || !bytes.Contains(body, []byte("Familjen"))):
			t.Errorf("%s is no page of its size with its letters: %s", kind, regexp.MustCompile("/MediaBox[^]]*]").Find(body))
		case kind == "map.png":
			pic, err := png.Decode(bytes.NewReader(body))
			if err != nil || pic.Bounds().Dx() != 3200 {
				t.Error(err, pic.Bounds())
			}
		case kind == "map.svg" && (bytes.Contains(body, []byte("<text")) || bytes.Count(body, []byte("<path")) < 150):
			t.Errorf("the drawing has letters, or hardly anything: %d", bytes.Count(body, []byte("<path")))
		case kind == "agreements.csv" || kind == "decisions.csv":
			if rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff")))).ReadAll(); err != nil || len(rows) < 5 {
				t.Error(kind, len(rows), err)
			}
		}
		again, err := out.Make(t.Context(), places, h.look(1), i18n.For("nl"), kind, true)
		if same := bytes.Equal(again.Body, body); err != nil || !same && !strings.HasSuffix(kind, ".xlsx") && !strings.HasSuffix(kind, ".pdf") {
			t.Errorf("%s is another the second time: %v", kind, err)
		}
	}
}
