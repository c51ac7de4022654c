package k8ssigs

import (
	"slices"
	"strings"
	"testing"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
)

// unclear are the keys of the circles of which it is unclear who is in them.
func unclear(s *source.Structure) string {
	var keys []string
	for _, c := range s.Circles {
		if c.Unclear {
			keys = append(keys, c.Key)
		}
	}
	return strings.Join(keys, " ")
}

// A slip in a name is told, with its line, and takes nobody's seat away.
func TestUnknownFields(t *testing.T) {
	for _, c := range []struct {
		name, group string
		unclear     string
		blind       bool
		told        bool
		left        bool // something is left out
	}{
		{"chair", "leadership: {chair: [{github: ann}]}", "a", false, true, false},
		{"chairs with a capital", "leadership: {Chairs: [{github: ann}]}", "a", false, true, false},
		{"organizers", "leadership: {organizers: [{github: ann}]}", "a", false, true, false},
		{"tech-leads beside chairs", "leadership: {chairs: [{github: ann}], tech-leads: [{github: bob}]}", "a", false, true, false},
		{"leaderships", "leaderships: {chairs: [{github: ann}]}", "a", false, true, true},
		{"chairs outside leadership", "chairs: [{github: ann}]", "a", false, true, false},
		{"liason", "contact: {liason: {github: ann}}", "a", false, true, false},
		{"gitub", "leadership: {chairs: [{gitub: ann, name: Ann}]}", "a", false, true, true},
		{"lead of a subproject", "subprojects: [{name: s, lead: [{github: ann}]}]", "a/s", false, true, false},
		{"leaders of a subproject", "subprojects: [{name: s, maintainers: [{github: ann}]}]", "a/s", false, true, false},
		{"subproject", "subproject: [{name: s}]", "a", true, true, true},
		{"a field of nobody", "chat_link: https://chat.example.org", "", false, true, false},
		{"a field of a subproject", "subprojects: [{name: s, tags: [x]}]", "", false, true, false},
		{"a list in a text", "mission_statement: \"To ring.\\nleadership:\\n  - x\"", "a", false, true, true},
		{"leaders within leadership in a text", "mission_statement: \"To ring.\\nleadership:\\n  chairs:\\n  - github: ann\"", "a", false, true, true},
		{"a leader of a list in a text", "mission_statement: \"To ring.\\nconveners:\\n  - github: ann\"", "a", false, true, true},
		{"a list in prose", "mission_statement: \"To ring:\\n- bells\\n- github: is where we are\"", "", false, false, false},
		{"a leader in a text", "mission_statement: \"To ring.\\nleads: {github: ann}\"", "a", false, true, true},
		{"a word of the format in a text", "mission_statement: \"Leads: those who ring.\\nleads: to much\"", "", false, false, false},
		{"all that is known", "leadership: {chairs: [{github: ann, company: Acme}], tech_leads: [], emeritus_leads: []}, contact: {slack: a, liaison: {github: bob}}", "", false, false, false},
	} {
		group := c.group
		if !strings.Contains(group, "subproject") {
			group += ", subprojects: [{name: s}]"
		}
		s := read(t, "sigs:\n-\n  {dir: a, name: A, "+group+"}\n")
		got := unclear(s)
		told := slices.ContainsFunc(s.Oddities, func(o source.Oddity) bool {
			return o.Code == source.CodeField && o.Line == 3 && o.Refused == c.left
		})
		if len(s.Circles) != 2 && !c.blind || got != c.unclear || s.Blind != c.blind || told != c.told {
			t.Errorf("%s: unclear %q, blind %v, told %v: %v", c.name, got, s.Blind, told, s.Oddities)
		}
	}
	if s := read(t, "sigs: [{dir: a}]\ngb_reps: {github: ann}\n"); !s.Blind {
		t.Error("the roles of the organisation are ended by a slip")
	}
}

// What is not known but names people comes in: under the name of a list that it is a slip for,
// or as a role of its own, which leads where it stands among those who lead.
func TestPeopleUnderAFieldThatIsNotKnown(t *testing.T) {
	s := read(t, `sigs:
- dir: a
  leadership: {chairs: [{github: ann}], chair: [{github: bob}], co_conveners: [{github: cas}, {github: unknown, name: unknown}]}
  stewards: [{github: dot}]
  contact: {liason: {github: eva}}
  subprojects: [{name: s, lead: [{github: fay}], owners_of: {github: ann}}]
`)
	must := []string{
		`chair "Chair" leads: github:ann github:bob`, `liaison "Liaison": github:eva`, `field:co_conveners "Co conveners" leads: github:cas; 1 open`,
		`field:stewards "Stewards": github:dot`, `lead "Lead" leads: github:fay`, `field:owners_of "Owners of": github:ann`,
	}
	got := sourcetest.Outline(s)
	for _, m := range must {
		if !strings.Contains(got, m) {
			t.Errorf("there is no %s in\n%s", m, got)
		}
	}
	if err := sourcetest.Check(s); err != nil {
		t.Error(err)
	}
}
