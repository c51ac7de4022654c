package compare

import (
	"maps"
	"slices"

	"orpheus/org"
)

// Effects are what changes would do to the people in the roles and circles concerned.
type Effects struct {
	Roles     []org.RoleID   // that are new, go, move or change
	Holders   [2]int         // people who hold one of them: before, and after
	Empty     []org.RoleID   // that nobody would hold: new ones, and those somebody held before
	Alone     []org.CircleID // that nobody would be in: new ones, and those somebody was in before
	Get, Lose []Seat         // who would hold a role, or hold it no more
}

// Seat is somebody in a role.
type Seat struct {
	Person org.PersonID
	Role   org.RoleID
}

// EffectsOf works out what changes from a to b do. It goes by the changes alone: whoever
// is told of a part of them is told of the effects of that part.
func EffectsOf(a, b *org.State, changes []Change) Effects {
	var e Effects
	circles := map[org.CircleID]bool{}
	for _, ch := range changes {
		circles[ch.In] = true
		switch ch.What {
		case CircleFormed, CircleRestored:
			circles[org.CircleID(ch.Thing.N)] = true
		case RoleMoved:
			circles[org.CircleID(ch.Before.Refs[0].N)] = true
		case SeatBegun:
			e.Get = append(e.Get, seatIn(ch.After))
		case SeatEnded:
			e.Lose = append(e.Lose, seatIn(ch.Before))
		}
	}
	var holders [2]map[org.PersonID]bool
	for i, s := range []*org.State{a, b} {
		holders[i] = map[org.PersonID]bool{}
		for ref := range Marks(changes) {
			for _, t := range held(s, liveRole(s, ref)) {
				holders[i][t.person] = true
			}
		}
		e.Holders[i] = len(holders[i])
	}
	for ref := range Marks(changes) {
		if ref.Letter == 'R' {
			e.Roles = append(e.Roles, org.RoleID(ref.N))
		}
		was, is := liveRole(a, ref), liveRole(b, ref)
		if is != nil && len(is.Seats) == 0 && (was == nil || len(was.Seats) > 0) {
			e.Empty = append(e.Empty, org.RoleID(ref.N))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(circles)) {
		if c := b.Circle(id); c != nil && c.Live() && len(b.Members(id)) == 0 && (!liveCircle(a, id) || len(a.Members(id)) > 0) {
			e.Alone = append(e.Alone, id)
		}
	}
	slices.Sort(e.Roles)
	slices.Sort(e.Empty)
	return e
}

// seatIn is what the value of a change says of a seat.
func seatIn(v Value) Seat { return Seat{org.PersonID(v.Refs[0].N), org.RoleID(v.Refs[1].N)} }

// liveRole is a role in force; nil where there is none.
func liveRole(s *org.State, ref org.Ref) *org.Role {
	if ref.Letter != 'R' {
		return nil
	}
	if r := s.Role(org.RoleID(ref.N)); r != nil && r.Live() {
		return r
	}
	return nil
}

func liveCircle(s *org.State, id org.CircleID) bool {
	c := s.Circle(id)
	return c != nil && c.Live()
}
