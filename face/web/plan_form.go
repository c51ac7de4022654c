package web

import (
	"errors"
	"strings"

	"orpheus/org"
	"orpheus/org/form"
)

// A form of a kind that changes the structure can be sent to be gathered, instead of done
// (org.Plan). Then it is made from the organisation as the plan would leave it. What the
// plan makes has other numbers there than in the plan; a form carries those of the plan,
// which mean the same whatever others make meanwhile.

// placeFor is the organisation that a form is about: now, or as the plan would leave it.
// In what was sent it puts the numbers that things have there.
func (s *server) placeFor(v *request, k *org.Kind, sent *sent) (*place, error) {
	if !sent.plan {
		return s.placeNow(v)
	}
	plan, err := v.as.Plan(v.r.Context())
	if err != nil {
		return nil, err
	}
	view := &view{Look: plan.Look}
	pg := &place{request: v, view: view, s: view.State, m: readMoment("", v.founded(), v.now), at: view.At, trial: plan.WhatIf}
	pg.real(k, sent.fields)
	pg.real(k, sent.was)
	return pg, nil
}

// real puts, for numbers of the plan, those that things have as it would be.
func (pg *place) real(k *org.Kind, fields map[string][]string) {
	for name, texts := range fields {
		name, _, _ := strings.Cut(name, ".") // of one of several
		f := k.Named(name)
		if f == nil || f.Letter == 0 {
			continue
		}
		for i, text := range texts {
			if r, ok := form.Ref(f, []string{text}); ok && r.Planned() {
				texts[i] = pg.trial.Real(r).String()
			}
		}
	}
}

// planned is the other way round: how a form writes what a field names.
func (pg *place) planned(f *org.Field, text string) string {
	if pg.trial == nil || f.Letter == 0 {
		return text
	}
	if r, ok := form.Ref(f, []string{text}); ok {
		return pg.trial.Planned(r).String()
	}
	return text
}

// plans says of a form whether what it asks can be gathered, and whether only that: where
// whoever looks may not change the structure, they propose.
func (d *actForm) plans() (may, only bool) {
	if d.me.Person == 0 || d.me.Guest || !d.kind.InPlans() {
		return false, false
	}
	if d.sent.plan {
		return true, true
	}
	for _, f := range d.kind.Asked() {
		for _, text := range d.sent.fields[f.Name] {
			r, ok := form.Ref(f, []string{text})
			if c := d.circleOf(r); ok && c != 0 && r.Letter != 'P' && d.s.Structure(c) == org.ByDecision {
				return true, true
			}
		}
	}
	return true, false
}

// mayPlan reports whether the one who looks may propose what they may not do: where the
// structure of a circle changes by a decision only, or they are no member of it.
func (pg *place) mayPlan(act org.Act) bool {
	if pg.m.past() || pg.me.Person == 0 || pg.me.Guest || !org.KindOf(act).InPlans() {
		return false
	}
	e, refused := errors.AsType[*org.Error](pg.view.May(act))
	return refused && (e.Key == "structure.by_decision" || e.Key == "structure.not_member")
}

// submitPlan gathers the act of a form.
func (s *server) submitPlan(v *request, pg *place, k *org.Kind, act org.Act, sent sent) error {
	if err := v.as.AddToPlan(v.r.Context(), pg.trial.Plan(act), sent.key); err != nil {
		if org.CodeOf(err) == 0 {
			return err
		}
		return s.refused(v, k, sent, err)
	}
	if sent.again {
		for name, texts := range sent.fields {
			if f := k.Named(name); f != nil {
				for i := range texts {
					texts[i] = pg.planned(f, texts[i])
				}
			}
		}
		v.redirect(v.anew(k, sent))
		return nil
	}
	v.redirect("/" + v.org.Slug + "/draft")
	return nil
}
