package rustteam

import (
	"cmp"
	"path"
	"strings"

	"orpheus/imports/source"
)

// team is what one file in teams/ says, looked at on its own. It is not
// changed once parsed: checkouts share it.
type team struct {
	file string

	// Set where the file could not be read as a team: nothing else is, then.
	refused bool
	keep    []string // keys it may have; none = it could not be named

	unclear bool // who is in it no more

	key     string
	line    int // of the name
	marker  bool
	title   string
	purpose string

	parent     mention   // empty where it names none
	children   []mention // the form of 2019
	leads      crowd
	members    crowd
	alumni     crowd
	roles      []roleName
	strays     []namedCrowd
	notes      source.Notes
	parentRead bool // subteam-of is there, whatever it says
}

// mention is a name or handle as it is written somewhere.
type mention struct {
	text string
	line int
}

// roleName is one of [[roles]].
type roleName struct{ id, name string }

var kinds = map[string]bool{
	"": true, "team": true, "working-group": true, "project-group": true, "marker-team": true,
}

func parseTeam(f file) *team {
	t := &team{file: f.path}
	stem := source.OneLine(strings.TrimSuffix(path.Base(f.path), ".toml"))
	root, err := parse(f, &t.notes)
	if err != nil {
		t.refuse(err, stem, salvage(f.data))
		return t
	}
	if len(root.fields()) == 0 {
		t.refuse(&refusal{code: source.CodeEmpty, why: source.Say("odd.why.empty")}, stem)
		return t
	}
	t.name(root, stem)
	if t.key == "" {
		t.refuse(&refusal{code: source.CodeNoName, why: source.Say("odd.why.no_name")})
		return t
	}
	t.kind(root)
	if t.marker {
		return t // computed: what it says of people is a rule, not a fact
	}
	_, why := strange(root, teamFields, vitalOfTeam, false)
	if why != nil && root.get("name").is == nil { // it may be the name that is not known
		t.refuse(why, stem, t.key)
		return t
	}
	t.website(root.get("website"))
	t.parents(root)
	if why = cmp.Or(why, t.people(root.get("people"))); why != nil {
		t.doubt(why)
	}
	t.defined(root.get("roles"))
	return t
}

// doubt makes t a team of which it is not known who is in it no more.
func (t *team) doubt(r *refusal) {
	t.unclear = true
	tell := t.notes.Refuse
	if r.read {
		tell = t.notes.Note
	}
	tell(t.file, r.line, r.code, "odd.file.unclear", r.why, source.Quote(t.key))
}

// refuse makes t a file that says nothing but which circles are to stay as
// they are: those with one of these keys.
func (t *team) refuse(r *refusal, keys ...string) {
	notes := t.notes
	*t = team{file: t.file, refused: true, notes: notes}
	for _, key := range keys {
		if key, _ = source.Cut(key, source.MaxName); key != "" {
			t.keep = append(t.keep, key)
		}
	}
	if len(t.keep) == 0 {
		t.notes.Refuse(t.file, r.line, r.code, "odd.file.unnamed", r.why)
		return
	}
	t.notes.Refuse(t.file, r.line, r.code, "odd.file.kept", r.why, source.Quote(t.keep[len(t.keep)-1]))
}

// salvage finds the name in a file that is no TOML, "" where it sees none. The
// file name alone would do for most, but not for all.
func salvage(data []byte) string {
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			break
		}
		key, rest, ok := strings.Cut(line, "=")
		if rest = strings.TrimSpace(rest); ok && strings.TrimSpace(key) == "name" && strings.HasPrefix(rest, `"`) {
			if name, _, closed := strings.Cut(rest[1:], `"`); closed {
				return source.OneLine(name)
			}
		}
	}
	return ""
}

func (t *team) name(root value, stem string) {
	v := root.get("name")
	t.line = v.line()
	t.key = shortened(v, root.field("name", "odd.then.file_name"))
	if t.key == "" {
		v.note(source.CodeNoName, "odd.team.no_name")
		t.key = shortened(v, stem)
	} else if t.key != stem && stem != "" {
		v.note(source.CodeFileName, "odd.team.file_name", source.Quote(t.key))
	}
	t.title = t.key
}

func (t *team) kind(root value) {
	v := root.get("kind")
	kind := root.field("kind", "odd.then.team")
	if !kinds[kind] {
		v.note(source.CodeKind, "odd.team.kind", source.Quote(kind))
	}
	// Before 2020 there were wg = true, which is a circle all the same, and
	// marker-team = true.
	t.marker = kind == "marker-team" || root.flag("marker-team")
}

func (t *team) website(v value) {
	if v.is == nil {
		return
	}
	if _, ok := v.is.(map[string]any); !ok {
		v.refuse(source.CodeWrongType, "odd.team.website")
		return
	}
	if title := shortened(v.get("name"), v.field("name", "odd.then.plain_name")); title != "" {
		t.title = title
	}
	purpose, cut := source.Cut(source.Prose(v.field("description", "odd.then.no_purpose")), source.MaxPurpose)
	if cut {
		v.get("description").note(source.CodeLong, "odd.description.cut", source.MaxPurpose)
	}
	t.purpose = purpose
}

func (t *team) parents(root value) {
	v := root.get("subteam-of")
	t.parent = mention{
		text: shortened(v, root.field("subteam-of", "odd.then.root")),
		line: v.line(),
	}
	t.parentRead = v.is != nil
	children, ok := root.get("children").list()
	if !ok {
		root.get("children").refuse(source.CodeWrongType, "odd.children")
	}
	for _, c := range children {
		name, ok := c.text()
		if !ok {
			c.refuse(source.CodeWrongType, "odd.child.not_text")
			continue
		}
		t.children = append(t.children, mention{text: shortened(c, name), line: c.line()})
	}
}

func (t *team) defined(v value) {
	list, ok := v.list()
	if !ok {
		v.refuse(source.CodeWrongType, "odd.roles.list")
	}
	seen := make(map[string]bool)
	for _, r := range list {
		id := shortened(r.get("id"), r.field("id", "odd.then.role_out"))
		switch {
		case id == "":
			r.refuse(source.CodeNoName, "odd.role.no_id")
			continue
		case seen[id]:
			r.refuse(source.CodeSameRole, "odd.role.twice", source.Quote(id))
			continue
		}
		seen[id] = true
		name := shortened(r.get("description"), r.field("description", "odd.then.role_id"))
		if name == "" {
			name = id
		}
		t.roles = append(t.roles, roleName{id: id, name: name})
	}
}
