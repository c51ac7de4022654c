package compare

import "orpheus/org"

// Figures are counts over a map, and so over what whoever looks at it sees.
type Figures struct {
	Roles   int
	Holders int // people who hold a role
	Most    int // roles of whoever holds most; never who
	Empty   int // roles nobody holds
}

// Count counts a map; nothing where there is none.
func Count(m *org.MapCircle) Figures {
	f, held := Figures{}, map[org.PersonID]int{}
	if m != nil {
		f.count(m, held)
	}
	f.Holders = len(held)
	return f
}

func (f *Figures) count(m *org.MapCircle, held map[org.PersonID]int) {
	for i := range m.Roles {
		f.Roles++
		if m.Roles[i].Vacant() {
			f.Empty++
		}
		for _, t := range m.Roles[i].Seats {
			held[t.Person]++
			f.Most = max(f.Most, held[t.Person])
		}
	}
	for _, c := range m.Circles {
		f.count(c, held)
	}
}
