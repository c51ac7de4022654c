package rustteam

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"orpheus/imports/source"
)

// document is one parsed TOML file, with the line of everything in it.
type document struct {
	file  string
	lines map[string]int
	notes *source.Notes
}

// value is a place in a document: what is there, if anything, and where.
type value struct {
	doc  *document
	path string // as in document.lines
	is   any    // nil where there is nothing
}

// parse reads a file as TOML. Oddities of what is read from the value go to notes.
func parse(f file, notes *source.Notes) (value, *refusal) {
	if f.err != nil {
		return value{}, f.err
	}
	var root map[string]any
	if err := toml.Unmarshal(f.data, &root); err != nil {
		r := &refusal{code: source.CodeSyntax, why: source.Say("odd.why.toml", source.OneLine(strings.TrimPrefix(err.Error(), "toml: ")))}
		var at *toml.DecodeError
		if errors.As(err, &at) {
			r.line, _ = at.Position()
		}
		return value{}, r
	}
	return value{doc: &document{file: f.path, lines: lines(f.data), notes: notes}, is: root}, nil
}

// line is where the value stands; for one without a place of its own, where
// what holds it stands.
func (v value) line() int {
	for path := v.path; path != ""; {
		if n := v.doc.lines[path]; n > 0 {
			return n
		}
		i := strings.LastIndexAny(path, keySeparator+"[")
		if i < 0 {
			break
		}
		path = path[:i]
	}
	return 0
}

func (v value) note(code, key string, args ...any) {
	v.doc.notes.Note(v.doc.file, v.line(), code, key, args...)
}

func (v value) refuse(code, key string, args ...any) {
	v.doc.notes.Refuse(v.doc.file, v.line(), code, key, args...)
}

// get is the field key of a table; nothing where v is no table.
func (v value) get(key string) value {
	table, _ := v.is.(map[string]any)
	path := key
	if v.path != "" {
		path = v.path + keySeparator + key
	}
	return value{doc: v.doc, path: path, is: table[key]}
}

// fields are the fields of a table, by name; none where v is no table.
func (v value) fields() []value {
	table, _ := v.is.(map[string]any)
	var all []value
	for _, key := range slices.Sorted(maps.Keys(table)) {
		all = append(all, v.get(key))
	}
	return all
}

// name is how a field is called.
func (v value) name() string { return v.path[strings.LastIndex(v.path, keySeparator)+1:] }

// at is element i of a list.
func (v value) at(i int) value {
	list, _ := v.is.([]any)
	return value{doc: v.doc, path: v.path + "[" + strconv.Itoa(i) + "]", is: list[i]}
}

// text is v as text. A number is taken as it would be written; anything else
// is no text.
func (v value) text() (string, bool) {
	switch x := v.is.(type) {
	case string:
		return x, true
	case int64:
		v.note(source.CodeNotText, "odd.number", strconv.FormatInt(x, 10))
		return strconv.FormatInt(x, 10), true
	case float64:
		s := strconv.FormatFloat(x, 'f', -1, 64)
		v.note(source.CodeNotText, "odd.number", s)
		return s, true
	}
	return "", false
}

// field is the text of an optional field: "" where it is absent, and with an
// oddity where it is no text. what is the key of what is done then.
func (v value) field(key, what string) string {
	f := v.get(key)
	if f.is == nil {
		return ""
	}
	s, ok := f.text()
	if !ok {
		f.refuse(source.CodeWrongType, "odd.not_text_so", key, source.Say(what))
	}
	return s
}

// flag is a yes or no: no where it is absent, and with an oddity where it is
// neither.
func (v value) flag(key string) bool {
	f := v.get(key)
	b, ok := f.is.(bool)
	if f.is != nil && !ok {
		f.refuse(source.CodeWrongType, "odd.flag", key)
	}
	return b
}

// list gives the elements of a list. One thing that is no list counts as a
// list of one, where it is text or a table. It says whether v was readable.
func (v value) list() ([]value, bool) {
	switch x := v.is.(type) {
	case nil:
		return nil, true
	case []any:
		all := make([]value, len(x))
		for i := range x {
			all[i] = v.at(i)
		}
		return all, true
	case string, map[string]any:
		v.note(source.CodeSingle, "odd.single.plain")
		return []value{v}, true
	}
	return nil, false
}
