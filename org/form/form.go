// Package form reads acts from the text fields that people fill in: those of a
// page, and those of a command line.
package form

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"orpheus/org"
)

// A FieldError is a field that cannot be read. Nothing was done.
type FieldError struct {
	Field string // name of the field
	Text  string // what was in it
	Why   string // a message key: "form.unknown", "form.day", "form.id", "form.number", "form.choose"
	Kind  string // of the act
}

func (e *FieldError) Error() string { return fmt.Sprintf("%s: %s: %q", e.Field, e.Why, e.Text) }

// Act reads an act of kind k from its fields, each with one or more texts. Ids may
// come with or without their letter, a list of ids in one text with commas between
// or in several, a list of sentences as lines or in several, moments as days or
// RFC 3339, prose as it was typed. A field that is
// absent or empty is left at its zero value, except where the field's own zero
// means something else than "as it was": there an empty text is set. Derived
// fields are refused. All faults are *FieldError.
func Act(k *org.Kind, fields map[string][]string, zone *time.Location) (org.Act, error) {
	doc := map[string]jsontext.Value{}
	for name, texts := range fields {
		field := k.Named(name)
		if field == nil || field.Derived {
			return nil, &FieldError{Field: name, Why: "form.unknown", Kind: k.Name}
		}
		value, err := value(field, texts, zone)
		if err != nil {
			err.Field, err.Kind = name, k.Name
			return nil, err
		}
		if value != nil {
			doc[name] = value
		}
	}
	b, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	act := k.New()
	if err := json.Unmarshal(b, act); err != nil {
		return nil, &FieldError{Field: fieldOf(err), Why: "form.value", Kind: k.Name}
	}
	for _, f := range k.Asked() {
		if _, named := Ref(f, fields[f.Name]); f.Value == org.IDValue && !f.Many && !f.Optional && !named {
			return nil, &FieldError{Field: f.Name, Why: "form.choose", Kind: k.Name}
		}
	}
	return act, nil
}

// fieldOf returns the name of the field at fault.
func fieldOf(err error) string {
	if e, ok := err.(*json.SemanticError); ok {
		return strings.TrimPrefix(string(e.JSONPointer), "/")
	}
	return ""
}

// value returns a field's value as JSON; nil where it is left out.
func value(f *org.Field, texts []string, zone *time.Location) (jsontext.Value, *FieldError) {
	if f.Many {
		return list(f, texts, zone)
	}
	text := ""
	if len(texts) > 0 {
		text = texts[len(texts)-1] // a box that is ticked comes after the hidden field that says it is not
	}
	if !f.Kept && strings.TrimSpace(text) == "" {
		return nil, nil
	}
	return one(f, text, zone)
}

func list(f *org.Field, texts []string, zone *time.Location) (jsontext.Value, *FieldError) {
	values := []jsontext.Value{}
	for _, text := range texts {
		cut := ","
		if f.Value == org.TextValue {
			cut = "\n" // sentences hold commas
		}
		for part := range strings.SplitSeq(text, cut) {
			if part = strings.TrimSpace(part); part == "" {
				continue
			}
			v, err := one(f, part, zone)
			if err != nil {
				return nil, err
			}
			values = append(values, v)
		}
	}
	return raw(values), nil
}

// one reads one value.
func one(f *org.Field, text string, zone *time.Location) (jsontext.Value, *FieldError) {
	switch f.Value {
	case org.TimeValue:
		if text == "" {
			return raw(""), nil
		}
		at, err := Moment(text, zone)
		if err != nil {
			return nil, &FieldError{Text: text, Why: "form.day"}
		}
		return raw(at), nil
	case org.IDValue:
		n, ok := id(f.Letter, text)
		if !ok {
			return nil, &FieldError{Text: text, Why: "form.id"}
		}
		return raw(n), nil
	case org.YesNoValue:
		switch strings.ToLower(strings.TrimSpace(text)) {
		case "on", "true", "yes", "1":
			return raw(true), nil
		case "", "off", "false", "no", "0":
			return raw(false), nil
		}
		return nil, &FieldError{Text: text, Why: "form.yes_no"}
	case org.NumberValue:
		v := jsontext.Value(strings.TrimSpace(text))
		if len(v) == 0 {
			v = jsontext.Value("0")
		}
		if !v.IsValid() || v.Kind() != '0' {
			return nil, &FieldError{Text: text, Why: "form.number"}
		}
		return v, nil
	}
	return raw(strings.ToValidUTF8(text, "\ufffd")), nil // so that whoever reads it sees that something was no letter
}

func raw(v any) jsontext.Value {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain values only
	}
	return b
}

// id reads a number with a letter before it, or without.
func id(letter byte, text string) (uint64, bool) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, true
	}
	if text[0] < '0' || text[0] > '9' {
		if !strings.EqualFold(text[:1], string(letter)) {
			return 0, false
		}
		text = text[1:]
	}
	n, err := strconv.ParseUint(text, 10, 32)
	return n, err == nil
}

// Ref is the thing that texts of a field of ids name, the last of them; false for none.
func Ref(f *org.Field, texts []string) (org.Ref, bool) {
	if f.Letter == 0 || len(texts) == 0 {
		return org.Ref{}, false
	}
	n, ok := id(f.Letter, texts[len(texts)-1])
	return org.Ref{Letter: f.Letter, N: uint32(n)}, ok && n != 0
}

// Moment reads a moment: RFC 3339, or a day, which means its start in zone.
func Moment(text string, zone *time.Location) (org.Time, error) {
	text = strings.TrimSpace(text)
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return org.At(t), nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, zone)
	if err == nil && t.IsZero() {
		err = fmt.Errorf("%q is no day of this world", text)
	}
	return org.At(t), err
}
