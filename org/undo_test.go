package org_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/org"
	"orpheus/org/orgtest"
)

// picture is what people see of the structure: the map without the numbers and
// beginnings of seats, guardrails, tensions and initiatives.
func picture(s *org.State) string {
	var out []string
	var walk func(c *org.MapCircle)
	walk = func(c *org.MapCircle) {
		line := fmt.Sprint(c.ID, c.Name, c.Purpose, c.Parents, c.Depth, c.Members, c.Serves, c.RoleCount, c.LeadingCount, c.VacantCount)
		for _, r := range c.Roles {
			line += fmt.Sprint("\n  ", r.ID, r.Name, r.Purpose, r.Leads, r.Formal, r.Leading, len(r.Seats))
		}
		out = append(out, line)
		for _, k := range c.Circles {
			walk(k)
		}
	}
	walk(s.Map())
	for id, r := range s.Roles() {
		var seats []string
		for _, t := range r.Seats {
			seat := s.Seat(t)
			seats = append(seats, fmt.Sprint(seat.Person, seat.Focus, seat.Term, seat.Origin.Origin()))
		}
		slices.Sort(seats)
		if r.Live() {
			out = append(out, fmt.Sprint(id, r.Circle, r.Name, r.Purpose, r.Accountabilities, r.Domains, r.Leads, r.Places, r.TermDays, r.Formal, seats))
		}
	}
	for id, c := range s.Circles() {
		var rails []string
		for _, g := range c.Guardrails {
			rails = append(rails, fmt.Sprint(s.Guardrail(g).Text, s.Guardrail(g).Structure))
		}
		slices.Sort(rails)
		if c.Live() {
			out = append(out, fmt.Sprint(id, rails, c.Tensions, c.Initiatives, c.Joined))
		}
	}
	for id, t := range s.Tensions() {
		out = append(out, fmt.Sprint(id, t.Title, t.Circle, t.Open()))
	}
	for id, i := range s.Initiatives() {
		open, done := s.Steps(id)
		line := fmt.Sprint(id, i.Title, i.Serves, i.Joined, i.Live(), i.Stopped, i.Offers, open, done)
		for _, st := range open {
			line += fmt.Sprint(s.Step(st).Who, s.Step(st).Due)
		}
		out = append(out, line)
	}
	for id, l := range s.Leads() {
		out = append(out, fmt.Sprint(id, l.Person, l.Initiative, l.Planned, l.Until == 0))
	}
	for id, p := range s.People() {
		out = append(out, fmt.Sprint(id, p.Leads, p.Offers))
	}
	return fmt.Sprint(len(out), out)
}

// working are the kinds by which people come, raise, lead and answer.
var working = slices.DeleteFunc(slices.Clone(org.Kinds()), func(k *org.Kind) bool {
	return k.Noun() != "lead" && !slices.Contains([]string{"person.join", "tension.raise", "initiative.start", "initiative.note"}, k.Name) || k.Right == org.ByNobody
})

