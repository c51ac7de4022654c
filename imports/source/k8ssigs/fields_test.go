package k8ssigs

import (
	"slices"
	"strings"
	"testing"

	"orpheus/imports/source"
)

// A slip in a name is told, with its line, and takes nobody's seat away.
func TestUnknownFields(t *testing.T) {
	for _, c := range []struct {
		name, group string
		kept        string
		blind       bool
		told        bool
	}{
		{"chair", "leadership: {chair: [{github: ann}]}", "a a/s", false, true},
		{"chairs with a capital", "leadership: {Chairs: [{github: ann}]}", "a a/s", false, true},
		{"organizers", "leadership: {organizers: [{github: ann}]}", "a a/s", false, true},
		{"tech-leads beside chairs", "leadership: {chairs: [{github: ann}], tech-leads: [{github: bob}]}", "a a/s", false, true},
		{"leaderships", "leaderships: {chairs: [{github: ann}]}", "a a/s", false, true},
		{"chairs outside leadership", "chairs: [{github: ann}]", "a a/s", false, true},
		{"liason", "contact: {liason: {github: ann}}", "a a/s", false, true},
		{"gitub", "leadership: {chairs: [{gitub: ann, name: Ann}]}", "a a/s", false, true},
		{"lead of a subproject", "subprojects: [{name: s, lead: [{github: ann}]}]", "a/s", false, true},
		{"leaders of a subproject", "subprojects: [{name: s, maintainers: [{github: ann}]}]", "a/s", false, true},
		{"subproject", "subproject: [{name: s}]", "a a/s", true, true},
		{"a field of nobody", "chat_link: https://chat.example.org", "", false, true},
		{"a field of a subproject", "subprojects: [{name: s, tags: [x]}]", "", false, true},
		{"all that is known", "leadership: {chairs: [{github: ann, company: Acme}], tech_leads: [], emeritus_leads: []}, contact: {slack: a, liaison: {github: bob}}", "", false, false},
	} {
		group := c.group
		if !strings.Contains(group, "subproject") {
			group += ", subprojects: [{name: s}]"
		}
		s := read(t, "sigs:\n-\n  {dir: a, name: A, "+group+"}\n")
		kept := strings.Join(s.Kept, " ")
		if c.blind {
			kept += " a/s" // nothing is closed
		}
		told := slices.ContainsFunc(s.Oddities, func(o source.Oddity) bool {
			return o.Code == source.CodeField && o.Line == 3 && o.Refused == (c.kept != "")
		})
		if kept != c.kept || s.Blind != c.blind || told != c.told {
			t.Errorf("%s: kept %q, blind %v, told %v: %v", c.name, s.Kept, s.Blind, told, s.Oddities)
		}
	}
	if s := read(t, "sigs: [{dir: a}]\ngb_reps: {github: ann}\n"); !s.Blind {
		t.Error("the roles of the organisation are ended by a slip")
	}
}
