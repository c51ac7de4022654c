package peers

import (
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

func (b *book) yaml() (*sheet.Node, error) {
	p := b.parts[0]
	b.file = p.name
	text, err := sheet.Text(p.name, p.data, &b.notes)
	if err != nil {
		return nil, err
	}
	return sheet.YAML(p.name, text)
}

// peribolos reads the settings of peribolos: organisations on GitHub with their teams in one
// another. Maintainers lead a team. One organisation is the organisation; of several each is
// a circle.
func peribolos(b *book) error {
	doc, err := b.yaml()
	if err != nil {
		return err
	}
	orgs := doc.At("orgs").Fields
	if len(orgs) == 0 {
		return b.nothing()
	}
	for _, o := range orgs {
		key := "."
		if len(orgs) > 1 {
			key = o.Name
			b.circle(o.Value.Line, key, o.Name, o.Value.Said("description"))
		}
		b.github(o.Value.At("admins"), key, "Admin", false)
		b.github(o.Value.At("members"), key, "", false)
		b.teams(o.Value.At("teams"), key)
	}
	return nil
}

func (b *book) teams(teams *sheet.Node, parent string) {
	for _, t := range teams.Fields {
		key := t.Name
		if t.Value.Yes("archived") {
			continue
		}
		b.circle(t.Value.Line, key, t.Name, t.Value.Said("description"), parent)
		b.github(t.Value.At("maintainers"), key, "Maintainer", true)
		b.github(t.Value.At("members"), key, "", false)
		b.teams(t.Value.At("teams"), key)
	}
}

// github puts people by their handles into a role, or a circle where role is empty.
func (b *book) github(list *sheet.Node, circle, role string, leads bool) {
	for _, n := range list.List {
		if _, key := source.GitHub(n.Text); key != "" {
			b.seat(n.Line, seat{circle: circle, role: role, person: key, leads: leads})
		}
	}
}

// sociocracy reads an organisation in YAML as users of Sociocracy 3.0 write it down: circles
// in one another, each with its driver or purpose, its domain, its roles and its members.
// There is no one form: these are the words that are known.
func sociocracy(b *book) error {
	doc, err := b.yaml()
	if err != nil {
		return err
	}
	top := doc.At("organisation", "organization", "general_circle")
	if len(top.Fields) == 0 {
		top = doc
	}
	kids := circlesIn(top)
	if len(kids) == 0 && doc.Kind == sheet.Sequence {
		kids = doc.List
	}
	if len(kids) == 0 {
		return b.nothing()
	}
	b.roundRoles(top, ".")
	for _, k := range kids {
		b.s3circle(k, ".", nil, 0)
	}
	return nil
}

// circlesIn are the circles inside one, in a list or by their names.
func circlesIn(n *sheet.Node) []*sheet.Node {
	in := n.At("circles", "subcircles", "sub_circles", "teams")
	if in.Kind == sheet.Sequence {
		return in.List
	}
	var all []*sheet.Node
	for _, f := range in.Fields {
		c := *f.Value
		c.Fields = append([]sheet.Field{{Name: "name", Value: &sheet.Node{Text: f.Name, Line: c.Line}}}, c.Fields...)
		all = append(all, &c)
	}
	return all
}

func (b *book) s3circle(n *sheet.Node, parent string, way []string, depth int) {
	name := n.Said("name", "title", "circle")
	if name == "" && n.Kind == sheet.Scalar {
		name = n.Text
	}
	if name == "" || depth > 60 {
		b.notes.Refuse(b.file, n.Line, source.CodeNoName, "odd.peer.no_name")
		return
	}
	way = append(way[:len(way):len(way)], source.OneLine(name))
	key := strings.Join(way, " › ")
	b.circle(n.Line, key, name, purposeOf(n), parent)
	b.roundRoles(n, key)
	for _, k := range circlesIn(n) {
		b.s3circle(k, key, way, depth+1)
	}
}

// purposeOf is what something is for: its purpose, or the driver it answers to.
func purposeOf(n *sheet.Node) string {
	for _, name := range []string{"purpose", "primary_driver", "driver", "aim", "mission"} {
		v := n.At(name)
		if v.Text != "" {
			return v.Text
		}
		if said := v.Said("summary", "text", "description"); said != "" {
			return said
		}
	}
	return ""
}

// roundRoles are the roles of a circle: those that every circle has, and its own.
func (b *book) roundRoles(n *sheet.Node, circle string) {
	for _, r := range []struct {
		names []string
		name  string
		leads bool
	}{
		{[]string{"coordinator", "delegator", "leader", "lead"}, "Coordinator", true},
		{[]string{"facilitator"}, "Facilitator", false}, {[]string{"secretary", "logbook_keeper"}, "Secretary", false},
		{[]string{"representative", "representatives", "delegate", "delegates"}, "Representative", false},
	} {
		for _, who := range people(n.At(r.names...)) {
			b.seat(n.Line, seat{circle: circle, role: r.name, person: who, leads: r.leads})
		}
	}
	for _, who := range people(n.At("members", "people")) {
		b.seat(n.Line, seat{circle: circle, person: who})
	}
	for _, r := range n.At("roles").List {
		name := r.Said("name", "title", "role")
		if name == "" {
			b.notes.Refuse(b.file, r.Line, source.CodeNoName, "odd.peer.no_name")
			continue
		}
		x := role{circle: circle, key: name, name: name, purpose: purposeOf(r), leads: r.Yes("leads"), accountabilities: people(r.At("responsibilities", "accountabilities")), domains: people(r.At("domain", "domains"))}
		b.role(r.Line, x)
		who := people(r.At("people", "role_keepers", "role_keeper", "holders", "person", "members"))
		for _, p := range who {
			b.seat(r.Line, seat{circle: circle, role: name, person: p, since: r.Said("since"), term: r.Said("term", "until", "review"), leads: x.leads})
		}
		if len(who) == 0 {
			b.seat(r.Line, seat{circle: circle, role: name, leads: x.leads})
		}
	}
}

// people are names in a list, or one.
func people(n *sheet.Node) (all []string) {
	if n.Text != "" {
		return []string{n.Text}
	}
	for _, e := range n.List {
		text := e.Text
		if e.Kind == sheet.Mapping {
			text = e.Said("name", "person", "summary", "text")
		}
		if text != "" {
			all = append(all, text)
		}
	}
	if said := n.Said("name", "summary", "text"); n.Kind == sheet.Mapping && said != "" {
		all = append(all, said)
	}
	return all
}
