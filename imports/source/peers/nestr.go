package peers

import (
	"slices"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// nestr reads nests of Nestr: circles, roles, and the accountabilities and domains inside
// them, each known by its labels. The day a role is due is when it is chosen anew.
func nestr(b *book) error {
	docs, err := b.docs()
	if err != nil {
		return err
	}
	var all []*sheet.Node
	for _, d := range docs {
		all = append(all, d.List...)
		all = append(all, d.At("data").List...)
		all = append(all, d.At("nests").List...)
	}
	is := func(n *sheet.Node, label string) bool { return slices.Contains(texts(n.At("labels")), label) }
	at := map[string]*sheet.Node{}
	all = once(all)
	for _, n := range all {
		at[n.Said("_id", "id")] = n
	}
	for _, u := range lists(docs, "users") {
		name := u.Said("fullName", "name", "username")
		if p := u.At("profile"); name == "" {
			name = p.Said("fullName", "name")
		}
		b.person(u.Line, "nestr:"+u.Said("_id", "id"), name, u.Said("email"))
	}
	// around is the circle that a nest is in, however deep in other nests.
	around := func(n *sheet.Node) string {
		for range len(at) {
			up := at[n.Said("parentId")]
			switch {
			case up == nil || is(up, "anchor-circle"):
				return "."
			case is(up, "circle"):
				return up.Said("_id", "id")
			}
			n = up
		}
		return "."
	}
	inside := func(role, label string) (texts []string) {
		for _, n := range all {
			if n.Said("parentId") == role && is(n, label) {
				if text := prose(n.Said("title")); text != "" {
					texts = append(texts, text)
				}
			}
		}
		return texts
	}
	found := false
	for _, n := range all {
		id, purpose := n.Said("_id", "id"), n.Said("purpose")
		if purpose == "" {
			purpose = n.Said("description")
		}
		name := prose(n.Said("title"))
		switch {
		case n.Said("completed") != "" && n.Said("completed") != "false" && (is(n, "circle") || is(n, "role")):
			continue // it is no more
		case is(n, "anchor-circle"):
			found = true
			for _, u := range texts(n.At("users")) {
				b.seat(n.Line, seat{circle: ".", person: "nestr:" + u})
			}
		case is(n, "circle"):
			found = true
			b.circle(n.Line, id, name, purpose, around(n))
			for _, u := range texts(n.At("users")) {
				b.seat(n.Line, seat{circle: id, person: "nestr:" + u})
			}
		case is(n, "role"):
			found = true
			x := role{circle: around(n), key: id, name: name, purpose: purpose, leads: leadRoles[folded(name)], accountabilities: inside(id, "accountability"), domains: inside(id, "domain")}
			b.role(n.Line, x)
			for _, u := range texts(n.At("users")) {
				b.seat(n.Line, seat{circle: x.circle, role: id, person: "nestr:" + u, term: n.Said("due"), leads: x.leads})
			}
		case is(n, "tension") || is(n, "policy") || is(n, "project"):
			b.note(n.Line, source.CodeSection, "odd.peer.not_read")
		}
	}
	if !found {
		return b.nothing()
	}
	return nil
}
