package api_test

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The document is a promise to other programs: a change of it is one to look at.
// go test ./api -run Document -update writes it anew.
func TestDocument(t *testing.T) {
	s, raw := readSpec(t, newWorld(t))
	if s.OpenAPI != "3.1.0" {
		t.Errorf("the document is of OpenAPI %s", s.OpenAPI)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, raw, "", " "); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/openapi.json", pretty.String()+"\n")
}

// The document holds together: every reference leads somewhere, every operation
// has a name of its own, declares the parameters of its path and answers with
// something; every example fits its schema.
func TestDocumentHoldsTogether(t *testing.T) {
	_, raw := readSpec(t, newWorld(t))
	var doc map[string]any
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	walk(doc, func(m map[string]any) {
		if ref, ok := m["$ref"].(string); ok && at(doc, ref) == nil {
			t.Errorf("%s leads nowhere", ref)
		}
		if typ, ok := m["type"].(string); ok && !slices.Contains(strings.Fields("object array string integer number boolean http"), typ) {
			t.Errorf("a schema of type %q", typ)
		}
		if want, ok := m["required"].([]any); ok {
			properties, _ := m["properties"].(map[string]any)
			for _, name := range want {
				if properties[name.(string)] == nil {
					t.Errorf("%v requires %v, which is no property", m, name)
				}
			}
		}
	})
	ids := map[string]bool{}
	for path, item := range doc["paths"].(map[string]any) {
		for method, v := range item.(map[string]any) {
			op := v.(map[string]any)
			id, _ := op["operationId"].(string)
			if id == "" || ids[id] || op["summary"] == "" {
				t.Errorf("%s %s has the name %q and says %q", method, path, id, op["summary"])
			}
			ids[id] = true
			var declared []string
			for _, p := range op["parameters"].([]any) {
				if p := p.(map[string]any); p["in"] == "path" {
					declared = append(declared, "{"+p["name"].(string)+"}")
				}
			}
			if in := regexp.MustCompile(`\{\w+\}`).FindAllString(path, -1); !slices.Equal(in, declared) {
				t.Errorf("%s declares %v", path, declared)
			}
			responses := op["responses"].(map[string]any)
			for _, status := range []string{"200", "401", "404", "422"} {
				if responses[status] == nil {
					t.Errorf("%s does not say when it answers %s", id, status)
				}
			}
			if body, ok := op["requestBody"].(map[string]any); ok {
				media := body["content"].(map[string]any)["application/json"].(map[string]any)
				fits(t, id, media["schema"].(map[string]any), media["example"])
			}
		}
	}
}

// fits checks a value against the parts of JSON Schema that bodies use.
func fits(t *testing.T, where string, schema map[string]any, v any) {
	t.Helper()
	if options, ok := schema["oneOf"].([]any); ok {
		n := 0
		for _, o := range options {
			if kindOf(v) == o.(map[string]any)["type"] {
				n++
				fits(t, where, o.(map[string]any), v)
			}
		}
		if n != 1 {
			t.Errorf("%s: %v fits %d of %v", where, v, n, options)
		}
		return
	}
	if kindOf(v) != schema["type"] {
		t.Errorf("%s: %v is not of type %v", where, v, schema["type"])
		return
	}
	if pattern, ok := schema["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(v.(string)) {
		t.Errorf("%s: %v does not fit %s", where, v, pattern)
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, v) {
		t.Errorf("%s: %v is none of %v", where, v, enum)
	}
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			fits(t, where, schema["items"].(map[string]any), one)
		}
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		for name, one := range v {
			p, ok := properties[name].(map[string]any)
			if !ok {
				t.Errorf("%s: %s is no property", where, name)
				continue
			}
			fits(t, where+"."+name, p, one)
		}
		required, _ := schema["required"].([]any)
		for _, name := range required {
			if _, ok := v[name.(string)]; !ok {
				t.Errorf("%s: %s is missing", where, name)
			}
		}
	}
}

