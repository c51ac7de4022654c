package peers

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// maptio reads a map of Maptio as JSON, or its report as CSV. The first circle of a map is a
// shell; the organisation is the first inside it. Who is accountable leads.
func maptio(b *book) error {
	if strings.EqualFold(path.Ext(b.parts[0].name), ".csv") {
		return maptioReport(b)
	}
	docs, err := b.docs()
	if err != nil {
		return err
	}
	doc := docs[0]
	if doc.Kind == sheet.Sequence && len(doc.List) > 0 {
		doc = doc.List[0]
		if len(docs[0].List) > 1 {
			b.note(docs[0].List[1].Line, source.CodeDocument, "odd.peer.maps")
		}
	}
	shell := doc.At("initiative")
	if len(shell.At("children").List) == 0 {
		return b.nothing()
	}
	word := doc.At("team").At("settings").Said("authority")
	if word == "" {
		word = "Lead"
	}
	m := &maptioMap{book: b, word: word}
	for i, c := range shell.At("children").List {
		if i == 0 {
			m.inside(c, ".")
		} else {
			m.circleOf(c, ".")
		}
	}
	return nil
}

type maptioMap struct {
	*book
	word string // for who is accountable
}

func (m *maptioMap) circleOf(c *sheet.Node, parent string) {
	key := c.Said("id")
	m.circle(c.Line, key, c.Said("name"), c.Said("description"), parent)
	m.inside(c, key)
}

func (m *maptioMap) user(u *sheet.Node) string {
	if u.Has("user") {
		u = u.At("user")
	}
	id := u.Said("shortid", "user_id")
	if id == "" || u.Yes("isDeleted") {
		return ""
	}
	name := u.Said("name")
	if name == "" {
		name = strings.TrimSpace(u.Said("firstname") + " " + u.Said("lastname"))
	}
	m.person(u.Line, "maptio:"+id, name, u.Said("email"))
	return "maptio:" + id
}

func (m *maptioMap) inside(c *sheet.Node, key string) {
	if a := c.At("accountable"); len(a.Fields) > 0 {
		if who := m.user(a); who != "" {
			m.seat(a.Line, seat{circle: key, role: m.word, person: who, leads: true})
		}
	}
	for _, h := range c.At("helpers").List {
		who := m.user(h)
		if who == "" {
			continue
		}
		roles := h.At("roles").List
		if len(roles) == 0 {
			m.seat(h.Line, seat{circle: key, person: who})
		}
		for _, r := range roles {
			m.seat(r.Line, seat{circle: key, role: r.Said("title"), person: who})
		}
	}
	for _, v := range c.At("vacancies").List {
		if title := v.Said("title"); title != "" {
			m.seat(v.Line, seat{circle: key, role: title})
		}
	}
	for _, kid := range c.At("children").List {
		m.circleOf(kid, key)
	}
}

// maptioReport reads the report: a row for each person in a circle, which is told by its
// depth and its name.
func maptioReport(b *book) error {
	p := b.parts[0]
	b.file = p.name
	text, err := sheet.Text(p.name, p.data, &b.notes)
	if err != nil {
		return err
	}
	known := func(s string) bool { return slices.Contains([]string{"depth", "circle", "parent circle", "type", "person"}, folded(s)) }
	s, err := sheet.Delimited(p.name, text, known, &b.notes)
	if err != nil {
		return err
	}
	all, at := rows(s)
	if len(all) == 0 {
		return b.nothing()
	}
	type level struct{ key, name string }
	var way []level
	top := -1
	for i, r := range all {
		depth, err := strconv.Atoi(r["depth"])
		if err != nil || r["circle"] == "" {
			b.notes.Refuse(b.file, at[i], source.CodeWord, "odd.table.number", source.Quote(r["depth"]))
			continue
		}
		if top < 0 {
			top = depth
		}
		depth = min(max(0, depth-top), len(way))
		if depth >= len(way) || way[depth].name != r["circle"] || len(way) > depth+1 {
			way = way[:depth]
			key := "."
			if depth > 0 {
				names := make([]string, 0, depth)
				for _, l := range way[1:] {
					names = append(names, l.name)
				}
				key = strings.Join(append(names, r["circle"]), " › ")
				b.circle(at[i], key, r["circle"], "", way[depth-1].key)
			}
			way = append(way, level{key, r["circle"]})
		}
		if r["person"] == "" {
			continue
		}
		x := seat{circle: way[depth].key, person: r["person"]}
		if kind := folded(r["type"]); kind != "" && !strings.Contains(kind, "helper") && !strings.Contains(kind, "participant") {
			x.role, x.leads = r["type"], true
		}
		b.seat(at[i], x)
	}
	return nil
}
