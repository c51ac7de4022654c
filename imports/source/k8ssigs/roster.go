package k8ssigs

import (
	"slices"

	"orpheus/imports/source"
)

// roster is everybody named so far, each handle once. A person is repeated in
// full wherever they have a seat, not always under the same name: the first
// name given with a present seat counts, else the first given at all.
type roster struct {
	index  map[string]int
	people []someone
}

type someone struct {
	mention        // where they were met first
	present string // name given with a present seat
	past    string // name given with a past one
	varies  bool
}

func newRoster() roster { return roster{index: make(map[string]int)} }

// add gives the index of whoever is mentioned.
func (r *roster) add(m mention, present bool) int {
	i, known := r.index[m.handle]
	if !known {
		i = len(r.people)
		r.index[m.handle] = i
		r.people = append(r.people, someone{mention: m})
	}
	p := &r.people[i]
	if m.name == "" {
		return i
	}
	for _, other := range []string{p.present, p.past} {
		p.varies = p.varies || other != "" && other != m.name
	}
	switch {
	case present && p.present == "":
		p.present = m.name
	case !present && p.past == "":
		p.past = m.name
	}
	return i
}

// all gives everybody. That names differ is an oddity, which does not say
// which: a name somebody left behind is not to be shown again.
func (r *roster) all(file string, notes *source.Notes) []source.Person {
	all := make([]source.Person, len(r.people))
	for i, p := range r.people {
		x := source.Person{Handle: p.handle, Name: p.present}
		if x.Name == "" {
			x.Name = p.past
		}
		if x.Name == "" {
			x.Name, x.Nameless = p.written, true
		}
		if p.varies {
			notes.Note(file, p.line, source.CodeNameVaries, "odd.person.names", source.Quote(p.written))
		}
		all[i] = x
	}
	return slices.Clip(all)
}
