package file

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// eachRow calls do with each row of a table and its number from 0. Cells are parted by what
// the first line has most of: a comma, a semicolon or a tab. The first error ends it, and
// gets the line.
func eachRow(name, text string, do func(row int, cells []string) error) error {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.TrimLeadingSpace = parting(text), -1, true
	if r.Comma == '\t' {
		r.TrimLeadingSpace = false // a tab is a blank to it
	}
	for row := 0; ; row++ {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			f := &Fault{File: name, Why: KeyRow}
			if p, ok := errors.AsType[*csv.ParseError](err); ok {
				f.Line = p.StartLine
			}
			return f
		}
		line, _ := r.FieldPos(0)
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) == 1 && cells[0] == "" {
			row--
			continue
		}
		if err := asFault(do(row, cells)); err != nil {
			err.Line = line
			return err
		}
	}
}

func parting(text string) rune {
	head, _, _ := strings.Cut(text, "\n")
	return slices.MaxFunc([]rune{',', ';', '\t'}, func(a, b rune) int {
		return strings.Count(head, string(a)) - strings.Count(head, string(b))
	})
}
