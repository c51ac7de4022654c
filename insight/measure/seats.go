package measure

import (
	"maps"
	"slices"
	"strconv"

	"orpheus/insight/stat"
	"orpheus/org"
)

// circles yields every live circle inside top with its level below it, by main
// parents.
func circles(s *org.State, top org.CircleID) map[org.CircleID]int {
	levels := map[org.CircleID]int{top: 0}
	var walk func(id org.CircleID)
	walk = func(id org.CircleID) {
		for _, kid := range s.Circle(id).Children {
			if s.Circle(kid).Parent() == id {
				levels[kid] = levels[id] + 1
				walk(kid)
			}
		}
	}
	walk(top)
	return levels
}

// people returns the members who take part in the scope now: everybody for the
// root.
func people(s *org.State, within map[org.CircleID]int) (members, guests map[org.PersonID]bool) {
	members, guests = map[org.PersonID]bool{}, map[org.PersonID]bool{}
	add := func(id org.PersonID) {
		if s.Person(id).Guest {
			guests[id] = true
		} else {
			members[id] = true
		}
	}
	if _, all := within[org.Root]; all {
		for id, p := range s.People() {
			if p.Present() {
				add(id)
			}
		}
		return members, guests
	}
	for c := range within {
		for _, id := range s.Members(c) {
			add(id)
		}
	}
	return members, guests
}

// Members is how many members take part in the organisation now; guests apart.
func Members(s *org.State) (n int) {
	for _, p := range s.People() {
		if p.Present() && !p.Guest {
			n++
		}
	}
	return n
}

func structure(s *org.State, top org.CircleID) Structure {
	within := circles(s, top)
	members, guests := people(s, within)
	out := Structure{People: len(members), Guests: len(guests), Circles: len(within) - 1, Depth: map[string]int{}}
	for id, level := range within {
		if id == top {
			continue
		}
		out.Depth[strconv.Itoa(level)]++
		if !led(s, id) {
			out.Leaderless++
		}
	}
	return out
}

// led reports whether somebody holds a role that leads the circle.
func led(s *org.State, c org.CircleID) bool {
	return slices.ContainsFunc(s.Circle(c).Roles, func(id org.RoleID) bool {
		r := s.Role(id)
		return r.Leads && len(r.Seats) > 0
	})
}

func seats(s *org.State, top org.CircleID) Seats {
	within := circles(s, top)
	held := map[org.PersonID]int{}
	total := 0
	for c := range within {
		for _, id := range s.Circle(c).Roles {
			if r := s.Role(id); r.Leads {
				for _, t := range r.Seats {
					held[s.Seat(t).Person]++
					total++
				}
			}
		}
	}
	members, _ := people(s, within)
	holders := slices.Sorted(maps.Values(held))
	all := slices.Clone(holders)
	for id := range members {
		if held[id] == 0 {
			all = append(all, 0)
		}
	}
	x := stat.Floats(holders)
	out := Seats{
		LeadSeats: total, LeadHolders: len(held), HHI: number(stat.HHI(x)), Effective: number(stat.Effective(x)),
		GiniHolders: number(stat.Gini(x)), GiniPeople: number(stat.Gini(stat.Floats(all))),
	}
	if v, ok := stat.HalfHeldBy(x).Value(); ok {
		out.HalfHeldBy = new(int(v))
	}
	if len(holders) > 0 {
		out.MostHeld = holders[len(holders)-1]
	}
	return out
}

// number returns the value of a result, nil where it has none.
func number(r stat.Result) *float64 {
	if v, ok := r.Value(); ok {
		return &v
	}
	return nil
}
