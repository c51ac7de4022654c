package peers

import "orpheus/imports/source/sheet"

// glassfrog reads answers of the API of GlassFrog, version 3: circles, roles, people and
// assignments, each with what is linked, in one file or several.
//
// A circle is a role of the circle around it there, and who is assigned to that role leads
// the circle inside.
func glassfrog(b *book) error {
	docs, err := b.docs()
	if err != nil {
		return err
	}
	circles, roles := once(lists(docs, "circles")), once(lists(docs, "roles", "supported_roles"))
	if len(circles)+len(roles) == 0 {
		return b.nothing()
	}
	said := map[string]string{}
	for _, n := range lists(docs, "domains", "accountabilities") {
		said[n.Said("id")] = n.Said("description")
	}
	words := func(list *sheet.Node) (all []string) {
		for _, n := range list.List {
			text := n.Said("description")
			if n.Kind == sheet.Scalar {
				text = said[n.Text]
			}
			if text = prose(text); text != "" {
				all = append(all, text)
			}
		}
		return all
	}
	for _, n := range once(lists(docs, "people")) {
		b.person(n.Line, "glassfrog:"+n.Said("id"), n.Said("name"), n.Said("email"))
	}
	byCircle := map[string]*sheet.Node{} // the role that a circle is
	for _, r := range roles {
		if c := r.At("links").Said("supporting_circle"); c != "" {
			byCircle[c] = r
		}
	}
	key := func(circle string) string {
		if byCircle[circle] == nil {
			return "."
		}
		return circle
	}
	for _, c := range circles {
		is := byCircle[c.Said("id")]
		if is == nil {
			continue // the organisation
		}
		purpose := is.Said("purpose")
		if purpose == "" {
			purpose = c.Said("strategy")
		}
		b.circle(c.Line, c.Said("id"), c.Said("name"), purpose, key(is.At("links").Said("circle")))
	}
	assigned := map[string][]*sheet.Node{}
	for _, a := range once(lists(docs, "assignments")) {
		r := a.At("links").Said("role")
		assigned[r] = append(assigned[r], a)
	}
	for _, r := range roles {
		in, id := key(r.At("links").Said("circle")), r.Said("id")
		x := role{
			circle: in, key: id, name: r.Said("name"), purpose: r.Said("purpose"), leads: leadRoles[folded(r.Said("name"))],
			accountabilities: words(r.At("links").At("accountabilities")), domains: words(r.At("links").At("domains")),
		}
		inner := r.At("links").Said("supporting_circle")
		if inner != "" {
			x.circle, x.name, x.purpose, x.leads = inner, "Lead Link", "", true
		}
		people := r.At("links").At("people")
		if inner != "" && len(people.List) == 0 && len(assigned[id]) == 0 && len(x.accountabilities)+len(x.domains) == 0 {
			continue
		}
		b.role(r.Line, x)
		met := map[string]bool{}
		for _, a := range assigned[id] {
			who := a.At("links").Said("person")
			met[who] = true
			b.seat(a.Line, seat{circle: x.circle, role: id, person: "glassfrog:" + who, focus: a.Said("focus"), term: a.Said("election"), leads: x.leads})
		}
		for _, who := range texts(people) {
			if !met[who] {
				b.seat(r.Line, seat{circle: x.circle, role: id, person: "glassfrog:" + who, term: r.Said("elected_until"), leads: x.leads})
			}
		}
	}
	return nil
}
