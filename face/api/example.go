package api

import (
	"strconv"
	"strings"

	"orpheus/org"
)

// newcomer is what joining says beside the act, which goes to the records.
var newcomer = map[string]any{"name": "Noor Peeters", "mail": "noor@linde.example"}

// exampleOf is a body that fits the schema of a kind: what it requires, and what has
// an example of its own. The tests do every act with its example, in an organisation
// made for that.
func exampleOf(k *org.Kind) map[string]any {
	out := map[string]any{}
	for _, f := range k.Asked() {
		if !f.Optional || f.Example != "" {
			out[f.Name] = exampleFor(f)
		}
	}
	for name := range extraOf(k) {
		out[name] = newcomer[name]
	}
	return out
}

func exampleFor(f *org.Field) any {
	if !f.Many {
		return exampleValue(f, f.Example)
	}
	list := []any{}
	for text := range strings.SplitSeq(f.Example, ",") {
		list = append(list, exampleValue(f, text))
	}
	return list
}

// exampleValue is the value that text says; where there is none, one of its kind.
func exampleValue(f *org.Field, text string) any {
	switch f.Value {
	case org.YesNoValue:
		return text != "false"
	case org.NumberValue:
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
		return 1
	}
	if text != "" {
		return text
	}
	switch f.Value {
	case org.TimeValue:
		return "2027-06-01"
	case org.ProseValue:
		return "The codes are in the safe by the door."
	case org.ChoiceValue:
		return f.Offered[0]
	case org.IDValue:
		if f.Letter == 'C' || f.Letter == 'R' || f.Letter == 'P' {
			return string(f.Letter) + "2"
		}
		return string(f.Letter) + "1"
	}
	if f.Name == "title" {
		return "Nobody knows which key codes are current"
	}
	return "Night care"
}
