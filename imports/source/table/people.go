package table

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"orpheus/imports/source"
)

// person is somebody by whatever keys.
type person struct {
	where
	keys []string // folded, the first one met first
	name string   // as written first; "" where only keys are
	bare string   // what the first key says, for want of a name
	mail string
	same *person // who it turned out to be; nil for itself
	is   uint64  // who it is in the organisation; 0 where nobody said
}

// Same is what whoever brings a table in says of somebody in it: that they are the same person as
// one of another key, or as one whom the organisation knows by a number.
type Same struct {
	Key, With string
	Is        uint64
}

// Known is somebody in a table as whoever brings it in is asked about them: by their first key, and
// the line on which they are met first.
type Known struct {
	Key, Name, Mail string
	Line            int
}

// Known are all people in the table, as they are met.
func (t *Table) Known() (all []Known) {
	for _, p := range t.people {
		if p == p.self() {
			all = append(all, Known{p.keys[0], p.person().Name, p.mail, p.line})
		}
	}
	return all
}

// settle takes over what was said of people. What is of nobody in the table says nothing; two who
// are the same one in the organisation are one.
func (t *Table) settle() {
	here := map[uint64]*person{}
	for _, s := range t.opt.Same {
		p, other := t.byKey[s.Key], t.byKey[s.With]
		if p == nil {
			continue
		}
		p = p.self()
		if s.Is != 0 {
			other = cmp.Or(here[s.Is], p)
			p.is, here[s.Is] = s.Is, other.self()
		}
		if other == nil || other.self() == p {
			continue
		}
		other = other.self()
		p.keys = append(p.keys, other.keys...)
		if len(other.name) > len(p.name) { // of a name and its first letter, the name
			p.name = other.name
		}
		p.mail, p.is = cmp.Or(p.mail, other.mail), cmp.Or(p.is, other.is)
		other.same = p
	}
}

func (p *person) self() *person {
	for p.same != nil {
		p = p.same
	}
	return p
}

var scheme = regexp.MustCompile(`^[a-z][a-z0-9+.-]{1,30}:\S`)

// personKey is a key as people are known by: with its scheme. What has none is a name, or an
// address.
func personKey(said string) (key string, named bool) {
	key = fold(said)
	switch {
	case scheme.MatchString(key):
		name, _, _ := strings.Cut(key, ":")
		rest := strings.TrimSpace(key[len(name)+1:])
		return name + ":" + rest, name == "name"
	case isMail(key):
		return "mail:" + key, false
	}
	return "name:" + key, true
}

// isMail is whether a text looks like an address.
func isMail(s string) bool {
	at := strings.IndexByte(s, '@')
	return at > 0 && at == strings.LastIndexByte(s, '@') && strings.Contains(s[at:], ".") && !strings.ContainsAny(s, " ,;<>\"()")
}

// who returns the person of a key, met now where nobody had it.
func (t *Table) who(w where, column int, said string) *person {
	if len(said) > 4*source.MaxName {
		said, _ = source.Cut(strings.ToValidUTF8(said, "\uFFFD"), source.MaxName)
	}
	key, named := personKey(said)
	if _, long := source.Cut(key, source.MaxName); long {
		t.refuse(w, column, source.CodeLong, "odd.handle.long", source.MaxName)
		return nil
	}
	if p := t.byKey[key]; p != nil {
		return p.self()
	}
	p := &person{where: w, keys: []string{key}, bare: source.OneLine(said)}
	if named {
		_, name, isKey := strings.Cut(source.OneLine(said), ":")
		if !isKey || !scheme.MatchString(fold(said)) {
			name = source.OneLine(said)
		}
		p.name = strings.TrimSpace(name)
	} else if _, rest, ok := strings.Cut(p.bare, ":"); ok {
		p.bare = strings.TrimSpace(rest)
	}
	t.byKey[key] = p
	t.people = append(t.people, p)
	return p
}

// also makes somebody known by another key as well: whoever had it is the same person.
func (t *Table) also(w where, column int, p *person, said string) {
	other := t.who(w, column, said)
	if other == nil || other == p {
		return
	}
	p.keys = append(p.keys, other.keys...)
	if p.name == "" {
		p.name = other.name
	}
	if p.mail == "" {
		p.mail = other.mail
	}
	other.same = p
}

// call gives somebody a name: what a table of people says, and else what is said first.
func (t *Table) call(p *person, name string, sure bool) {
	if name = source.OneLine(name); name == "" {
		return
	}
	name, _ = source.Cut(name, source.MaxName)
	if p.name == "" || sure {
		p.name = name
	}
}

// person is somebody as a structure has them.
func (p *person) person() source.Person {
	out := source.Person{Name: p.name, Nameless: p.name == "", Mail: p.mail, Is: p.is}
	if out.Nameless {
		out.Name = p.bare
	}
	if out.Name, _ = source.Cut(source.OneLine(out.Name), source.MaxName); out.Name == "" {
		out.Name = p.keys[0]
	}
	out.Handle = p.keys[0]
	for _, k := range p.keys {
		if strings.HasPrefix(k, "github-id:") && out.ID == "" {
			out.ID = k
		}
	}
	out.Also = slices.Clone(p.keys[1:])
	return out
}
