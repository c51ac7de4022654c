package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"orpheus/org"
	"orpheus/text/i18n"
)

// kindJSON is a kind of act as JSON. The sentences are in English, as in the API.
type kindJSON struct {
	Kind   string      `json:"kind"`
	Doc    string      `json:"doc"`
	Right  string      `json:"right"`
	Fields []fieldJSON `json:"fields,omitzero"`
}

type fieldJSON struct {
	Name     string   `json:"name"`
	Doc      string   `json:"doc"`
	Required bool     `json:"required"`
	Choices  []string `json:"choices,omitzero"`
}

// kinds lists every kind of act.
func (e *env) kinds() error {
	if e.json {
		var rows []kindJSON
		for _, k := range org.Kinds() {
			rows = append(rows, kindJSON{Kind: k.Name, Doc: k.Doc, Right: k.Right.String()})
		}
		return e.print(rows)
	}
	t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	for _, k := range org.Kinds() {
		fmt.Fprintf(t, "%s\t%s\n", k.Name, kindText(e.say, "kind."+k.Name, k.Doc))
	}
	return t.Flush()
}

// kind prints the fields of one kind of act.
func (e *env) kind(k *org.Kind) error {
	if e.json {
		out := kindJSON{Kind: k.Name, Doc: k.Doc, Right: k.Right.String(), Fields: []fieldJSON{}}
		for _, f := range k.Asked() {
			out.Fields = append(out.Fields, fieldJSON{f.Name, f.Doc, !f.Optional, fieldChoices(f)})
		}
		return e.print(out)
	}
	fmt.Fprintf(e.out, "%s: %s\n", k.Name, kindText(e.say, "kind."+k.Name, k.Doc))
	t := tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
	for _, f := range k.Asked() {
		name, text := f.Name, kindText(e.say, fieldKey(e.say, k, f.Name), f.Doc)
		if f.Optional {
			name = "[" + name + "]"
		}
		if list := fieldChoices(f); list != nil && !strings.Contains(text, list[0]) {
			text += " (" + strings.Join(list, ", ") + ")"
		}
		fmt.Fprintf(t, "  %s\t%s\n", name, text)
	}
	return t.Flush()
}

// fieldChoices are the words that a field takes; nil for any.
func fieldChoices(f *org.Field) []string {
	if f.Value == org.YesNoValue {
		return []string{"true", "false"}
	}
	return f.Offered
}

// fieldKey is the key of the text of a field: its own, or else that of all fields
// of its name.
func fieldKey(say *i18n.Printer, k *org.Kind, field string) string {
	if key := "kind." + k.Name + "." + field; say.Has(key) {
		return key
	}
	return "kind.field." + field
}

// kindText is the text of a kind or field; that of the table of kinds where the
// catalogs have none.
func kindText(say *i18n.Printer, key, doc string) string {
	if say.Has(key) {
		return say.T(key)
	}
	return doc
}
