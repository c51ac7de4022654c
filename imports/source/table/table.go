// Package table reads an organisation out of tables as people keep them: who holds what in
// which circle, and optionally the circles, the roles and the people; as CSV, TSV, XLSX, JSON
// or YAML, in one file, a folder or a workbook.
//
// What becomes what:
//
//   - a row of seats is somebody in a role of a circle, or in the circle where no role is
//     given; a row without a person is an open place, and one with neither names the circle;
//   - circles and roles are known by their keys, people by keys with a scheme
//     ("github:octocat") or by their names; all without minding case and repeated blanks;
//   - a dot is the organisation as a whole;
//   - rows may have a time: a table tells of every moment, and At gives one of them.
package table

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// Format is the Format of every Structure read here without a scope, the scope of its keys.
const Format = "table"

// Options say how tables are to be read.
type Options struct {
	Zone     *time.Location    // of days; UTC where nil
	FillDown bool              // an empty circle is the one of the row above
	Partial  bool              // what is absent says nothing
	Scope    string            // keeps the tables apart from others in the organisation
	Columns  map[string]string // which heading stands for which column: {"circle": "Project"}
	LeaveOut []string          // headings of columns that are not to be read
	Same     []Same            // who is one person
}

func (o *Options) zone() *time.Location { return cmp.Or(o.Zone, time.UTC) }

// Table is what was read, for every moment.
type Table struct {
	opt     Options
	format  string
	notes   source.Notes
	partial bool // something could not be read: nothing ends

	seats   []seat
	circles []circle
	roles   []role
	people  []*person
	byKey   map[string]*person
	decided []source.Decision // by the order in which they are told

	listed bool // there is a table of circles
	heads  []Head
}

// span is from when until when a row holds; zero where that is not said.
type span struct{ since, until time.Time }

// at reports whether a row holds at a moment; undated ones from when on they are.
func (s span) at(when time.Time, undated bool) bool {
	if s.since.IsZero() && !undated || s.since.After(when) {
		return false
	}
	return s.until.IsZero() || s.until.After(when)
}

// over reports whether a row has ended by a moment.
func (s span) over(when time.Time) bool { return !s.until.IsZero() && !s.until.After(when) }

// where is where something stands, for oddities.
type where struct {
	sheet *sheet.Sheet
	line  int
}

// seat is one row of seats.
type seat struct {
	where
	span
	circle, role string // keys; "" is the organisation, and the circle as such
	roleName     string
	person       *person // nil for an open place, and for no place
	open         bool
	held         source.Holding
	termCol      int
	leads        answer
	formal       answer
}

// circle is one row of circles, or what the seats say of one.
type circle struct {
	where
	span
	key, name, purpose string
	parents            []string // keys
	parentNames        []string // as they are written
	listed             bool     // in a table of circles
	unsaid             source.Part
}

// role is one row of roles.
type role struct {
	where
	circle, key, name, purpose string
	leads, formal              answer
	detail                     source.Detail
	unsaid                     source.Part
}

// answer is yes, no, or nothing said.
type answer uint8

const (
	unsaid answer = iota
	no
	yes
)

func newTable(opt Options) *Table {
	t := &Table{opt: opt, format: Format, byKey: map[string]*person{}, partial: opt.Partial}
	if scope := fold(opt.Scope); scope != "" {
		t.format += "/" + scope
	}
	return t
}

// Scope is what keys of a table are kept apart by, and what its imports are noted under.
func Scope(opt Options) string { return newTable(opt).format }

// fold is a key as it is compared: without case, on one line, without repeated blanks.
func fold(s string) string { return strings.ToLower(source.OneLine(s)) }

// keyed is a key of a circle or a role. What is longer than a key may be is cut, and told
// from others that begin alike by a sum over all of it.
func keyed(s string) string {
	key := fold(s)
	if short, cut := source.Cut(key, source.MaxName-17); cut {
		return fmt.Sprintf("%s#%x", short, sha256.Sum256([]byte(key)))[:len(short)+17]
	}
	return key
}

func (t *Table) note(w where, column int, code, key string, args ...any) {
	t.notes.Odd(source.Oddity{File: w.sheet.File, Line: w.line, Cell: w.sheet.Place(w.line, column), Code: code, What: source.Say(key, args...)})
}

// refuse tells of a row that was left out: what is absent says nothing any more.
func (t *Table) refuse(w where, column int, code, key string, args ...any) {
	t.note(w, column, code, key, args...)
	t.notes[len(t.notes)-1].Refused = true
	t.partial = true
}

// Dates are the moments at which something changes, each once, ascending; what has no date
// is not among them.
func (t *Table) Dates() []time.Time {
	var all []time.Time
	add := func(s span) {
		for _, at := range []time.Time{s.since, s.until} {
			if !at.IsZero() {
				all = append(all, at)
			}
		}
	}
	for i := range t.seats {
		add(t.seats[i].span)
	}
	for i := range t.circles {
		add(t.circles[i].span)
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}