func kindOf(v any) any {
	switch v.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case float64:
		return "integer"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return nil
}

func walk(v any, f func(map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		f(v)
		for name, one := range v {
			if name != "example" && name != "properties" {
				walk(one, f)
			}
		}
		if properties, ok := v["properties"].(map[string]any); ok {
			for _, p := range properties {
				walk(p, f)
			}
		}
	case []any:
		for _, one := range v {
			walk(one, f)
		}
	}
}

func at(doc map[string]any, ref string) any {
	var v any = doc
	for _, part := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		m, _ := v.(map[string]any)
		v = m[part]
	}
	return v
}

// What the answers look like is what the document says of them.
func TestAnswersFitTheDocument(t *testing.T) {
	w := newWorld(t)
	_, raw := readSpec(t, w)
	var doc map[string]any
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	s, _ := readSpec(t, w)
	for path, item := range s.Paths {
		for method, op := range item {
			if op.ID == "watch" || op.ID == "get-file" || method == "post" && op.ID != "lead.take" {
				continue
			}
			rec := httptest.NewRecorder()
			newWorld(t).ServeHTTP(rec, request(path, method, op, "bram"))
			var v any
			if err := json.Unmarshal(rec.Body.Bytes(), &v); err != nil {
				t.Fatal(err)
			}
			o := doc["paths"].(map[string]any)[path].(map[string]any)[method].(map[string]any)
			media := o["responses"].(map[string]any)["200"].(map[string]any)["content"].(map[string]any)["application/json"].(map[string]any)
			described(t, doc, op.ID, media["schema"].(map[string]any), v)
		}
	}
}

// described checks that an answer has what its schema requires, and nothing that
// the schema does not know.
func described(t *testing.T, doc map[string]any, where string, schema map[string]any, v any) {
	t.Helper()
	if ref, ok := schema["$ref"].(string); ok {
		schema = at(doc, ref).(map[string]any)
	}
	switch v := v.(type) {
	case nil:
		types, _ := schema["type"].([]any)
		if !slices.Contains(types, any("null")) {
			t.Errorf("%s is null, and the document says %v", where, schema["type"])
		}
	case []any:
		for _, one := range v {
			described(t, doc, where+"[]", schema["items"].(map[string]any), one)
		}
	case map[string]any:
		properties, closed := schema["properties"].(map[string]any)
		if !closed {
			return
		}
		for name, one := range v {
			p, ok := properties[name].(map[string]any)
			if !ok {
				t.Errorf("%s.%s is not in the document", where, name)
				continue
			}
			described(t, doc, where+"."+name, p, one)
		}
		required, _ := schema["required"].([]any)
		for _, name := range required {
			if _, ok := v[name.(string)]; !ok {
				t.Errorf("%s has no %s", where, name)
			}
		}
	}
}

// The readable documents name every operation and work under the policy: nothing
// inline, nothing from elsewhere.
func TestReadableDocuments(t *testing.T) {
	w := newWorld(t)
	s, _ := readSpec(t, w)
	docs := scenario{path: "/api/v1/docs", as: "-", is: map[string]string{
		"Content-Type":            "text/html; charset=utf-8",
		"Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
	}, lacks: []string{"<script", "<style", " style=", "http://", "https://", " onclick", "ZgotmplZ"}}
	_, text := docs.run(t, w)
	for path, item := range s.Paths {
		for method, op := range item {
			if !strings.Contains(text, `id="`+op.ID+`"`) || !strings.Contains(text, strings.ToUpper(method)+" "+path) {
				t.Errorf("the page does not tell of %s", op.ID)
			}
		}
	}
	for _, lack := range docs.lacks {
		if strings.Contains(text, lack) {
			t.Errorf("the page has %q", lack)
		}
	}
	scenario{path: "/api/v1/docs.css", as: "-", is: map[string]string{"Content-Type": "text/css; charset=utf-8"}}.run(t, w)
	scenario{path: "/api/v1", as: "-", status: 404}.run(t, w)
}
