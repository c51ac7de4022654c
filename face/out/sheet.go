package out

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// mostCell is how many characters a cell of a workbook holds; the rest of a longer text is
// left out there, and is whole in the tables.
const mostCell = 32_767

// CSV writes a table as spreadsheets read it: with the mark by which they know the encoding,
// and no text that they take for a formula.
func CSV(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = Harmless(cell)
		}
		if err := out.Write(safe); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// zipped are tables as files of one folder, packed.
func zipped(tables []Table, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, t := range tables {
		f, err := z.CreateHeader(&zip.FileHeader{Name: t.Name + ".csv", Method: zip.Deflate, Modified: at})
		if err != nil {
			return nil, err
		}
		if err := CSV(f, t.Rows); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

// workbook are tables as the sheets of one workbook. Every cell is a text, never a formula.
func workbook(tables []Table) (raw []byte, err error) {
	f := excelize.NewFile()
	defer func() {
		if shut := f.Close(); err == nil {
			err = shut
		}
	}()
	head, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	for i, t := range tables {
		if i == 0 {
			err = f.SetSheetName("Sheet1", t.Name)
		} else {
			_, err = f.NewSheet(t.Name)
		}
		if err == nil {
			err = sheet(f, t, head)
		}
		if err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}

func sheet(f *excelize.File, t Table, head int) error {
	w, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	for i := range t.Rows[0] {
		wide := 12.0
		for _, row := range t.Rows {
			wide = max(wide, min(48, float64(utf8.RuneCountInString(row[i]))+2))
		}
		if err := w.SetColWidth(i+1, i+1, wide); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for n, row := range t.Rows {
		cells := make([]any, len(row))
		for i, text := range row {
			if utf8.RuneCountInString(text) > mostCell {
				text = string([]rune(text)[:mostCell])
			}
			cells[i] = text
			if n == 0 {
				cells[i] = excelize.Cell{StyleID: head, Value: text}
			}
		}
		at, err := excelize.CoordinatesToCellName(1, n+1)
		if err == nil {
			err = w.SetRow(at, cells)
		}
		if err != nil {
			return err
		}
	}
	return w.Flush()
}
