package peers

import (
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// peerdom reads answers of the API of Peerdom: peers, circles, roles and holders, in one
// file or several. One may hold a role more than once there, each time for a part of it.
func peerdom(b *book) error {
	docs, err := b.docs()
	if err != nil {
		return err
	}
	circles, roles := once(lists(docs, "circles")), once(lists(docs, "roles"))
	if len(circles) == 0 {
		return b.nothing()
	}
	tops := map[string]bool{}
	at := map[string]*sheet.Node{}
	for _, c := range circles {
		at[c.Said("id")] = c
	}
	for _, c := range circles {
		if at[c.Said("parentId")] == nil {
			tops[c.Said("id")] = true
		}
	}
	key := func(id string) string {
		if tops[id] && len(tops) == 1 || at[id] == nil {
			return "."
		}
		return id
	}
	for _, p := range once(lists(docs, "peers")) {
		name := p.Said("nickName")
		if full := strings.TrimSpace(p.Said("firstName") + " " + p.Said("lastName")); full != "" {
			name = full
		}
		b.person(p.Line, "peerdom:"+p.Said("id"), name, p.Said("email"))
	}
	for _, c := range circles {
		if id := c.Said("id"); key(id) != "." {
			b.circle(c.Line, id, c.Said("name"), c.Said("purpose"), key(c.Said("parentId")))
		}
	}
	in := map[string]string{}
	for _, r := range roles {
		in[r.Said("id")] = key(r.Said("parentId"))
		b.role(r.Line, role{circle: in[r.Said("id")], key: r.Said("id"), name: r.Said("name"), purpose: r.Said("purpose")})
	}
	holders := once(lists(docs, "holders"))
	focus := map[string][]string{}
	for _, h := range holders {
		if f := h.Said("focus"); f != "" {
			pair := h.Said("roleId") + " " + h.Said("peerId")
			focus[pair] = append(focus[pair], f)
		}
	}
	met := map[string]bool{}
	for _, h := range holders {
		circle, known := in[h.Said("roleId")]
		pair := h.Said("roleId") + " " + h.Said("peerId")
		switch {
		case !known:
			b.note(h.Line, source.CodeUnknownRole, "odd.peer.seat")
		case met[pair]:
			b.note(h.Line, source.CodeSamePerson, "odd.peer.twice")
		default:
			met[pair] = true
			b.seat(h.Line, seat{circle: circle, role: h.Said("roleId"), person: "peerdom:" + h.Said("peerId"), focus: strings.Join(focus[pair], "; ")})
		}
	}
	return nil
}
