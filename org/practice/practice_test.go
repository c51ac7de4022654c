package practice_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"orpheus/org/practice"
)

var langs = []string{"en", "nl", "da"}

// said checks that a text is there in each language, and told apart where it is long enough
// to be.
func said(t *testing.T, what string, text practice.Text) {
	t.Helper()
	for _, lang := range langs {
		got := text.In(lang)
		if strings.TrimSpace(got) != got || got == "" {
			t.Errorf("%s in %s: %q", what, lang, got)
		}
		if strings.ContainsAny(got, "'\"[]") {
			t.Errorf("%s in %s has signs of its source: %q", what, lang, got)
		}
	}
	if len(text.EN) > 30 && (text.EN == text.NL || text.EN == text.DA) {
		t.Errorf("%s is not translated: %q", what, text.EN)
	}
}

// All thirty say what one does, for how long, what to look at, when it does not suit, where it
// comes from and which statements it serves.
func TestEveryStepIsWhole(t *testing.T) {
	all := practice.Steps()
	if len(all) != 30 {
		t.Fatalf("%d steps", len(all))
	}
	seen := map[string]bool{}
	for _, s := range all {
		if seen[s.ID] || !regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`).MatchString(s.ID) {
			t.Errorf("a step is named %q, or two are", s.ID)
		}
		seen[s.ID] = true
		said(t, s.ID+" title", s.Title)
		said(t, s.ID+" what", s.What)
		said(t, s.ID+" look", s.Look)
		said(t, s.ID+" not when", s.NotWhen)
		said(t, s.ID+" source", s.Source)
		if s.Weeks < 2 || s.Weeks > 12 || len(s.Statements) == 0 || len(s.Themes) == 0 || len(s.For) == 0 || len(s.Pulse) == 0 || len(s.Counter) == 0 {
			t.Errorf("%s lacks something: %+v", s.ID, s)
		}
		for _, n := range s.Statements {
			if n < 1 || n > 43 {
				t.Errorf("%s serves statement %d", s.ID, n)
			}
		}
		for _, theme := range s.Themes {
			if !slices.Contains(practice.Themes, theme) {
				t.Errorf("%s is for %q", s.ID, theme)
			}
		}
		for _, who := range s.For {
			if !slices.Contains(practice.Whose, who) {
				t.Errorf("%s is for %q", s.ID, who)
			}
		}
		if practice.StepNamed(s.ID) != s {
			t.Errorf("%s is not found", s.ID)
		}
	}
	for _, theme := range practice.Themes {
		if !slices.ContainsFunc(all, func(s *practice.Step) bool { return slices.Contains(s.Themes, theme) }) {
			t.Errorf("no step is for %s", theme)
		}
	}
	if practice.StepNamed("none") != nil {
		t.Error("a step that is not there is found")
	}
}

// What a template names is there, and no role of it is filled.
func TestEveryTemplateIsWhole(t *testing.T) {
	all := practice.Templates()
	if len(all) != 9 {
		t.Fatalf("%d templates", len(all))
	}
	for _, tpl := range all {
		said(t, tpl.ID+" name", tpl.Name)
		said(t, tpl.ID+" size", tpl.Size)
		said(t, tpl.ID+" fact", tpl.Fact)
		said(t, tpl.ID+" ours", tpl.Ours)
		if len(tpl.Steps) != 3 || len(tpl.Statements) == 0 || tpl.Weeks == 0 || tpl.Process == "" || len(tpl.Sources) == 0 {
			t.Errorf("%s lacks something", tpl.ID)
		}
		for _, id := range tpl.Steps {
			if practice.StepNamed(id) == nil {
				t.Errorf("%s offers %s, which is no step", tpl.ID, id)
			}
		}
		for i, c := range tpl.Circles {
			said(t, c.Key, c.Name)
			said(t, c.Key, c.Purpose)
			if (i == 0) != (c.Parent == "") || i > 0 && !slices.ContainsFunc(tpl.Circles[:i], func(up practice.TemplateCircle) bool { return up.Key == c.Parent }) {
				t.Errorf("%s: %s stands before the circle it is in", tpl.ID, c.Key)
			}
		}
		for _, r := range tpl.Roles {
			said(t, r.Key, r.Name)
			said(t, r.Key, r.Purpose)
			for _, text := range slices.Concat(r.Accountabilities, r.Domains) {
				said(t, r.Key, text)
			}
			if tpl.Circle(r.Circle) == nil || len(r.Accountabilities) == 0 {
				t.Errorf("%s: role %s lacks something", tpl.ID, r.Key)
			}
		}
		for _, g := range tpl.Guardrails {
			said(t, g.Circle, g.Text)
			if tpl.Circle(g.Circle) == nil || g.Structure != "" && g.Structure != "free" && g.Structure != "by_decision" {
				t.Errorf("%s: %+v", tpl.ID, g)
			}
		}
		for c := range tpl.Processes {
			if tpl.Circle(c) == nil {
				t.Errorf("%s decides in %s", tpl.ID, c)
			}
		}
		b, err := json.Marshal(tpl)
		if err != nil || strings.Contains(string(b), `"holder"`) {
			t.Errorf("%s fills a seat: %v", tpl.ID, err)
		}
	}
}

// A team in one template is the only circle inside another; where there are several, the
// outermost is what is there already.
func TestWhichCircleIsThere(t *testing.T) {
	for _, c := range []struct {
		id    string
		whole bool
		want  string
	}{
		{"care-team", false, "team"},
		{"care-team", true, "region"},
		{"mini-factory", false, "works"},
		{"association", true, "assoc"},
		{"four-role-circle", false, "circle"},
	} {
		if got := practice.TemplateNamed(c.id).Fits(c.whole); got != c.want {
			t.Errorf("%s, whole %v: %s", c.id, c.whole, got)
		}
	}
	mini := practice.TemplateNamed("mini-factory")
	if !mini.Within("mini", "works") || !mini.Within("mini", "mini") || mini.Within("works", "mini") || mini.Within("shared", "mini") {
		t.Error("what is within what")
	}
}

// The rules of thumb name steps that are there, and say nothing that C3 of the reference keeps
// from being said.
func TestRules(t *testing.T) {
	all := practice.Rules()
	if len(all) != 12 {
		t.Fatalf("%d rules", len(all))
	}
	for _, r := range all {
		said(t, r.ID, r.Say)
		if len(r.Steps) != 3 {
			t.Errorf("%s offers %v", r.ID, r.Steps)
		}
		for _, id := range slices.Concat(r.Steps, r.Excludes) {
			if practice.StepNamed(id) == nil {
				t.Errorf("%s names %s, which is no step", r.ID, id)
			}
		}
		for _, id := range r.Steps {
			if slices.Contains(r.Excludes, id) {
				t.Errorf("%s offers what it speaks against: %s", r.ID, id)
			}
		}
	}
	never := regexp.MustCompile(`(?i)\b(you must|you should|best practice|not ready|maturity|je moet|du skal|moden)\b`)
	for _, s := range practice.Steps() {
		for _, lang := range langs {
			if found := never.FindString(s.What.In(lang) + " " + s.Look.In(lang)); found != "" {
				t.Errorf("%s in %s says %q", s.ID, lang, found)
			}
		}
	}
	if len(practice.LookBack()) != 4 {
		t.Error("four questions")
	}
}
