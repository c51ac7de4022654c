package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"orpheus/face/view"
	"orpheus/org"
	"orpheus/org/form"
	"orpheus/service"
	"orpheus/text/sentence"
)

type actCmd struct {
	Org     string   `placeholder:"SLUG"`
	Kind    string   `arg:"" optional:""`
	Fields  []string `arg:"" optional:""`
	As      string   `placeholder:"P1"`
	Key     string   `placeholder:"KEY"`
	Yes     bool     `short:"y"`
	Profile string   `placeholder:"PERSON"`
}

func (c *actCmd) Run(e *env) error {
	if c.Kind == "" {
		return e.kinds()
	}
	k := org.KindNamed(c.Kind)
	if k == nil {
		return e.usage("cli.kind", c.Kind)
	}
	if len(c.Fields) == 0 && c.Org == "" {
		return e.kind(k)
	}
	if c.Org == "" {
		return e.usage("cli.org_missing")
	}
	if k.Final && !c.Yes {
		return e.usage("cli.act_yes", k.Name)
	}
	r, who := service.Asked{Face: org.Operator, Key: c.Key}, service.Nobody
	if c.As != "" {
		var err error
		if who, err = parseID[org.PersonID](e, c.As); err != nil {
			return err
		}
	}
	if c.Profile != "" {
		p, err := service.ParsePerson(c.Profile)
		if err != nil {
			return err
		}
		r.Profile = &p
	}
	return e.with(false, func(d *service.Service) error {
		v, err := d.As(e.ctx, c.Org, who)
		if err != nil {
			return err
		}
		l, err := v.Look(e.ctx, 0)
		if err != nil {
			return err
		}
		if r.Act, err = e.parseAct(k, c.Fields, l.Zone()); err != nil {
			return err
		}
		if k.Profiled && r.Profile == nil && org.EffectOf(r.Act).Known == 0 {
			r.Profile = &service.Profile{}
		}
		answer, err := v.Do(e.ctx, r)
		if err != nil {
			return err
		}
		return e.answerAct(answer)
	})
}

func (e *env) answerAct(a service.Answer) error {
	if e.json {
		return e.print(view.DoneOf(a.Look.Version(), a.Repeated, a.Entries))
	}
	for _, entry := range a.Entries {
		fmt.Fprintf(e.out, "%6d  %s\n", entry.Seq, sentence.Act(e.say, a.Look.Name, a.Look.State, entry, time.Now(), a.Look.Zone()))
	}
	return nil
}

// parseAct reads name=value fields into an act of kind k; lists have commas
// between, or come as several fields.
func (e *env) parseAct(k *org.Kind, fields []string, zone *time.Location) (org.Act, error) {
	texts := map[string][]string{}
	for _, f := range fields {
		name, text, ok := strings.Cut(f, "=")
		field := k.Named(name)
		if !ok || field == nil || field.Derived {
			return nil, e.usage("cli.field", f, k.Name)
		}
		_, twice := texts[name]
		switch {
		case field.Many:
			texts[name] = append(texts[name], strings.Split(text, ",")...)
		case twice:
			return nil, e.usage("cli.field_twice", name)
		default:
			texts[name] = []string{text}
		}
	}
	for _, f := range k.Asked() {
		if !f.Optional && strings.TrimSpace(strings.Join(texts[f.Name], "")) == "" {
			return nil, e.usage("cli.field_missing", f.Name, kindText(e.say, fieldKey(e.say, k, f.Name), f.Doc), k.Name)
		}
	}
	act, err := form.Act(k, texts, zone)
	if fault, ok := errors.AsType[*form.FieldError](err); ok {
		text := fmt.Sprintf("%s: %s", fault.Field, e.say.T(fault.Why, fault.Text))
		if field := k.Named(fault.Field); field != nil && fieldChoices(field) != nil {
			text += " (" + strings.Join(fieldChoices(field), ", ") + ")"
		}
		return nil, usageError{text}
	}
	return act, err
}
