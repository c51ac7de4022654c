package org

import "slices"

func (u undoing) circle() ([]Act, error) {
	switch a := u.e.Act.(type) {
	case *FormCircle:
		c := u.now.Circle(a.Circle)
		if !c.Live() || c.Name != a.Name || c.Purpose != a.Purpose || !slices.Equal(c.Parents, a.Parents) {
			return nil, changed(a.Circle)
		}
		others := slices.ContainsFunc(c.Joined, func(p PersonID) bool { return p != u.e.By })
		if others || c.filled() || len(c.Guardrails) > 0 {
			return nil, inUse(a.Circle)
		}
		return []Act{&CloseCircle{Circle: a.Circle}}, nil
	case *AmendCircle:
		return u.amendCircle(a)
	case *MoveCircle:
		old := u.before.Circle(a.Circle).Parents
		switch now := u.now.Circle(a.Circle); {
		case !slices.Equal(now.Parents, a.Parents):
			return nil, changed(a.Circle)
		case slices.Equal(old, a.Parents):
			return nil, nothing()
		}
		return []Act{&MoveCircle{Circle: a.Circle, Parents: old}}, nil
	case *CloseCircle:
		return u.closing(a)
	case *RestoreCircle:
		c := u.now.Circle(a.Circle)
		if !c.Live() || !slices.Equal(c.Parents, a.Parents) {
			return nil, changed(a.Circle)
		}
		if c.filled() || len(c.Joined) > 0 || !slices.Equal(c.Guardrails, u.before.Circle(a.Circle).Guardrails) {
			return nil, inUse(a.Circle)
		}
		return []Act{&CloseCircle{Circle: a.Circle}}, nil
	}
	return nil, nil
}

// filled reports whether closing the circle would end or move something in it.
func (c *Circle) filled() bool {
	return len(c.Roles)+len(c.Children)+len(c.Initiatives)+len(c.Tensions) > 0
}

func (u undoing) amendCircle(a *AmendCircle) ([]Act, error) {
	was, is := u.before.Circle(a.Circle), u.now.Circle(a.Circle)
	back, differs := &AmendCircle{Circle: a.Circle}, false
	var name, purpose bool
	back.Name, name = field(a.Name, was.Name, is.Name, equal, &differs)
	back.Purpose, purpose = field(a.Purpose, was.Purpose, is.Purpose, equal, &differs)
	switch {
	case !name || !purpose:
		return nil, changed(a.Circle)
	case !differs:
		return nil, nothing()
	}
	return []Act{back}, nil
}

// closing brings back a circle with its roles, who held them, who had joined and
// the tensions that went to the circle above.
func (u undoing) closing(a *CloseCircle) ([]Act, error) {
	was := u.before.Circle(a.Circle)
	if u.now.Circle(a.Circle).Closed != u.e.At {
		return nil, changed(a.Circle)
	}
	acts := []Act{&RestoreCircle{Circle: a.Circle, Parents: was.Parents}}
	for _, r := range was.Roles {
		acts = append(acts, &RestoreRole{Role: r})
	}
	for _, r := range was.Roles {
		acts = append(acts, u.seats(r)...)
	}
	for _, p := range was.Joined {
		acts = append(acts, &JoinCircle{Circle: a.Circle, Person: p})
	}
	for _, t := range was.Tensions {
		if now := u.now.Tension(t); !now.Open() || now.Circle != was.Parent() {
			return nil, changed(t)
		}
		acts = append(acts, &MoveTension{Tension: t, Circle: a.Circle})
	}
	return acts, nil
}

func (u undoing) belonging() ([]Act, error) {
	switch a := u.e.Act.(type) {
	case *JoinCircle:
		who := orSelf(a.Person, u.e.Moment())
		if !slices.Contains(u.now.Person(who).Circles, a.Circle) {
			return nil, changed(a.Circle)
		}
		return []Act{&LeaveCircle{Circle: a.Circle, Person: who}}, nil
	case *LeaveCircle:
		who := orSelf(a.Person, u.e.Moment())
		if slices.Contains(u.now.Person(who).Circles, a.Circle) {
			return nil, changed(a.Circle)
		}
		return []Act{&JoinCircle{Circle: a.Circle, Person: who}}, nil
	}
	return nil, nil
}

func (u undoing) guardrail() ([]Act, error) {
	switch a := u.e.Act.(type) {
	case *SetGuardrail:
		if g := u.now.Guardrail(a.Guardrail); g.Until != 0 {
			return nil, changed(a.Guardrail)
		}
		acts := []Act{&LiftGuardrail{Guardrail: a.Guardrail}}
		if c := u.before.Circle(a.Circle); a.Structure != Inherited {
			for _, id := range c.Guardrails { // the one whose place it took
				if g := u.before.Guardrail(id); g.Structure != Inherited {
					acts = append(acts, &SetGuardrail{Circle: a.Circle, Text: g.Text, Structure: g.Structure})
				}
			}
		}
		return acts, nil
	case *LiftGuardrail:
		g := u.before.Guardrail(a.Guardrail)
		for _, id := range u.now.Circle(g.Circle).Guardrails {
			if g.Structure != Inherited && u.now.Guardrail(id).Structure != Inherited {
				return nil, changed(a.Guardrail)
			}
		}
		return []Act{&SetGuardrail{Circle: g.Circle, Text: g.Text, Structure: g.Structure}}, nil
	}
	return nil, nil
}
