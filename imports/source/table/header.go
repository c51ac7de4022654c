package table

import (
	"slices"
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// grid is a sheet with what its columns hold.
type grid struct {
	*sheet.Sheet
	kind    kind
	columns map[Column]int
	rows    []sheet.Row // below the head
}

// Head is how the columns of one sheet were read, for people to look at and to correct.
type Head struct {
	File, Sheet, Kind string
	Columns           []Heading
}

// Heading is one column: what stands above it, what it was read as ("" for nothing), and what
// its first cells hold.
type Heading struct {
	Title  string
	As     Column
	Sample []string
}

// known is whether a cell could be a heading.
func (t *Table) known(cell string) bool { return t.reads(cell) != "" }

// reads is what a heading stands for, what was said of it first.
func (t *Table) reads(heading string) Column {
	if len(heading) > 200 {
		return "" // a text, and no heading
	}
	name := plain(heading)
	if name == "" {
		return ""
	}
	for column, said := range t.opt.Columns {
		if plain(said) == name {
			return Column(column)
		}
	}
	for _, out := range t.opt.LeaveOut {
		if plain(out) == name {
			return ""
		}
	}
	found := columnOf(heading)
	if _, elsewhere := t.opt.Columns[string(found)]; elsewhere {
		return "" // another column was said to be this one
	}
	return found
}

// head finds the row that names the columns: the one among the first with most names that
// are known. Where that row has a blank the row above may name the column, as where cells
// are merged.
func (t *Table) head(s *sheet.Sheet) (at int, cells []string) {
	at, most := -1, 0
	for i := range min(len(s.Rows), sheet.HeadRows) {
		row := slices.Clone(s.Rows[i].Cells)
		found := 0
		for _, c := range row {
			if t.known(c) {
				found++
			}
		}
		if i > 0 && found > 0 && t.above(s.Rows[i-1].Cells) {
			for j, above := range s.Rows[i-1].Cells {
				if j >= len(row) {
					row = append(row, "")
				}
				if strings.TrimSpace(row[j]) != "" || strings.TrimSpace(above) == "" {
					continue
				}
				if row[j] = above; t.known(above) {
					found++
				}
			}
		}
		if found > most {
			at, most, cells = i, found, row
		}
	}
	return at, cells
}

// gridOf names the columns of a sheet; nil where no row does.
func (t *Table) gridOf(s *sheet.Sheet) *grid {
	at, cells := t.head(s)
	if at < 0 {
		return nil
	}
	g := &grid{Sheet: s, columns: map[Column]int{}, rows: s.Rows[at+1:]}
	head := Head{File: s.File, Sheet: s.Name}
	w := where{s, s.Rows[at].Line}
	for i, c := range cells {
		as := t.reads(c)
		if _, twice := g.columns[as]; twice && as != "" {
			t.note(w, i, source.CodeTwice, "odd.table.column_twice", source.Quote(c))
			as = ""
		}
		switch {
		case as != "":
			g.columns[as] = i
		case strings.TrimSpace(c) != "" && t.said(g.rows, i):
			t.note(w, i, source.CodeColumn, "odd.table.column", source.Quote(c))
		}
		if strings.TrimSpace(c) != "" || t.said(g.rows, i) {
			head.Columns = append(head.Columns, Heading{Title: source.OneLine(c), As: as, Sample: sample(g.rows, i)})
		}
	}
	for i, row := range s.Rows[:at] {
		if i < at-1 || !t.above(row.Cells) {
			t.note(where{s, row.Line}, -1, source.CodeHeader, "odd.table.above")
		}
	}
	t.inside(g)
	g.kind = kindOf(s.Name)
	if !t.fits(g, g.kind) {
		g.kind = t.guess(g)
	}
	head.Kind = string(g.kind)
	t.heads = append(t.heads, head)
	return g
}

// above is whether a row right above the head belongs to it.
func (t *Table) above(cells []string) bool { return slices.ContainsFunc(cells, t.known) }

func (t *Table) said(rows []sheet.Row, column int) bool {
	return slices.ContainsFunc(rows, func(r sheet.Row) bool { return strings.TrimSpace(r.Cell(column)) != "" })
}

// sample is what the first cells of a column hold that say something.
func sample(rows []sheet.Row, column int) (out []string) {
	for _, r := range rows {
		if c, _ := source.Cut(source.OneLine(r.Cell(column)), 40); c != "" && !slices.Contains(out, c) {
			if out = append(out, c); len(out) == 3 {
				break
			}
		}
	}
	return out
}

// inside settles what a column “in” is: the circles around one where the sheet is the map as
// a table, and else what the circle is a part of.
func (t *Table) inside(g *grid) {
	in, ok := g.columns[colIn]
	_, light := g.columns[colLight]
	_, parents := g.columns[ColParents]
	if ok && !light && !parents {
		delete(g.columns, colIn)
		g.columns[ColParents] = in
	}
}

func (g *grid) has(columns ...Column) bool {
	for _, c := range columns {
		if _, ok := g.columns[c]; !ok {
			return false
		}
	}
	return true
}

// names is whether a table has somebody in it.
func (g *grid) names() bool {
	return g.has(ColPerson) || g.has(ColName) || g.has(ColFirst) || g.has(ColLast)
}

// fits is whether a sheet has what a kind of table must have.
func (t *Table) fits(g *grid, k kind) bool {
	switch k {
	case seatsTable, circlesTable:
		return g.has(ColCircle)
	case rolesTable:
		return g.has(ColCircle, ColRole)
	case peopleTable:
		return g.names()
	}
	return false
}

// guess is which kind of table a sheet is by its columns.
func (t *Table) guess(g *grid) kind {
	switch {
	case g.has(ColCircle) && (g.has(ColPerson) || g.has(ColFirst) || g.has(colIn)):
		return seatsTable
	case g.has(ColCircle, ColRole) && (g.has(ColPlaces) || g.has(ColTermDays) || g.has(ColAccountabilities) || g.has(ColDomains)):
		return rolesTable
	case g.has(ColCircle, ColRole):
		return seatsTable
	case g.has(ColCircle, ColName) && !g.has(ColPurpose) && !g.has(ColParents) && !g.has(ColMail):
		return seatsTable
	case g.has(ColCircle, ColMail):
		return seatsTable
	case g.has(ColCircle):
		return circlesTable
	case g.names():
		return peopleTable
	}
	return ""
}
