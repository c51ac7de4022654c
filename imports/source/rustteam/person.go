package rustteam

import (
	"path"
	"strconv"
	"strings"

	"orpheus/imports/source"
)

// person is what one file in people/ says. handle is empty where it says
// nothing that can be used.
type person struct {
	file    string
	handle  string // as in source.Person.Handle
	written string // the handle as written
	name    string // empty where there is none
	id      string // as in source.Person.ID
	own     bool   // the file is named after the handle; often it is not, which is no oddity
	notes   source.Notes
}

func parsePerson(f file) *person {
	stem := strings.TrimSuffix(path.Base(f.path), ".toml")
	p := &person{file: f.path}
	root, err := parse(f, &p.notes)
	if err != nil {
		p.notes.Refuse(f.path, err.line, err.code,
			"odd.file.person", err.why)
		return p
	}
	p.written, p.handle = source.GitHub(root.field("github", "odd.then.file_handle"))
	if p.handle == "" {
		root.note(source.CodeNoHandle, "odd.file.no_github")
		p.written, p.handle = source.GitHub(stem)
	}
	_, byName := source.GitHub(stem)
	p.own = p.handle == byName
	if tooLong(p.handle) {
		root.refuse(source.CodeLong, "odd.handle.long_file", source.MaxName)
		p.handle = ""
	}
	p.name = shortened(root.get("name"), root.field("name", "odd.then.handle"))
	p.id = parseID(root.get("github-id"))
	return p
}

func parseID(v value) string {
	n, ok := v.is.(int64)
	switch {
	case v.is == nil:
		return ""
	case !ok || n <= 0:
		v.refuse(source.CodeBadID, "odd.person.id")
		return ""
	}
	return "github-id:" + strconv.FormatInt(n, 10)
}

// shortened is the text s of v as a name, cut where it is too long.
func shortened(v value, s string) string {
	s, cut := source.Cut(source.OneLine(s), source.MaxName)
	if cut {
		v.note(source.CodeLong, "odd.name.cut", source.MaxName)
	}
	return s
}

// tooLong says that a handle cannot be one. It is not cut: two might become one.
func tooLong(handle string) bool {
	_, cut := source.Cut(strings.TrimPrefix(handle, "github:"), source.MaxName)
	return cut
}
