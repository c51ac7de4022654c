package rustteam

import (
	"cmp"
	"slices"

	"orpheus/imports/source"
)

// roster turns handles into people: each handle, however written, and each
// lasting id is one person. Only people somebody asks for are in it.
type roster struct {
	known    map[string]*person // by handle
	noFolder bool
	index    map[string]int // into people, by handle
	people   []source.Person
	notes    source.Notes
}

// learn takes in what people/ says. Of two files about one handle the one
// named after it counts, else the first; of two handles with one id the first
// by name is who both are.
func (r *roster) learn(files []*person, noFolder bool) {
	r.known = make(map[string]*person, len(files))
	r.index = make(map[string]int)
	if r.noFolder = noFolder; noFolder {
		r.notes.Note("people", 0, source.CodeNoFolder, "odd.no_people_folder")
	}
	files = slices.Clone(files)
	slices.SortStableFunc(files, func(a, b *person) int {
		return cmp.Or(cmp.Compare(a.handle, b.handle), cmp.Compare(a.rank(), b.rank()))
	})
	ids := make(map[string]*person, len(files))
	for _, p := range files {
		r.notes = append(r.notes, p.notes...)
		if p.handle == "" {
			continue
		}
		if first := r.known[p.handle]; first != nil {
			r.notes.Refuse(p.file, 0, source.CodeSameHandle, "odd.handle.twice", source.Quote(p.written), first.file)
			continue
		}
		if first := ids[p.id]; p.id != "" && first != nil {
			r.notes.Note(p.file, 0, source.CodeSameID, "odd.id.twice", source.Quote(first.written), first.file)
			r.known[p.handle] = first
			continue
		}
		r.known[p.handle], ids[p.id] = p, p
	}
}

// rank puts files named after their handle first.
func (p *person) rank() int {
	if p.own {
		return 0
	}
	return 1
}

// person gives the index of whoever has a handle.
func (r *roster) person(e entry, file string) int {
	if i, ok := r.index[e.handle]; ok {
		return i
	}
	p := r.known[e.handle]
	if p != nil && p.handle != e.handle { // known under another handle too
		i := r.person(entry{handle: p.handle}, p.file)
		r.index[e.handle] = i
		return i
	}
	someone := source.Person{Handle: e.handle, Name: e.written, Nameless: true}
	switch {
	case p != nil:
		someone.ID, someone.Name = p.id, p.written
		if p.name != "" {
			someone.Name, someone.Nameless = p.name, false
		}
	case !r.noFolder:
		r.notes.Note(file, e.line, source.CodeNoFile, "odd.person.no_file", source.Quote(e.written))
	}
	r.people = append(r.people, someone)
	r.index[e.handle] = len(r.people) - 1
	return len(r.people) - 1
}
