// Package practice holds what an organisation can begin with: small steps to try for some
// weeks, templates of circles and roles, and rules of thumb that say where others began. It is
// data that comes with the program, in three languages, and knows nothing of an organisation.
//
// Ids are for ever: logs name steps by them. A step that is no longer offered stays here.
package practice

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
)

// Text is a text in each of the languages of the program.
type Text struct {
	EN string `json:"en"`
	NL string `json:"nl"`
	DA string `json:"da"`
}

// In returns the text in a language, the English one for a language that is none.
func (t Text) In(lang string) string {
	switch lang {
	case "nl":
		return t.NL
	case "da":
		return t.DA
	}
	return t.EN
}

// Step is something small that a circle or a person does for some weeks, and then looks back on.
type Step struct {
	ID         string   `json:"id"`
	Themes     []string `json:"themes"` // what it is for, the main thing first
	For        []string `json:"for"`    // circle, person, formal_leader
	Weeks      int      `json:"weeks"`
	Title      Text     `json:"title"`
	What       Text     `json:"what"`
	Look       Text     `json:"look"`     // what to look at meanwhile and afterwards
	NotWhen    Text     `json:"not_when"` // when it does not suit
	Source     Text     `json:"source"`
	Measures   []string `json:"measures"`   // questions of insight that have to do with it
	Pulse      []string `json:"pulse"`      // what people say that has to do with it
	Counter    []string `json:"counter"`    // what of that could get worse meanwhile
	Statements []int    `json:"statements"` // of docs/statements.md
}

// The themes and whom steps are for, in the order in which they are shown.
var (
	Themes = []string{"initiative", "deciding", "information", "roles", "feedback", "letting_go", "boundaries", "learning", "load", "power_distance", "remote"}
	Whose  = []string{"circle", "person", "formal_leader"}
)

// Days is how long the step is tried.
func (s *Step) Days() int { return 7 * s.Weeks }

// Rule is a rule of thumb that says where others began. No study shows that it chooses better than a
// good conversation; it opens and closes nothing.
type Rule struct {
	ID       string   `json:"id"`
	Steps    []string `json:"steps"`
	Excludes []string `json:"excludes"` // steps that it speaks against, for all rules below it too
	Say      Text     `json:"say"`
}

//go:embed *.json
var files embed.FS

var (
	steps     = read[*Step]("steps.json")
	templates = read[*Template]("templates.json")
	rules     = read[*Rule]("rules.json")
	questions = read[Text]("questions.json")
)

// read reads data of the program; a fault in it stops the start.
func read[T any](name string) (all []T) {
	b, err := files.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	if err != nil {
		panic(fmt.Errorf("practice: %s: %w", name, err))
	}
	return all
}

// Steps are all small steps, in the order of the library.
func Steps() []*Step { return slices.Clone(steps) }

// StepNamed returns a small step; nil for none.
func StepNamed(id string) *Step { return named(steps, func(s *Step) string { return s.ID }, id) }

// Templates are all templates, in their order.
func Templates() []*Template { return slices.Clone(templates) }

// TemplateNamed returns a template; nil for none.
func TemplateNamed(id string) *Template {
	return named(templates, func(t *Template) string { return t.ID }, id)
}

// Rules are the rules of thumb, the first one the weightiest.
func Rules() []*Rule { return slices.Clone(rules) }

// LookBack are the four questions with which a step is looked back on.
func LookBack() []Text { return slices.Clone(questions) }

func named[T any](all []*T, name func(*T) string, id string) *T {
	for _, one := range all {
		if name(one) == id {
			return one
		}
	}
	return nil
}
