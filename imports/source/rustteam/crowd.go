package rustteam

import (
	"cmp"

	"orpheus/imports/source"
)

// crowd is a list of people in a team file.
type crowd struct {
	people []entry
	open   int // places marked as open
	// openRoles are the roles of open places, one for each place and role.
	openRoles []mention
}

// entry is one person in a list, with the roles given there.
type entry struct {
	handle  string // as in source.Person.Handle
	written string
	line    int
	roles   []mention
}

// computed are the fields by which a team takes in members of other teams.
var computed = source.Fields{
	"included-teams", "include-team-leads", "include-wg-leads",
	"include-project-group-leads", "include-all-team-members", "include-all-alumni",
}

// people reads [people]. Where it cannot be told who takes part no more, it says
// why: then nobody may be concluded to have left.
func (t *team) people(v value) (why *refusal) {
	if _, ok := v.is.(map[string]any); !ok {
		if v.is != nil {
			return &refusal{line: v.line(), code: source.CodeWrongType, why: source.Say("odd.why.people")}
		}
		v.note(source.CodeNoPeople, "odd.team.no_people")
		return nil
	}
	strays, why := strange(v, peopleFields, vitalOfPeople, true)
	for _, list := range []struct {
		key  string
		into *crowd
	}{{"leads", &t.leads}, {"members", &t.members}, {"alumni", &t.alumni}} {
		why = cmp.Or(why, list.into.add(v.get(list.key), list.key))
		for _, s := range strays {
			if s.as == list.key {
				why = cmp.Or(why, list.into.add(s.list, list.key))
			}
		}
	}
	for _, s := range strays {
		if s.as == "" {
			named := namedCrowd{key: "field:  " + s.name, name: s.name}
			why = cmp.Or(why, named.add(s.list, s.name))
			t.strays = append(t.strays, named)
		}
	}
	for _, key := range computed {
		c := v.get(key)
		if teams, _ := c.is.([]any); c.is == true || len(teams) > 0 {
			c.note(source.CodeComputed, "odd.team.computed", key)
		}
	}
	return why
}

// namedCrowd is a list under a name that is not known: a role of its own. No id of a
// role holds two blanks in a row, so no other role has its key.
type namedCrowd struct {
	crowd
	key, name string
}

// add reads a list. It says why it is not known who is in it, where it is not: a list is
// none, or it is not sure whom an entry means, and that one is left out.
func (c *crowd) add(v value, list string) (why *refusal) {
	entries, ok := v.list()
	if !ok {
		return &refusal{line: v.line(), code: source.CodeWrongType, why: source.Say("odd.why.list", list)}
	}
	var sure []value
	for _, e := range entries {
		_, odd := strange(e, entryFields, entryFields, false)
		if why = cmp.Or(why, odd); odd == nil {
			sure = append(sure, e)
		}
	}
	c.read(sure, list)
	return why
}

// read takes up the entries of a list. An entry that is no person is left out
// alone.
func (c *crowd) read(entries []value, list string) {
	at := make(map[string]int) // index into c.people by handle
	for i, e := range c.people {
		at[e.handle] = i
	}
	for _, v := range entries {
		text, roles, ok := member(v, list)
		if !ok {
			continue
		}
		if source.Placeholder(text) {
			c.vacant(v, text, roles, list)
			continue
		}
		written, handle := source.GitHub(text)
		if handle == "" || tooLong(handle) {
			v.refuse(source.CodeWrongType, "odd.handle.none", source.Quote(text), list)
			continue
		}
		i, twice := at[handle]
		if twice {
			v.note(source.CodeSamePerson, "odd.person.twice_in", source.Quote(written), list)
		} else {
			i = len(c.people)
			at[handle] = i
			c.people = append(c.people, entry{handle: handle, written: written, line: v.line()})
		}
		c.people[i].roles = append(c.people[i].roles, roles...)
	}
}

func (c *crowd) vacant(v value, text string, roles []mention, list string) {
	c.open++
	c.openRoles = append(c.openRoles, roles...)
	switch {
	case list == "alumni", list == "members" && len(roles) == 0:
		v.note(source.CodePlaceholder, "odd.placeholder.out_of", source.Quote(text), list)
	default:
		v.note(source.CodePlaceholder, "odd.placeholder.open_in", source.Quote(text), list)
	}
}

// member reads one entry of a list: a handle, or a table of a handle and roles.
func member(v value, list string) (handle string, roles []mention, ok bool) {
	if _, table := v.is.(map[string]any); !table {
		if handle, ok = v.text(); !ok {
			v.refuse(source.CodeWrongType, "odd.entry.neither", list)
		}
		return handle, nil, ok
	}
	g := v.get("github")
	if handle, ok = g.text(); !ok {
		v.refuse(source.CodeNoHandle, "odd.entry.no_github", list)
		return "", nil, false
	}
	given, listed := v.get("roles").list()
	if !listed {
		v.get("roles").refuse(source.CodeWrongType, "odd.entry.roles")
	}
	seen := make(map[string]bool)
	for _, r := range given {
		id, isText := r.text()
		if id = shortened(r, id); !isText || id == "" {
			r.refuse(source.CodeWrongType, "odd.entry.role")
			continue
		}
		if seen[id] {
			r.note(source.CodeSameRole, "odd.entry.role_twice", source.Quote(id))
			continue
		}
		seen[id] = true
		roles = append(roles, mention{text: id, line: r.line()})
	}
	return handle, roles, true
}
