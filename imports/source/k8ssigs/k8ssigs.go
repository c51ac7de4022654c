// Package k8ssigs reads sigs.yaml, in which the Kubernetes community describes
// its groups, in every form it has had since 2017.
//
// What becomes what:
//
//   - special interest groups, working groups, user groups and committees are
//     circles, with their dir as key, or their name without one; a subproject is a circle in its group,
//     with the key dir/name;
//   - chairs and tech leads hold roles that lead the group; who is both holds
//     two. The leads of 2017 and 2018 are chairs. Leads of a subproject lead it;
//   - emeritus leads are the former holders of a past role;
//   - the liaison of the steering committee holds a role of the group, and the
//     representative on the governing board one of the organisation, neither
//     of them leading;
//   - a working group hangs directly in the organisation; the groups with a
//     stake in it are its further parents.
//
// Companies, e-mail addresses and meetings are not read.
package k8ssigs

import (
	"io"

	"go.yaml.in/yaml/v3"

	"orpheus/imports/source"
)

// Format is the Format of every Structure read here, the scope of its keys.
const Format = "k8s-sigs"

// maxFile is twenty times the largest file there has been.
const maxFile = 4 << 20

// Read reads a sigs.yaml. name is what to call the file in oddities and errors.
//
// A group of which it is unclear who leads it never stops it: that is an oddity, and
// the circle is Unclear. The error is for a file that is no YAML or is too large, as
// "name:line: why" where there is a line, and for one without any group.
func Read(name string, r io.Reader) (*source.Structure, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, &source.Error{File: name, What: source.Say("unread.other", err.Error()), Cause: err}
	}
	if len(data) > maxFile {
		return nil, &source.Error{File: name, What: source.Say("unread.k8s.large", maxFile>>20)}
	}
	root, further, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	rd := reader{file: name, dirs: make(map[string]bool), people: newRoster()}
	if further > 0 {
		rd.notes.Refuse(name, further, source.CodeDocument,
			"odd.document")
		rd.s.Blind = true
	}
	if err := rd.sections(root); err != nil {
		return nil, err
	}
	rd.stakeholders()
	rd.s.Format = Format
	rd.s.People = rd.people.all(name, &rd.notes)
	rd.s.Oddities = rd.notes
	rd.s.Arrange()
	return &rd.s, nil
}

// reader is what is known while reading one file.
type reader struct {
	file   string
	notes  source.Notes
	s      source.Structure
	people roster
	dirs   map[string]bool // keys in use, of groups and subprojects
	groups []group         // every group with a key, read or refused
	found  bool            // there was something in a section
}

// group is what other groups may want of one.
type group struct {
	section    *section
	key        string
	also       []string // name and label
	circle     int      // index into s.Circles
	stakeholds []*yaml.Node
}

// section is one of the lists of groups.
type section struct {
	key string
	// title makes a name what the group is called on screen.
	title func(name string) string
	// stakes says that stakeholder_sigs means something here.
	stakes bool
}

var known = map[string]*section{
	"sigs":          {key: "sigs", title: titled("SIG ", "sig", "special interest group")},
	"workinggroups": {key: "workinggroups", title: titled("WG ", "wg", "working group"), stakes: true},
	"usergroups":    {key: "usergroups", title: titled("UG ", "ug", "user group")},
	"committees":    {key: "committees", title: committee},
}

// sections reads what stands at the top of the file.
func (r *reader) sections(root *yaml.Node) error {
	if root == nil || root.Kind != yaml.MappingNode {
		return &source.Error{File: r.file, What: source.Say("unread.k8s.no_map")}
	}
	seen := make(map[string]bool)
	for _, f := range fields(root) {
		s := known[f.key]
		switch {
		case f.key == "gb_rep" && seen[f.key]:
			r.refuse(f.name, source.CodeTwice, "odd.twice.gb_rep")
		case f.key == "gb_rep":
			r.role(&r.s.RootRoles, role{key: "gb-rep", name: "Governing board representative"}, r.single(f.value, f.key))
		case s != nil:
			if seen[f.key] {
				r.note(f.name, source.CodeTwice, "odd.twice.both", f.key)
			}
			r.section(s, f.value)
		case (source.Fields{"gb_rep"}).Near(f.key) != "":
			r.refuse(f.name, source.CodeField, "odd.field.near_root", source.Quote(f.key))
			r.s.Blind = true
		case looksLikeGroups(f.value):
			r.refuse(f.name, source.CodeSection, "odd.section", source.Quote(f.key))
			r.s.Blind = true
		}
		seen[f.key] = true
	}
	if !r.found && !r.s.Blind {
		return &source.Error{File: r.file, What: source.Say("unread.k8s.no_groups")}
	}
	return nil
}

func (r *reader) section(s *section, n *yaml.Node) {
	for _, g := range r.list(n, "dir", source.Say("odd.list.section", s.key)) {
		r.found = true
		r.group(s, g)
	}
}

// looksLikeGroups says whether a list holds something with a dir or a leadership.
func looksLikeGroups(n *yaml.Node) bool {
	if n.Kind != yaml.SequenceNode {
		return false
	}
	for _, g := range n.Content {
		if g = follow(g); field(g, "dir") != nil || field(g, "leadership") != nil {
			return true
		}
	}
	return false
}

func (r *reader) note(n *yaml.Node, code, key string, args ...any) {
	r.notes.Note(r.file, n.Line, code, key, args...)
}

func (r *reader) refuse(n *yaml.Node, code, key string, args ...any) {
	r.notes.Refuse(r.file, n.Line, code, key, args...)
}
