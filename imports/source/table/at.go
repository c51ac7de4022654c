package table

import (
	"slices"
	"time"

	"orpheus/imports/source"
)

// At is what the table says of a moment. Rows that do not say since when they hold are there
// where undated is set. The same moment gives the same structure again.
func (t *Table) At(when time.Time, undated bool) *source.Structure {
	a := &at{
		t: t, when: when, undated: undated, live: map[string]*circle{}, known: map[string]bool{}, anytime: map[string]bool{},
		index: map[*person]int{}, roles: map[string]int{}, circles: map[string]int{},
	}
	a.s = &source.Structure{Format: t.format, Partial: t.partial}
	a.notes = slices.Clone(t.notes)
	a.gather()
	a.shape()
	a.rolesListed()
	a.seatsLive()
	a.seatsOver()
	a.seatless()
	a.decisions()
	a.finish()
	return a.s
}

// at is one moment of a table while it is put together.
type at struct {
	t       *Table
	when    time.Time
	undated bool
	notes   source.Notes
	s       *source.Structure

	order   []string           // keys of the circles that are there
	live    map[string]*circle // by key
	anytime map[string]bool    // keys of circles that some row is about, at whatever time
	known   map[string]bool    // keys of circles that some table lists, there or not
	names   map[string]string  // the key of the one circle of that name; "" where there are several
	circles map[string]int     // index into s.Circles, by key
	roles   map[string]int     // index into the roles of a circle, by both keys
	index   map[*person]int
}

func (a *at) note(w where, column int, code, key string, args ...any) {
	a.notes.Odd(source.Oddity{File: w.sheet.File, Line: w.line, Cell: w.sheet.Place(w.line, column), Code: code, What: source.Say(key, args...)})
}

func (a *at) refuse(w where, column int, code, key string, args ...any) {
	a.note(w, column, code, key, args...)
	a.notes[len(a.notes)-1].Refused = true
}

// gather finds the circles that are there: those listed that hold at the moment, and those
// that only the seats name, as long as one of their rows is not over.
func (a *at) gather() {
	t := a.t
	for i := range t.circles {
		c := &t.circles[i]
		a.anytime[c.key] = true
		if !c.listed {
			continue
		}
		a.known[c.key] = true
		if !c.at(a.when, true) {
			continue
		}
		if first := a.live[c.key]; first != nil {
			a.note(c.where, 0, source.CodeSameCircle, "odd.table.circle_twice", source.Quote(c.name), first.line)
			continue
		}
		a.add(c)
	}
	a.names = map[string]string{}
	for _, key := range a.order {
		name := fold(a.live[key].name)
		if _, twice := a.names[name]; twice {
			key = ""
		}
		a.names[name] = key
	}
	for i := range t.circles {
		c := &t.circles[i]
		if c.listed || c.key == "" || c.over(a.when) || c.since.After(a.when) || a.known[c.key] || a.names[c.key] != "" {
			continue
		}
		have := a.live[c.key]
		if have == nil {
			if t.listed {
				a.note(c.where, 0, source.CodeUnlisted, "odd.table.unlisted", source.Quote(c.name))
			}
			made := *c
			a.add(&made)
			continue
		}
		if have.unsaid.Has(source.PartParents) && !c.unsaid.Has(source.PartParents) {
			have.parents, have.parentNames, have.unsaid = c.parents, c.parentNames, have.unsaid&^source.PartParents
		}
		if have.purpose == "" && c.purpose != "" {
			have.purpose, have.unsaid = c.purpose, have.unsaid&^source.PartPurpose
		}
	}
}

func (a *at) add(c *circle) {
	a.live[c.key] = c
	a.order = append(a.order, c.key)
}

// resolve is the key of the circle that a cell names, by key or else by name.
func (a *at) resolve(key string) (string, bool) {
	if key == "" || a.live[key] != nil {
		return key, true
	}
	if named := a.names[key]; named != "" && !a.known[key] {
		return named, true
	}
	return key, false
}

