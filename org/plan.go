package org

import (
	"slices"

	"github.com/go-json-experiment/json"
)

// Plan is acts on the structure that somebody gathers, to be proposed together. Nothing
// of it is done. What an earlier act of it makes has no number yet, since others may make
// things meanwhile: a later act names it by a planned id (binding.go).
type Plan struct {
	Acts Acts
	Made uint32 // how many planned ids were given, also to what was taken out again
}

// InPlans reports whether acts of the kind can be part of a plan: they change the
// structure, and none of them is somebody's own.
func (k *Kind) InPlans() bool {
	_, personal := k.New().(interface{ InPerson() })
	return k.Structural && k.Right != ByNobody && !personal
}

// Add returns the plan with one more act, checked on the state as the acts before it
// leave it. The plan itself stays as it is.
func (p Plan) Add(s *State, at Time, act Act) (Plan, error) {
	switch k := KindOf(act); {
	case k == nil || !k.InPlans():
		return p, refuse(Invalid, "carried.kind", NameOf(act))
	case len(p.Acts) >= MaxCarried:
		return p, refuse(Invalid, "carried.many", MaxCarried)
	}
	act = Copy(act)
	trim(act)
	before := p.Try(s, at)
	if _, err := before.bound.do(before.State.Edit(), act, at); err != nil {
		return p, err
	}
	next := Plan{Acts: append(slices.Clone(p.Acts), act), Made: p.Made}
	if f := KindOf(act).makesID(); f != nil {
		f.SetID(act, firstPlanned+p.Made)
		next.Made++
	}
	return next, nil
}

// Hanging are the acts, by their places, that cannot be without act i: they name what it
// makes, or what one of them makes.
func (p Plan) Hanging(i int) []int {
	gone := map[Ref]bool{}
	makes := func(act Act) {
		if ref := PlannedBy(act); ref.N != 0 {
			gone[ref] = true
		}
	}
	makes(p.Acts[i])
	var out []int
	for j := i + 1; j < len(p.Acts); j++ {
		if slices.ContainsFunc(planned(p.Acts[j]), func(r Ref) bool { return gone[r] }) {
			makes(p.Acts[j])
			out = append(out, j)
		}
	}
	return out
}

// Without returns the plan without some acts, by their places, and without those that
// hang on one of them.
func (p Plan) Without(places ...int) Plan {
	out := map[int]bool{}
	for _, i := range places {
		if i >= 0 && i < len(p.Acts) {
			out[i] = true
			for _, j := range p.Hanging(i) {
				out[j] = true
			}
		}
	}
	rest := Plan{Made: p.Made}
	for i, act := range p.Acts {
		if !out[i] {
			rest.Acts = append(rest.Acts, act)
		}
	}
	return rest
}

// Possible returns the plan without what cannot be done any more.
func (p Plan) Possible(s *State, at Time) Plan {
	for {
		var no []int
		for i, err := range p.Try(s, at).Faults {
			if err != nil {
				no = append(no, i)
			}
		}
		if no == nil {
			return p
		}
		p = p.Without(no...) // which can make another one impossible: it stood on what this one would have done
	}
}

// WhatIf is what a plan comes to on a state.
type WhatIf struct {
	State  *State  // as it would be, of those acts that can be done
	Faults []error // of each act: why it cannot be done; nil where it can
	bound  binding
}

// Try does a plan on a state, as an adopted decision would: by nobody in person, each act
// as those before it leave the state. The state stays as it is.
func (p Plan) Try(s *State, at Time) *WhatIf { return p.try(s, at, func(*Draft) {}) }

// TrySteps is Try with the state as it would be after each act. It takes more.
func (p Plan) TrySteps(s *State, at Time) (*WhatIf, []*State) {
	steps := make([]*State, 0, len(p.Acts))
	t := p.try(s, at, func(d *Draft) { steps = append(steps, d.Freeze()) })
	return t, steps
}

func (p Plan) try(s *State, at Time, each func(*Draft)) *WhatIf {
	t := &WhatIf{Faults: make([]error, len(p.Acts)), bound: binding{}}
	d := s.Edit()
	for i, act := range p.Acts {
		done, err := t.bound.do(d, act, at)
		if t.Faults[i] = err; err == nil {
			t.bound.note(act, done)
		}
		each(d)
	}
	t.State = d.Freeze()
	return t
}

// do does one act of a plan on a draft, and returns it as it was done.
func (b binding) do(d *Draft, act Act, at Time) (Act, error) {
	m := Moment{At: max(at, d.Last), Face: Rule}
	act, err := b.put(act)
	if err == nil {
		err = act.Check(&d.State, m)
	}
	if err == nil {
		err = d.change(act, m)
	}
	if err == nil {
		d.entail(nil, act, m, -1)
	}
	return act, err
}

// Real is the id that something has in the state as it would be: of what the plan makes
// another one than in the plan.
func (t *WhatIf) Real(r Ref) Ref {
	if n, there := t.bound[r]; there {
		r.N = n
	}
	return r
}

// Planned is the other way round.
func (t *WhatIf) Planned(r Ref) Ref {
	for as, n := range t.bound {
		if as.Letter == r.Letter && n == r.N {
			return as
		}
	}
	return r
}

// Plan returns a copy of an act that names what the plan makes as the plan does, of one
// that names it as it would be.
func (t *WhatIf) Plan(act Act) Act {
	back := binding{}
	for as, n := range t.bound {
		back[Ref{as.Letter, n}] = as.N
	}
	return back.rename(act)
}

// writtenPlan is how a plan is kept.
type writtenPlan struct {
	Acts Acts   `json:"acts,omitzero"`
	Made uint32 `json:"made,omitzero"`
}

// MarshalJSON writes the acts as they stand in the log.
func (p Plan) MarshalJSON() ([]byte, error) { return json.Marshal(writtenPlan(p)) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (p *Plan) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, (*writtenPlan)(p), json.RejectUnknownMembers(true))
}
