package org

import "slices"

// CloseCircle ends a circle: its roles are retired and its members leave. It may
// not have circles inside any more, nor work going on.
type CloseCircle struct {
	Circle CircleID `json:"circle" doc:"which circle" example:"C5"`
}

func (a *CloseCircle) Check(s *State, m Moment) error {
	if a.Circle == Root {
		return refuse(Conflict, "circle.root")
	}
	if err := first(s.mustCircle(a.Circle), s.mayShape(m, a.Circle)); err != nil {
		return err
	}
	c := s.Circle(a.Circle)
	switch {
	case len(c.Children) > 0:
		return refuse(Conflict, "circle.not_empty", a.Circle, len(c.Children))
	case len(c.Initiatives) > 0:
		return refuse(Conflict, "circle.work", a.Circle, len(c.Initiatives))
	}
	return nil
}

func (a *CloseCircle) Apply(d *Draft, m Moment) {
	d.adopt(a.Circle, d.Circle(a.Circle).Parents, nil)
	d.circles.Edit(d.own, a.Circle).Closed = m.At
}

func (a *CloseCircle) Follow(s *State, _ Moment) []Act {
	var acts []Act
	c := s.Circle(a.Circle)
	for _, r := range c.Roles {
		acts = append(acts, &RetireRole{Role: r})
	}
	for _, p := range c.Joined {
		acts = append(acts, &LeaveCircle{Circle: a.Circle, Person: p})
	}
	for _, t := range c.Tensions {
		acts = append(acts, &MoveTension{Tension: t, Circle: c.Parent()})
	}
	return acts
}

// Undo brings back a circle with its roles, who held them, who had joined and
// the tensions that went to the circle above.
func (a *CloseCircle) Undo(u undoing) ([]Act, error) {
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

func (a *CloseCircle) Touch(t *Touching) {
	t.circle(a.Circle)
	if c := t.s.Circle(a.Circle); c != nil {
		for _, r := range c.Roles {
			(&RetireRole{Role: r}).Touch(t)
		}
		t.put(ConcernLoses, RefOf(a.Circle), c.Joined...)
	}
}

func (a *CloseCircle) Tell(t *Telling) {
	t.Thing = RefOf(a.Circle)
	t.in(a.Circle)
}

// RestoreCircle brings a closed circle back, empty, under the given parents.
type RestoreCircle struct {
	Circle  CircleID   `json:"circle" doc:"which circle" example:"C4"`
	Parents []CircleID `json:"parents" doc:"the circles it serves, the main one first"`
}

func (a *RestoreCircle) Check(s *State, m Moment) error {
	c := s.Circle(a.Circle)
	switch {
	case c == nil:
		return refuse(NotFound, "circle.unknown", a.Circle)
	case c.Live():
		return refuse(Conflict, "circle.live", a.Circle)
	}
	return s.checkParents(m, a.Circle, a.Parents)
}

// Apply: what the clock did for the circle by a rhythm it does again, but for what came due
// while the circle was closed.
func (a *RestoreCircle) Apply(d *Draft, m Moment) {
	c := d.circles.Edit(d.own, a.Circle)
	c.Closed, c.Parents = 0, a.Parents
	d.adopt(a.Circle, nil, a.Parents)
	d.resumeLooks(a.Circle, m.At)
	d.resumePulse(a.Circle, m.At)
}

func (a *RestoreCircle) Undo(u undoing) ([]Act, error) {
	c := u.now.Circle(a.Circle)
	if !c.Live() || !slices.Equal(c.Parents, a.Parents) {
		return nil, changed(a.Circle)
	}
	if c.filled() || len(c.Joined) > 0 || !slices.Equal(c.Guardrails, u.before.Circle(a.Circle).Guardrails) {
		return nil, inUse(a.Circle)
	}
	return []Act{&CloseCircle{Circle: a.Circle}}, nil
}

func (a *RestoreCircle) Touch(t *Touching) { t.circle(a.Parents...) }

func (a *RestoreCircle) Tell(t *Telling) {
	t.Thing = RefOf(a.Circle)
	t.in(a.Circle)
}

// filled reports whether closing the circle would end or move something in it.
func (c *Circle) filled() bool {
	return len(c.Roles)+len(c.Children)+len(c.Initiatives)+len(c.Tensions) > 0
}