// shape puts the circles into one another.
func (a *at) shape() {
	for i := 0; i < len(a.order); i++ { // which grows
		c := a.live[a.order[i]]
		out := source.Circle{Key: c.key, Name: c.name, Purpose: c.purpose, Unsaid: c.unsaid}
		if out.Name == "" {
			out.Name = c.key
		}
		for j, p := range c.parents {
			key, there := a.resolve(p)
			switch {
			case key == c.key:
				a.note(c.where, -1, source.CodeSelfParent, "odd.table.parent_self", source.Quote(c.name))
				continue
			case !there && a.known[p]:
				a.note(c.where, -1, source.CodeArchivedParent, "odd.table.parent_closed", source.Quote(c.parentNames[j]), source.Quote(c.name))
				continue
			case !there:
				name, _ := source.Cut(c.parentNames[j], source.MaxName)
				if !a.anytime[p] {
					a.note(c.where, -1, source.CodeUnknownParent, "odd.table.parent_made", source.Quote(name))
				}
				a.add(&circle{where: c.where, key: p, name: name, unsaid: source.PartName | source.PartPurpose | source.PartParents})
			}
			if !slices.Contains(out.Parents, key) {
				out.Parents = append(out.Parents, key)
			}
		}
		if slices.Equal(out.Parents, []string{""}) {
			out.Parents = nil
		}
		a.circles[c.key] = len(a.s.Circles)
		a.s.Circles = append(a.s.Circles, out)
	}
	a.untangle()
}

// deepest is how many circles may lie around one; an organisation allows no more.
const deepest = 30

// untangle takes circles out of themselves, and out of more circles than may be around one.
func (a *at) untangle() {
	const going = -1
	depth := map[int]int{}
	var visit func(i int) int
	visit = func(i int) int {
		if d, ok := depth[i]; ok && d != going {
			return d
		}
		depth[i] = going
		c := &a.s.Circles[i]
		deep := 1
		for j := 0; j < len(c.Parents); j++ {
			p, ok := a.circles[c.Parents[j]]
			if !ok {
				continue
			}
			at, around := a.live[c.Key].where, source.Quote(a.s.Circles[p].Name)
			if d, met := depth[p]; met && d == going {
				a.note(at, -1, source.CodeCycle, "odd.table.cycle", source.Quote(c.Name), around)
			} else if d := visit(p); d >= deepest {
				a.note(at, -1, source.CodeDeep, "odd.table.deep", source.Quote(c.Name), around)
			} else {
				deep = max(deep, d+1)
				continue
			}
			c.Parents = slices.Delete(c.Parents, j, j+1)
			j--
		}
		if slices.Equal(c.Parents, []string{""}) || len(c.Parents) == 0 {
			c.Parents = nil
		}
		depth[i] = deep
		return deep
	}
	for i := range a.s.Circles {
		visit(i)
	}
}

// rolesOf is the list of roles that those of a circle are in.
func (a *at) rolesOf(key string) *[]source.Role {
	if key == "" {
		return &a.s.RootRoles
	}
	return &a.s.Circles[a.circles[key]].Roles
}

func (a *at) role(circle, key string) *source.Role {
	if i, ok := a.roles[circle+"\x00"+key]; ok {
		return &(*a.rolesOf(circle))[i]
	}
	return nil
}

func (a *at) makeRole(circle string, r source.Role) *source.Role {
	list := a.rolesOf(circle)
	a.roles[circle+"\x00"+r.Key] = len(*list)
	*list = append(*list, r)
	return &(*list)[len(*list)-1]
}

// rolesListed makes the roles of a table of roles, where their circles are.
func (a *at) rolesListed() {
	for i := range a.t.roles {
		r := &a.t.roles[i]
		circle, there := a.resolve(r.circle)
		if !there {
			continue
		}
		if a.role(circle, r.key) != nil {
			continue // the circle is named in two ways
		}
		made := source.Role{Key: r.key, Name: r.name, Purpose: r.purpose, Leads: r.leads == yes, Formal: r.formal == yes, Unsaid: r.unsaid}
		if r.leads == unsaid {
			made.Unsaid |= source.PartLeads
		}
		if d := r.detail; d != (source.Detail{}) {
			made.Detail = &d
		}
		a.makeRole(circle, made)
	}
}

// who is the index of a person, who is in the structure from now on.
func (a *at) who(p *person) int {
	p = p.self()
	i, met := a.index[p]
	if !met {
		i = len(a.s.People)
		a.index[p] = i
		a.s.People = append(a.s.People, p.person())
	}
	return i
}
