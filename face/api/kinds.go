package api

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"orpheus/face/view"
	"orpheus/org"
)

var (
	timeType      = reflect.TypeFor[org.Time]()
	proseType     = reflect.TypeFor[org.Prose]()
	originType    = reflect.TypeFor[org.Origin]()
	namingType    = reflect.TypeFor[org.Naming]()
	structureType = reflect.TypeFor[org.StructureRule]()
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

// extra are fields that go to the records and never into the log.
var extra = map[string]map[string]*huma.Schema{
	"person.join": {
		"name": {Type: huma.TypeString, Description: "what somebody new is called", MaxLength: new(org.MaxName)},
		"mail": {Type: huma.TypeString, Description: "their address, which is never shown", MaxLength: new(org.MaxName)},
	},
}

// shorter are the kinds whose sentences are shorter than others, with how long they
// may be.
var shorter = map[string]int{"strength.name": org.MaxStrength}

// asked are the fields of a kind that whoever does it fills in.
func asked(k *org.Kind) []org.Field {
	var out []org.Field
	for _, f := range k.Fields {
		if !f.Derived {
			out = append(out, f)
		}
	}
	return out
}

// bodyOf is the schema of what is sent for an act of a kind.
func bodyOf(k *org.Kind) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{}, AdditionalProperties: false}
	for _, f := range asked(k) {
		p := schemaOf(f.Type)
		p.Description = f.Doc
		if most := shorter[k.Name]; f.Type == proseType && most != 0 {
			p.MaxLength = &most
		}
		s.Properties[f.Name] = p
		if !f.Optional {
			s.Required = append(s.Required, f.Name)
		}
	}
	for name, p := range extra[k.Name] {
		s.Properties[name] = p
	}
	return s
}

func schemaOf(t reflect.Type) *huma.Schema {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == timeType:
		return &huma.Schema{Type: huma.TypeString, Pattern: `^\d{4}-\d{2}-\d{2}(T.+)?$`}
	case t == proseType:
		return &huma.Schema{Type: huma.TypeString, MaxLength: new(org.MaxProse)}
	case t == originType:
		return &huma.Schema{Type: huma.TypeString, Enum: origins[1:]}
	case t == namingType:
		return &huma.Schema{Type: huma.TypeString, Enum: namings}
	case t == structureType:
		return &huma.Schema{Type: huma.TypeString, Enum: structures}
	}
	switch t.Kind() {
	case reflect.Bool:
		return &huma.Schema{Type: huma.TypeBoolean}
	case reflect.String:
		return &huma.Schema{Type: huma.TypeString}
	case reflect.Slice:
		return &huma.Schema{Type: huma.TypeArray, Items: schemaOf(t.Elem())}
	case reflect.Uint32:
		letter := letterOf(t)
		return &huma.Schema{OneOf: []*huma.Schema{
			{Type: huma.TypeString, Pattern: "^[" + letter + strings.ToLower(letter) + "]?[1-9][0-9]*$"},
			{Type: huma.TypeInteger, Minimum: new(1.0)},
		}}
	}
	return &huma.Schema{Type: huma.TypeInteger, Minimum: new(0.0), Maximum: new(65535.0)}
}

// letterOf is the letter of the ids of a type.
func letterOf(t reflect.Type) string {
	return reflect.Zero(t).Interface().(interface{ String() string }).String()[:1]
}

// proseOf returns the numbers of the texts in an act, by field.
func proseOf(act org.Act) map[string]org.TextID {
	out := map[string]org.TextID{}
	v := reflect.ValueOf(act).Elem()
	for _, f := range org.KindOf(act).Fields {
		if f.Type == proseType {
			if p := v.Field(f.Index).Interface().(org.Prose); p.ID != 0 {
				out[f.Name] = p.ID
			}
		}
	}
	return out
}

// noSuchKind answers for kinds that there are not, or that nobody may do.
func noSuchKind(c *call) error {
	return wrong(http.StatusNotFound, "kind", c.r.PathValue("kind"))
}
