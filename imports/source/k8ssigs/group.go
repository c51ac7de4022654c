package k8ssigs

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"orpheus/imports/source"
)

// group reads one group with its subprojects, or refuses it as a whole.
func (r *reader) group(s *section, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		r.refuse(n, source.CodeWrongType, "odd.group.no_map", s.key)
		r.s.Blind = true
		return
	}
	r.repeated(n, "dir", "name", "leadership", "leads", "emeritus_leads", "contact", "subprojects", "stakeholder_sigs")
	name := r.name(n, "name")
	key := r.name(n, "dir")
	if key == "" && name != "" {
		r.note(n, source.CodeNoName, "odd.group.name_for_dir", source.Quote(name))
		key = name
	}
	if key == "" {
		r.refuse(n, source.CodeNoName, "odd.group.no_dir", s.key)
		r.s.Blind = true
		return
	}
	if r.dirs[key] {
		r.refuse(n, source.CodeSameCircle, "odd.group.twice", source.Quote(key))
		return
	}
	r.dirs[key] = true
	g := group{section: s, key: key, also: []string{name, r.name(n, "label")}}
	if name == "" {
		r.note(n, source.CodeNoName, "odd.group.no_name", source.Quote(key))
		name = key
	} else {
		name = r.cut(n, s.title(name))
	}
	c := source.Circle{Key: key, Name: name, Purpose: r.purpose(n, "mission_statement")}
	var strays []stray
	strays, c.Unclear = r.unclear(n, key)
	r.leadership(&c, n, strays)
	if stakes := field(n, "stakeholder_sigs"); s.stakes {
		g.stakeholds = r.list(stakes, "", "stakeholder_sigs")
	} else if !null(stakes) {
		r.note(stakes, source.CodeUnexpected, "odd.group.stakes", source.Quote(key), "stakeholder_sigs")
	}
	g.circle = len(r.s.Circles)
	r.groups = append(r.groups, g)
	r.s.Circles = append(r.s.Circles, c)
	r.subprojects(key, field(n, "subprojects"))
}

func (r *reader) leadership(c *source.Circle, n *yaml.Node, strays []stray) {
	l := field(n, "leadership")
	r.repeated(l, "chairs", "tech_leads", "emeritus_leads")
	var further []source.Role
	meant := r.strays(&further, strays)
	people := func(n *yaml.Node, key string) []*yaml.Node {
		all := append(r.list(field(n, key), "github name", key), meant[key]...)
		delete(meant, key)
		return all
	}
	r.role(&c.Roles, role{key: "chair", name: "Chair", leads: true}, append(people(l, "chairs"), people(n, "leads")...))
	r.role(&c.Roles, role{key: "tech-lead", name: "Tech lead", leads: true}, people(l, "tech_leads"))
	contact := field(n, "contact")
	if !null(contact) && contact.Kind != yaml.MappingNode {
		r.refuse(contact, source.CodeWrongType, "odd.group.contact", source.Quote(c.Key))
	}
	r.repeated(contact, "liaison")
	r.role(&c.Roles, role{key: "liaison", name: "Liaison"}, append(r.single(field(contact, "liaison"), "liaison"), meant["liaison"]...))
	r.role(&c.Roles, role{key: "emeritus", name: "Emeritus lead", past: true}, append(people(l, "emeritus_leads"), people(n, "emeritus_leads")...))
	c.Roles = append(c.Roles, further...)
}

// subprojects reads the subprojects of a group.
func (r *reader) subprojects(parent string, n *yaml.Node) {
	for _, sub := range r.list(n, "name", source.Say("odd.list.subprojects", parent)) {
		name := r.subname(sub)
		if name == "" {
			r.refuse(sub, source.CodeNoName, "odd.subproject.no_name", source.Quote(parent))
			r.s.Blind = true
			continue
		}
		key := r.cut(sub, parent+"/"+name)
		if r.dirs[key] {
			r.refuse(sub, source.CodeSameCircle, "odd.subproject.twice", source.Quote(key))
			continue
		}
		r.dirs[key] = true
		r.repeated(sub, "name", "leads")
		c := source.Circle{Key: key, Name: name, Purpose: r.purpose(sub, "description"), Parents: []string{parent}}
		strays, unclear := r.strange(sub, subprojectFields, source.Fields{"leads"})
		c.Unclear = r.misspelt(field(sub, "leads")) || unclear
		c.Unclear = r.swallowed(sub, "description", source.Fields{"leads"}) || c.Unclear
		var further []source.Role
		meant := r.strays(&further, strays)
		r.role(&c.Roles, role{key: "lead", name: "Lead", leads: true}, append(r.list(field(sub, "leads"), "github name", "leads"), meant["leads"]...))
		c.Roles = append(c.Roles, further...)
		r.s.Circles = append(r.s.Circles, c)
	}
}

// subname is the name of a subproject, which may be all there is of it.
func (r *reader) subname(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		return r.name(n, "name")
	}
	name, _ := text(n)
	return r.cut(n, source.OneLine(name))
}

// oneLine is the text of a field on one line: "" where it is absent or no text.
func (r *reader) oneLine(n *yaml.Node, key string) string {
	f := field(n, key)
	s, ok := text(f)
	if !ok {
		r.refuse(f, source.CodeWrongType, "odd.not_text", key)
	}
	return source.OneLine(s)
}

// name is the text of a field as a name: "" where it is absent or no text.
func (r *reader) name(n *yaml.Node, key string) string {
	return r.cut(n, r.oneLine(n, key))
}

func (r *reader) cut(n *yaml.Node, name string) string {
	s, cut := source.Cut(name, source.MaxName)
	if cut {
		r.note(n, source.CodeLong, "odd.name.cut", source.MaxName)
	}
	return s
}

func (r *reader) purpose(n *yaml.Node, key string) string {
	f := field(n, key)
	s, ok := text(f)
	if !ok {
		r.refuse(f, source.CodeWrongType, "odd.not_text", key)
	}
	if f != nil && f.Style&yaml.LiteralStyle == 0 {
		// YAML has joined the lines of a paragraph: each line left is one.
		s = strings.ReplaceAll(s, "\n", "\n\n")
	}
	s, cut := source.Cut(source.Prose(s), source.MaxPurpose)
	if cut {
		r.note(f, source.CodeLong, "odd.purpose.cut", source.MaxPurpose)
	}
	return s
}

// repeated notes fields that are in a map twice; the first counts.
func (r *reader) repeated(n *yaml.Node, keys ...string) {
	lines := make(map[string]*yaml.Node)
	for _, f := range fields(n) {
		if first := lines[f.key]; first == nil {
			lines[f.key] = f.name
			continue
		}
		for _, key := range keys {
			if key == f.key {
				r.refuse(f.name, source.CodeTwice, "odd.twice.line", key, line(lines[f.key]))
			}
		}
	}
}
