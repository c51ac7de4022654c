package org

func (u undoing) work() ([]Act, error) {
	switch a := u.e.Act.(type) {
	case *AmendTension:
		switch old := u.before.Tension(a.Tension).Title; {
		case u.now.Tension(a.Tension).Title != a.Title:
			return nil, changed(a.Tension)
		case old == a.Title:
			return nil, nothing()
		default:
			return []Act{&AmendTension{Tension: a.Tension, Title: old}}, nil
		}
	case *MoveTension:
		if u.now.Tension(a.Tension).Circle != a.Circle {
			return nil, changed(a.Tension)
		}
		return []Act{&MoveTension{Tension: a.Tension, Circle: u.before.Tension(a.Tension).Circle}}, nil
	case *AmendInitiative:
		was, is := u.before.Initiative(a.Initiative), u.now.Initiative(a.Initiative)
		back, differs := &AmendInitiative{Initiative: a.Initiative}, false
		var title, serves bool
		back.Title, title = field(a.Title, was.Title, is.Title, equal, &differs)
		back.Serves, serves = field(a.Serves, was.Serves, is.Serves, equal, &differs)
		switch {
		case !title || !serves:
			return nil, changed(a.Initiative)
		case !differs:
			return nil, nothing()
		}
		return []Act{back}, nil
	case *JoinInitiative:
		return []Act{&LeaveInitiative{Initiative: a.Initiative}}, nil
	case *LeaveInitiative:
		return []Act{&JoinInitiative{Initiative: a.Initiative}}, nil
	}
	return nil, nil
}
