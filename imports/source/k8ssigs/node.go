package k8ssigs

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"orpheus/imports/source"
)

// maxExpanded is how many nodes aliases may add to a file. Real files use none;
// a few lines of aliases of aliases can stand for billions.
const maxExpanded = 100_000

// parse gives the top of the first document, and the line on which a further
// one begins, if any.
func parse(name string, data []byte) (root *yaml.Node, further int, err error) {
	if !utf8.Valid(data) {
		return nil, 0, &source.Error{File: name, Line: badLine(data), What: source.Say("unread.k8s.utf8")}
	}
	lines := &lineReader{data: data}
	dec := yaml.NewDecoder(lines)
	var doc yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, 0, nil
	case err != nil:
		return nil, 0, located(name, lines.read, err)
	}
	if err := expansion(name, &doc); err != nil {
		return nil, 0, err
	}
	if len(doc.Content) > 0 {
		root = follow(doc.Content[0])
	}
	var next yaml.Node
	switch err := dec.Decode(&next); {
	case errors.Is(err, io.EOF):
	case err != nil:
		return nil, 0, located(name, lines.read, err)
	default:
		further = max(next.Line, 1)
	}
	return root, further, nil
}

// lineReader hands out one line at a time and counts them: the decoder tells
// where what it could not read began, not how far it came.
type lineReader struct {
	data []byte
	read int
}

func (l *lineReader) Read(p []byte) (int, error) {
	if len(l.data) == 0 {
		return 0, io.EOF
	}
	n := bytes.IndexByte(l.data, '\n') + 1
	if n == 0 {
		n = len(l.data)
	}
	n = copy(p, l.data[:n])
	if l.data[n-1] == '\n' || n == len(l.data) {
		l.read++
	}
	l.data = l.data[n:]
	return n, nil
}

var yamlLine = regexp.MustCompile(`^line (\d+): (.*)$`)

// located puts the place of a syntax error where compilers put it: the line
// on which it was noticed, which may be a little below the cause.
func located(name string, noticed int, err error) error {
	why := strings.TrimPrefix(source.OneLine(err.Error()), "yaml: ")
	what := source.Say("unread.k8s.yaml", why)
	if m := yamlLine.FindStringSubmatch(why); m != nil {
		what.Args[0] = m[2]
		if m[1] != strconv.Itoa(noticed) {
			what = source.Say("unread.k8s.yaml_about", m[2], m[1])
		}
	}
	return &source.Error{File: name, Line: noticed, What: what}
}

func badLine(data []byte) int {
	valid := len(data)
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			valid = i
			break
		}
		i += n
	}
	return bytes.Count(data[:valid], []byte("\n")) + 1
}

// expansion refuses documents whose aliases stand for far more than is
// written, or for something that holds the alias.
func expansion(name string, doc *yaml.Node) error {
	const open = -1
	size := make(map[*yaml.Node]int) // of what has an anchor
	var visit func(n *yaml.Node) (int, error)
	visit = func(n *yaml.Node) (total int, err error) {
		if n.Anchor != "" {
			size[n] = open
			defer func() { size[n] = total }()
		}
		total = 1
		for _, c := range n.Content {
			if c.Kind == yaml.AliasNode {
				more := size[c.Alias]
				if more == open {
					return total, &source.Error{File: name, Line: c.Line, What: source.Say("unread.k8s.alias", source.OneLine(c.Value))}
				}
				total += more
			} else {
				more, err := visit(c)
				if err != nil {
					return total, err
				}
				total += more
			}
			if total > maxFile+maxExpanded {
				break // far beyond; counting on could overflow
			}
		}
		return total, nil
	}
	expanded, err := visit(doc)
	if err != nil {
		return err
	}
	if written := count(doc); expanded-written > maxExpanded {
		return &source.Error{File: name, What: source.Say("unread.k8s.aliases", maxExpanded)}
	}
	return nil
}

func count(n *yaml.Node) int {
	total := 1
	for _, c := range n.Content {
		total += count(c)
	}
	return total
}

// follow gives what an alias stands for.
func follow(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// null says whether there is nothing: no node, "key:" or "~".
func null(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.Tag == "!!null"
}

// entry is one field of a map.
type entry struct {
	key   string
	name  *yaml.Node
	value *yaml.Node
}

// fields gives the fields of a map in order, without those that merge others.
func fields(n *yaml.Node) []entry {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	var all []entry
	for i := 0; i+1 < len(n.Content); i += 2 {
		if k := follow(n.Content[i]); k.Kind == yaml.ScalarNode && k.Tag != "!!merge" {
			all = append(all, entry{key: k.Value, name: n.Content[i], value: follow(n.Content[i+1])})
		}
	}
	return all
}

// field gives a field of a map, of maps merged into it ("<<") where it has
// none itself; nil where there is none.
func field(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for _, f := range fields(n) {
		if f.key == key {
			return f.value
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Tag != "!!merge" {
			continue
		}
		merged := follow(n.Content[i+1])
		if merged.Kind == yaml.SequenceNode {
			for _, m := range merged.Content {
				if v := field(follow(m), key); v != nil {
					return v
				}
			}
			continue
		}
		if v := field(merged, key); v != nil {
			return v
		}
	}
	return nil
}

// text gives a scalar as it is written: a number or a date is text as well.
func text(n *yaml.Node) (string, bool) {
	switch {
	case null(n):
		return "", true
	case n.Kind != yaml.ScalarNode:
		return "", false
	}
	return n.Value, true
}

// line is where a node stands, for a sentence.
func line(n *yaml.Node) source.Text { return source.Say("odd.line", strconv.Itoa(n.Line)) }
