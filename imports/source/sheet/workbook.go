package sheet

import (
	"bytes"
	"errors"
	"slices"

	"github.com/xuri/excelize/v2"

	"orpheus/imports/source"
)

// maxUnpacked is what the parts of a workbook may hold together: less than what a machine
// minds, and more than a workbook of a hundred thousand rows.
const maxUnpacked = 64 << 20

// IsWorkbook is whether a file begins as a workbook does: as what is packed.
func IsWorkbook(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// IsOldWorkbook is whether a file is a workbook of a kind that is not read: of before 2007,
// or locked with a password.
func IsOldWorkbook(data []byte) bool { return bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) }

// Workbook reads every sheet of an XLSX file, with dates as the numbers they are. Macros,
// pictures and what refers to other files are passed over; of a formula, what it came to.
func Workbook(file string, data []byte, notes *source.Notes) (sheets []*Sheet, err error) {
	if IsOldWorkbook(data) {
		return nil, &source.Error{File: file, What: source.Say("unread.sheet.old")}
	}
	if len(data) > MaxFile {
		return nil, large(file)
	}
	defer func() { // a library that reads what anybody sends
		if recover() != nil {
			sheets, err = nil, &source.Error{File: file, What: source.Say("unread.sheet.workbook")}
		}
	}()
	if err := fits(file, data); err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked / 8, RawCellValue: true,
	})
	if err != nil {
		return nil, &source.Error{File: file, What: source.Say("unread.sheet.workbook"), Cause: err}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	b := book{file: file, notes: notes}
	for _, name := range f.GetSheetList() {
		s := &Sheet{File: file + "/" + name, Name: name}
		if err := b.sheet(f, s); err != nil {
			return nil, err
		}
		sheets = append(sheets, s)
	}
	return sheets, nil
}

func (b *book) sheet(f *excelize.File, s *Sheet) (err error) {
	rows, err := f.Rows(s.Name)
	if err != nil { // a sheet that is a chart
		b.notes.Note(s.File, 0, source.CodeUnreadable, "odd.sheet.passed")
		return nil
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return &source.Error{File: s.File, Line: line, What: source.Say("unread.sheet.workbook"), Cause: err}
		}
		if err := b.row(s, line, slices.Clip(cells)); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return &source.Error{File: s.File, What: source.Say("unread.sheet.workbook"), Cause: err}
	}
	return nil
}
