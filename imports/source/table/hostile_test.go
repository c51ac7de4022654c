package table_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
	"orpheus/imports/source/sourcetest"
	"orpheus/imports/source/table"
	"orpheus/internal/racetest"
)

// workbook makes an XLSX file of sheets, each a name and rows of cells.
func workbook(t testing.TB, sheets map[string][][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for name, rows := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			if err := f.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// repacked is a workbook with a part changed or added.
func repacked(t testing.TB, data []byte, name string, part func(io.Writer)) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, f := range z.File {
		if f.Name == name {
			continue
		}
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	to, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	part(to)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// packedUp is a packed file that is no workbook.
func packedUp(t testing.TB, name string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	if _, err := w.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var plain = map[string][][]any{"Seats": {{"Circle", "Role", "Person", "Since", "Leads"}, {"Care", "Lead", "Ann", 45292, true}, {"Care", "Cook", "=1+1", "", ""}}}

// A workbook of four sheets is read as a folder of four files is; a date is the day it
// stands for, a text that looks like a formula is a text, and other sheets are passed over.
func TestWorkbook(t *testing.T) {
	data := workbook(t, map[string][][]any{
		"Seats": plain["Seats"], "Kringen": {{"Kring", "Naam", "Doel"}, {"Care", "Care team", "To be"}}, "Notes": {{"anything"}},
		"Roles": {{"circle", "role", "places"}, {"Care", "Lead", 2}}, "People": {{"person", "mail"}, {"Ann", "ann@linde.example"}},
	})
	read, err := table.ReadFile("linde.xlsx", data, table.Options{})
	if err != nil {
		t.Fatal(sourcetest.Says(err))
	}
	s := read.At(now, true)
	if err := sourcetest.Check(s); err != nil {
		t.Error(err)
	}
	out := sourcetest.Outline(s)
	for _, w := range []string{`circle care "Care team"`, `for "To be"`, `role lead "Lead" leads: name:ann; 2 places`, `"=1+1"`, "ann@linde.example", "linde.xlsx/Notes:0 unknown-sheet"} {
		if !strings.Contains(out, w) {
			t.Errorf("lacks %q:\n%s", w, out)
		}
	}
	if at := read.Dates()[0]; at.Format("2006-01-02") != "2024-01-01" {
		t.Errorf("the date is %v", at)
	}
}

// A workbook with a formula, a macro and a reference to another file is read: of the formula
// what it came to, and nothing is followed or run.
func TestWhatAWorkbookMayHoldIsNotFollowed(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for cell, v := range map[string]string{"A1": "circle", "B1": "person", "A2": "Care", "A3": "Care"} {
		if err := f.SetCellStr("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Sheet1", "B2", `WEBSERVICE("http://127.0.0.1:1/x")`); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellFormula("Sheet1", "B3", `'[/etc/passwd]Sheet1'!A1`); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	data := repacked(t, b.Bytes(), "xl/vbaProject.bin", func(w io.Writer) { _, _ = io.WriteString(w, "macro") })
	data = repacked(t, data, "xl/externalLinks/externalLink1.xml", func(w io.Writer) {
		_, _ = io.WriteString(w, `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><externalLink>&e;</externalLink>`)
	})
	read, err := table.ReadFile("x.xlsm", data, table.Options{})
	if err != nil {
		t.Fatal(sourcetest.Says(err))
	}
	if out := sourcetest.Outline(read.At(now, true)); strings.Contains(out, "root:") || strings.Contains(out, "WEBSERVICE") || strings.Contains(out, "person ") {
		t.Error(out)
	}
}

// Files made to do harm are refused, within 100 MB.
func TestHostileFiles(t *testing.T) {
	good := workbook(t, plain)
	zeros := func(n int) func(io.Writer) {
		return func(w io.Writer) {
			block := bytes.Repeat([]byte(" "), 1<<20)
			for range n {
				_, _ = w.Write(block)
			}
		}
	}
	rows := func(row string, n int) func(io.Writer) {
		return func(w io.Writer) {
			_, _ = io.WriteString(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+strings.Repeat(row, n)+`</sheetData></worksheet>`)
		}
	}
	for _, c := range []struct {
		name string
		data []byte
		says string // "" where it may be read
	}{
		{"a sheet of 300 MB.xlsx", repacked(t, good, "xl/worksheets/sheet2.xml", zeros(300)), "More than 64 MB are packed"},
		{"a picture of 300 MB.xlsx", repacked(t, good, "xl/media/image1.png", zeros(300)), "More than 64 MB are packed"},
		{"shared texts of 300 MB.xlsx", repacked(t, good, "xl/sharedStrings.xml", zeros(300)), "More than 64 MB are packed"},
		{"rows without number.xlsx", repacked(t, good, "xl/worksheets/sheet2.xml", rows(`<row><c t="inlineStr"><is><t>x</t></is></c></row>`, 300_000)), "more than 100,000 rows"},
		{"the last cell.xlsx", repacked(t, good, "xl/worksheets/sheet2.xml", rows(`<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>`, 1)), "No row names"},
		{"far to the right.xlsx", repacked(t, good, "xl/worksheets/sheet2.xml", rows(`<row><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>`, 1_000_000)), "more than 20,000,000 cells"},
		{"out of its folder.xlsx", repacked(t, good, "../../../outside.txt", zeros(1)), ""},
		{"no workbook.xlsx", packedUp(t, "word/document.xml"), "cannot be read as a workbook"},
		{"many aliases.yaml", []byte("a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\nseats: [*g,*g]\n"), "nested too deep, or stands for too much"},
		{"itself.yaml", []byte("seats: &a [*a]\n"), ""},
		{"100 MB.csv", bytes.Repeat([]byte("a,b\n"), 25<<20), "larger than 16 MB"},
		{"one cell.csv", append([]byte("circle,person\ncare,\""), bytes.Repeat([]byte("x"), 15<<20)...), ""},
		{"many rows.csv", append([]byte("circle,person\n"), bytes.Repeat([]byte("a,b\n"), 300_000)...), "more than 100,000 rows"},
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		read, err := table.ReadFile(c.name, c.data, table.Options{})
		runtime.ReadMemStats(&after)
		t.Logf("%s: %d MB more of the system", c.name, (int64(after.HeapSys)-int64(before.HeapSys))>>20)
		if got := sourcetest.Says(err); c.says != "" && (err == nil || !strings.Contains(got, c.says)) {
			t.Errorf("%s: %s", c.name, got)
		}
		if err == nil {
			if err := sourcetest.Check(read.At(now, true)); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if held := (int64(after.HeapSys) - int64(before.HeapSys)) >> 20; held > 100 && !racetest.On {
			t.Errorf("%s: %d MB more memory", c.name, held)
		}
	}
}

// Nothing in a folder leads out of it, and nothing of a workbook stays in the folder for
// files that come and go.
func TestNothingIsLeftBehind(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	big := workbook(t, plain)
	big = repacked(t, big, "xl/worksheets/sheet2.xml", func(w io.Writer) {
		_, _ = io.WriteString(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+
			strings.Repeat(`<row><c t="inlineStr"><is><t>Care</t></is></c><c t="inlineStr"><is><t>Ann</t></is></c></row>`, 90_000)+`</sheetData></worksheet>`)
	})
	var notes source.Notes
	if _, err := sheet.Workbook("big.xlsx", big, &notes); err != nil {
		t.Fatal(sourcetest.Says(err))
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	folder := t.TempDir()
	outside := filepath.Join(t.TempDir(), "seats.csv")
	if err := os.WriteFile(outside, []byte("circle,person\nsecret,Ann\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(folder, "seats.csv")); err != nil {
		t.Fatal(err)
	}
	if read, err := table.Read(os.DirFS(folder), ".", table.Options{}); err == nil {
		t.Error(sourcetest.Outline(read.At(now, true)))
	}
}