// What was just done can be undone, and everything is as it was before: in known
// stories, which have every kind in them, and in others each time.
func TestUndoPutsBack(t *testing.T) {
	kinds := map[string]int{}
	story := func(t interface {
		Fatal(...any)
		Fatalf(string, ...any)
	}, seed uint64,
	) {
		r := rand.New(rand.NewPCG(seed, 0))
		live, at := org.State{}, org.Day
		d := live.Edit()
		for _, a := range beginning() {
			if _, err := d.Do(a, org.Moment{At: at, Face: org.Operator}); err != nil {
				t.Fatal(err)
			}
		}
		now := d.Freeze()
		for range 300 {
			at += org.Time(r.IntN(48)) * org.Day / 24
			for {
				act, due := now.Due(at)
				if act == nil {
					break
				}
				d := now.Edit()
				if _, err := d.Do(act, org.Moment{At: max(due, now.Last), Face: org.Clock}); err != nil {
					t.Fatal(err)
				}
				now = d.Freeze()
			}
			act, by, face := orgtest.Act(r.IntN, now)
			if seed%2 == 1 && r.IntN(3) > 0 { // where people stay and work: else hardly anybody would answer
				act, by, face = orgtest.Of(r.IntN, now, working[r.IntN(len(working))])
			}
			if name := org.NameOf(act); seed%2 == 1 && (name == "person.leave" || name == "person.erase") {
				continue
			}
			d := now.Edit()
			done, err := d.Do(act, org.Moment{At: at, By: by, Face: face})
			if err != nil {
				continue
			}
			before, after := now, d.Freeze()
			now = after
			name := org.NameOf(act)
			acts, err := org.Undo(before, after, org.Entry{Seq: before.Version + 1, At: at, By: by, Face: face, Act: done[0].Act})
			var refusal *org.Error
			switch {
			case !org.KindOf(act).Undoable():
				if !errors.As(err, &refusal) || refusal.Key != "undo.kind" {
					t.Fatalf("%s is undone by %v, %v", name, acts, err)
				}
				continue
			case errors.As(err, &refusal) && slices.Contains([]string{"undo.nothing", "role.full", "circle.closed", "initiative.concluded", "right.guest", "lead.leads_already", "tension.resolved", "meeting.no_member"}, refusal.Key):
				continue
			case err != nil:
				t.Fatalf("%s cannot be undone: %v", name, err)
			}
			kinds[name]++
			d = after.Edit()
			for i, back := range acts {
				m := org.Moment{At: at, Face: org.Rule}
				if i == 0 {
					m.By = org.UndoneBy(org.Entry{By: by, Act: act})
				}
				if _, err := d.Do(back, m); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
			undone := d.Freeze()
			if err := orgtest.Consistent(undone); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if got, want := picture(undone), picture(before); got != want {
				t.Fatalf("%s undone gives\n%s\nwant\n%s", name, got, want)
			}
		}
	}
	// What a story comes to shifts with every new kind: more are told until each was undone.
	missing := func() bool {
		return slices.ContainsFunc(org.Kinds(), func(k *org.Kind) bool { return k.Undoable() && kinds[k.Name] == 0 })
	}
	for seed := uint64(0); seed < 140 || seed < 4000 && missing(); seed++ {
		story(t, seed)
	}
	for _, k := range org.Kinds() {
		if k.Undoable() && kinds[k.Name] == 0 {
			t.Errorf("%s was never undone", k.Name)
		}
		if k.Undoable() == (k.Stays != "") {
			t.Errorf("%s: it can be undone: %v; it stays as it is: %q", k.Name, k.Undoable(), k.Stays)
		}
	}
	rapid.Check(t, func(t *rapid.T) { story(t, rapid.Uint64().Draw(t, "seed")) })
}

// What was done since decides whether something can still be undone.
func TestUndoAfterMoreWasDone(t *testing.T) {
	name, other := "Night care", "Night nurses"
	busy := []step{
		{act: &org.CreateRole{Circle: home, Name: "Planner", TermDays: 10}}, // R3
		{by: kofi, act: &org.TakeSeat{Role: 2}},                             // S2
		{by: noor, act: &org.TakeSeat{Role: 3}},                             // S3, for ten days
		{by: kofi, act: &org.RaiseTension{Circle: home, Title: "Cold rooms"}},
	}
	for _, c := range []struct {
		what  string
		ready []step // before the act
		act   org.Act
		since []step
		want  string // the reason against undoing it
		acts  string // the kinds of act that undo it
	}{
		{"close a circle", busy, &org.CloseCircle{Circle: home}, nil, "", "[circle.restore role.restore role.restore seat.restore seat.restore circle.join circle.join circle.join tension.move]"},
		{"a term is over", busy, &org.CloseCircle{Circle: home}, []step{{days: 11, by: kofi, act: &org.RaiseTension{Title: "x"}}}, "", "[circle.restore role.restore role.restore seat.restore circle.join circle.join circle.join tension.move]"},
		{"somebody left", busy, &org.CloseCircle{Circle: home}, []step{{act: &org.LeavePerson{Person: kofi}}}, "person.gone", ""},
		{"a tension went on", busy, &org.CloseCircle{Circle: home}, []step{{by: kofi, act: &org.ResolveTension{Tension: 1}}}, "undo.changed", ""},
		{"restored by hand", busy, &org.CloseCircle{Circle: home}, []step{{act: &org.RestoreCircle{Circle: home, Parents: []org.CircleID{1}}}}, "undo.changed", ""},
		{"retired", busy, &org.RetireRole{Role: 2}, nil, "", "[role.restore seat.restore]"},
		{"retired in a circle closed since", busy, &org.RetireRole{Role: 2}, []step{{act: &org.CloseCircle{Circle: home}}}, "circle.closed", ""},
		{"formed, used since", nil, &org.FormCircle{Name: "x", Parents: []org.CircleID{1}}, []step{{act: &org.CreateRole{Circle: 3, Name: "y"}}}, "undo.in_use", ""},
		{"formed, joined since", nil, &org.FormCircle{Name: "x", Parents: []org.CircleID{1}}, []step{{by: kofi, act: &org.JoinCircle{Circle: 3}}}, "undo.in_use", ""},
		{"renamed", nil, &org.AmendCircle{Circle: home, Name: &name}, nil, "", "[circle.amend]"},
		{"renamed twice", nil, &org.AmendCircle{Circle: home, Name: &name}, []step{{act: &org.AmendCircle{Circle: home, Name: &other}}}, "undo.changed", ""},
		{"another field since", nil, &org.AmendCircle{Circle: home, Name: &name}, []step{{act: &org.AmendCircle{Circle: home, Purpose: &other}}}, "", "[circle.amend]"},
		{"made, held since", nil, &org.CreateRole{Circle: home, Name: "x"}, []step{{by: kofi, act: &org.TakeSeat{Role: 3}}}, "undo.in_use", ""},
		{"made with who holds it", nil, &org.CreateRole{Circle: home, Name: "x", Holder: kofi}, nil, "", "[role.retire]"},
		{"made with who holds it, held by another too", nil, &org.CreateRole{Circle: home, Name: "x", Holder: kofi}, []step{{by: noor, act: &org.FillSeat{Role: 3, Person: noor}}}, "undo.in_use", ""},
		{"made with who holds it, left and held again", nil, &org.CreateRole{Circle: home, Name: "x", Holder: kofi}, []step{{by: kofi, act: &org.LeaveSeat{Seat: 2}}, {days: 1, by: kofi, act: &org.TakeSeat{Role: 3}}}, "undo.in_use", ""},
		{"made, moved since", nil, &org.CreateRole{Circle: home, Name: "x"}, []step{{act: &org.MoveRole{Role: 3, Circle: 1}}}, "undo.changed", ""},
		{"seat left, taken by another", busy, &org.LeaveSeat{Seat: 2}, []step{{by: noor, act: &org.TakeSeat{Role: 2}}}, "role.full", ""},
		{"seat left, term over", busy, &org.LeaveSeat{Seat: 3}, []step{{days: 11, by: kofi, act: &org.RaiseTension{Title: "x"}}}, "seat.over", ""},
		{"seat filled, left since", nil, &org.FillSeat{Role: 2, Person: noor}, []step{{act: &org.LeaveSeat{Seat: 2}}}, "seat.ended", ""},
		{"a rule in the place of another", []step{{act: &org.SetGuardrail{Circle: home, Structure: org.Free}}}, &org.SetGuardrail{Circle: home, Text: "Members choose", Structure: org.Free}, nil, "", "[guardrail.lift guardrail.set]"},
		{"another rule since", []step{{act: &org.SetGuardrail{Circle: home, Structure: org.Free}}}, &org.LiftGuardrail{Guardrail: 1}, []step{{act: &org.SetGuardrail{Circle: home, Structure: org.Free}}}, "undo.changed", ""},
		{"nothing, in a log from before that was refused", nil, &org.AmendCircle{Circle: home}, nil, "undo.nothing", ""},
		{"of another kind", nil, &org.LeavePerson{Person: bram}, nil, "undo.kind", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			before := tell(t, linde(t), c.ready)
			d := before.Edit()
			m := org.Moment{At: before.Last, By: 0}
			done, err := d.Do(c.act, m)
			switch {
			case c.want == "undo.nothing":
				d.Replay(c.act, m)
				done = []org.Done{{Act: c.act}}
			case err != nil:
				t.Fatal(err)
			}
			now := tell(t, d.Freeze(), c.since)
			acts, err := org.Undo(before, now, org.Entry{At: m.At, By: m.By, Act: done[0].Act})
			var refusal *org.Error
			if errors.As(err, &refusal) != (c.want != "") || refusal != nil && refusal.Key != c.want {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			var kinds []string
			for _, a := range acts {
				kinds = append(kinds, org.NameOf(a))
			}
			if err == nil && fmt.Sprint(kinds) != c.acts {
				t.Errorf("undone by %v, want %s", kinds, c.acts)
			}
		})
	}
}
