package form

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"orpheus/org"
)

func TestAct(t *testing.T) {
	zone := time.FixedZone("there", 3600)
	for _, c := range []struct {
		kind   string
		fields map[string][]string
		want   org.Act
	}{
		{"lead.take", map[string][]string{"tension": {"T4"}, "until": {"2027-01-31"}}, &org.TakeLead{Tension: 4, Until: org.At(time.Date(2027, 1, 31, 0, 0, 0, 0, zone))}},
		{"lead.take", map[string][]string{"tension": {" 4 "}, "role": {""}, "until": {""}}, &org.TakeLead{Tension: 4}},
		{"role.create", map[string][]string{"circle": {"c2"}, "name": {"Guide"}, "accountabilities": {"Listens, first\r\n\r\nAsks\n"}, "formal": {"false", "on"}, "places": {"2"}}, &org.CreateRole{Circle: 2, Name: "Guide", Accountabilities: []string{"Listens, first", "Asks"}, Formal: true, Places: 2}},
		{"role.amend", map[string][]string{"role": {"3"}, "purpose": {""}, "domains": {""}, "leads": {"false"}}, &org.AmendRole{Role: 3, Purpose: new(string), Domains: new([]string), Leads: new(bool)}},
		{"circle.form", map[string][]string{"parents": {"1", "C2,3"}, "name": {"x"}}, &org.FormCircle{Parents: []org.CircleID{1, 2, 3}, Name: "x"}},
		{"tension.raise", map[string][]string{"title": {"x, y"}, "body": {" Because.\n"}, "lead": {"on"}}, &org.RaiseTension{Title: "x, y", Body: org.Write("Because."), Lead: true}},
		{"guardrail.set", map[string][]string{"circle": {"1"}, "structure": {"by_decision"}}, &org.SetGuardrail{Circle: 1, Structure: org.ByDecision}},
	} {
		got, err := Act(org.KindNamed(c.kind), c.fields, zone)
		if err != nil {
			t.Errorf("%s %v: %v", c.kind, c.fields, err)
			continue
		}
		opts := cmp.Options{cmp.AllowUnexported(org.Prose{}), cmp.Transformer("empty", func(s []string) int { return len(s) })}
		if role, ok := got.(*org.CreateRole); ok {
			if d := cmp.Diff(c.want.(*org.CreateRole).Accountabilities, role.Accountabilities); d != "" {
				t.Error(d)
			}
		}
		if d := cmp.Diff(c.want, got, opts); d != "" {
			t.Errorf("%s %v (- want, + got):\n%s", c.kind, c.fields, d)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ kind, field, text, why string }{
		{"lead.take", "tension", "R4", "form.id"},
		{"lead.hand_over", "lead", "0", "form.choose"},
		{"tension.feel", "tension", " ", "form.choose"},
		{"lead.take", "tension", "T99999999999", "form.id"},
		{"lead.take", "until", "tomorrow", "form.day"},
		{"lead.take", "lead", "4", "form.unknown"},
		{"lead.take", "who", "4", "form.unknown"},
		{"role.create", "places", "two", "form.number"},
		{"role.create", "places", "-1", "form.value"},
		{"role.create", "leads", "perhaps", "form.yes_no"},
		{"guardrail.set", "structure", "never", "form.value"},
	} {
		_, err := Act(org.KindNamed(c.kind), map[string][]string{c.field: {c.text}}, time.UTC)
		fault, ok := errors.AsType[*FieldError](err)
		if !ok || fault.Why != c.why || fault.Field != c.field || fault.Kind != c.kind {
			t.Errorf("%s %s=%q: %#v", c.kind, c.field, c.text, err)
		}
	}
}
