package k8ssigs

import (
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

// strange notes the fields of a map that are not known. It says whether nothing
// may be concluded from the map, since one of them seems to be a slip for a
// vital one, or holds what may be people.
func (r *reader) strange(n *yaml.Node, known, vital source.Fields) (unclear bool) {
	for _, f := range fields(n) {
		near := vital.Near(f.key)
		switch {
		case known.Knows(f.key):
		case near != "":
			r.refuse(f.name, source.CodeField, "odd.field.near", source.Quote(f.key), near)
			unclear = true
		case mayBePeople(f.value):
			r.refuse(f.name, source.CodeField, "odd.field.people", source.Quote(f.key))
			unclear = true
		default:
			r.note(f.name, source.CodeField, "odd.field.unknown", source.Quote(f.key))
		}
	}
	return unclear
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

// unclear notes what is strange in a group, its subprojects left aside, and
// says whether nothing may be concluded about who holds what in it. Where it does not
// say for sure which subprojects it has, nothing is closed.
func (r *reader) unclear(group *yaml.Node, key string) bool {
	l, contact := field(group, "leadership"), field(group, "contact")
	unclear := r.strange(group, groupFields, vitalOfGroup)
	for _, f := range fields(group) {
		if near := (source.Fields{"subprojects"}).Near(f.key); near != "" && near != f.key {
			r.s.Blind = true
		}
	}
	if !null(l) && l.Kind != yaml.MappingNode {
		r.refuse(l, source.CodeWrongType, "odd.group.leadership", source.Quote(key))
		unclear = true
	}
	unclear = r.swallowed(group, "mission_statement", groupFields) || unclear
	unclear = r.strange(l, leadershipFields, leadershipFields) || unclear
	unclear = r.strange(contact, contactFields, source.Fields{"liaison"}) || unclear
	for _, list := range []*yaml.Node{
		field(group, "leads"), field(group, "emeritus_leads"), field(contact, "liaison"),
		field(l, "chairs"), field(l, "tech_leads"), field(l, "emeritus_leads"),
	} {
		unclear = r.misspelt(list) || unclear
	}
	return unclear
}

// swallowed says whether a text took in lines that were meant as a field after it, being
// indented too far: nobody may be concluded to be gone then.
func (r *reader) swallowed(n *yaml.Node, key string, known source.Fields) bool {
	f := field(n, key)
	s, _ := text(f)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		name, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if ok && known.Knows(name) && (strings.TrimSpace(rest) == "" && i+1 < len(lines) && strings.HasPrefix(strings.TrimSpace(lines[i+1]), "-") ||
			strings.Contains(rest, "github:")) {
			r.refuse(f, source.CodeField, "odd.field.swallowed", key, source.Quote(name))
			return true
		}
	}
	return false
}

// misspelt says whether somebody in a list has a field that looks like github or
// name but is not. What else is known about people is nobody's business here.
func (r *reader) misspelt(list *yaml.Node) (unclear bool) {
	people := []*yaml.Node{list}
	if list != nil && list.Kind == yaml.SequenceNode {
		people = elements(list)
	}
	for _, p := range people {
		for _, f := range fields(p) {
			if near := vitalOfPerson.Near(f.key); near != "" && near != f.key && f.value.Kind == yaml.ScalarNode {
				r.refuse(f.name, source.CodeField, "odd.field.near", source.Quote(f.key), near)
				unclear = true
			}
		}
	}
	return unclear
}
