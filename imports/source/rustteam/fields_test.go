package rustteam

import (
	"slices"
	"strings"
	"testing"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
)

// A slip in a name is told, with its line, and takes nobody's seat away.
func TestUnknownFields(t *testing.T) {
	for _, c := range []struct {
		name, text string
		line       int
		kept, told bool
		read       bool // all the same
	}{
		{"lead", "name = 'a'\n[people]\nlead = ['ann']\nmembers = ['ann']\n", 3, true, true, true},
		{"member", "name = 'a'\n[people]\nleads = []\nmember = ['ann']\n", 4, true, true, true},
		{"leaders", "name = 'a'\n[people]\nleads = []\nleaders = ['ann']\n", 4, true, true, true},
		{"maintainers", "name = 'a'\n[people]\nleads = []\nmaintainers = ['ann']\n", 4, true, true, true},
		{"poeple", "name = 'a'\n[poeple]\nleads = ['ann']\n", 2, true, true, false},
		{"leads before people", "name = 'a'\nleads = ['ann']\n[people]\nmembers = []\n", 2, true, true, false},
		{"subteam_of", "name = 'a'\nsubteam_of = 'whole'\n" + nobody, 2, true, true, false},
		{"role of an entry", "name = 'a'\n[people]\nmembers = [\n{ github = 'ann', role = ['x'] }]\n", 4, true, true, false},
		{"gihub of an entry", "name = 'a'\n[people]\nleads = [\n{ gihub = 'ann' }]\n", 4, true, true, false},
		{"a field of nobody", "name = 'a'\nmascot = 'crab'\n" + nobody, 2, false, true, false},
		{"a rule of people", "name = 'a'\n[people]\ninclude-all-friends = true\n", 3, false, true, false},
		{"all that is known", "name = 'a'\ntop-level = true\nwg = true\n[people]\nleads = ['ann']\nalumni = []\nincluded-teams = []\n[website]\nmood = 'x'\n", 0, false, false, false},
		{"nothing at all", "", 0, true, false, false},
		{"a comment only", "# to do\n", 0, true, false, false},
	} {
		s, err := Read(tree("teams/whole.toml", "name = 'whole'\n"+nobody, "teams/a.toml", c.text, "people/ann.toml", "github = 'ann'\nname = 'Ann'\n"))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		told := slices.ContainsFunc(s.Oddities, func(o source.Oddity) bool {
			return o.Code == source.CodeField && o.Line == c.line && o.Refused == (c.kept && !c.read)
		})
		kept := slices.Contains(s.Kept, "a") || slices.ContainsFunc(s.Circles, func(x source.Circle) bool { return x.Key == "a" && x.Unclear })
		if kept != c.kept || told != c.told || s.Blind {
			t.Errorf("%s: kept %q, told %v: %v", c.name, s.Kept, told, s.Oddities)
		}
	}
}

// What is not known but lists people comes in: under the name of a list that it is a slip
// for, or as a role of its own.
func TestPeopleUnderAFieldThatIsNotKnown(t *testing.T) {
	s, err := Read(tree("teams/a.toml", `name = 'a'
[people]
leads = ['ann']
lead = ['bob', 'ann']
reviewers = ['cas', { github = 'dot', roles = ['scribe'] }, 'TBD', { gihub = 'eva' }]
members = ['fay']
`))
	if err != nil {
		t.Fatal(err)
	}
	got := sourcetest.Outline(s)
	for _, must := range []string{
		`lead "Lead" leads: github:ann github:bob`, `field:  reviewers "reviewers": github:cas github:dot; 1 open`,
		`scribe "scribe": github:dot`, "members github:fay", "circle a \"a\" in [] unclear",
	} {
		if !strings.Contains(got, must) {
			t.Errorf("there is no %s in\n%s", must, got)
		}
	}
	if err := sourcetest.Check(s); err != nil || strings.Contains(got, "eva") {
		t.Error(got, err)
	}
}
