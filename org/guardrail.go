package org

import (
	"slices"

	"orpheus/internal/immutable"
)

// Guardrail is a limit within which everyone in a circle decides freely. One
// kind of guardrail says who may change the structure of the circle.
type Guardrail struct {
	_         struct{} `cbor:",toarray"`
	Circle    CircleID
	Text      string
	Structure StructureRule // Inherited where the guardrail is about something else
	Since     Time
	Until     Time // zero while it holds
}

// SetGuardrail puts a guardrail in force. A new one about the structure takes
// the place of the old.
type SetGuardrail struct {
	Guardrail GuardrailID   `json:"guardrail,omitzero" doc:"the new id" derived:"id"`
	Circle    CircleID      `json:"circle" doc:"where it holds"`
	Text      string        `json:"text,omitzero" doc:"the limit" example:"At most 500 euro without asking"`
	Structure StructureRule `json:"structure,omitzero" doc:"who may change the structure: free or by_decision"`
}

func (a *SetGuardrail) Check(s *State, m Moment) error {
	if a.Text == "" && a.Structure == Inherited {
		return refuse(Invalid, "guardrail.empty")
	}
	return first(s.mustCircle(a.Circle), a.Structure.mustBeOffered(), s.mayShape(m, a.Circle), checkStatements(a.Text))
}

// mustBeOffered refuses a rule that would lock everybody out: nothing can be
// decided yet, and so nothing could change the structure, nor the rule.
func (r StructureRule) mustBeOffered() error {
	if r == ByDecision {
		return refuse(Conflict, "guardrail.no_deciding")
	}
	return nil
}

func (a *SetGuardrail) Prepare(s *State, _ Moment) { a.Guardrail = s.guardrails.Next() }

func (a *SetGuardrail) Apply(d *Draft, m Moment) {
	c := d.circles.Edit(d.own, a.Circle)
	for _, id := range c.Guardrails {
		if a.Structure != Inherited && d.Guardrail(id).Structure != Inherited {
			d.guardrails.Edit(d.own, id).Until = m.At
			c.Guardrails = immutable.Without(c.Guardrails, id)
		}
	}
	id := d.guardrails.Append(d.own, Guardrail{Circle: a.Circle, Text: a.Text, Structure: a.Structure, Since: m.At})
	c.Guardrails = immutable.With(c.Guardrails, id)
}

func (a *SetGuardrail) Undo(u undoing) ([]Act, error) {
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
}

func (a *SetGuardrail) Say(_ *State, _ *Entry) Said {
	v := ""
	if a.Structure != Inherited {
		v = "." + a.Structure.String()
	}
	return say(v, a.Circle, Titled{RefOf(a.Guardrail), a.Text})
}

func (a *SetGuardrail) Touch(t *Touching) { t.limit(a.Circle) }

func (a *SetGuardrail) Tell(t *Telling) {
	t.Thing = RefOf(a.Circle)
	t.in(a.Circle)
}

// LiftGuardrail ends a guardrail.
type LiftGuardrail struct {
	Guardrail GuardrailID `json:"guardrail" doc:"which guardrail"`
}

func (a *LiftGuardrail) Check(s *State, m Moment) error {
	g := s.Guardrail(a.Guardrail)
	switch {
	case g == nil:
		return refuse(NotFound, "guardrail.unknown", a.Guardrail)
	case g.Until != 0:
		return refuse(Conflict, "guardrail.lifted", a.Guardrail)
	}
	return s.mayLift(m, g)
}

// mayLift lets through stewards, and who may change the structure. A rule about the
// structure is no reason against lifting that rule: whoever could set it may lift it.
func (s *State) mayLift(m Moment, g *Guardrail) error {
	if s.mustSteward(m) == nil {
		return nil
	}
	if g.Structure != Inherited {
		return s.mustShare(m, g.Circle)
	}
	return s.mayShape(m, g.Circle)
}

func (a *LiftGuardrail) Apply(d *Draft, m Moment) {
	g := d.guardrails.Edit(d.own, a.Guardrail)
	g.Until = m.At
	c := d.circles.Edit(d.own, g.Circle)
	c.Guardrails = immutable.Without(c.Guardrails, a.Guardrail)
}

func (a *LiftGuardrail) Undo(u undoing) ([]Act, error) {
	g := u.before.Guardrail(a.Guardrail)
	for _, id := range u.now.Circle(g.Circle).Guardrails {
		if g.Structure != Inherited && u.now.Guardrail(id).Structure != Inherited {
			return nil, changed(a.Guardrail)
		}
	}
	return []Act{&SetGuardrail{Circle: g.Circle, Text: g.Text, Structure: g.Structure}}, nil
}

func (a *LiftGuardrail) Say(s *State, _ *Entry) Said {
	if g := s.Guardrail(a.Guardrail); g != nil && g.Structure != Inherited {
		return say(".structure", g.Circle)
	}
	return say("", a.Guardrail)
}

func (a *LiftGuardrail) Touch(t *Touching) {
	if g := t.s.Guardrail(a.Guardrail); g != nil {
		t.limit(g.Circle)
	}
}

func (a *LiftGuardrail) Tell(t *Telling) {
	t.Thing = RefOf(t.S.Guardrail(a.Guardrail).Circle)
	t.in(t.S.Guardrail(a.Guardrail).Circle)
}

var structureNames = []string{"", "free", "by_decision"}

func (r StructureRule) String() string { return structureNames[r] }

// Words are all rules, by the names used in the log and the API.
func (StructureRule) Words() []string { return structureNames[1:] }

// Offered are those that can be put in force.
func (StructureRule) Offered() []string {
	return slices.DeleteFunc(slices.Clone(structureNames[1:]), func(name string) bool {
		return StructureRule(slices.Index(structureNames, name)).mustBeOffered() != nil
	})
}

// MarshalText returns the name used in the log and the API.
func (r StructureRule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads that name.
func (r *StructureRule) UnmarshalText(b []byte) error {
	return fromName(r, structureNames, string(b), "guardrail.structure")
}

// fromName sets *v to the place of name in names.
func fromName[T ~uint8](v *T, names []string, name, key string) error {
	for i, n := range names {
		if n == name {
			*v = T(i)
			return nil
		}
	}
	return refuse(Invalid, key, name)
}
