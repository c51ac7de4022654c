package org

import "orpheus/org/practice"

// Laying is a template that somebody lays into a circle: one of its circles is the circle that
// is there, those inside it are made anew, and the rest is left out.
type Laying struct {
	Template *practice.Template
	Lang     string            // of all names and texts
	Into     CircleID          // the circle that is there
	As       string            // which circle of the template it is
	Names    map[string]string // what else than in the template a circle or role is called, by its key
	Without  map[string]bool   // what is left out, by its key
}

// Keys of what a template has, as names and leavings-out name it.
func (Laying) CircleKey(c *practice.TemplateCircle) string { return "circle-" + c.Key }
func (Laying) RoleKey(r *practice.TemplateRole) string     { return "role-" + r.Key }

// Makes reports whether a circle of the template would be made.
func (l *Laying) Makes(c *practice.TemplateCircle) bool {
	return c.Key != l.As && l.there(c.Key) && !l.Without[l.CircleKey(c)]
}

// there reports whether something in a circle of the template can be laid in: the circle is
// there, or would be made.
func (l *Laying) there(key string) bool {
	for c := l.Template.Circle(key); c != nil; c = l.Template.Circle(c.Parent) {
		if c.Key == l.As {
			return true
		}
		if l.Without[l.CircleKey(c)] {
			return false
		}
	}
	return false
}

// Has reports whether a role of the template would be made. What everybody writes for
// themselves is made for nobody.
func (l *Laying) Has(r *practice.TemplateRole) bool {
	return !r.Each && l.there(r.Circle) && !l.Without[l.RoleKey(r)]
}

// Holds reports whether the n-th guardrail of the template would be set.
func (l *Laying) Holds(n int, key string) bool {
	return l.there(l.Template.Guardrails[n].Circle) && !l.Without[key]
}

func (l *Laying) called(key string, name practice.Text) string {
	if own := l.Names[key]; own != "" {
		return own
	}
	return name.In(l.Lang)
}

// GuardrailKey is the key of the n-th guardrail.
func (Laying) GuardrailKey(n int) string { return "limit-" + string(rune('a'+n)) }

// Lay gathers what a template makes after what a plan has. No act of it puts anybody into a
// role. Who may change the structure comes last, so that it stands in the way of nothing.
func (p Plan) Lay(s *State, at Time, l Laying) (Plan, error) {
	t, next := l.Template, p
	ids := map[string]CircleID{l.As: l.Into}
	add := func(act Act) (err error) {
		next, err = next.Add(s, at, act)
		return err
	}
	for i := range t.Circles {
		c := &t.Circles[i]
		if !l.Makes(c) {
			continue
		}
		form := &FormCircle{Parents: []CircleID{ids[c.Parent]}, Name: l.called(l.CircleKey(c), c.Name), Purpose: c.Purpose.In(l.Lang)}
		if err := add(form); err != nil {
			return p, err
		}
		ids[c.Key] = CircleID(PlannedBy(next.Acts[len(next.Acts)-1]).N)
	}
	for i := range t.Roles {
		r := &t.Roles[i]
		if !l.Has(r) {
			continue
		}
		if err := add(&CreateRole{
			Circle: ids[r.Circle], Name: l.called(l.RoleKey(r), r.Name), Purpose: r.Purpose.In(l.Lang), Accountabilities: said(r.Accountabilities, l.Lang),
			Domains: said(r.Domains, l.Lang), Formal: r.Formal, Leads: r.Leads, Places: r.Places, TermDays: r.TermDays,
		}); err != nil {
			return p, err
		}
	}
	for _, structural := range []bool{false, true} {
		for i := range t.Guardrails {
			g := &t.Guardrails[i]
			if !l.Holds(i, l.GuardrailKey(i)) || (g.Structure != "") != structural {
				continue
			}
			set := &SetGuardrail{Circle: ids[g.Circle], Text: g.Text.In(l.Lang)}
			if structural {
				if err := set.Structure.UnmarshalText([]byte(g.Structure)); err != nil {
					return p, err
				}
			}
			if err := add(set); err != nil {
				return p, err
			}
		}
	}
	return next, nil
}

func said(texts []practice.Text, lang string) (all []string) {
	for _, t := range texts {
		all = append(all, t.In(lang))
	}
	return all
}

// Each gives the acts of a plan one after the other to somebody who does them, each with the
// ids that what came before has by then. It ends with the first that cannot be done.
func (p Plan) Each(do func(Act) (Act, error)) error {
	b := binding{}
	for _, act := range p.Acts {
		next, err := b.put(act)
		if err != nil {
			return err
		}
		done, err := do(next)
		if err != nil {
			return err
		}
		b.note(act, done)
	}
	return nil
}
