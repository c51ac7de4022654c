// Package peers reads what other programs for organisations export, by turning it into the
// tables of package table. Files only: nobody's server is asked.
//
// A circle at the top of an export is the organisation as a whole. What leads is what the
// other program says leads: a lead link, an accountable, a maintainer.
package peers

import (
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
	"orpheus/imports/source/table"
)

// readers are how each format is read.
var readers = map[string]func(*book) error{
	"holaspirit": holaspirit,
	"rolebase":   rolebase,
	"maptio":     maptio,
	"glassfrog":  glassfrog,
	"peerdom":    peerdom,
	"nestr":      nestr,
	"loomio":     loomio,
	"peribolos":  peribolos,
	"s3":         sociocracy,
}

// Formats are the names of what can be read.
func Formats() []string { return slices.Sorted(maps.Keys(readers)) }

// ReadFile reads one export that is at hand.
func ReadFile(format, name string, data []byte, opt table.Options) (*table.Table, error) {
	return read(format, []part{{name, data}}, opt)
}

// maxFiles is how many files of a folder are read.
const maxFiles = 20

// Read reads an export of fsys: a file, or a folder in which each file is a part of it.
func Read(format string, fsys fs.FS, name string, opt table.Options) (*table.Table, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	files := []string{name}
	if info.IsDir() {
		if files, err = fs.Glob(fsys, path.Join(name, "*.json")); err != nil {
			return nil, err
		}
		if len(files) == 0 || len(files) > maxFiles {
			return nil, source.Unread(nil, "unread.table.folder", maxFiles)
		}
	}
	var parts []part
	for _, file := range files {
		f, err := fsys.Open(file)
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(io.LimitReader(f, sheet.MaxFile+1))
		_ = f.Close()
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{path.Base(file), data})
	}
	return read(format, parts, opt)
}

func read(format string, parts []part, opt table.Options) (*table.Table, error) {
	b := newBook(parts)
	if err := readers[format](b); err != nil {
		return nil, err
	}
	sheets := []*sheet.Sheet{b.seats, b.circles, b.roles, b.people}
	t, err := table.From(format, sheets, b.notes, opt)
	if err == nil {
		t.Decided(b.decided...)
	}
	return t, err
}

// part is one file.
type part struct {
	name string
	data []byte
}

// book is an export on its way to tables.
type book struct {
	parts                         []part
	file                          string // that is being read
	notes                         source.Notes
	seats, circles, roles, people *sheet.Sheet
	decided                       []source.Decision
}

func newBook(parts []part) *book {
	b := &book{parts: parts}
	head := func(name string, columns ...string) *sheet.Sheet {
		return &sheet.Sheet{File: parts[0].name, Name: name, Fields: true, Rows: []sheet.Row{{Cells: columns}}}
	}
	b.seats = head("seats", "circle", "role", "person", "since", "until", "term", "focus", "leads")
	b.circles = head("circles", "circle", "name", "purpose", "parents")
	b.roles = head("roles", "circle", "role", "name", "purpose", "leads", "places", "accountabilities", "domains")
	b.people = head("people", "person", "name", "also", "mail")
	return b
}

func add(s *sheet.Sheet, line int, cells ...string) {
	s.Rows = append(s.Rows, sheet.Row{Line: line, Cells: cells})
}

// seat is somebody in a role, or in a circle where role is empty.
type seat struct {
	circle, role, person, since, until, term, focus string
	leads                                           bool
}

func (b *book) seat(line int, s seat) {
	add(b.seats, line, s.circle, s.role, s.person, s.since, s.until, s.term, s.focus, yes(s.leads))
}

func (b *book) circle(line int, key, name, purpose string, parents ...string) {
	add(b.circles, line, key, name, prose(purpose), sheet.Join(parents))
}

// role is a role of a circle.
type role struct {
	circle, key, name, purpose string
	leads                      bool
	places                     string
	accountabilities, domains  []string
}

func (b *book) role(line int, r role) {
	add(b.roles, line, r.circle, r.key, r.name, prose(r.purpose), yes(r.leads), r.places, sheet.Join(r.accountabilities), sheet.Join(r.domains))
}

func (b *book) person(line int, key, name, mail string, also ...string) {
	add(b.people, line, key, name, sheet.Join(also), mail)
}

func (b *book) note(line int, code, key string, args ...any) {
	b.notes.Note(b.file, line, code, key, args...)
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

// docs reads every file as JSON.
func (b *book) docs() (all []*sheet.Node, err error) {
	for _, p := range b.parts {
		b.file = p.name
		text, err := sheet.Text(p.name, p.data, &b.notes)
		if err != nil {
			return nil, err
		}
		n, err := sheet.JSON(p.name, text)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

// lists are the lists of those names, in the documents and in what they are wrapped into.
func lists(docs []*sheet.Node, names ...string) (all []*sheet.Node) {
	for _, d := range docs {
		for _, in := range []*sheet.Node{d, d.At("linked"), d.At("data")} {
			for _, name := range names {
				list := in.At(name)
				if list.Has("data") {
					list = list.At("data")
				}
				all = append(all, list.List...)
			}
		}
	}
	return all
}

// once drops things whose id came before: what is linked is there again and again.
func once(all []*sheet.Node) []*sheet.Node {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(n *sheet.Node) bool {
		id := n.Said("id", "_id")
		if id == "" || seen[id] {
			return true
		}
		seen[id] = true
		return false
	})
}

// texts are the texts of a list of texts, or of things with an id.
func texts(list *sheet.Node) (all []string) {
	for _, n := range list.List {
		text := n.Text
		if n.Kind == sheet.Mapping {
			text = n.Said("id", "_id", "user_id")
		}
		if text != "" {
			all = append(all, text)
		}
	}
	return all
}

// nothing is the error for an export in which nothing is.
func (b *book) nothing() error {
	return &source.Error{File: b.parts[0].name, What: source.Say("unread.peer.nothing")}
}

// folded is a name as names are compared.
func folded(s string) string { return strings.ToLower(source.OneLine(s)) }

// leadRoles are the names that programs after holacracy give to the role that leads a circle.
var leadRoles = map[string]bool{
	"lead link": true, "circle lead": true, "leader de cercle": true, "premier lien": true, "1er lien": true, "lead-link": true, "kringleider": true,
}
