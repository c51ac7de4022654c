package out

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"orpheus/imports/source"
	"orpheus/org"
	"orpheus/service"
)

// Table is rows of cells under a name; the first row says what stands in each.
type Table struct {
	Name string
	Rows [][]string
}

// StructureOf is the structure at a moment in the import format table: seats, circles, roles
// and people. Imported into an empty organisation it gives the same structure again. What has a
// name of its own goes by that, so that people can work on it; what shares one, or whose name
// the format would read as something else, goes by its number. Days away, leads and sentences
// are no part of it.
func StructureOf(l *service.Look) []Table {
	t := &structure{
		l: l, circle: map[org.CircleID]string{}, role: map[org.RoleID]string{}, person: map[org.PersonID]string{},
		seats:   [][]string{{"circle", "role", "person", "since", "until", "term", "origin", "focus"}},
		circles: [][]string{{"circle", "name", "purpose", "parents", "since", "until"}},
		roles:   [][]string{{"circle", "role", "name", "purpose", "leads", "formal", "places", "term_days", "accountabilities", "domains"}},
		people:  [][]string{{"person", "name", "also", "mail"}},
	}
	if root := l.Map(); root != nil {
		t.keys(root)
		t.add(root)
	}
	for _, p := range sorted(t.person) {
		t.people = append(t.people, []string{t.person[p], l.Name(p), "", ""})
	}
	return []Table{{"seats", t.seats}, {"circles", t.circles}, {"roles", t.roles}, {"people", t.people}}
}

type structure struct {
	l      *service.Look
	circle map[org.CircleID]string // by what each goes in the tables
	role   map[org.RoleID]string
	person map[org.PersonID]string

	seats, circles, roles, people [][]string
}

// keys says by what everything goes.
func (t *structure) keys(root *org.MapCircle) {
	circles := map[org.CircleID]string{}
	people := map[org.PersonID]string{}
	var walk func(m *org.MapCircle)
	walk = func(m *org.MapCircle) {
		circles[m.ID] = m.Name
		roles := map[org.RoleID]string{}
		for _, r := range m.Roles {
			roles[r.ID] = r.Name
			for _, seat := range r.Seats {
				people[seat.Person] = t.l.Name(seat.Person)
			}
		}
		for id, key := range apart(roles) {
			t.role[id] = key
		}
		for _, p := range m.Members {
			people[p] = t.l.Name(p)
		}
		for _, c := range m.Circles {
			walk(c)
		}
	}
	walk(root)
	delete(circles, org.Root)
	t.circle, t.person = apart(circles), apart(people)
	t.circle[org.Root] = "."
}

// apart gives what has a name of its own that name, and what shares one its number.
func apart[ID interface {
	~uint32
	Letter() byte
	String() string
}](names map[ID]string) map[ID]string {
	how := map[string]int{}
	for _, name := range names {
		how[folded(name)]++
	}
	out := make(map[ID]string, len(names))
	for id, name := range names {
		out[id] = name
		if how[folded(name)] > 1 || name == "." || strings.ContainsAny(name, ";\n\r") || source.Placeholder(name) || Harmless(name) != name || name != strings.TrimSpace(name) || numbered(name) {
			out[id] = id.String()
		}
	}
	return out
}

// numbered reports whether a name looks like a number of something, and may be taken for it.
func numbered(name string) bool {
	if len(name) < 2 {
		return false
	}
	_, err := strconv.Atoi(name[1:])
	return err == nil
}

// folded is a key as the format compares it: without case and repeated blanks.
func folded(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func (t *structure) add(m *org.MapCircle) {
	s := t.l.State
	if m.ID != org.Root {
		var parents []string
		for _, p := range m.Parents {
			if key, known := t.circle[p]; known {
				parents = append(parents, key)
			}
		}
		in := strings.Join(parents, ";")
		if in == "." {
			in = "" // directly in the organisation
		}
		t.circles = append(t.circles, []string{t.circle[m.ID], m.Name, m.Purpose, in, "", ""})
	} else {
		t.circles = append(t.circles, []string{".", m.Name, m.Purpose, "", "", ""})
	}
	seated := map[org.PersonID]bool{}
	for _, r := range m.Roles {
		row := s.Role(r.ID)
		t.roles = append(t.roles, []string{
			t.circle[m.ID], t.role[r.ID], r.Name, r.Purpose, yes(r.Leads), yes(r.Formal), number(row.Places), number(row.TermDays), list(r.Accountabilities), list(r.Domains),
		})
		for _, seat := range r.Seats {
			seated[seat.Person] = true
			origin := ""
			if o := s.Seat(seat.ID).Origin.Origin(); o != org.Unknown {
				origin = o.String()
			}
			t.seats = append(t.seats, []string{t.circle[m.ID], t.role[r.ID], t.person[seat.Person], t.moment(seat.Since), "", t.moment(seat.Term), origin, seat.Focus})
		}
	}
	joined := s.Circle(m.ID).Joined
	for _, p := range m.Members {
		if !seated[p] || slices.Contains(joined, p) {
			t.seats = append(t.seats, []string{t.circle[m.ID], "", t.person[p], "", "", "", "", ""})
		}
	}
	for _, c := range m.Circles {
		t.add(c)
	}
}

// moment is a moment to the second and beyond, as it has to be to come back the same; a day
// alone where it is the start of one here.
func (t *structure) moment(at org.Time) string {
	if at == 0 {
		return ""
	}
	here := at.Std().In(t.l.Zone())
	if h, m, s := here.Clock(); h+m+s+here.Nanosecond() == 0 {
		return here.Format(time.DateOnly)
	}
	return here.Format(time.RFC3339Nano)
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

func number(n uint16) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}

// list are several in one cell, with a line break between them: a semicolon may stand in one.
func list(all []string) string { return strings.Join(all, "\n") }

func sorted[ID ~uint32, V any](m map[ID]V) []ID {
	out := make([]ID, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}
