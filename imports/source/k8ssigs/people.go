package k8ssigs

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"orpheus/imports/source"
)

// role is a role of a kind of group, whoever holds it.
type role struct {
	key, name   string
	leads, past bool
}

// role reads people as the holders of a role, or those who held it once. Where
// they name nobody and mark no place as open, there is no role.
func (r *reader) role(into *[]source.Role, kind role, people []*yaml.Node) {
	x := source.Role{Key: kind.key, Name: kind.name, Leads: kind.leads, Past: kind.past}
	in := make(map[int]bool)
	var who []int
	for _, n := range people {
		p, ok := r.person(n)
		switch {
		case !ok:
		case p.handle == "" && kind.past:
			r.note(n, source.CodePlaceholder, "odd.placeholder.out", p.said())
		case p.handle == "":
			r.note(n, source.CodePlaceholder, "odd.placeholder.open", p.said())
			x.Vacancies++
		default:
			i := r.people.add(p, !kind.past)
			if in[i] {
				r.note(n, source.CodeSamePerson, "odd.person.twice", source.Quote(p.written))
				continue
			}
			in[i] = true
			who = append(who, i)
		}
	}
	if len(who) == 0 && x.Vacancies == 0 {
		return
	}
	if kind.past {
		x.Former = who
	} else {
		x.Holders = who
	}
	*into = append(*into, x)
}

// mention is a person as they are written somewhere.
type mention struct {
	handle  string // as in source.Person.Handle; empty for a placeholder
	written string // the handle as written, else the name
	name    string // empty where there is none
	line    int
}

func (m mention) said() any {
	if m.written == "" {
		return source.Say("odd.empty")
	}
	return source.Quote(m.written)
}

// bareHandle is what a handle looks like; a name mostly has blanks.
var bareHandle = regexp.MustCompile(`^@?[A-Za-z0-9][A-Za-z0-9_-]*$`)

// person reads an entry of a list. It is false, with an oddity, for what
// cannot be a person; a placeholder has no handle.
func (r *reader) person(n *yaml.Node) (m mention, ok bool) {
	var github, name string
	switch n.Kind {
	case yaml.ScalarNode:
		s, _ := text(n)
		if s = source.OneLine(s); bareHandle.MatchString(s) {
			github = s
		} else {
			name = s
		}
		if !source.Placeholder(s) {
			r.note(n, source.CodeSingle, "odd.person.bare", source.Quote(s))
		}
	case yaml.MappingNode:
		if slip(n) {
			return m, false // told of where it is looked for; who it is is not known for sure
		}
		r.repeated(n, "github", "name")
		if field(n, "github") == nil && field(n, "name") == nil {
			r.refuse(n, source.CodeNoHandle, "odd.person.nothing")
			return m, false
		}
		github, name = r.oneLine(n, "github"), r.oneLine(n, "name")
	default:
		r.refuse(n, source.CodeWrongType, "odd.person.none")
		return m, false
	}
	m = mention{name: r.cut(n, name), line: n.Line, written: github}
	if source.Placeholder(name) {
		m.name = ""
	}
	switch {
	case !source.Placeholder(github):
		m.written, m.handle = source.GitHub(github)
	case m.name != "":
		r.note(n, source.CodeNoHandle, "odd.person.no_github", source.Quote(m.name))
		m.written, m.handle = m.name, "name:"+strings.ToLower(m.name)
	case github == "":
		m.written = name
	}
	if _, long := source.Cut(m.written, source.MaxName); long {
		r.refuse(n, source.CodeLong, "odd.handle.long", source.MaxName)
		return m, false
	}
	return m, true
}
