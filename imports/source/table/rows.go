package table

import (
	"strconv"
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// row is one row of a grid while it is read.
type row struct {
	where
	t *Table
	g *grid
	r sheet.Row
}

func (r *row) col(c Column) int {
	if i, ok := r.g.columns[c]; ok {
		return i
	}
	return -1
}

// said is the text of a cell on one line.
func (r *row) said(c Column) string { return source.OneLine(r.r.Cell(r.col(c))) }

// name is a cell as a name: cut where it is too long.
func (r *row) name(c Column) string { return r.cut(c, r.said(c)) }

func (r *row) cut(c Column, s string) string {
	name, cut := source.Cut(s, source.MaxName)
	if cut {
		r.t.note(r.where, r.col(c), source.CodeLong, "odd.name.cut", source.MaxName)
	}
	return name
}

func (r *row) prose(c Column) string {
	s, cut := source.Cut(source.Prose(r.r.Cell(r.col(c))), source.MaxPurpose)
	if cut {
		r.t.note(r.where, r.col(c), source.CodeLong, "odd.purpose.cut", source.MaxPurpose)
	}
	return s
}

func (r *row) list(c Column) []string { return sheet.List(r.r.Cell(r.col(c))) }

// statements is a list of texts, nil where nothing is said.
func (r *row) statements(c Column) *[]string {
	if r.said(c) == "" {
		return nil
	}
	var out []string
	for _, s := range r.list(c) {
		s, cut := source.Cut(source.OneLine(s), source.MaxPurpose)
		if cut {
			r.t.note(r.where, r.col(c), source.CodeLong, "odd.purpose.cut", source.MaxPurpose)
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return &out
}

// number is a whole number, nil where nothing is said.
func (r *row) number(c Column) *uint16 {
	s := r.said(c)
	if s == "" {
		return nil
	}
	n, err := strconv.ParseUint(strings.TrimSuffix(s, ".0"), 10, 16)
	if err != nil {
		r.t.note(r.where, r.col(c), source.CodeWord, "odd.table.number", source.Quote(s))
		return nil
	}
	v := uint16(n)
	return &v
}

// yes reads an answer.
func (r *row) yes(c Column) answer {
	switch s := fold(r.r.Cell(r.col(c))); s {
	case "":
		return unsaid
	case "yes", "ja", "true", "1", "x", "y", "j", "waar", "sand", "✓", "✔":
		return yes
	case "no", "nee", "nej", "false", "0", "n", "-", "onwaar", "falsk":
		return no
	default:
		r.t.note(r.where, r.col(c), source.CodeWord, "odd.table.yes", source.Quote(s))
		return unsaid
	}
}

// span reads from when until when the row holds. It is false, and told, where that cannot
// be understood: the row is left out.
func (r *row) span() (s span, ok bool) {
	until := ColUntil
	if r.g.has(colIn) { // the map as a table says with it when a seat is planned to end
		until = ""
	}
	for _, c := range []Column{ColSince, until} {
		text := r.said(c)
		if text == "" {
			continue
		}
		at, fine := moment(text, r.t.opt.zone(), c == ColUntil)
		if !fine {
			r.t.refuse(r.where, r.col(c), source.CodeDate, "odd.table.date_out", source.Quote(text))
			return s, false
		}
		if c == ColSince {
			s.since = at
		} else {
			s.until = at
		}
	}
	if !s.until.IsZero() && !s.since.IsZero() && !s.since.Before(s.until) {
		r.t.refuse(r.where, r.col(ColUntil), source.CodeSpan, "odd.table.span")
		return s, false
	}
	return s, true
}

var origins = map[string]string{
	"mandate": "mandate", "assigned": "assigned", "invited": "invited", "answered call": "answered_call", "self started": "self_started", "elected": "elected",
	"unknown": "", "": "",
}

// origin reads how a seat came about.
func (r *row) origin() string {
	s := r.said(ColOrigin)
	word, known := origins[plain(s)]
	if !known {
		r.t.note(r.where, r.col(ColOrigin), source.CodeWord, "odd.table.origin", source.Quote(s))
	}
	return word
}

// names is the person a row names, as they are written: a key, a name, or first and last.
func (r *row) names() (column int, said string) {
	for _, c := range []Column{ColPerson, ColName} {
		if s := r.said(c); s != "" {
			return r.col(c), s
		}
	}
	if s := source.OneLine(r.said(ColFirst) + " " + r.said(ColLast)); s != "" {
		return r.col(ColFirst), s
	}
	return r.col(ColPerson), ""
}

// about is what else a row says of a person.
func (r *row) about(p *person, sure bool) {
	name := r.said(ColName)
	if name == "" {
		name = r.said(ColFirst) + " " + r.said(ColLast)
	}
	r.t.call(p, name, sure)
	for _, also := range r.list(ColAlso) {
		r.t.also(r.where, r.col(ColAlso), p, also)
	}
	if mail := r.said(ColMail); mail != "" && p.mail == "" {
		if isMail(mail) && len(mail) <= 254 {
			p.mail = mail
		} else {
			r.t.note(r.where, r.col(ColMail), source.CodeWord, "odd.table.mail")
		}
	}
}
