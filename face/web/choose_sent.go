package web

import (
	"cmp"
	"slices"
	"strings"

	"orpheus/org"
	"orpheus/org/form"
)

// What the fields of a chooser begin with.
const (
	findPrefix  = "_find."  // what was typed to find something
	amongPrefix = "_among." // what was typed when several were found, of which one is chosen now
)

// find puts what was meant in the place of what somebody typed to find it. Where that is
// nothing, or more than one thing, it is refused: nothing is chosen for them.
func (pg *place) find(k *org.Kind, s *sent) error {
	var fault error
	for _, f := range k.Asked() {
		if f.Letter != 0 && f.Many {
			fault = cmp.Or(fault, pg.findSeveral(f, s))
			continue
		}
		text, typed := s.find[f.Name]
		if f.Letter == 0 || !typed {
			continue
		}
		if s.among[f.Name] == text && len(s.fields[f.Name]) > 0 {
			continue // one of several was chosen
		}
		delete(s.fields, f.Name)
		if text == "" {
			s.fields[f.Name] = []string{""}
			continue
		}
		found := pg.meant(f.Letter, text)
		if f.Letter == 'P' && f.Name == "to" {
			found = leftOut(found, org.RefOf(pg.me.Person))
		}
		switch {
		case len(found) == 1:
			s.fields[f.Name] = []string{found[0].ref.String()}
		case fault != nil:
		case len(found) == 0:
			fault = &form.FieldError{Field: f.Name, Text: text, Why: "choose.nothing"}
		default:
			fault = &form.FieldError{Field: f.Name, Text: text, Why: "choose.several"}
		}
		if len(found) > 1 {
			s.several[f.Name] = found[:min(len(found), mostPicks)]
		}
	}
	return fault
}

// finds are the names of the fields in which several things were typed, in their order.
func (s *sent) finds(f *org.Field) (names []string) {
	for i := 0; ; i++ {
		name := severalName(f, i)
		if _, typed := s.find[name]; !typed {
			return names
		}
		names = append(names, name)
	}
}

// findSeveral is find for a field of several things. A field that was emptied is none.
func (pg *place) findSeveral(f *org.Field, s *sent) (fault error) {
	names := s.finds(f)
	if len(names) == 0 {
		return nil
	}
	ids := []string{}
	for _, name := range names {
		text, picked := s.find[name], s.fields[name]
		delete(s.fields, name)
		if text == "" {
			continue
		}
		if s.among[name] == text && len(picked) > 0 { // one of several was chosen
			ids = append(ids, picked[0])
			continue
		}
		found := pg.meant(f.Letter, text)
		switch {
		case len(found) == 1:
			ids = append(ids, found[0].ref.String())
			continue
		case fault != nil:
		case len(found) == 0:
			fault = &form.FieldError{Field: name, Text: text, Why: "choose.nothing"}
		default:
			fault = &form.FieldError{Field: name, Text: text, Why: "choose.several"}
		}
		if len(found) > 1 {
			s.several[name] = found[:min(len(found), mostPicks)]
		}
	}
	s.fields[f.Name] = ids
	if len(ids) == 0 && fault == nil && !f.Optional {
		fault = &form.FieldError{Field: names[0], Why: "form.choose"}
	}
	return fault
}

// meant are the things that a text can mean: the one it names, else those of that name,
// else all it fits.
func (pg *place) meant(letter byte, text string) []pick {
	all := pg.picks(letter, "")
	those := func(same func(p pick) bool) []pick {
		return slices.DeleteFunc(slices.Clone(all), func(p pick) bool { return !same(p) })
	}
	if found := those(func(p pick) bool { return p.text == text }); len(found) > 0 {
		return found
	}
	if found := those(func(p pick) bool { return strings.EqualFold(p.name, text) }); len(found) > 0 {
		return found
	}
	return pg.picks(letter, text)
}

// first is the number of what a text means in the address of a list; the first where
// that is several, zero where it is nothing.
func (pg *place) first(letter byte, text string) uint32 {
	if all := pg.meant(letter, oneLine(cut(text, 200))); len(all) > 0 {
		return all[0].ref.N
	}
	return 0
}
