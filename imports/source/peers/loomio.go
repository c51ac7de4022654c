package peers

import (
	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// loomio reads the export of a group of Loomio: one record a line, with the table it is of.
// The group at the top is the organisation, a coordinator holds a role, and a title is one. A
// poll that is over and whose outcome somebody wrote down is a decision.
func loomio(b *book) error {
	p := b.parts[0]
	b.file = p.name
	text, err := sheet.Text(p.name, p.data, &b.notes)
	if err != nil {
		return err
	}
	tables := map[string][]*sheet.Node{}
	err = sheet.JSONLines(p.name, text, func(n *sheet.Node) {
		if r := n.At("record"); len(r.Fields) > 0 {
			r.Line = n.Line
			tables[n.Said("table")] = append(tables[n.Said("table")], r)
		}
	})
	if err != nil {
		return err
	}
	groups := once(tables["groups"])
	if len(groups) == 0 {
		return b.nothing()
	}
	tops := map[string]bool{}
	for _, g := range groups {
		if g.Said("parent_id") == "" {
			tops[g.Said("id")] = true
		}
	}
	key := func(id string) string {
		if tops[id] && len(tops) == 1 || id == "" {
			return "."
		}
		return id
	}
	for _, u := range once(tables["users"]) {
		name := u.Said("name", "username")
		b.person(u.Line, "loomio:"+u.Said("id"), name, u.Said("email"))
	}
	live := map[string]bool{}
	for _, g := range groups {
		if g.Said("archived_at") != "" || g.Said("discarded_at") != "" {
			continue
		}
		live[g.Said("id")] = true
		if secretly(g) {
			b.note(g.Line, source.CodeUnexpected, "odd.peer.secret", source.Quote(g.Said("name")))
		}
		if id := g.Said("id"); key(id) != "." {
			b.circle(g.Line, id, g.Said("name"), g.Said("description"), key(g.Said("parent_id")))
		}
	}
	for _, m := range once(tables["memberships"]) {
		if m.Said("accepted_at") == "" || !live[m.Said("group_id")] {
			continue // asked, and not there yet; or of a group that is no more
		}
		x := seat{circle: key(m.Said("group_id")), person: "loomio:" + m.Said("user_id"), since: m.Said("accepted_at"), until: m.Said("revoked_at")}
		if m.Yes("admin") {
			y := x
			y.role = "Coordinator"
			b.seat(m.Line, y)
		}
		if title := m.Said("title"); title != "" {
			y := x
			y.role = title
			b.seat(m.Line, y)
		}
		b.seat(m.Line, x)
	}
	l := loomioDecisions{book: b, tables: tables, of: func(group string) (string, bool) { return key(group), live[group] }}
	l.read()
	return nil
}
