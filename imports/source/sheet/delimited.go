package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"orpheus/imports/source"
)

// HeadRows is how many rows are looked at to find the one that names the columns.
const HeadRows = 12

// longestHeading is how long what names a column may be.
const longestHeading = 200

// headBytes is how much of a text is looked at for that.
const headBytes = 64 << 10

// Delimited reads text whose cells are separated by commas, semicolons or tabs: by what
// makes most cells of a row into names of columns, and else by what there is most of.
func Delimited(file, text string, known func(cell string) bool, notes *source.Notes) (*Sheet, error) {
	comma, best, most := ',', -1, -1
	for _, c := range ",;\t" {
		found, cells := 0, 0
		r := reader(text[:min(len(text), headBytes)], c)
		for range HeadRows {
			row, err := r.Read()
			if err != nil {
				break
			}
			n := 0
			for _, cell := range row {
				if len(cell) <= longestHeading && known(cell) {
					n++
				}
			}
			found, cells = max(found, n), cells+len(row)
		}
		if found > best || found == best && cells > most {
			comma, best, most = c, found, cells
		}
	}
	s := &Sheet{File: file, Name: base(file)}
	b := book{file: file, notes: notes}
	for r := reader(text, comma); ; {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			line := 0
			if at, ok := errors.AsType[*csv.ParseError](err); ok {
				line, err = at.Line, at.Err
			}
			return nil, &source.Error{File: file, Line: line, What: source.Say("unread.other", err.Error()), Cause: err}
		}
		line, _ := r.FieldPos(0)
		if err := b.row(s, line, row); err != nil {
			return nil, err
		}
	}
}

func reader(text string, comma rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	return r
}
