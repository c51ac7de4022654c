package service

import (
	"context"
	"encoding/json"
	"slices"

	"orpheus/org"
)

// privatePlan is what somebody gathers to propose; theirs alone until they propose it.
const privatePlan = "plan"

// keptPlan is a plan as it is kept.
type keptPlan struct {
	Plan org.Plan `json:"plan"`
	Keys []string `json:"keys,omitzero"` // of forms that were sent: the newest last
	Turn int      `json:"turn,omitzero"` // how often it changed
}

const (
	keysKept  = 20        // how many forms are known again that are sent twice
	planBytes = 256 << 10 // how large a plan may be
)

// Plan is what somebody gathered to propose, and what it comes to today.
type Plan struct {
	org.Plan
	Turn   int // how often it changed
	WhatIf *org.WhatIf
	Look   *Look // as it would be
	Now    *Look // as it is
}

// Plan returns what the visitor gathered to propose.
func (v *Visit) Plan(ctx context.Context) (*Plan, error) {
	kept, _, err := said[keptPlan](ctx, v, privatePlan)
	if err != nil {
		return nil, err
	}
	p, err := v.WhatIf(ctx, kept.Plan)
	if err == nil {
		p.Turn = kept.Turn
	}
	return p, err
}

// WhatIf returns what a plan comes to today. Nothing is written.
func (v *Visit) WhatIf(ctx context.Context, plan org.Plan) (*Plan, error) {
	now, err := v.present(ctx)
	if err != nil {
		return nil, err
	}
	t := plan.Try(now, org.At(v.d.now()))
	p := &Plan{Plan: plan, WhatIf: t}
	if p.Now, err = v.look(ctx, now, now, 0, nil); err == nil {
		p.Look = p.Now.would(t.State)
	}
	return p, err
}

// Proposed returns what a decision would change, as it stands. One that ended changes nothing
// any more.
func (v *Visit) Proposed(ctx context.Context, id org.DecisionID) (*Plan, error) {
	now, err := v.Look(ctx, 0)
	if err != nil {
		return nil, err
	}
	x := now.State.Decision(id)
	if x == nil || !now.Sight.Sees(org.RefOf(id)) {
		return nil, &org.Error{Code: org.NotFound, Key: "decision.unknown", Args: []any{id}}
	}
	var changes org.Acts
	if x.Open() {
		changes = x.Changes
	}
	return v.WhatIf(ctx, org.Plan{Acts: changes})
}

// AddToPlan gathers one more act, once for a key. It refuses what could not be done after
// the acts before it; nothing is lost then. Guests do not propose changes of the structure.
func (v *Visit) AddToPlan(ctx context.Context, act org.Act, key string) error {
	return v.gather(ctx, key, func(plan org.Plan, now *org.State) (org.Plan, error) { return plan.Add(now, org.At(v.d.now()), act) })
}

// LayToPlan gathers what a template makes, once for a key; nothing of it, where one thing of it
// could not be done.
func (v *Visit) LayToPlan(ctx context.Context, laying org.Laying, key string) error {
	return v.gather(ctx, key, func(plan org.Plan, now *org.State) (org.Plan, error) { return plan.Lay(now, org.At(v.d.now()), laying) })
}

// gather has a plan be one with more in it, once for a key.
func (v *Visit) gather(ctx context.Context, key string, more func(org.Plan, *org.State) (org.Plan, error)) error {
	return v.changePlan(ctx, func(kept *keptPlan, now *org.State) error {
		if key != "" && slices.Contains(kept.Keys, key) {
			return nil
		}
		if now.Person(v.who).Guest {
			return &org.Error{Code: org.Forbidden, Key: "right.member"}
		}
		next, err := more(kept.Plan, now)
		if err != nil {
			return err
		}
		kept.Plan = next
		if key != "" {
			kept.Keys = append(kept.Keys, key)
			kept.Keys = kept.Keys[max(0, len(kept.Keys)-keysKept):]
		}
		return nil
	})
}

// TakeFromPlan takes an act out, by its place, with all that hangs on it. It is told which
// turn of the plan that place was seen in: another window may have changed it since.
func (v *Visit) TakeFromPlan(ctx context.Context, place, turn int) error {
	return v.changePlan(ctx, func(kept *keptPlan, _ *org.State) error {
		if kept.Turn != turn || place < 0 || place >= len(kept.Plan.Acts) {
			return &org.Error{Code: org.Conflict, Key: "plan.changed"}
		}
		kept.Plan = kept.Plan.Without(place)
		return nil
	})
}

// RefreshPlan takes out what cannot be done any more.
func (v *Visit) RefreshPlan(ctx context.Context) error {
	return v.changePlan(ctx, func(kept *keptPlan, now *org.State) error {
		kept.Plan = kept.Plan.Possible(now, org.At(v.d.now()))
		return nil
	})
}

// DropPlan throws all of it away.
func (v *Visit) DropPlan(ctx context.Context) error {
	return v.changePlan(ctx, func(kept *keptPlan, _ *org.State) error {
		kept.Plan.Acts = nil
		return nil
	})
}

// changePlan changes the plan, whoever else changes it meanwhile.
func (v *Visit) changePlan(ctx context.Context, change func(*keptPlan, *org.State) error) error {
	now, err := v.present(ctx)
	if err != nil {
		return err
	}
	return trying(ctx, v, privatePlan, func(kept *keptPlan) error {
		if err := change(kept, now); err != nil {
			return err
		}
		kept.Turn++
		text, err := json.Marshal(kept.Plan)
		if err == nil && len(text) > planBytes {
			err = &org.Error{Code: org.Invalid, Key: "plan.large"}
		}
		return err
	})
}
