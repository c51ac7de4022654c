package k8ssigs

import (
	"iter"
	"strings"

	"go.yaml.in/yaml/v3"

	"orpheus/imports/source"
)

// The fields there have been since 2017. A slip for a vital one is told: who
// holds what would be read wrongly.
var (
	groupFields = source.Fields{
		"dir", "name", "mission_statement", "charter_link", "label", "leadership", "leads", "emeritus_leads",
		"meetings", "contact", "subprojects", "stakeholder_sigs",
	}
	leadershipFields = source.Fields{"chairs", "tech_leads", "emeritus_leads"}
	contactFields    = source.Fields{
		"slack", "mailing_list", "private_mailing_list", "teams", "full_github_teams", "github_teams", "liaison",
	}
	subprojectFields = source.Fields{"name", "description", "owners", "leads", "meetings", "contact"}

	vitalOfGroup = source.Fields{
		"leadership", "leads", "chairs", "tech_leads", "emeritus_leads", "contact", "stakeholder_sigs", "subprojects",
	}
	vitalOfPerson = source.Fields{"github", "name"}
)

// stray is a field that is not known and holds people.
type stray struct {
	as    string // the list of people that its name seems to be a slip for; empty for none
	name  string
	value *yaml.Node
	leads bool // it stands among those who lead
}

// lists are the fields that hold people.
var lists = source.Fields{"chairs", "tech_leads", "leads", "emeritus_leads", "liaison"}

// strange notes the fields of a map that are not known, and gives those of them that hold
// people. It says whether nothing may be concluded from what the map lacks: there are
// such, or one seems to be a slip for a vital field.
func (r *reader) strange(n *yaml.Node, known, vital source.Fields) (strays []stray, unclear bool) {
	for _, f := range fields(n) {
		near, people := vital.Near(f.key), mayBePeople(f.value)
		switch {
		case known.Knows(f.key):
			continue
		case near != "" && people && lists.Knows(near):
			r.note(f.name, source.CodeField, "odd.field.read_as", source.Quote(f.key), near)
			strays = append(strays, stray{as: near, name: f.key, value: f.value})
		case near != "":
			r.refuse(f.name, source.CodeField, "odd.field.near", source.Quote(f.key), near)
		case people:
			r.note(f.name, source.CodeField, "odd.field.people", source.Quote(f.key))
			strays = append(strays, stray{name: f.key, value: f.value})
		default:
			r.note(f.name, source.CodeField, "odd.field.unknown", source.Quote(f.key))
			continue
		}
		unclear = true
	}
	return strays, unclear
}

// mayBePeople says whether there is a map with a github, or a list of such.
func mayBePeople(n *yaml.Node) bool {
	if n.Kind == yaml.SequenceNode {
		for _, e := range elements(n) {
			if field(e, "github") != nil {
				return true
			}
		}
	}
	return field(n, "github") != nil
}

// unclear notes what is strange in a group, its subprojects left aside. It gives the strays,
// and says whether nothing may be concluded about who holds what no more. Where it does not
// say for sure which subprojects it has, nothing is closed.
func (r *reader) unclear(group *yaml.Node, key string) ([]stray, bool) {
	l, contact := field(group, "leadership"), field(group, "contact")
	strays, unclear := r.strange(group, groupFields, vitalOfGroup)
	for _, f := range fields(group) {
		if near := (source.Fields{"subprojects"}).Near(f.key); near != "" && near != f.key {
			r.s.Blind = true
		}
	}
	if !null(l) && l.Kind != yaml.MappingNode {
		r.refuse(l, source.CodeWrongType, "odd.group.leadership", source.Quote(key))
		unclear = true
	}
	unclear = r.swallowed(group, "mission_statement", vitalOfGroup) || unclear
	for _, part := range []struct {
		n            *yaml.Node
		known, vital source.Fields
		leads        bool
	}{{l, leadershipFields, leadershipFields, true}, {contact, contactFields, source.Fields{"liaison"}, false}} {
		more, odd := r.strange(part.n, part.known, part.vital)
		for _, m := range more {
			m.leads = part.leads
			strays = append(strays, m)
		}
		unclear = unclear || odd
	}
	for _, list := range []*yaml.Node{
		field(group, "leads"), field(group, "emeritus_leads"), field(contact, "liaison"),
		field(l, "chairs"), field(l, "tech_leads"), field(l, "emeritus_leads"),
	} {
		unclear = r.misspelt(list) || unclear
	}
	return strays, unclear
}

// strays reads the strays that are a role of their own into roles, and gives the people of
// those that are meant for a list.
func (r *reader) strays(into *[]source.Role, strays []stray) map[string][]*yaml.Node {
	meant := make(map[string][]*yaml.Node)
	for _, s := range strays {
		people := []*yaml.Node{s.value}
		if s.as != "liaison" { // of which there is one
			people = r.list(s.value, "github name", s.name)
		}
		if s.as != "" {
			meant[s.as] = append(meant[s.as], people...)
			continue
		}
		name := source.OneLine(strings.NewReplacer("_", " ", "-", " ").Replace(s.name))
		name = r.cut(s.value, strings.ToUpper(name[:1])+name[1:])
		r.role(into, role{key: "field:" + r.cut(s.value, s.name), name: name, leads: s.leads}, people)
	}
	return meant
}

// swallowed says whether a text took in lines that were meant as one of these fields after it,
// being indented too far: nobody may be concluded to be gone then. Such a line is the name of a
// field alone, before another one or a list; or it names somebody by a github.
func (r *reader) swallowed(n *yaml.Node, key string, vital source.Fields) bool {
	f := field(n, key)
	s, _ := text(f)
	meant := "" // the field that the line before begins
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSpace(line)
		name, rest, is := strings.Cut(strings.TrimLeft(line, "-{ "), ":")
		switch {
		case is && (vital.Knows(name) && strings.Contains(rest, "github:") || bare(line, name, "github")):
		case meant != "" && (strings.HasPrefix(line, "- ") || is && vital.Knows(name)):
			name = meant
		default:
			if meant = ""; is && vital.Knows(name) && strings.TrimSpace(rest) == "" {
				meant = name
			}
			continue
		}
		r.refuse(f, source.CodeField, "odd.field.swallowed", key, source.Quote(name))
		return true
	}
	return false
}

// bare says whether a line is a field of that name and one word.
func bare(line, name, field string) bool {
	return name == field && len(strings.Fields(strings.TrimLeft(line, "- "))) == 2
}

// misspelt notes where somebody in a list has a field that looks like github or
// name but is not, and says whether one has. What else is known about people is nobody's
// business here.
func (r *reader) misspelt(list *yaml.Node) (unclear bool) {
	people := []*yaml.Node{list}
	if list != nil && list.Kind == yaml.SequenceNode {
		people = elements(list)
	}
	for _, p := range people {
		for f, near := range slips(p) {
			r.refuse(f.name, source.CodeField, "odd.field.near", source.Quote(f.key), near)
			unclear = true
		}
	}
	return unclear
}

// slips gives the fields of a person that look like one that says who it is, with that one.
func slips(person *yaml.Node) iter.Seq2[entry, string] {
	return func(yield func(entry, string) bool) {
		for _, f := range fields(person) {
			near := vitalOfPerson.Near(f.key)
			if near != "" && near != f.key && f.value.Kind == yaml.ScalarNode && !yield(f, near) {
				return
			}
		}
	}
}

// slip says whether a person has such a field.
func slip(person *yaml.Node) bool {
	for range slips(person) {
		return true
	}
	return false
}
