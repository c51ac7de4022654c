package api

import (
	"reflect"

	"orpheus/org"
)

// examples are values for fields whose name or type does not say enough. The
// tests do every act with its example, in an organisation made for that.
var examples = map[string]map[string]any{
	"circle.restore":      {"circle": "C4"},
	"circle.close":        {"circle": "C5"},
	"circle.move":         {"circle": "C5", "parents": []any{"C2"}},
	"circle.leave":        {"circle": "C2"},
	"circle.join":         {"circle": "C3"},
	"role.move":           {"circle": "C1"},
	"role.restore":        {"role": "R3"},
	"seat.fill":           {"person": "P6"},
	"person.leave":        {"person": "P2"},
	"person.erase":        {"person": "P2"},
	"person.steward":      {"person": "P2"},
	"person.join":         {"name": "Noor Peeters", "mail": "noor@linde.example", "guest": true},
	"tension.move":        {"circle": "C3"},
	"initiative.join":     {"initiative": "I2"},
	"initiative.leave":    {"initiative": "I3"},
	"initiative.amend":    {"title": "Key safes everywhere"},
	"lead.take":           {"tension": "T1"},
	"lead.offer":          {"initiative": "I2", "to": "P6"},
	"lead.hand_over":      {"to": "P6"},
	"lead.lapse":          {"offer": "O2"},
	"org.amend":           {"lang": "da"},
	"guardrail.set":       {"text": "At most 500 euro without asking"},
	"circle.amend":        {"purpose": "Care at home, well"},
	"role.amend":          {"purpose": "Wounds heal"},
	"learning.keep":       {"circle": "C2"},
	"tension.raise":       {"circle": "C2", "lead": true},
	"initiative.start":    {"circle": "C2"},
	"initiative.step":     {"due": "2027-06-01"},
	"lead.extend":         {"until": "2027-06-01"},
	"initiative.note":     {},
	"seat.take":           {"role": "R1"},
	"circle.form":         {"purpose": "Nobody is cold"},
	"lead.correct_origin": {"origin": "invited"},
	"seat.correct_origin": {"origin": "invited"},
	"seat.restore":        {"of": "S3"},
	"strength.name":       {"text": "Wound care"},
}

// exampleOf is a body that fits the schema of a kind: what it requires, and what
// makes it clear.
func exampleOf(k *org.Kind) map[string]any {
	out := map[string]any{}
	for _, f := range asked(k) {
		if !f.Optional {
			out[f.Name] = exampleFor(f.Type, f.Name)
		}
	}
	for name, v := range examples[k.Name] {
		out[name] = v
	}
	return out
}

func exampleFor(t reflect.Type, name string) any {
	switch {
	case t == timeType:
		return "2027-06-01"
	case t == proseType:
		return "The codes are in the safe by the door."
	case t == namingType:
		return namings[0]
	case t == originType:
		return origins[len(origins)-1]
	}
	switch t.Kind() {
	case reflect.Bool:
		return true
	case reflect.Slice:
		return []any{exampleFor(t.Elem(), name)}
	case reflect.Uint32:
		if l := letterOf(t); l == "C" || l == "R" && name == "role" || l == "P" {
			return l + "2"
		} else {
			return l + "1"
		}
	case reflect.String:
		if name == "title" {
			return "Nobody knows which key codes are current"
		}
		return "Night care"
	}
	return 1
}
