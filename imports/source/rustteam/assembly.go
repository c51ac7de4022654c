package rustteam

import "orpheus/imports/source"

// The keys of the roles the format has by itself.
const (
	leadKey   = "lead"
	alumniKey = "alumni"
)

// assembly puts the files of one checkout together.
type assembly struct {
	teams    []*team // by file name
	archived map[string]bool
	roster   roster
	s        source.Structure
	from     []*team        // the team of each circle
	circle   map[string]int // index of a circle by key
	markers  map[string]bool
}

func (a *assembly) structure() *source.Structure {
	a.s = source.Structure{Format: Format}
	a.circle, a.markers = make(map[string]int), make(map[string]bool)
	for _, t := range a.teams {
		a.s.Oddities = append(a.s.Oddities, t.notes...)
		a.add(t)
	}
	a.hang()
	a.s.People = a.roster.people
	a.s.Oddities = append(a.s.Oddities, a.roster.notes...)
	a.s.Arrange()
	return &a.s
}

// add makes a team a circle, where it is one.
func (a *assembly) add(t *team) {
	switch {
	case t.refused:
		a.s.Kept = append(a.s.Kept, t.keep...)
		a.s.Blind = a.s.Blind || len(t.keep) == 0
		return
	case t.marker:
		a.markers[t.key] = true
		return
	}
	if i, twice := a.circle[t.key]; twice {
		notes := (*source.Notes)(&a.s.Oddities)
		notes.Refuse(t.file, t.line, source.CodeSameCircle,
			"odd.team.twice", source.Quote(t.key), a.from[i].file)
		return
	}
	a.circle[t.key] = len(a.s.Circles)
	a.from = append(a.from, t)
	a.s.Circles = append(a.s.Circles, source.Circle{
		Key: t.key, Name: t.title, Purpose: t.purpose, Unclear: t.unclear,
		Members: a.indexes(t, t.members.people),
		Roles:   a.roles(t),
	})
}

// indexes gives the people of a list, each once: two handles may turn out to
// be one person.
func (a *assembly) indexes(t *team, list []entry) []int {
	var all []int
	in := make(map[int]bool, len(list))
	for _, e := range list {
		if i := a.roster.person(e, t.file); !in[i] {
			in[i] = true
			all = append(all, i)
		}
	}
	return all
}

// roles gives the leads, then the roles the team defines, then those it only
// hands out, then the alumni.
func (a *assembly) roles(t *team) []source.Role {
	var roles []source.Role
	if len(t.leads.people) > 0 || t.leads.open > 0 {
		roles = append(roles, source.Role{
			Key: leadKey, Name: "Lead", Leads: true,
			Holders: a.indexes(t, t.leads.people), Vacancies: t.leads.open,
		})
	}
	at := make(map[string]int) // index into roles by id
	for _, r := range t.roles {
		at[r.id] = len(roles)
		roles = append(roles, source.Role{Key: a.roleKey(t, r.id), Name: r.name})
	}
	role := func(m mention) int {
		i, defined := at[m.text]
		if !defined {
			a.roster.notes.Note(t.file, m.line, source.CodeUnknownRole,
				"odd.role.unknown", source.Quote(m.text))
			i = len(roles)
			at[m.text] = i
			roles = append(roles, source.Role{Key: a.roleKey(t, m.text), Name: m.text})
		}
		return i
	}
	holds := make(map[[2]int]bool) // person and role
	lists := []crowd{t.leads, t.members}
	for _, c := range t.strays {
		lists = append(lists, c.crowd)
		roles = append(roles, source.Role{Key: c.key, Name: c.name, Holders: a.indexes(t, c.people), Vacancies: c.open})
	}
	for _, list := range lists {
		for _, e := range list.people {
			i := a.roster.person(e, t.file)
			for _, m := range e.roles {
				r := role(m)
				if !holds[[2]int{i, r}] {
					holds[[2]int{i, r}] = true
					roles[r].Holders = append(roles[r].Holders, i)
				}
			}
		}
		for _, m := range list.openRoles {
			roles[role(m)].Vacancies++
		}
	}
	if len(t.alumni.people) > 0 {
		roles = append(roles, source.Role{
			Key: alumniKey, Name: "Alumni", Past: true, Former: a.indexes(t, t.alumni.people),
		})
	}
	return roles
}

// roleKey is the key of a role a team defines: its id, unless that is how the
// format's own roles are called.
func (a *assembly) roleKey(t *team, id string) string {
	if id != leadKey && id != alumniKey {
		return id
	}
	a.roster.notes.Note(t.file, t.line, source.CodeReservedRole,
		"odd.role.reserved", source.Quote(id))
	// No id holds two blanks in a row, so no other role has this key.
	return "role:  " + id
}
