package view

import (
	"orpheus/org"
	"orpheus/org/practice"
)

// SmallStep is a small step of the library, in the language asked for.
type SmallStep struct {
	ID         string   `json:"id" doc:"what try.begin takes as small_step"`
	Title      string   `json:"title"`
	What       string   `json:"what" doc:"what one does"`
	Weeks      int      `json:"weeks" doc:"for how long"`
	Look       string   `json:"look" doc:"what to look at"`
	NotWhen    string   `json:"not_when" doc:"when it does not suit"`
	Source     string   `json:"source" doc:"where it comes from"`
	Themes     []string `json:"themes" doc:"what it is for"`
	For        []string `json:"for" doc:"circle, person, formal_leader"`
	Statements []int    `json:"statements" doc:"which statements it serves"`
}

// SmallSteps are all of the library.
type SmallSteps struct {
	Steps []SmallStep `json:"steps"`
}

// SmallStepsIn is the library in a language.
func SmallStepsIn(lang string) (out SmallSteps) {
	for _, s := range practice.Steps() {
		out.Steps = append(out.Steps, SmallStep{
			ID: s.ID, Title: s.Title.In(lang), What: s.What.In(lang), Weeks: s.Weeks, Look: s.Look.In(lang), NotWhen: s.NotWhen.In(lang),
			Source: s.Source.In(lang), Themes: s.Themes, For: s.For, Statements: s.Statements,
		})
	}
	return out
}

// Template is circles, roles and guardrails after a published practice.
type Template struct {
	ID         string           `json:"id"`
	Name       string           `json:"name"`
	Size       string           `json:"size"`
	Fact       string           `json:"fact" doc:"what sources say of where it comes from"`
	Ours       string           `json:"ours" doc:"what of it is not from there"`
	Circles    []TemplateCircle `json:"circles"`
	SmallSteps []string         `json:"small_steps" doc:"small steps that go well with it"`
}

// TemplateCircle is a circle of a template with what is in it.
type TemplateCircle struct {
	Key        string         `json:"key"`
	In         *string        `json:"in" nullable:"true" doc:"the circle it is in; null for the outermost"`
	Name       string         `json:"name"`
	Purpose    string         `json:"purpose"`
	Roles      []TemplateRole `json:"roles"`
	Guardrails []string       `json:"guardrails"`
}

// TemplateRole is a role of a template. Nobody holds it.
type TemplateRole struct {
	Name             string   `json:"name"`
	Purpose          string   `json:"purpose"`
	Accountabilities []string `json:"accountabilities"`
	Domains          []string `json:"domains"`
	Formal           bool     `json:"formal"`
	Leads            bool     `json:"leads"`
	Places           int      `json:"places"`
	TermDays         int      `json:"term_days"`
}

// Templates are all there are.
type Templates struct {
	Templates []Template `json:"templates"`
}

// TemplatesIn are the templates in a language.
func TemplatesIn(lang string) (out Templates) {
	said := func(texts []practice.Text) []string {
		all := make([]string, len(texts))
		for i, t := range texts {
			all[i] = t.In(lang)
		}
		return all
	}
	for _, t := range practice.Templates() {
		one := Template{ID: t.ID, Name: t.Name.In(lang), Size: t.Size.In(lang), Fact: t.Fact.In(lang), Ours: t.Ours.In(lang), SmallSteps: t.Steps}
		for _, c := range t.Circles {
			in := TemplateCircle{Key: c.Key, Name: c.Name.In(lang), Purpose: c.Purpose.In(lang), Roles: []TemplateRole{}, Guardrails: []string{}}
			if c.Parent != "" {
				in.In = &c.Parent
			}
			for _, r := range t.Roles {
				if r.Circle == c.Key {
					in.Roles = append(in.Roles, TemplateRole{
						r.Name.In(lang), r.Purpose.In(lang), said(r.Accountabilities), said(r.Domains), r.Formal, r.Leads, int(r.Places), int(r.TermDays),
					})
				}
			}
			for _, g := range t.Guardrails {
				if g.Circle == c.Key {
					in.Guardrails = append(in.Guardrails, g.Text.In(lang))
				}
			}
			one.Circles = append(one.Circles, in)
		}
		out.Templates = append(out.Templates, one)
	}
	return out
}

// Try is a small step that a circle tries or tried.
type Try struct {
	ID        org.TryID      `json:"id"`
	Circle    org.CircleID   `json:"circle"`
	SmallStep *string        `json:"small_step" nullable:"true" doc:"which one of the library; null for one of their own"`
	Title     string         `json:"title" doc:"in the language asked for where it is of the library"`
	Keeper    org.PersonID   `json:"keeper" nullable:"true" doc:"who looks after it"`
	Since     *org.Time      `json:"since"`
	Until     *org.Time      `json:"until"`
	Seen      *org.Time      `json:"seen" nullable:"true" doc:"when it was looked back on; null while it goes on"`
	Becomes   *string        `json:"becomes" nullable:"true" doc:"kept, changed or stopped; null while it goes on"`
	Learning  org.LearningID `json:"learning" nullable:"true" doc:"what it taught"`
}

// Tries are all that one may see, the oldest first.
type Tries struct {
	Tries []Try `json:"tries"`
}

// TryOf is one of them, under its title.
func TryOf(id org.TryID, t *org.Try, title string, keeper org.PersonID) Try {
	out := Try{ID: id, Circle: t.Circle, Title: title, Keeper: keeper, Since: OrNull(t.Since), Until: OrNull(t.Until), Seen: OrNull(t.Seen), Learning: t.Taught}
	if t.Small != "" {
		out.SmallStep = &t.Small
	}
	if t.Outcome != org.TryGoesOn {
		word := t.Outcome.String()
		out.Becomes = &word
	}
	return out
}
