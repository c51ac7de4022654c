package table

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// maxFiles is how many files of a folder are read.
const maxFiles = 20

var endings = []string{".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json", ".yaml", ".yml"}

// Read reads one file of fsys, or the tables in a folder of it ("." for all of it).
//
// Oddities tell what was survived; the error is for what cannot be read at all, and for what
// names no circle and nobody.
func Read(fsys fs.FS, name string, opt Options) (*Table, error) {
	t := newTable(opt)
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	files := []string{name}
	if info.IsDir() {
		if files, err = tables(fsys, name); err != nil {
			return nil, err
		}
	}
	var all []*sheet.Sheet
	for _, file := range files {
		data, err := readFile(fsys, file)
		if err != nil {
			return nil, err
		}
		sheets, err := t.sheets(path.Base(file), data)
		if err != nil {
			return nil, err
		}
		all = append(all, sheets...)
	}
	return t, t.take(all, len(files) == 1)
}

// ReadFile reads one file that is at hand.
func ReadFile(name string, data []byte, opt Options) (*Table, error) {
	t := newTable(opt)
	sheets, err := t.sheets(name, data)
	if err != nil {
		return nil, err
	}
	return t, t.take(sheets, true)
}

// From reads tables that were made of something else: the names of its columns are those of
// the format, and format is the scope of its keys.
func From(format string, sheets []*sheet.Sheet, notes source.Notes, opt Options) (*Table, error) {
	opt.Columns, opt.LeaveOut, opt.FillDown = nil, nil, false
	t := newTable(opt)
	t.format = format + strings.TrimPrefix(t.format, Format)
	t.notes = notes
	t.partial = t.partial || slices.ContainsFunc(notes, func(o source.Oddity) bool { return o.Refused })
	var full []*sheet.Sheet
	for _, s := range sheets {
		if len(s.Rows) > 1 {
			full = append(full, s)
		}
	}
	return t, t.take(full, false)
}

// tables are the files of a folder that are called as tables are; all that could be one where
// none is.
func tables(fsys fs.FS, folder string) ([]string, error) {
	entries, err := fs.ReadDir(fsys, folder)
	if err != nil {
		return nil, err
	}
	var named, others []string
	for _, e := range entries {
		ending := strings.ToLower(path.Ext(e.Name()))
		if !e.Type().IsRegular() || !slices.Contains(endings, ending) || strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$") {
			continue
		}
		file := path.Join(folder, e.Name())
		others = append(others, file)
		if kindOf(strings.TrimSuffix(e.Name(), path.Ext(e.Name()))) != "" {
			named = append(named, file)
		}
	}
	if named == nil {
		named = others
	}
	if len(named) == 0 || len(named) > maxFiles {
		return nil, source.Unread(nil, "unread.table.folder", maxFiles)
	}
	return named, nil
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, sheet.MaxFile+1))
	if err != nil {
		return nil, &source.Error{File: path.Base(name), What: source.Say("unread.other", err.Error()), Cause: err}
	}
	if len(data) > sheet.MaxFile {
		return nil, &source.Error{File: path.Base(name), What: source.Say("unread.sheet.large", sheet.MaxFile>>20)}
	}
	return data, nil
}

// sheets reads what is in a file, by what it is and not by how it is called alone.
func (t *Table) sheets(name string, data []byte) ([]*sheet.Sheet, error) {
	if sheet.IsWorkbook(data) || sheet.IsOldWorkbook(data) {
		return sheet.Workbook(name, data, &t.notes)
	}
	text, err := sheet.Text(name, data, &t.notes)
	if err != nil {
		return nil, err
	}
	var doc *sheet.Node
	switch ending := strings.ToLower(path.Ext(name)); {
	case ending == ".yaml" || ending == ".yml":
		doc, err = sheet.YAML(name, text)
	case ending == ".json" || ending != ".csv" && ending != ".tsv" && strings.IndexAny(strings.TrimSpace(text), "{[") == 0:
		doc, err = sheet.JSON(name, text)
	default:
		s, err := sheet.Delimited(name, text, t.known, &t.notes)
		return []*sheet.Sheet{s}, err
	}
	if err != nil {
		return nil, err
	}
	return t.lists(name, doc)
}

// lists are the lists of a document as sheets: those of its fields, or the one list it is.
func (t *Table) lists(name string, doc *sheet.Node) ([]*sheet.Sheet, error) {
	if doc.Kind == sheet.Sequence {
		kind := kindOf(strings.TrimSuffix(name, path.Ext(name)))
		s, err := sheet.Records(name, string(kind), doc, &t.notes)
		return []*sheet.Sheet{s}, err
	}
	var all []*sheet.Sheet
	for _, f := range doc.Fields {
		if f.Value.Kind != sheet.Sequence || kindOf(f.Name) == "" {
			t.notes.Note(name, f.Value.Line, source.CodeField, "odd.field.unknown", source.Quote(f.Name))
			continue
		}
		s, err := sheet.Records(name, f.Name, f.Value, &t.notes)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// take reads the sheets: those called as the tables are, or where there are none the first in
// which columns can be told.
func (t *Table) take(all []*sheet.Sheet, one bool) error {
	for column := range t.opt.Columns {
		if !slices.Contains(Columns, Column(column)) {
			return source.Unread(nil, "unread.table.no_column", source.Quote(column))
		}
	}
	titled := slices.ContainsFunc(all, func(s *sheet.Sheet) bool { return kindOf(s.Name) != "" && len(s.Rows) > 1 })
	var grids []*grid
	for _, s := range all {
		if len(s.Rows) == 0 {
			continue
		}
		if titled && kindOf(s.Name) == "" || one && !titled && len(grids) > 0 {
			t.notes.Note(s.File, 0, source.CodeSheet, "odd.table.sheet", source.Quote(s.Name))
			continue
		}
		if g := t.gridOf(s); g != nil && g.kind != "" {
			grids = append(grids, g)
		} else {
			t.notes.Note(s.File, 0, source.CodeSheet, "odd.table.sheet", source.Quote(s.Name))
		}
	}
	if len(grids) == 0 {
		return source.Unread(nil, "unread.table.no_columns")
	}
	if err := t.columnsFound(grids); err != nil {
		return err
	}
	// People first: their keys and names count throughout.
	for _, k := range []kind{peopleTable, circlesTable, rolesTable, seatsTable} {
		for _, g := range grids {
			if g.kind == k {
				t.fill(g)
			}
		}
	}
	t.settle()
	if len(t.seats)+len(t.circles)+len(t.people) == 0 && !t.partial {
		return source.Unread(nil, "unread.table.empty")
	}
	return nil
}

// columnsFound refuses a column that was said to have a heading that is nowhere.
func (t *Table) columnsFound(grids []*grid) error {
	for column, heading := range t.opt.Columns {
		if !slices.ContainsFunc(grids, func(g *grid) bool { return g.has(Column(column)) }) {
			return source.Unread(nil, "unread.table.no_heading", source.Quote(heading))
		}
	}
	return nil
}

// Heads are how the columns of every sheet were read.
func (t *Table) Heads() []Head { return t.heads }
