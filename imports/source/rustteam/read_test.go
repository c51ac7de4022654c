package rustteam

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
)

// tree is a checkout of files given as name, content, name, content, ...
func tree(files ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1]), Mode: 0o644}
	}
	return m
}

const nobody = "[people]\nleads = []\nmembers = []\n"

func TestNoTeamsIsAnError(t *testing.T) {
	for _, c := range []struct {
		name string
		fsys fs.FS
		says string
	}{
		{"an empty folder", tree(), "no folder teams/"},
		{"a folder above", tree("team/teams/a.toml", "name = 'a'\n"+nobody), "teams/*.toml and people/*.toml"},
		{"no team file", tree("teams/README.md", "hello"), "found none"},
		{"archive only", tree("teams/archive/a.toml", "name = 'a'\n"+nobody), "found none"},
		{"markers only", tree("teams/a.toml", "name = 'a'\nkind = 'marker-team'\n"+nobody), "marker teams only"},
	} {
		s, err := Read(c.fsys)
		if s != nil || err == nil || !strings.Contains(sourcetest.Says(err), c.says) {
			t.Errorf("%s: %v, %v", c.name, s, err)
		}
	}
}

func TestWhatCannotBeReadIsKept(t *testing.T) {
	whole := "name = 'whole'\n" + nobody
	linked := tree("teams/whole.toml", whole)
	linked["teams/linked.toml"] = &fstest.MapFile{Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink | 0o777}
	folder := tree("teams/whole.toml", whole, "teams/folder.toml/x", "x")
	for _, c := range []struct {
		name string
		fsys fs.FS
		code string
		line int
		kept string
	}{
		{"syntax", tree("teams/whole.toml", whole, "teams/broken.toml", "name = 'a'\n\n[people"), source.CodeSyntax, 3, "broken"},
		{"duplicate key", tree("teams/whole.toml", whole, "teams/broken.toml", "name = 'a'\nname = 'b'\n"), source.CodeSyntax, 2, "broken"},
		{"not UTF-8", tree("teams/whole.toml", whole, "teams/broken.toml", "# a\n# \xff\n"), source.CodeEncoding, 2, "broken"},
		{"too large", tree("teams/whole.toml", whole, "teams/broken.toml", strings.Repeat("#", maxFile+1)), source.CodeTooLarge, 0, "broken"},
		{"nested beyond reason", tree("teams/whole.toml", whole, "teams/broken.toml", "a = "+strings.Repeat("[", 100_000)), source.CodeSyntax, 1, "broken"},
		{"a link", linked, source.CodeNotAFile, 0, "linked"},
		{"a folder", folder, source.CodeNotAFile, 0, "folder"},
		{"unreadable", failing{tree("teams/whole.toml", whole, "teams/broken.toml", "")}, source.CodeUnreadable, 0, "broken"},
		{"another name inside", tree("teams/whole.toml", whole, "teams/stem.toml", "name = \"inner\"\n[people\n"), source.CodeSyntax, 2, "inner stem"},
		{"a name after a table is not its name", tree("teams/whole.toml", whole, "teams/stem.toml", "[website]\nname = \"Inner\"\n[people\n"), source.CodeSyntax, 3, "stem"},
	} {
		s, err := Read(c.fsys)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if len(s.Circles) != 1 || s.Circles[0].Key != "whole" || s.Blind || strings.Join(s.Kept, " ") != c.kept {
			t.Errorf("%s: %s", c.name, sourcetest.Outline(s))
		}
		found := false
		for _, o := range s.Oddities {
			found = found || o.Refused && o.Code == c.code && o.Line == c.line && strings.HasPrefix(o.File, "teams/")
		}
		if !found {
			t.Errorf("%s: no %s on line %d in %v", c.name, c.code, c.line, s.Oddities)
		}
	}
}

// failing cannot open the file broken.toml.
type failing struct{ fs.FS }

func (f failing) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, "broken.toml") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.FS.Open(name)
}

func TestWhatCannotBeNamedClosesNothing(t *testing.T) {
	s, err := Read(tree("teams/whole.toml", "name = 'whole'\n"+nobody, "teams/.toml", "[people"))
	if err != nil || !s.Blind || len(s.Kept) > 0 {
		t.Errorf("blind %v, kept %q, %v", s.Blind, s.Kept, err)
	}
	s, err = Read(tree("teams/.toml", nobody))
	if err != nil || !s.Blind || len(s.Circles) > 0 {
		t.Errorf("a team without any name: %v, %v", s, err)
	}
}

