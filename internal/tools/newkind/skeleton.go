package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/template"
)

// kind is a kind of act to be made.
type kind struct {
	name, doc, right, typ, file string
	Fields                      []field
}

type field struct{ Name, Go, Type, Tag string }

var (
	names  = regexp.MustCompile(`^[a-z]+\.[a-z]+(_[a-z]+)*$`)
	rights = []string{"ByAnyone", "ByShaper", "BySelf", "ByLeader", "BySteward", "ByNobody"}
)

// read makes the kind of what was given on the command line.
func (k *kind) read(name string, fields []string) error {
	if !names.MatchString(name) {
		return fmt.Errorf("%q is no name: a noun, a dot and a verb, as in tension.feel", name)
	}
	if !slices.Contains(rights, k.right) {
		return fmt.Errorf("%q is no right: one of %s", k.right, strings.Join(rights, ", "))
	}
	if !strings.HasSuffix(k.doc, ".") || strings.Contains(k.doc, `"`) {
		return errors.New("-doc wants a sentence that ends in a full stop, without straight quotes")
	}
	noun, verb, _ := strings.Cut(name, ".")
	k.name = name
	if k.typ == "" {
		k.typ = camel(verb) + camel(noun)
	}
	if k.file == "" {
		k.file = noun + "_" + verb + ".go"
	}
	for _, f := range fields {
		parts := strings.SplitN(f, ":", 3)
		if len(parts) != 3 || parts[0] == "" || parts[1] == "" || parts[2] == "" {
			return fmt.Errorf("%q is no field: name:Type:words", f)
		}
		typ, optional := strings.CutSuffix(parts[1], "?")
		tag := fmt.Sprintf("`json:%q doc:%q`", parts[0]+map[bool]string{true: ",omitzero"}[optional], parts[2])
		k.Fields = append(k.Fields, field{parts[0], camel(parts[0]), typ, tag})
	}
	return nil
}

func camel(words string) string {
	var b strings.Builder
	for w := range strings.SplitSeq(words, "_") {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}

// Name, Type and Doc are what the skeleton is made of.
func (k *kind) Name() string { return k.name }
func (k *kind) Type() string { return k.typ }
func (k *kind) Doc() string  { return k.doc }

// musts are the checks that something is there, by the types of ids.
var musts = map[string]string{
	"CircleID": "mustCircle", "RoleID": "mustRole", "PersonID": "mustPerson", "TensionID": "mustTension",
	"InitiativeID": "mustInitiative", "StrengthID": "mustStrength",
}

// Musts are the checks that what the act names is there.
func (k *kind) Musts() string {
	all := []string{"s.mustExist()"}
	for _, f := range k.Fields {
		if must := musts[f.Type]; must != "" {
			all = append(all, fmt.Sprintf("s.%s(a.%s)", must, f.Go))
		}
	}
	return strings.Join(all, ", ")
}

var skeleton = template.Must(template.New("").Parse(`
// {{.Type}}: {{.Doc}}
type {{.Type}} struct {
{{- range .Fields}}
	{{.Go}} {{.Type}} {{.Tag}}
{{- end}}
}

func (a *{{.Type}}) Check(s *State, m Moment) error {
	// NEWKIND: who may do it, and when it may not be done.
	return first({{.Musts}})
}

func (a *{{.Type}}) Apply(d *Draft, m Moment) {
	// NEWKIND: what is so afterwards.
}
`))

// write puts the struct into its file and the line into the table of kinds.
func (k *kind) write(root string) error {
	table, err := os.ReadFile(filepath.Join(root, "org", "kind.go"))
	if err != nil {
		return err
	}
	if strings.Contains(string(table), fmt.Sprintf("%q", k.name)) {
		return fmt.Errorf("there is a kind named %s", k.name)
	}
	path := filepath.Join(root, "org", k.file)
	src, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		src, err = []byte("package org\n"), nil
	}
	if err != nil {
		return err
	}
	table, err = k.listed(table)
	if err != nil {
		return err
	}
	code := bytes.NewBuffer(src)
	if err := skeleton.Execute(code, k); err != nil {
		return err
	}
	out, err := format.Source(code.Bytes())
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, out, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "org", "kind.go"), table, 0o644)
}

// listed returns the table with the kind in it, after the last one of its noun.
func (k *kind) listed(table []byte) ([]byte, error) {
	noun, _, _ := strings.Cut(k.name, ".")
	rows := regexp.MustCompile(`(?m)^\tkind\[\w+\]\("`+noun+`\..*\n`).FindAllIndex(table, -1)
	if rows == nil { // a noun of its own: at the end
		rows = regexp.MustCompile(`(?m)^\tkind\[\w+\]\(".*\n`).FindAllIndex(table, -1)
	}
	if rows == nil {
		return nil, errors.New("org/kind.go has no table of kinds")
	}
	at := rows[len(rows)-1][1]
	row := fmt.Sprintf("\tkind[%s](%q, %s, %q),\n", k.typ, k.name, k.right, k.doc)
	return slices.Concat(table[:at], []byte(row), table[at:]), nil
}
