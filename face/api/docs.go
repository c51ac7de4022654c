package api

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsPage string

//go:embed docs.css
var docsStyle []byte

// document is the description of all operations, as JSON.
func (s *server) document() []byte {
	b, err := json.Marshal(s.spec.OpenAPI())
	if err != nil {
		panic(err) // the description is part of the program
	}
	return b
}

func (s *server) sendDocument(c *call) error {
	return c.static("application/openapi+json", s.openapi())
}

func (s *server) sendDocs(c *call) error { return c.static("text/html; charset=utf-8", s.docs()) }

func (s *server) sendStyle(c *call) error { return c.static("text/css; charset=utf-8", docsStyle) }

// static answers with what is the same for everybody.
func (c *call) static(kind string, body []byte) error {
	c.w.Header().Set("Content-Type", kind)
	c.w.Header().Set("Cache-Control", "no-cache")
	_, _ = c.w.Write(body)
	return nil
}

// docPart is one group of operations on the page.
type docPart struct {
	*huma.Tag
	Operations []docOperation
}

type docOperation struct {
	*huma.Operation
	Fields  []docField
	Example string
	Answer  string // name of the schema
}

type docField struct {
	Name, Doc, Type string
	Required        bool
}

// readable is the page that says the same as the document.
func (s *server) readable() []byte {
	doc := s.spec.OpenAPI()
	var page struct {
		*huma.OpenAPI
		Parts   []docPart
		Schemas []docSchema
	}
	page.OpenAPI = doc
	for _, tag := range doc.Tags {
		part := docPart{Tag: tag}
		for _, op := range s.ops {
			item := doc.Paths[op.path]
			o := item.Get
			if op.method == http.MethodPost {
				o = item.Post
			}
			if op.tag == tag.Name {
				part.Operations = append(part.Operations, documented(o))
			}
		}
		page.Parts = append(page.Parts, part)
	}
	for name, schema := range doc.Components.Schemas.Map() {
		page.Schemas = append(page.Schemas, docSchema{name, fieldsOf(schema)})
	}
	slices.SortFunc(page.Schemas, func(a, b docSchema) int { return strings.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	if err := template.Must(template.New("docs").Funcs(template.FuncMap{"id": anchor}).Parse(docsPage)).Execute(&b, page); err != nil {
		panic(err) // page and document are part of the program
	}
	return b.Bytes()
}

type docSchema struct {
	Name   string
	Fields []docField
}

func documented(o *huma.Operation) docOperation {
	d := docOperation{Operation: o}
	if o.RequestBody != nil {
		media := o.RequestBody.Content["application/json"]
		d.Fields = fieldsOf(media.Schema)
		b, _ := json.Marshal(media.Example)
		d.Example = string(b)
	}
	if media := o.Responses["200"].Content["application/json"]; media != nil {
		d.Answer = strings.TrimPrefix(media.Schema.Ref, "#/components/schemas/")
	}
	return d
}

func fieldsOf(s *huma.Schema) []docField {
	var out []docField
	for name, p := range s.Properties {
		out = append(out, docField{name, p.Description, typeName(p), slices.Contains(s.Required, name)})
	}
	slices.SortFunc(out, func(a, b docField) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// typeName says in a word what a value is like.
func typeName(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return strings.TrimPrefix(s.Ref, "#/components/schemas/")
	case len(s.OneOf) > 0:
		return "id"
	case s.Items != nil:
		return typeName(s.Items) + "[]"
	case len(s.Enum) > 0:
		var names []string
		for _, v := range s.Enum {
			if name, ok := v.(string); ok {
				names = append(names, name)
			}
		}
		return strings.Join(names, " | ")
	case s.Format == "date-time":
		return "moment"
	}
	return s.Type
}

// anchor makes a name fit to be pointed at.
func anchor(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "-")) }
