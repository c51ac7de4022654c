package org

import "slices"

func (u undoing) role() ([]Act, error) {
	switch a := u.e.Act.(type) {
	case *CreateRole:
		r := u.now.Role(a.Role)
		made := Role{
			Circle: a.Circle, Name: a.Name, Purpose: a.Purpose, Accountabilities: a.Accountabilities, Domains: a.Domains,
			Leads: a.Leads, Places: a.Places, TermDays: a.TermDays,
		}
		switch {
		case !r.Live() || !r.says(&made) || r.Circle != a.Circle:
			return nil, changed(a.Role)
		case len(r.Seats) > 0:
			return nil, inUse(a.Role)
		}
		return []Act{&RetireRole{Role: a.Role}}, nil
	case *AmendRole:
		return u.amendRole(a)
	case *MoveRole:
		if u.now.Role(a.Role).Circle != a.Circle {
			return nil, changed(a.Role)
		}
		return []Act{&MoveRole{Role: a.Role, Circle: u.before.Role(a.Role).Circle}}, nil
	case *RetireRole:
		if u.now.Role(a.Role).Retired != u.e.At {
			return nil, changed(a.Role)
		}
		return append([]Act{&RestoreRole{Role: a.Role}}, u.seats(a.Role)...), nil
	case *RestoreRole:
		switch r := u.now.Role(a.Role); {
		case !r.Live():
			return nil, changed(a.Role)
		case len(r.Seats) > 0:
			return nil, inUse(a.Role)
		}
		return []Act{&RetireRole{Role: a.Role}}, nil
	}
	return nil, nil
}

// says reports whether r and o say the same, wherever they are.
func (r *Role) says(o *Role) bool {
	return r.Name == o.Name && r.Purpose == o.Purpose && r.Leads == o.Leads && r.Places == o.Places && r.TermDays == o.TermDays &&
		slices.Equal(r.Accountabilities, o.Accountabilities) && slices.Equal(r.Domains, o.Domains)
}

func (u undoing) amendRole(a *AmendRole) ([]Act, error) {
	was, is := u.before.Role(a.Role), u.now.Role(a.Role)
	back, differs := &AmendRole{Role: a.Role}, false
	var still [7]bool
	back.Name, still[0] = field(a.Name, was.Name, is.Name, equal, &differs)
	back.Purpose, still[1] = field(a.Purpose, was.Purpose, is.Purpose, equal, &differs)
	back.Accountabilities, still[2] = field(a.Accountabilities, was.Accountabilities, is.Accountabilities, slices.Equal, &differs)
	back.Domains, still[3] = field(a.Domains, was.Domains, is.Domains, slices.Equal, &differs)
	back.Leads, still[4] = field(a.Leads, was.Leads, is.Leads, equal, &differs)
	back.Places, still[5] = field(a.Places, was.Places, is.Places, equal, &differs)
	back.TermDays, still[6] = field(a.TermDays, was.TermDays, is.TermDays, equal, &differs)
	switch {
	case slices.Contains(still[:], false):
		return nil, changed(a.Role)
	case !differs:
		return nil, nothing()
	}
	return []Act{back}, nil
}

func (u undoing) seat() ([]Act, error) {
	switch a := u.e.Act.(type) {
	case *TakeSeat:
		return []Act{&LeaveSeat{Seat: a.Seat}}, nil
	case *FillSeat:
		return []Act{&LeaveSeat{Seat: a.Seat}}, nil
	case *RestoreSeat:
		return []Act{&LeaveSeat{Seat: a.Seat}}, nil
	case *LeaveSeat:
		return []Act{&RestoreSeat{Of: a.Seat}}, nil
	}
	return nil, nil
}

// seats brings back who held a role, but for those whose term is over by now.
func (u undoing) seats(r RoleID) []Act {
	var acts []Act
	for _, id := range u.before.Role(r).Seats {
		if t := u.before.Seat(id); t.Term == 0 || t.Term > u.now.Last {
			acts = append(acts, &RestoreSeat{Of: id})
		}
	}
	return acts
}
