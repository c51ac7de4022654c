package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"orpheus/imports/source"
)

// Node is a part of a JSON or YAML document, with the line it begins on.
type Node struct {
	Line   int
	Text   string  // of what is no list and has no fields; "" for null
	List   []*Node // of a list
	Fields []Field // of a map
	Kind   Kind
}

// Kind is what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Scalar Kind = iota
	Sequence
	Mapping
)

// Field is one field of a map.
type Field struct {
	Name  string
	Value *Node
}

// nothing stands for what is not there.
var nothing = &Node{}

// At is the value of a field, by whatever of these names there is first; an empty node for
// none, so that one may ask on.
func (n *Node) At(names ...string) *Node {
	for _, name := range names {
		for _, f := range n.Fields {
			if f.Name == name {
				return f.Value
			}
		}
	}
	return nothing
}

// Has is whether a map has a field.
func (n *Node) Has(name string) bool { return n.At(name) != nothing }

// Said is the text of a field, by whichever of these names there is one first.
func (n *Node) Said(names ...string) string {
	for _, name := range names {
		if text := n.At(name).Text; text != "" {
			return text
		}
	}
	return ""
}

// Yes is whether a field says so.
func (n *Node) Yes(names ...string) bool {
	switch strings.ToLower(n.Said(names...)) {
	case "true", "1", "yes":
		return true
	}
	return false
}

const (
	maxNesting = 100       // nodes within one another
	maxNodes   = 1_000_000 // nodes of a document, those that aliases repeat counted each time
)

// JSON reads a JSON document.
func JSON(file, text string) (*Node, error) {
	r := &jsonReader{file: file, text: text, d: json.NewDecoder(strings.NewReader(text)), line: 1}
	r.d.UseNumber()
	n, err := r.value(0)
	if err == nil {
		if _, more := r.d.Token(); !errors.Is(more, io.EOF) {
			err = &source.Error{File: file, Line: r.at(), What: source.Say("unread.sheet.json_more")}
		}
	}
	return n, err
}

// JSONLines reads a document of one JSON value a line.
func JSONLines(file, text string, each func(*Node)) error {
	line := 0
	for part := range strings.Lines(text) {
		line++
		if strings.TrimSpace(part) == "" {
			continue
		}
		n, err := JSON(file, part)
		if err != nil {
			if at, ok := errors.AsType[*source.Error](err); ok {
				at.Line = line
			}
			return err
		}
		n.Line = line
		each(n)
	}
	return nil
}

type jsonReader struct {
	file, text string
	d          *json.Decoder
	line       int
	offset     int
	nodes      int
}

// at is the line that the reader is at.
func (r *jsonReader) at() int {
	now := min(int(r.d.InputOffset()), len(r.text))
	r.line += strings.Count(r.text[r.offset:now], "\n")
	r.offset = now
	return r.line
}

func (r *jsonReader) fault(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return &source.Error{File: r.file, Line: r.at(), What: source.Say("unread.sheet.json", err.Error()), Cause: err}
}

func (r *jsonReader) value(depth int) (*Node, error) {
	t, err := r.d.Token()
	if err != nil {
		return nil, r.fault(err)
	}
	if r.nodes++; r.nodes > maxNodes || depth > maxNesting {
		return nil, &source.Error{File: r.file, Line: r.at(), What: source.Say("unread.sheet.nested")}
	}
	n := &Node{Line: r.at()}
	switch t := t.(type) {
	case string:
		n.Text = t
	case json.Number:
		n.Text = t.String()
	case bool:
		n.Text = strconv.FormatBool(t)
	case json.Delim:
		if t == '[' {
			n.Kind = Sequence
		} else {
			n.Kind = Mapping
		}
		for r.d.More() {
			name := ""
			if n.Kind == Mapping {
				key, err := r.d.Token()
				if err != nil {
					return nil, r.fault(err)
				}
				name, _ = key.(string)
			}
			v, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			if n.Kind == Mapping {
				n.Fields = append(n.Fields, Field{name, v})
			} else {
				n.List = append(n.List, v)
			}
		}
		if _, err := r.d.Token(); err != nil {
			return nil, r.fault(err)
		}
	}
	return n, nil
}

// YAML reads a YAML document.
func YAML(file, text string) (*Node, error) {
	var doc yaml.Node
	d := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	if err := d.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, &source.Error{File: file, What: source.Say("unread.table.empty")}
		}
		return nil, &source.Error{File: file, What: source.Say("unread.k8s.yaml", strings.TrimPrefix(err.Error(), "yaml: ")), Cause: err}
	}
	r := yamlReader{file: file, within: map[*yaml.Node]bool{}}
	if len(doc.Content) == 0 {
		return nil, &source.Error{File: file, What: source.Say("unread.table.empty")}
	}
	return r.value(doc.Content[0], 0)
}

type yamlReader struct {
	file   string
	nodes  int
	within map[*yaml.Node]bool // anchors that are being followed
}

func (r *yamlReader) value(from *yaml.Node, depth int) (*Node, error) {
	if r.nodes++; r.nodes > maxNodes || depth > maxNesting || r.within[from] {
		return nil, &source.Error{File: r.file, Line: from.Line, What: source.Say("unread.sheet.nested")}
	}
	n := &Node{Line: from.Line}
	switch from.Kind {
	case yaml.AliasNode:
		r.within[from] = true
		to, err := r.value(from.Alias, depth+1)
		delete(r.within, from)
		return to, err
	case yaml.SequenceNode:
		n.Kind = Sequence
		for _, c := range from.Content {
			v, err := r.value(c, depth+1)
			if err != nil {
				return nil, err
			}
			n.List = append(n.List, v)
		}
	case yaml.MappingNode:
		n.Kind = Mapping
		for i := 0; i+1 < len(from.Content); i += 2 {
			v, err := r.value(from.Content[i+1], depth+1)
			if err != nil {
				return nil, err
			}
			n.Fields = append(n.Fields, Field{from.Content[i].Value, v})
		}
	case yaml.ScalarNode:
		if from.Tag != "!!null" {
			n.Text = from.Value
		}
	}
	return n, nil
}
