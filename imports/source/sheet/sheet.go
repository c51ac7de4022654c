// Package sheet reads what people keep tables in: text with separators, workbooks, JSON and
// YAML. It knows nothing of what a table says; whoever reads one does.
//
// What a file may hold has bounds, and nothing in it is followed or worked out: a formula
// is what the program that wrote it made of it, and other files are never opened.
package sheet

import (
	"path"
	"strconv"
	"strings"

	"orpheus/imports/source"
)

// Bounds on what is read. An organisation of tens of thousands is within them.
const (
	MaxFile  = 16 << 20   // bytes of a file
	maxRows  = 100_000    // rows of all the sheets of a file, blank ones not counted
	maxCells = 200        // cells of a row; what is further right is left out
	maxCell  = 32_767     // characters of a cell, as in a spreadsheet
	maxAll   = 20_000_000 // cells of all rows, blank ones and those further right counted: each costs time
)

// Sheet is one table of cells.
type Sheet struct {
	File   string // what to call it in oddities
	Name   string // of the sheet, or of the file without its ending
	Fields bool   // its cells are fields of records: they go by their names
	Rows   []Row  // that say something, in order
}

// Row is one row that is not blank.
type Row struct {
	Line  int // from 1
	Cells []string
}

// Cell returns the cell of a column, "" where the row is shorter.
func (r Row) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// Place names the cell of a row and column as people call it: "C12", or the name of the field.
func (s *Sheet) Place(line, column int) string {
	switch {
	case column < 0:
		return ""
	case s.Fields && len(s.Rows) > 0:
		return s.Rows[0].Cell(column)
	}
	return Letters(column) + strconv.Itoa(line)
}

// Letters is what a spreadsheet calls a column, from 0: "A", "Z", "AA".
func Letters(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// between separates the entries of a list that a file gives as a list, so that an entry may
// hold whatever else separates some.
const between = "\x1f"

// List is the entries of a cell that holds several: separated by semicolons or line breaks.
func List(cell string) []string {
	split := func(r rune) bool { return r == ';' || r == '\n' || r == '\r' }
	if strings.Contains(cell, between) {
		split = func(r rune) bool { return r == '\x1f' }
	}
	var all []string
	for _, part := range strings.FieldsFunc(cell, split) {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// base is the name of a file without folder and ending.
func base(file string) string {
	name := path.Base(file)
	return strings.TrimSuffix(name, path.Ext(name))
}

// book collects the sheets of a file within the bounds.
type book struct {
	file  string
	rows  int
	cells int
	notes *source.Notes
}

// row adds a row where it says something.
func (b *book) row(s *Sheet, line int, cells []string) error {
	if b.cells += len(cells); b.cells > maxAll {
		return &source.Error{File: b.file, Line: line, What: source.Say("unread.sheet.cells", maxAll)}
	}
	if len(cells) > maxCells {
		if blank(cells[maxCells:]) {
			cells = cells[:maxCells]
		} else {
			cells = cells[:maxCells]
			b.notes.Refuse(s.File, line, source.CodeLong, "odd.sheet.wide", maxCells)
		}
	}
	if blank(cells) {
		return nil
	}
	if b.rows++; b.rows > maxRows {
		return &source.Error{File: b.file, Line: line, What: source.Say("unread.sheet.rows", maxRows)}
	}
	row := Row{Line: line, Cells: make([]string, len(cells))}
	for i, c := range cells {
		if len(c) > maxCell {
			var cut bool
			if c, cut = source.Cut(strings.ToValidUTF8(c, "\uFFFD"), maxCell); cut {
				b.notes.Note(s.File, line, source.CodeLong, "odd.sheet.cell", maxCell)
			}
		}
		row.Cells[i] = c
	}
	s.Rows = append(s.Rows, row)
	return nil
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// Join is a list as one cell, of which List gives the entries again.
func Join(list []string) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(strings.ReplaceAll(e, between, " "))
		b.WriteString(between)
	}
	return b.String()
}
