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

	Weeks       uint16     // every how many weeks it looks back; zero for never by itself
	LooksBack   Time       // when the clock begins the next reflection; zero for never
	Spared      []PersonID // who does not facilitate in turn
	LastMeeting MeetingID  // the latest meeting or reflection; older ones by Meeting.Prev
}

type circleRow Circle

// MarshalCBOR writes the row; of a circle that never met, as it was before circles did.
func (c Circle) MarshalCBOR() ([]byte, error) { return encodeRow(circleRow(c), 12) }

// UnmarshalCBOR reads what MarshalCBOR wrote.
func (c *Circle) UnmarshalCBOR(b []byte) error { return decodeRow(b, (*circleRow)(c)) }

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

// OwnMembers are the members of c who are there and no guests, ascending: to the whole
// organisation everybody belongs who is both.
func (s *State) OwnMembers(c CircleID) (all []PersonID) {
	own := func(p *Person) bool { return p.Present() && !p.Guest }
	if c == Root {
		for id, p := range s.People() {
			if own(p) {
				all = append(all, id)
			}
		}
		return all
	}
	return slices.DeleteFunc(s.Members(c), func(p PersonID) bool { return !own(s.Person(p)) })
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
	Apart   bool       `json:"apart,omitzero" doc:"whoever forms it is not in it"`
	Key     string     `json:"key,omitzero" doc:"what an import calls it"`
}

func (a *FormCircle) Check(s *State, m Moment) error {
	return first(s.mustExist(), s.checkParents(m, 0, a.Parents), checkName(a.Name), checkStatements(a.Purpose))
}

// Repeats says that people form one circle after the other.
func (*FormCircle) Repeats() {}

func (a *FormCircle) Prepare(s *State, _ Moment) { a.Circle = s.circles.Next() }

func (a *FormCircle) Apply(d *Draft, m Moment) {
	id := d.circles.Append(d.own, Circle{Name: a.Name, Purpose: a.Purpose, Key: a.Key, Parents: a.Parents, Formed: m.At})
	d.adopt(id, nil, a.Parents)
}

// Follow: who forms a circle is in it, where they do not say otherwise.
func (a *FormCircle) Follow(_ *State, m Moment) []Act {
	if m.Nobody() || a.Apart {
		return nil
	}
	return []Act{&JoinCircle{Circle: a.Circle, Person: m.By}}
}

func (a *FormCircle) Undo(u undoing) ([]Act, error) {
	c := u.now.Circle(a.Circle)
	if !c.Live() || c.Name != a.Name || c.Purpose != a.Purpose || !slices.Equal(c.Parents, a.Parents) {
		return nil, changed(a.Circle)
	}
	others := slices.ContainsFunc(c.Joined, func(p PersonID) bool { return p != u.e.By })
	if others || c.filled() || len(c.Guardrails) > 0 {
		return nil, inUse(a.Circle)
	}
	return []Act{&CloseCircle{Circle: a.Circle}}, nil
}

func (a *FormCircle) Say(_ *State, _ *Entry) Said {
	return say("", a.Circle, a.Parents)
}

func (a *FormCircle) Touch(t *Touching) { t.circle(a.Parents...) }

func (a *FormCircle) Tell(t *Telling) {
	t.in(firstOf(a.Parents))
	t.Thing = RefOf(a.Circle)
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
		if d.Within(p, c) { // no rule lets it, but a log that somebody made up may say so: who walks up would never arrive
			panic("a circle inside itself")
		}
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

func (a *AmendCircle) Undo(u undoing) ([]Act, error) {
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

func (a *AmendCircle) Say(_ *State, _ *Entry) Said {
	var v variant
	var name any = a.Circle
	if a.Name != nil {
		v.add(".name")
		name = Titled{RefOf(a.Circle), *a.Name}
	}
	if a.Purpose != nil {
		v.add(".purpose")
	}
	return say(v.String(), a.Circle, name)
}

func (a *AmendCircle) Open(s *State) {
	if c := s.Circle(a.Circle); c != nil {
		a.Name, a.Purpose = &c.Name, &c.Purpose
	}
}

func (a *AmendCircle) Touch(t *Touching) { t.circle(a.Circle) }

func (a *AmendCircle) Tell(t *Telling) {
	t.Thing = RefOf(a.Circle)
	t.in(a.Circle)
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

func (a *MoveCircle) Undo(u undoing) ([]Act, error) {
	old := u.before.Circle(a.Circle).Parents
	switch now := u.now.Circle(a.Circle); {
	case !slices.Equal(now.Parents, a.Parents):
		return nil, changed(a.Circle)
	case slices.Equal(old, a.Parents):
		return nil, nothing()
	}
	return []Act{&MoveCircle{Circle: a.Circle, Parents: old}}, nil
}

func (a *MoveCircle) Open(s *State) {
	if c := s.Circle(a.Circle); c != nil {
		a.Parents = c.Parents
	}
}

func (a *MoveCircle) Touch(t *Touching) {
	t.circle(a.Circle)
	t.circle(a.Parents...)
	if c := t.s.Circle(a.Circle); c != nil {
		t.circle(c.Parents...)
	}
}

func (a *MoveCircle) Tell(t *Telling) {
	t.Thing = RefOf(a.Circle)
	t.in(a.Circle)
}
