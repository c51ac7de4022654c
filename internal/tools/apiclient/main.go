// Apiclient makes the clients of the API, in Go and in TypeScript, of its document.
//
//	apiclient openapi.json folder
//
// Both have a type for each schema and a function for each operation, named as the document names
// them. What the document says of a thing stands beside it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("apiclient openapi.json folder")
	}
	raw, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	d, err := read(raw)
	if err != nil {
		return err
	}
	code, err := inGo(d)
	if err != nil {
		return err
	}
	if err := replaced(filepath.Join(args[1], "go"), code); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(args[1], "ts", "orpheus.ts"), inTypeScript(d), 0o600)
}

// replaced has a folder hold the files and no other.
func replaced(dir string, files map[string][]byte) error {
	old, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if files[filepath.Base(path)] == nil && !strings.HasSuffix(path, "_test.go") {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	for name, code := range files {
		if err := os.WriteFile(filepath.Join(dir, name), code, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// document is what is read of the document.
type document struct {
	Paths      map[string]map[string]*operation `json:"paths"`
	Components struct {
		Schemas map[string]*schema `json:"schemas"`
	} `json:"components"`

	ops []*operation // by name
}

type operation struct {
	ID          string      `json:"operationId"`
	Summary     string      `json:"summary"`
	Parameters  []parameter `json:"parameters"`
	RequestBody *struct {
		Content map[string]media `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Content map[string]media `json:"content"`
	} `json:"responses"`

	method, path string
}

type media struct {
	Schema *schema `json:"schema"`
}

type parameter struct {
	Name        string  `json:"name"`
	In          string  `json:"in"`
	Description string  `json:"description"`
	Schema      *schema `json:"schema"`
}

type schema struct {
	Ref         string             `json:"$ref"`
	Type        any                `json:"type"`
	Format      string             `json:"format"`
	Description string             `json:"description"`
	Enum        []any              `json:"enum"`
	Items       *schema            `json:"items"`
	Properties  map[string]*schema `json:"properties"`
	Required    []string           `json:"required"`
	Additional  any                `json:"additionalProperties"`
	OneOf       []*schema          `json:"oneOf"`
}

func read(raw []byte) (*document, error) {
	var d document
	if err := json.Unmarshal(raw, &d); err != nil {
		return nil, err
	}
	for path, item := range d.Paths {
		for method, op := range item {
			op.method, op.path = strings.ToUpper(method), path
			d.ops = append(d.ops, op)
		}
	}
	slices.SortFunc(d.ops, func(a, b *operation) int { return strings.Compare(a.ID, b.ID) })
	return &d, nil
}

// subject is what an operation is about: acts on things of one kind, or what is read at one address.
func (op *operation) subject() string {
	parts := strings.Split(strings.Trim(op.path, "/"), "/")
	parts = parts[min(len(parts), slices.Index(parts, "{org}")+1):]
	switch {
	case len(parts) == 0:
		return "organisation"
	case len(parts) == 2 && parts[0] == "acts" && !strings.Contains(parts[1], "{"):
		family, _, _ := strings.Cut(parts[1], ".")
		return "acts_" + family
	}
	return strings.ReplaceAll(parts[0], "-", "_")
}

// users are, of each schema, the subjects whose answers or bodies have it in them.
func (d *document) users() map[string]map[string]bool {
	of := map[string]map[string]bool{}
	var walk func(s *schema, subject string)
	walk = func(s *schema, subject string) {
		if s == nil {
			return
		}
		if name := s.ref(); s.Ref != "" {
			if of[name] == nil {
				of[name] = map[string]bool{}
			}
			if !of[name][subject] {
				of[name][subject] = true
				walk(d.Components.Schemas[name], subject)
			}
		}
		walk(s.Items, subject)
		for _, p := range s.Properties {
			walk(p, subject)
		}
		for _, p := range s.OneOf {
			walk(p, subject)
		}
	}
	for _, op := range d.ops {
		walk(op.body(), op.subject())
		for _, answer := range op.Responses {
			for _, m := range answer.Content {
				walk(m.Schema, op.subject())
			}
		}
	}
	return of
}

// kind is the type of a schema, and whether it may be null.
func (s *schema) kind() (kind string, null bool) {
	switch t := s.Type.(type) {
	case string:
		return t, false
	case []any:
		for _, x := range t {
			if x == "null" {
				null = true
			} else {
				kind, _ = x.(string)
			}
		}
	}
	if kind == "" {
		for _, one := range s.OneOf {
			if k, _ := one.kind(); k == "string" { // ids are said as people say them
				kind = k
			}
		}
	}
	return kind, null
}

func (s *schema) ref() string { return strings.TrimPrefix(s.Ref, "#/components/schemas/") }

// answer is the schema of what an operation answers with; nil for what is no JSON.
func (op *operation) answer() *schema { return op.Responses["200"].Content["application/json"].Schema }

func (op *operation) body() *schema {
	if op.RequestBody == nil {
		return nil
	}
	return op.RequestBody.Content["application/json"].Schema
}

// versionHeader is what a client says and hears by itself.
const versionHeader = "Orpheus-Version"

// bySelf are the parameters that a client sees to.
var bySelf = []string{"If-None-Match", "Last-Event-ID", versionHeader}

// in are the parameters of an operation of one kind. What a client sees to by itself is left out.
func (op *operation) in(where string) (all []parameter) {
	for _, p := range op.Parameters {
		if p.In == where && !slices.Contains(bySelf, p.Name) {
			all = append(all, p)
		}
	}
	return all
}

// camel is a name in words put together, each with a large letter.
func camel(name string) string {
	var b strings.Builder
	large := true
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			large = true
			continue
		}
		if large {
			r = unicode.ToUpper(r)
		}
		b.WriteRune(r)
		large = false
	}
	return b.String()
}

// lower is such a name whose first letter is small.
func lower(name string) string {
	letters := []rune(camel(name))
	letters[0] = unicode.ToLower(letters[0])
	return string(letters)
}

func sorted[V any](m map[string]V) []string {
	var all []string
	for name := range m {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// sentence is a text on one line.
func sentence(text string) string { return strings.Join(strings.Fields(text), " ") }
