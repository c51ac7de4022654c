package org

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Field is one field of an act, as its struct describes it in tags:
//
//	json      its name; with omitzero it may be left out
//	doc       what it is, in a few words
//	derived   worked out by the program, never asked for: "id" for the id of the row
//	          that the act makes, else "yes"
//	rare      most leave it as it is: faces show it behind "more"
//	max       the most characters
//	example   a value that works in the organisation of the examples (face/api)
type Field struct {
	Name     string // in JSON and on the command line
	Doc      string
	Value    Value
	Many     bool     // a list
	Kept     bool     // left out, it stays as it is; given, even its zero is set
	Optional bool     // may be left out
	Derived  bool     // worked out by the program, never asked for
	Rare     bool     // most leave it as it is
	Letter   byte     // of ids
	Words    []string // what a choice can be, in the log and in answers
	Offered  []string // what of it people may choose
	Max      int      // the most characters; zero where the rule of its kind of value is enough
	Example  string   // empty where any will do

	Type  reflect.Type
	index int
}

// Value is what kind of value a field has. Faces have one way to show and read each.
type Value uint8

// The kinds of values.
const (
	TextValue  Value = iota // a name, a title, a limit; also codes such as a language
	ProseValue              // what somebody writes, kept in the records
	TimeValue               // a moment
	YesNoValue
	NumberValue
	IDValue     // the id of something
	ChoiceValue // one of a few words
	ActsValue   // acts inside this one
	OtherValue  // what only the program writes
)

// chosen is a type of few values, each with a word.
type chosen interface {
	Words() []string   // every value that can stand in a log
	Offered() []string // those that people may choose
}

func newField(f *reflect.StructField, i int) Field {
	name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
	out := Field{
		Name: name, Doc: f.Tag.Get("doc"), Example: f.Tag.Get("example"), Optional: opts == "omitzero",
		Derived: f.Tag.Get("derived") != "", Rare: f.Tag.Get("rare") != "", Type: f.Type, index: i,
	}
	out.Max, _ = strconv.Atoi(f.Tag.Get("max"))
	t := f.Type
	if out.Kept = t.Kind() == reflect.Pointer; out.Kept {
		t = t.Elem()
	}
	if out.Many = t.Kind() == reflect.Slice && t != reflect.TypeFor[Acts](); out.Many {
		t = t.Elem()
	}
	out.Value = valueOf(t)
	switch v := reflect.Zero(t).Interface().(type) {
	case chosen:
		out.Words, out.Offered = v.Words(), v.Offered()
	case identifier:
		if out.Value == IDValue {
			out.Letter = v.String()[0]
		}
	}
	return out
}

func valueOf(t reflect.Type) Value {
	switch t {
	case reflect.TypeFor[Prose]():
		return ProseValue
	case reflect.TypeFor[Time]():
		return TimeValue
	case reflect.TypeFor[Acts]():
		return ActsValue
	}
	switch t.Kind() {
	case reflect.String:
		return TextValue
	case reflect.Bool:
		return YesNoValue
	case reflect.Uint8:
		return ChoiceValue
	case reflect.Uint16, reflect.Uint64, reflect.Int:
		return NumberValue
	case reflect.Uint32:
		return IDValue
	}
	return OtherValue
}

// In returns the field of an act, which can be set where act is a pointer, as acts
// are: for what makes acts by their kinds.
func (f *Field) In(act Act) reflect.Value { return reflect.ValueOf(act).Elem().Field(f.index) }

// each calls do with each value that the field has in act: none where it is zero.
func (f *Field) each(act Act, do func(reflect.Value)) {
	v := f.In(act)
	if v.IsZero() {
		return
	}
	if f.Kept {
		v = v.Elem()
	}
	if !f.Many {
		do(v)
		return
	}
	for i := range v.Len() {
		do(v.Index(i))
	}
}

// Texts returns what the field has in act as people write it; nothing where it is left
// out, and nothing of prose.
func (f *Field) Texts(act Act) []string {
	if f.Kept && !f.In(act).IsNil() && !f.Many {
		return []string{written(f.In(act).Elem())}
	}
	var texts []string
	f.each(act, func(v reflect.Value) { texts = append(texts, written(v)) })
	return texts
}

func written(v reflect.Value) string {
	switch v := v.Interface().(type) {
	case Prose:
		return v.text
	case Acts:
		return ""
	}
	return fmt.Sprint(v.Interface())
}

// SetID puts id n into the field of act, where it is one that names one thing.
func (f *Field) SetID(act Act, n uint32) {
	if f.Value == IDValue && !f.Many && !f.Kept {
		f.In(act).SetUint(uint64(n))
	}
}

// Refs returns the things that the field names in act.
func (f *Field) Refs(act Act) []Ref {
	if f.Value != IDValue {
		return nil
	}
	var refs []Ref
	f.each(act, func(v reflect.Value) {
		if !v.IsZero() {
			refs = append(refs, Ref{f.Letter, uint32(v.Uint())})
		}
	})
	return refs
}

// Prose returns what somebody wrote in the field of act; nil for nothing.
func (f *Field) Prose(act Act) *Prose {
	if f.Value != ProseValue || f.Many {
		return nil
	}
	if p := f.In(act).Addr().Interface().(*Prose); !p.IsZero() {
		return p
	}
	return nil
}

// Named returns the field of that name, nil for none.
func (k *Kind) Named(name string) *Field {
	for i := range k.Fields {
		if k.Fields[i].Name == name {
			return &k.Fields[i]
		}
	}
	return nil
}

// Asked are the fields that whoever does the act fills in.
func (k *Kind) Asked() []*Field {
	var out []*Field
	for i := range k.Fields {
		if !k.Fields[i].Derived {
			out = append(out, &k.Fields[i])
		}
	}
	return out
}
