package peers

import (
	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// rolebase reads what an owner of Rolebase exports, as JSON or as a workbook. Every circle
// there points at a role, which may be that of several; one without circles in it is a role
// of the circle around it, and the one that is in none is the organisation.
func rolebase(b *book) error {
	var docs []*sheet.Node
	if sheet.IsWorkbook(b.parts[0].data) {
		sheets, err := b.workbook()
		if err != nil {
			return err
		}
		docs = []*sheet.Node{nodes(sheets)}
	} else {
		var err error
		if docs, err = b.docs(); err != nil {
			return err
		}
	}
	live := func(name string) (all []*sheet.Node) {
		for _, n := range lists(docs, name) {
			if !n.Yes("archived") {
				all = append(all, n)
			}
		}
		return all
	}
	circles := once(live("circles"))
	if len(circles) == 0 {
		return b.nothing()
	}
	roles := map[string]*sheet.Node{}
	for _, r := range live("roles") {
		roles[r.Said("id")] = r
	}
	members := map[string]bool{}
	for _, m := range once(live("members")) {
		members[m.Said("id")] = true
		b.person(m.Line, "rolebase:"+m.Said("id"), m.Said("name"), m.Said("inviteEmail"))
	}
	has := map[string]bool{} // circles inside
	at := map[string]*sheet.Node{}
	for _, c := range circles {
		at[c.Said("id")], has[c.Said("parentId")] = c, true
	}
	key := func(id string) string {
		if c := at[id]; c == nil || c.Said("parentId") == "" {
			return "."
		}
		return id
	}
	isRole := func(c *sheet.Node) bool { return c.Said("parentId") != "" && !has[c.Said("id")] }
	also := map[string][]string{}
	for _, l := range live("circle_links") {
		also[l.Said("circleId")] = append(also[l.Said("circleId")], key(l.Said("parentId")))
	}
	for _, c := range circles {
		r := roles[c.Said("roleId")]
		if r == nil {
			r = new(sheet.Node)
		}
		id, name := c.Said("id"), r.Said("name")
		switch {
		case key(id) == ".":
		case isRole(c):
			x := role{circle: key(c.Said("parentId")), key: id, name: name, purpose: r.Said("purpose"), accountabilities: lines(r.Said("accountabilities")), domains: lines(r.Said("domain"))}
			if r.Yes("singleMember") {
				x.places = "1"
			}
			b.role(c.Line, x)
			if len(also[id]) > 0 {
				b.note(c.Line, source.CodeSecondParent, "odd.peer.linked_role", source.Quote(name))
			}
		default:
			b.circle(c.Line, id, name, r.Said("purpose"), append([]string{key(c.Said("parentId"))}, also[id]...)...)
		}
	}
	for _, m := range live("circle_members") {
		c, who := at[m.Said("circleId")], m.Said("memberId")
		if c == nil || !members[who] {
			continue // of what is archived
		}
		x := seat{circle: key(c.Said("id")), person: "rolebase:" + who}
		if isRole(c) {
			x.circle, x.role = key(c.Said("parentId")), c.Said("id")
		}
		b.seat(m.Line, x)
	}
	return nil
}

// nodes are the sheets of a workbook as the lists of a document.
func nodes(sheets map[string]*sheet.Sheet) *sheet.Node {
	doc := &sheet.Node{Kind: sheet.Mapping}
	for name, s := range sheets {
		list := &sheet.Node{Kind: sheet.Sequence}
		for i, r := range s.Rows {
			if i == 0 {
				continue
			}
			n := &sheet.Node{Kind: sheet.Mapping, Line: r.Line}
			for j, h := range s.Rows[0].Cells {
				n.Fields = append(n.Fields, sheet.Field{Name: h, Value: &sheet.Node{Text: r.Cell(j), Line: r.Line}})
			}
			list.List = append(list.List, n)
		}
		doc.Fields = append(doc.Fields, sheet.Field{Name: name, Value: list})
	}
	return doc
}
