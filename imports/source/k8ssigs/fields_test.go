package k8ssigs

import (
	"slices"
	"strings"
	"testing"

	"orpheus/imports/source"
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
	}{
		{"chair", "leadership: {chair: [{github: ann}]}", "a", false, true},
		{"chairs with a capital", "leadership: {Chairs: [{github: ann}]}", "a", false, true},
		{"organizers", "leadership: {organizers: [{github: ann}]}", "a", false, true},
		{"tech-leads beside chairs", "leadership: {chairs: [{github: ann}], tech-leads: [{github: bob}]}", "a", false, true},
		{"leaderships", "leaderships: {chairs: [{github: ann}]}", "a", false, true},
		{"chairs outside leadership", "chairs: [{github: ann}]", "a", false, true},
		{"liason", "contact: {liason: {github: ann}}", "a", false, true},
		{"gitub", "leadership: {chairs: [{gitub: ann, name: Ann}]}", "a", false, true},
		{"lead of a subproject", "subprojects: [{name: s, lead: [{github: ann}]}]", "a/s", false, true},
		{"leaders of a subproject", "subprojects: [{name: s, maintainers: [{github: ann}]}]", "a/s", false, true},
		{"subproject", "subproject: [{name: s}]", "a", true, true},
		{"a field of nobody", "chat_link: https://chat.example.org", "", false, true},
		{"a field of a subproject", "subprojects: [{name: s, tags: [x]}]", "", false, true},
		{"a list in a text", "mission_statement: \"To ring.\\nleadership:\\n  - x\"", "a", false, true},
		{"a leader in a text", "mission_statement: \"To ring.\\nleads: {github: ann}\"", "a", false, true},
		{"a word of the format in a text", "mission_statement: \"Leads: those who ring.\\nleads: to much\"", "", false, false},
		{"all that is known", "leadership: {chairs: [{github: ann, company: Acme}], tech_leads: [], emeritus_leads: []}, contact: {slack: a, liaison: {github: bob}}", "", false, false},
	} {
		group := c.group
		if !strings.Contains(group, "subproject") {
			group += ", subprojects: [{name: s}]"
		}
		s := read(t, "sigs:\n-\n  {dir: a, name: A, "+group+"}\n")
		got := unclear(s)
		told := slices.ContainsFunc(s.Oddities, func(o source.Oddity) bool {
			return o.Code == source.CodeField && o.Line == 3 && o.Refused == (c.unclear != "")
		})
		if len(s.Circles) != 2 && !c.blind || got != c.unclear || s.Blind != c.blind || told != c.told {
			t.Errorf("%s: unclear %q, blind %v, told %v: %v", c.name, got, s.Blind, told, s.Oddities)
		}
	}
	if s := read(t, "sigs: [{dir: a}]\ngb_reps: {github: ann}\n"); !s.Blind {
		t.Error("the roles of the organisation are ended by a slip")
	}
}
