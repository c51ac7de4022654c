package cli

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"orpheus/desk"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/records"
	"orpheus/tell"
)

type actCmd struct {
	Org     string   `help:"Which organisation." placeholder:"SLUG"`
	Kind    string   `arg:"" optional:"" help:"What is done, as lead.take."`
	Fields  []string `arg:"" optional:"" help:"The act's fields, as tension=T4 until=2027-01-31; without them, the fields are listed."`
	As      string   `help:"Who does it, as P7; nobody in person where not given." placeholder:"P1"`
	Key     string   `help:"Idempotency key: the act is done once, however often it is sent." placeholder:"KEY"`
	Profile string   `help:"For person.join: \"Name <mail>\"." placeholder:"PERSON"`
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
	r := ledger.Request{Face: org.Operator, Key: c.Key}
	if c.As != "" {
		by, err := parseID[org.PersonID](c.As)
		if err != nil {
			return err
		}
		r.By = by
	}
	if c.Profile != "" {
		p, err := desk.ParsePerson(c.Profile)
		if err != nil {
			return err
		}
		r.Profile = &p
	}
	return e.with(false, func(d *desk.Desk) error {
		s, err := d.Engine.State(e.ctx, c.Org)
		if err != nil {
			return err
		}
		if r.Act, err = e.parseAct(k, c.Fields, desk.Zone(s)); err != nil {
			return err
		}
		if k.Name == "person.join" && r.Profile == nil && reflect.ValueOf(r.Act).Elem().FieldByName("Person").IsZero() {
			r.Profile = &records.Profile{}
		}
		answer, err := d.Engine.Do(e.ctx, c.Org, r)
		if err != nil {
			return e.named(d, c.Org, s, err)
		}
		return e.answerAct(d, c.Org, answer)
	})
}

// named turns a refusal into words, with names in place of ids.
func (e *env) named(d *desk.Desk, slug string, s *org.State, err error) error {
	names, nerr := e.namer(d, slug)
	if nerr != nil || org.CodeOf(err) == 0 {
		return err
	}
	return fmt.Errorf("%s", tell.Refusal(e.say, names, s, err))
}

func (e *env) answerAct(d *desk.Desk, slug string, a ledger.Answer) error {
	if e.json {
		out := struct {
			Version  uint64      `json:"version"`
			Repeated bool        `json:"repeated"`
			Acts     []entryJSON `json:"acts"`
		}{a.State.Version, a.Repeated, []entryJSON{}}
		for _, entry := range a.Entries {
			out.Acts = append(out.Acts, entryOf(entry))
		}
		return e.print(out)
	}
	names, err := e.namer(d, slug)
	if err != nil {
		return err
	}
	for _, entry := range a.Entries {
		fmt.Fprintf(e.out, "%6d  %s\n", entry.Seq, tell.Act(e.say, names, a.State, entry, time.Now(), desk.Zone(a.State)))
	}
	return nil
}

// parseAct reads name=value fields into an act of kind k.
func (e *env) parseAct(k *org.Kind, fields []string, zone *time.Location) (org.Act, error) {
	doc := map[string]jsontext.Value{}
	for _, f := range fields {
		name, text, ok := strings.Cut(f, "=")
		field := fieldNamed(k, name)
		if !ok || field == nil || field.Derived {
			return nil, e.usage("cli.field", f, k.Name)
		}
		value, err := fieldValue(field.Type, text, zone)
		if err != nil {
			return nil, usageError{fmt.Sprintf("%s: %v", name, err)}
		}
		doc[name] = value
	}
	b, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	act := k.New()
	if err := json.UnmarshalRead(bytes.NewReader(b), act); err != nil {
		return nil, usageError{err.Error()}
	}
	return act, nil
}

func fieldNamed(k *org.Kind, name string) *org.Field {
	for i := range k.Fields {
		if k.Fields[i].Name == name {
			return &k.Fields[i]
		}
	}
	return nil
}

// fieldValue returns a field's value as JSON: ids with or without their letter,
// lists with commas between, moments as days or RFC 3339.
func fieldValue(t reflect.Type, text string, zone *time.Location) (jsontext.Value, error) {
	switch {
	case t.Kind() == reflect.Pointer:
		return fieldValue(t.Elem(), text, zone)
	case t == reflect.TypeFor[org.Time]():
		if text == "" {
			return json.Marshal("")
		}
		at, err := desk.Moment(text, zone)
		if err != nil {
			return nil, fmt.Errorf("%q is neither a day nor a moment", text)
		}
		return json.Marshal(at)
	case t.Kind() == reflect.Slice:
		list := []jsontext.Value{}
		for part := range strings.SplitSeq(text, ",") {
			if part = strings.TrimSpace(part); part == "" {
				continue
			}
			v, err := fieldValue(t.Elem(), part, zone)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return json.Marshal(list)
	case t.Kind() == reflect.Uint32:
		return json.Marshal(uint64(0), json.WithMarshalers(json.MarshalToFunc(func(enc *jsontext.Encoder, _ uint64) error {
			n, err := parseTyped(t, text)
			if err != nil {
				return err
			}
			return enc.WriteToken(jsontext.Uint(n))
		})))
	case t.Kind() == reflect.Bool, t.Kind() == reflect.Uint16, t.Kind() == reflect.Uint64:
		v := jsontext.Value(text)
		if !v.IsValid() {
			return nil, fmt.Errorf("%q is no %s", text, t.Kind())
		}
		return v, nil
	}
	return json.Marshal(text)
}

// parseTyped reads an id whose letter is that of type t.
func parseTyped(t reflect.Type, text string) (uint64, error) {
	letter := fmt.Sprint(reflect.Zero(t).Interface())[:1]
	if text != "" && (text[0] < '0' || text[0] > '9') && !strings.EqualFold(text[:1], letter) {
		return 0, fmt.Errorf("%q is no id of this kind: %s and a number is", text, letter)
	}
	ref, err := parseRef(letter + strings.TrimLeft(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
	return uint64(ref.N), err
}

// kinds lists every kind of act.
func (e *env) kinds() error {
	if e.json {
		type row struct {
			Kind  string `json:"kind"`
			Doc   string `json:"doc"`
			Right string `json:"right"`
		}
		var rows []row
		for _, k := range org.Kinds() {
			rows = append(rows, row{k.Name, k.Doc, k.Right.String()})
		}
		return e.print(rows)
	}
	t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	for _, k := range org.Kinds() {
		fmt.Fprintf(t, "%s\t%s\n", k.Name, k.Doc)
	}
	return t.Flush()
}

// kind prints the fields of one kind of act.
func (e *env) kind(k *org.Kind) error {
	fmt.Fprintf(e.out, "%s: %s\n", k.Name, k.Doc)
	t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	for _, f := range k.Fields {
		if f.Derived {
			continue
		}
		name := f.Name
		if f.Optional {
			name = "[" + name + "]"
		}
		fmt.Fprintf(t, "  %s\t%s\n", name, f.Doc)
	}
	return t.Flush()
}
