package source

import (
	"cmp"
	"slices"
)

// Arrange puts a structure into the order readers promise: people by handle,
// with every index following; Kept sorted, each once, and without circles that
// were read after all; oddities by place.
func (s *Structure) Arrange() {
	order := make([]int, len(s.People))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.People[a].Handle, s.People[b].Handle), cmp.Compare(s.People[a].ID, s.People[b].ID))
	})
	people := make([]Person, len(order))
	moved := make([]int, len(order))
	for to, from := range order {
		people[to] = s.People[from]
		moved[from] = to
	}
	s.People = people

	follow := func(list []int) {
		for i := range list {
			list[i] = moved[list[i]]
		}
	}
	roles := func(list []Role) {
		for i := range list {
			follow(list[i].Holders)
			follow(list[i].Former)
		}
	}
	read := make(map[string]bool, len(s.Circles))
	for i := range s.Circles {
		read[s.Circles[i].Key] = true
		follow(s.Circles[i].Members)
		roles(s.Circles[i].Roles)
	}
	roles(s.RootRoles)
	follow(s.Present)

	s.Kept = slices.DeleteFunc(s.Kept, func(key string) bool { return read[key] })
	slices.Sort(s.Kept)
	s.Kept = slices.Compact(s.Kept)
	slices.SortStableFunc(s.Oddities, func(a, b Oddity) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Cell, b.Cell),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.What.String(), b.What.String()))
	})
}
