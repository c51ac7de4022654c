package org

import (
	"slices"

	"orpheus/internal/immutable"
)

// Circle is a team, department, board or network with a purpose.
type Circle struct {
	_       struct{} `cbor:",toarray"`
	Name    string
	Purpose string
	Key     string     // what an import calls it; empty for circles made by hand
	Parents []CircleID // the circles it serves, the main one first; none for the root
	Formed  Time
	Closed  Time // zero while it exists

	Children    []CircleID // that serve this one, closed ones not
	Roles       []RoleID   // in force
	Joined      []PersonID // who joined it, apart from seats
	Guardrails  []GuardrailID
	Tensions    []TensionID    // open
	Initiatives []InitiativeID // going on or open
}

// Parent returns the main circle it serves, zero for the root.
func (c *Circle) Parent() CircleID { return firstOf(c.Parents) }

func firstOf(parents []CircleID) CircleID {
	if len(parents) == 0 {
		return 0
	}
	return parents[0]
}

// Live reports whether the circle exists now.
func (c *Circle) Live() bool { return c.Closed == 0 }

// Members returns who holds a role in c or has joined it, ascending.
func (s *State) Members(c CircleID) []PersonID {
	circle := s.Circle(c)
	n := len(circle.Joined)
	for _, r := range circle.Roles {
		n += len(s.Role(r).Seats)
	}
	out := append(make([]PersonID, 0, n), circle.Joined...)
	for _, r := range circle.Roles {
		for _, id := range s.Role(r).Seats {
			out = append(out, s.Seat(id).Person)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *State) mustCircle(id CircleID) error {
	c := s.Circle(id)
	if c == nil {
		return refuse(NotFound, "circle.unknown", id)
	}
	if !c.Live() {
		return refuse(Conflict, "circle.closed", id)
	}
	return nil
}

// FormCircle makes a new circle.
type FormCircle struct {
	Circle  CircleID   `json:"circle,omitzero" doc:"the new id" derived:"id"`
	Parents []CircleID `json:"parents" doc:"the circles it serves, the main one first"`
	Name    string     `json:"name" doc:"its name"`
	Purpose string     `json:"purpose,omitzero" doc:"what it is for" example:"Nobody is cold"`
	Key     string     `json:"key,omitzero" doc:"what an import calls it"`
}

func (a *FormCircle) Check(s *State, m Moment) error {
	return first(s.mustExist(), s.checkParents(m, 0, a.Parents), checkName(a.Name), checkStatements(a.Purpose))
}

func (a *FormCircle) Prepare(s *State, _ Moment) { a.Circle = s.circles.Next() }

func (a *FormCircle) Apply(d *Draft, m Moment) {
	id := d.circles.Append(d.own, Circle{Name: a.Name, Purpose: a.Purpose, Key: a.Key, Parents: a.Parents, Formed: m.At})
	d.adopt(id, nil, a.Parents)
}

// Follow: who forms a circle is in it.
func (a *FormCircle) Follow(_ *State, m Moment) []Act {
	if m.Nobody() {
		return nil
	}
	return []Act{&JoinCircle{Circle: a.Circle, Person: m.By}}
}

// checkParents says whether circle c (zero for a new one) may serve these.
func (s *State) checkParents(m Moment, c CircleID, parents []CircleID) error {
	switch {
	case len(parents) == 0:
		return refuse(Invalid, "circle.parents")
	case len(parents) > MaxParents:
		return refuse(Invalid, "circle.many_parents", MaxParents)
	}
	for i, p := range parents {
		if err := first(s.mustCircle(p), s.mayShape(m, p)); err != nil {
			return err
		}
		if slices.Contains(parents[:i], p) {
			return refuse(Invalid, "circle.parent_twice", p)
		}
		if c != 0 && s.Within(p, c) {
			return refuse(Conflict, "circle.cycle", c, p)
		}
	}
	return s.checkDepth(c, parents)
}

// adopt moves c from the children of the old parents to those of the new. On the map
// it is in the first of them.
func (d *Draft) adopt(c CircleID, old, parents []CircleID) {
	if was, is := firstOf(old), firstOf(parents); was != is {
		d.shift(Shift{Circle: c, Into: is})
	}
	for _, p := range old {
		e := d.circles.Edit(d.own, p)
		e.Children = immutable.Without(e.Children, c)
	}
	for _, p := range parents {
		e := d.circles.Edit(d.own, p)
		e.Children = immutable.With(e.Children, c)
	}
}

// AmendCircle changes name or purpose; what is nil stays.
type AmendCircle struct {
	Circle  CircleID `json:"circle" doc:"which circle"`
	Name    *string  `json:"name,omitzero" doc:"its new name"`
	Purpose *string  `json:"purpose,omitzero" doc:"its new purpose" example:"Care at home, well"`
}

func (a *AmendCircle) Check(s *State, m Moment) error {
	return first(s.mustCircle(a.Circle), s.mayShape(m, a.Circle), checkNamePtr(a.Name), checkStatements(orEmpty(a.Purpose)))
}

func (a *AmendCircle) Apply(d *Draft, _ Moment) {
	c := d.circles.Edit(d.own, a.Circle)
	set(&c.Name, a.Name)
	set(&c.Purpose, a.Purpose)
	if a.Circle == Root {
		set(&d.Name, a.Name)
	}
}

// MoveCircle gives a circle other parents.
type MoveCircle struct {
	Circle  CircleID   `json:"circle" doc:"which circle" example:"C5"`
	Parents []CircleID `json:"parents" doc:"the circles it serves from now on, the main one first" example:"C2"`
}

func (a *MoveCircle) Check(s *State, m Moment) error {
	if a.Circle == Root {
		return refuse(Conflict, "circle.root")
	}
	return first(s.mustCircle(a.Circle), s.mayShape(m, a.Circle), s.checkParents(m, a.Circle, a.Parents))
}

func (a *MoveCircle) Apply(d *Draft, _ Moment) {
	d.adopt(a.Circle, d.Circle(a.Circle).Parents, a.Parents)
	d.circles.Edit(d.own, a.Circle).Parents = a.Parents
}

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

func (a *RestoreCircle) Apply(d *Draft, _ Moment) {
	c := d.circles.Edit(d.own, a.Circle)
	c.Closed, c.Parents = 0, a.Parents
	d.adopt(a.Circle, nil, a.Parents)
}
