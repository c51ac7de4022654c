package peers

import (
	"strings"

	"orpheus/imports/source"
	"orpheus/imports/source/sheet"
)

// rows are the rows of a sheet as maps from its headings, folded and without a question mark.
func rows(s *sheet.Sheet) (all []map[string]string, lines []int) {
	if len(s.Rows) == 0 {
		return nil, nil
	}
	for _, r := range s.Rows[1:] {
		m := map[string]string{}
		for i, h := range s.Rows[0].Cells {
			m[strings.TrimSuffix(folded(h), "?")] = strings.TrimSpace(r.Cell(i))
		}
		all, lines = append(all, m), append(lines, r.Line)
	}
	return all, lines
}

func (b *book) workbook() (map[string]*sheet.Sheet, error) {
	p := b.parts[0]
	b.file = p.name
	sheets, err := sheet.Workbook(p.name, p.data, &b.notes)
	if err != nil {
		return nil, err
	}
	all := map[string]*sheet.Sheet{}
	for _, s := range sheets {
		all[folded(s.Name)] = s
	}
	return all, nil
}

func isYes(s string) bool {
	switch folded(s) {
	case "yes", "true", "1", "oui", "ja", "x":
		return true
	}
	return false
}

// holaspirit reads the workbook that an admin of Holaspirit exports: members, circles and
// roles, and assignations. A circle is in another by its id, and where that is of no use by
// its name; the one row without a circle is the organisation.
func holaspirit(b *book) error {
	sheets, err := b.workbook()
	if err != nil {
		return err
	}
	structure, assigned, members := sheets["circles & roles"], sheets["assignations"], sheets["members"]
	if structure == nil || len(structure.Rows) < 2 {
		return b.nothing()
	}
	h := &holas{book: b, byID: map[string]string{}, byName: map[string][]string{}, named: map[string]string{}}
	h.shape(structure)
	if members != nil {
		h.members(members)
	}
	if assigned != nil {
		h.assign(assigned)
	}
	return nil
}

type holas struct {
	*book
	byID   map[string]string   // key of a circle, by its own id and by the id that others name it with
	byName map[string][]string // keys of circles, by name
	named  map[string]string   // names of circles, by key
	roles  map[string]string   // circle of a role, by its id
}

// in is the key of the circle that a row is in.
func (h *holas) in(line int, id, name string) string {
	if key, ok := h.byID[id]; ok && id != "" {
		return key
	}
	keys := h.byName[folded(name)]
	switch {
	case len(keys) == 0:
		return ""
	case len(keys) > 1:
		h.note(line, source.CodeUnknownParent, "odd.peer.names", source.Quote(name))
	}
	if id != "" {
		h.byID[id] = keys[0]
	}
	return keys[0]
}

// core is a role without the circle that it is written with: “Care (Lead Link)”.
func core(name, circle string) string {
	if rest, ok := strings.CutPrefix(name, circle+" ("); ok && circle != "" && strings.HasSuffix(rest, ")") {
		return strings.TrimSuffix(rest, ")")
	}
	return name
}

func (h *holas) shape(s *sheet.Sheet) {
	all, at := rows(s)
	h.roles = map[string]string{}
	for _, r := range all {
		if !isYes(r["iscircle"]) {
			continue
		}
		key := r["role id"]
		if r["circle id"] == "" && r["circle"] == "" {
			key = "."
		}
		h.byID[r["role id"]] = key
		h.byName[folded(r["role"])] = append(h.byName[folded(r["role"])], key)
		h.named[key] = r["role"]
	}
	for i, r := range all {
		in := h.in(at[i], r["circle id"], r["circle"])
		if isYes(r["iscircle"]) {
			if key := h.byID[r["role id"]]; key != "." {
				h.circle(at[i], key, r["role"], r["purpose"], in)
			}
			continue
		}
		if in == "" {
			h.note(at[i], source.CodeUnknownParent, "odd.peer.role", source.Quote(r["role"]))
			in = "."
		}
		name := core(r["role"], h.named[in])
		h.roles[r["role id"]] = in
		h.role(at[i], role{
			circle: in, key: r["role id"], name: name, purpose: r["purpose"], leads: leadRoles[folded(name)],
			accountabilities: lines(r["accountabilities"]), domains: lines(r["domains"]),
		})
	}
}

func (h *holas) role(line int, r role) { h.book.role(line, r) }

func holasPerson(r map[string]string) string {
	if mail := r["email"]; mail != "" {
		return "mail:" + mail
	}
	return strings.TrimSpace(r["first name"] + " " + r["last name"])
}

func (h *holas) members(s *sheet.Sheet) {
	all, at := rows(s)
	for i, r := range all {
		if who := holasPerson(r); who != "" && !isYes(r["suspended"]) {
			h.person(at[i], who, strings.TrimSpace(r["first name"]+" "+r["last name"]), r["email"])
		}
	}
}

func (h *holas) assign(s *sheet.Sheet) {
	all, at := rows(s)
	for i, r := range all {
		x := seat{person: holasPerson(r), since: r["since"], until: r["until"], focus: r["scope"], role: r["role id"]}
		x.circle = h.in(at[i], r["circle id"], r["circle"])
		if inner, is := h.byID[r["role id"]]; is && r["role id"] != "" { // who is assigned to a circle leads it
			x.circle, x.role, x.leads = inner, "Lead Link", true
		} else if in, known := h.roles[r["role id"]]; known {
			x.circle = in
		} else if r["role id"] == "" && r["role"] != "" {
			x.role = core(r["role"], r["circle"])
		}
		if x.circle == "" {
			h.note(at[i], source.CodeUnknownParent, "odd.peer.seat")
			continue
		}
		h.seat(at[i], x)
	}
}
