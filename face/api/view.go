package api

import (
	"orpheus/face/view"
	"orpheus/org"
)

// naming collects what an answer names: people, and texts.
type naming struct {
	*call
	full   bool // one thing, with what is written about it
	named  map[org.PersonID]bool
	bodies map[org.TextID]string
}

func (c *call) naming(full bool) *naming {
	return &naming{call: c, full: full, named: map[org.PersonID]bool{}}
}

type identifier interface {
	~uint32
	Letter() byte
	String() string
}

// seen are those of some things that they see; known those whose names they know.
func seen[ID identifier](v *naming, ids []ID) []ID {
	out := make([]ID, 0, len(ids))
	for _, id := range ids {
		if id != 0 && v.Sight.Sees(org.RefOf(id)) {
			out = append(out, id)
		}
	}
	return out
}

func known[ID identifier](v *naming, ids []ID) []ID {
	out := make([]ID, 0, len(ids))
	for _, id := range ids {
		if id != 0 && v.Sight.Knows(org.RefOf(id)) {
			out = append(out, id)
		}
	}
	return out
}

// linked is a thing that another one speaks of; none where they may not see it.
func linked[ID identifier](v *naming, id ID) ID {
	if id == 0 || !v.Sight.Sees(org.RefOf(id)) {
		return 0
	}
	return id
}

// person is somebody named in the answer.
func (v *naming) person(id org.PersonID) org.PersonID {
	v.named[id] = true
	return id
}

func (v *naming) persons(ids []org.PersonID) []org.PersonID {
	out := make([]org.PersonID, 0, len(ids))
	for _, id := range ids {
		out = append(out, v.person(id))
	}
	return out
}

// people are those named whom they know, with their names of today.
func (v *naming) people() []view.Name {
	delete(v.named, 0)
	for id := range v.named {
		if !v.Sight.Knows(org.RefOf(id)) {
			delete(v.named, id)
		}
	}
	return view.Names(v.State, v.named, v.Name)
}

// load fetches texts, where one thing is asked for.
func (v *naming) load(ids ...org.TextID) error {
	if !v.full {
		return nil
	}
	var err error
	v.bodies, err = v.Texts(v.r.Context(), ids...)
	return err
}

// text is a text that was loaded; nil where there is none, or none any more.
func (v *naming) text(id org.TextID) *string {
	if body, ok := v.bodies[id]; ok {
		return &body
	}
	return nil
}
