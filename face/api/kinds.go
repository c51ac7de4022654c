package api

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"orpheus/face/view"
	"orpheus/org"
)

// offered reports whether people may do acts of a kind at all.
func offered(k *org.Kind) bool { return k != nil && k.Right != org.ByNobody }

// kindOperations are the operations that do acts, one for each kind that people
// may do.
func kindOperations() []*operation {
	var ops []*operation
	for _, k := range org.Kinds() {
		if offered(k) {
			ops = append(ops, &operation{
				method: http.MethodPost, path: Base + "/orgs/{org}/acts/" + k.Name, id: k.Name, tag: "Acts",
				summary: k.Doc, doc: "May be done by: " + rights[k.Right] + ".", answer: reflect.TypeFor[view.Done](),
				body: bodyOf(k), example: exampleOf(k), serve: func(c *call) error { return c.do(k) },
			})
		}
	}
	return ops
}

// rights say in general who may do a kind of act.
var rights = map[org.Right]string{
	org.ByAnyone:  "any member, and guests in a circle of theirs",
	org.ByShaper:  "whoever may change the structure of the circle",
	org.BySelf:    "the person it is about",
	org.ByLeader:  "whoever leads that piece of work",
	org.BySteward: "stewards",
}

// profileFields are fields that go to the records and never into the log, where a profile
// may come with an act.
var profileFields = map[string]*huma.Schema{
	"name": {Type: huma.TypeString, Description: "what somebody new is called", MaxLength: new(org.MaxName)},
	"mail": {Type: huma.TypeString, Description: "their address, which is never shown", MaxLength: new(org.MaxName)},
}

// extraOf are the fields of a kind that are not in its acts.
func extraOf(k *org.Kind) map[string]*huma.Schema {
	if k.Profiled {
		return profileFields
	}
	return nil
}

// bodyOf is the schema of what is sent for an act of a kind.
func bodyOf(k *org.Kind) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, f := range k.Asked() {
		p := schemaOf(f)
		p.Description = f.Doc
		s.Properties[f.Name] = p
		if !f.Optional {
			s.Required = append(s.Required, f.Name)
		}
	}
	for name, p := range extraOf(k) {
		s.Properties[name] = p
	}
	return s
}

func schemaOf(f *org.Field) *huma.Schema {
	if !f.Many {
		return valueSchema(f)
	}
	return &huma.Schema{Type: huma.TypeArray, Items: valueSchema(f)}
}

// valueSchema is what one value of a field can be.
func valueSchema(f *org.Field) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	if f.Max != 0 {
		s.MaxLength = new(f.Max)
	}
	switch f.Value {
	case org.TimeValue:
		s.Pattern = `^\d{4}-\d{2}-\d{2}(T.+)?$`
	case org.ProseValue:
		if f.Max == 0 {
			s.MaxLength = new(org.MaxProse)
		}
	case org.ActsValue:
		return actsSchema()
	case org.ChoiceValue:
		s.Enum = words(f.Offered)
	case org.YesNoValue:
		s.Type = huma.TypeBoolean
	case org.IDValue:
		letter := string(f.Letter)
		return &huma.Schema{OneOf: []*huma.Schema{
			{Type: huma.TypeString, Pattern: "^[" + letter + strings.ToLower(letter) + "]?[1-9][0-9]*$"},
			{Type: huma.TypeInteger, Minimum: new(1.0)},
		}}
	case org.NumberValue:
		return &huma.Schema{Type: huma.TypeInteger, Minimum: new(0.0), Maximum: new(65535.0)}
	}
	return s
}

// actsSchema is a list of changes of the map inside an act.
func actsSchema() *huma.Schema {
	var kinds []string
	for _, k := range org.Kinds() {
		if offered(k) && k.Structural {
			kinds = append(kinds, k.Name)
		}
	}
	return &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{
		Type: huma.TypeObject, AdditionalProperties: false, Required: []string{"kind", "act"},
		Properties: map[string]*huma.Schema{
			"kind": {Type: huma.TypeString, Enum: words(kinds)},
			"act":  {Type: huma.TypeObject, Description: "its fields, as they are sent to do it"},
		},
	}}
}

// proseOf returns the numbers of the texts in an act, by field.
func proseOf(act org.Act) map[string]org.TextID {
	out := map[string]org.TextID{}
	for _, f := range org.KindOf(act).Fields {
		if p := f.Prose(act); p != nil && p.ID != 0 {
			out[f.Name] = p.ID
		}
	}
	return out
}

// noSuchKind answers for kinds that there are not, or that nobody may do.
func noSuchKind(c *call) error {
	return wrong(http.StatusNotFound, "kind", c.r.PathValue("kind"))
}