func TestPeople(t *testing.T) {
	team := func(people string) string { return "name = 'a'\n[people]\nleads = []\n" + people }
	for _, c := range []struct {
		name, team, people, want string
	}{
		{"case does not matter", "members = ['ANN', 'ann']", "github = 'Ann'\nname = 'Ann Other'\ngithub-id = 5", `github:ann "Ann Other" github-id:5`},
		{"a marked handle", "members = ['@ann']", "github = 'ann'\nname = 'Ann Other'", `github:ann "Ann Other" `},
		{"no name", "members = ['ann']", "github = 'Ann'", `github:ann "Ann"  nameless`},
		{"no file about them", "members = ['Bob']", "github = 'Ann'", `github:bob "Bob"  nameless`},
		{"controls in a name", "members = ['ann']", `github = 'ann'` + "\n" + `name = "Ann\u0000\n\t Other"`, `github:ann "Ann Other" `},
		{"a name too long", "members = ['ann']", "github = 'ann'\nname = '" + strings.Repeat("ß", 300) + "'", `github:ann "` + strings.Repeat("ß", 199) + `…" `},
	} {
		s, err := Read(tree("teams/a.toml", team(c.team), "people/ann.toml", c.people))
		if err != nil {
			t.Fatal(err)
		}
		if err := sourcetest.Check(s); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := sourcetest.Outline(s); !strings.Contains(got, "person "+c.want+"\n") || len(s.People) != 1 {
			t.Errorf("%s: no %s in\n%s", c.name, c.want, got)
		}
	}
}

func TestWithoutPeopleFolder(t *testing.T) {
	s, err := Read(tree("teams/a.toml", "name = 'a'\n[people]\nleads = ['ann', 'bob']\n"))
	if err != nil || len(s.People) != 2 || len(s.Oddities) != 1 || s.Oddities[0].Code != source.CodeNoFolder {
		t.Errorf("%v, %v", s, err)
	}
}

func TestLongPurposeIsCut(t *testing.T) {
	s, err := Read(tree("teams/a.toml", "name = 'a'\n"+nobody+"[website]\ndescription = '"+strings.Repeat("é", 3000)+"'\n"))
	if err != nil || s.Circles[0].Purpose != strings.Repeat("é", 1999)+"…" || !sourcetest.Codes(s)[source.CodeLong] {
		t.Errorf("%v, %v", s, err)
	}
}

func TestUnreadableFolder(t *testing.T) {
	if _, err := Read(unlisted{tree("teams/a.toml", "name = 'a'\n"+nobody, "people/b.toml", "")}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("people/ cannot be listed: %v", err)
	}
}

// unlisted has a folder people/ that cannot be listed.
type unlisted struct{ fs.FS }

func (u unlisted) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "people" {
		return nil, fs.ErrPermission
	}
	return fs.ReadDir(u.FS, name)
}

// Whatever hangs under whatever: the circles are a forest, exactly one circle
// of every ring is cut loose, and everybody else hangs where the file says.
func TestParentsAreAForest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "teams")
		name := func(i int) string { return string(rune('a' + i)) }
		up := make([]int, n)
		files := fstest.MapFS{}
		for i := range up {
			up[i] = rapid.IntRange(-1, n-1).Draw(t, "parent")
			data := "name = '" + name(i) + "'\n"
			if up[i] >= 0 {
				data += "subteam-of = '" + name(up[i]) + "'\n"
			}
			files["teams/"+name(i)+".toml"] = &fstest.MapFile{Data: []byte(data + nobody), Mode: 0o644}
		}
		// A circle is on a ring when n steps up lead back to it.
		ring := func(i int) (least int, on bool) {
			least = i
			for j, steps := up[i], 0; j >= 0 && steps <= n; j, steps = up[j], steps+1 {
				least = min(least, j)
				if j == i {
					return least, true
				}
			}
			return 0, false
		}
		s, err := Read(files)
		if err != nil {
			t.Fatal(err)
		}
		if err := sourcetest.Check(s); err != nil {
			t.Fatal(err)
		}
		for i, c := range s.Circles {
			least, on := ring(i)
			loose := up[i] < 0 || on && least == i
			if loose != (len(c.Parents) == 0) || !loose && c.Parents[0] != name(up[i]) {
				t.Fatalf("%s of %v hangs in %q", c.Key, up, c.Parents)
			}
		}
	})
}
