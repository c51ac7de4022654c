package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
	"orpheus/org/practice"
)

// Every template can be laid into a circle as each of its circles, in each language; nobody
// holds a role by it, and what it makes hangs together.
func TestEveryTemplateCanBeLaidIn(t *testing.T) {
	s := linde(t)
	for _, tpl := range practice.Templates() {
		for _, c := range tpl.Circles {
			for _, lang := range []string{"en", "nl", "da"} {
				l := org.Laying{Template: tpl, Lang: lang, Into: home, As: c.Key}
				p, err := org.Plan{}.Lay(s, s.Last+1, l)
				if err != nil {
					t.Fatalf("%s as %s: %v", tpl.ID, c.Key, err)
				}
				tried := p.Try(s, s.Last+1)
				for i, fault := range tried.Faults {
					if fault != nil {
						t.Errorf("%s as %s: %s: %v", tpl.ID, c.Key, org.NameOf(p.Acts[i]), fault)
					}
				}
				roles := 0
				for id, r := range tried.State.Roles() {
					if s.Role(id) != nil {
						continue
					}
					if roles++; len(r.Seats) > 0 {
						t.Errorf("%s fills %s", tpl.ID, r.Name)
					}
					if !tried.State.Within(r.Circle, home) {
						t.Errorf("%s makes %s outside the circle", tpl.ID, r.Name)
					}
				}
				want := 0
				for i := range tpl.Roles {
					if r := &tpl.Roles[i]; !r.Each && tpl.Within(r.Circle, c.Key) {
						want++
					}
				}
				if roles != want {
					t.Errorf("%s as %s makes %d roles, want %d", tpl.ID, c.Key, roles, want)
				}
			}
		}
	}
}

// What is renamed has its name, what is left out is not made, and with a circle all in it.
func TestATemplateIsAdapted(t *testing.T) {
	s := linde(t)
	tpl := practice.TemplateNamed("association")
	l := org.Laying{
		Template: tpl, Lang: "en", Into: home, As: "assoc",
		Names: map[string]string{"role-groupkeeper": "Garden keeper", "circle-group": "Garden"}, Without: map[string]bool{"circle-board": true, "role-volunteers": true},
	}
	p, err := org.Plan{}.Lay(s, s.Last+1, l)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, act := range p.Acts {
		switch a := act.(type) {
		case *org.FormCircle:
			names = append(names, a.Name)
		case *org.CreateRole:
			names = append(names, a.Name)
		case *org.SetGuardrail:
			names = append(names, a.Structure.String())
		}
	}
	if want := []string{"Garden", "Garden keeper", "", "free"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	gathered := org.Plan{Acts: org.Acts{&org.RetireRole{Role: 2}}}
	if p, err := gathered.Lay(s, s.Last+1, l); err != nil || len(p.Acts) != 5 {
		t.Errorf("after what was gathered: %v, %v", p.Acts, err)
	}
	l.Names["circle-group"] = "\x01"
	if p, err := gathered.Lay(s, s.Last+1, l); err == nil || len(p.Acts) != 1 {
		t.Errorf("a name that is none changes the plan: %v", p.Acts)
	}
}

// The acts of a plan are done one by one by somebody, with the ids of what came before.
func TestEachActOfAPlan(t *testing.T) {
	s := linde(t)
	p, err := org.Plan{}.Lay(s, s.Last+1, org.Laying{Template: practice.TemplateNamed("care-team"), Lang: "nl", Into: org.Root, As: "region", Without: map[string]bool{"role-coach": true}})
	if err != nil {
		t.Fatal(err)
	}
	d := s.Edit()
	if err := p.Each(func(act org.Act) (org.Act, error) {
		done, err := d.Do(act, org.Moment{At: d.Last + 1, By: kofi, Face: org.Web})
		if err != nil {
			return nil, err
		}
		return done[0].Act, nil
	}); err != nil {
		t.Fatal(err)
	}
	team := d.Circle(3)
	if team == nil || team.Name != "Wijkteam" || len(team.Roles) != 7 || len(team.Guardrails) != 5 || d.Structure(3) != org.ByDecision {
		t.Errorf("%+v", team)
	}
	stop := 0
	if err := p.Each(func(act org.Act) (org.Act, error) { stop++; return nil, act.Check(s, org.Moment{At: s.Last, By: roza}) }); err == nil || stop != 1 {
		t.Errorf("a guest does %d acts of it: %v", stop, err)
	}
}
