package k8ssigs

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"orpheus/imports/source"
	"orpheus/imports/source/sourcetest"
)

func read(t *testing.T, text string) *source.Structure {
	t.Helper()
	s, err := Read("sigs.yaml", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := sourcetest.Check(s); err != nil {
		t.Error(err)
	}
	return s
}

func TestWholeFileErrors(t *testing.T) {
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
	for i := range 12 {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	for _, c := range []struct{ name, text, says string }{
		{"syntax", "sigs:\n  - dir: a\n   name: b\n", "sigs.yaml:3: This is not valid YAML (did not find expected '-' indicator, in what begins about line 1)."},
		{"a tab", "sigs:\n\t- dir: a\n", "sigs.yaml:2: This is not valid YAML"},
		{"no end", "sigs:\n- dir: 'a\n", "sigs.yaml:2: This is not valid YAML"},
		{"no line end", "sigs: [", "sigs.yaml:1: This is not valid YAML"},
		{"unknown alias", "sigs: *nothing\n", "sigs.yaml:1: This is not valid YAML (unknown anchor"},
		{"not UTF-8", "sigs:\n- dir: a\n  name: \xe9\n", "sigs.yaml:3: This is not UTF-8"},
		{"nothing", "", "not a map"},
		{"only a comment", "# nothing\n", "not a map"},
		{"a list", "- dir: a\n", "not a map"},
		{"no section", "a: b\n", "There are no groups. sigs"},
		{"empty sections", "sigs: []\nworkinggroups: ~\ncommittees:\n", "There are no groups. sigs"},
		{"too large", "sigs:\n#" + strings.Repeat("x", maxFile), "larger than 4 MB"},
		{"aliases of aliases", bomb + "sigs: [{dir: a}]\n", "Aliases stand for more than"},
		{"an alias of itself", "sigs:\n- &a\n  dir: x\n  leadership: *a\n", "sigs.yaml:4: The alias *a stands inside"},
		{"nested beyond reason", "sigs: " + strings.Repeat("[", 100_000), "not valid YAML"},
		{"broken second document", "sigs: [{dir: a}]\n---\n]\n", "not valid YAML"},
	} {
		s, err := Read("sigs.yaml", strings.NewReader(c.text))
		if s != nil || err == nil || !strings.HasPrefix(sourcetest.Says(err), "sigs.yaml:") || !strings.Contains(sourcetest.Says(err), c.says) {
			t.Errorf("%s: %v, %.300v", c.name, s, err)
		}
	}
	if _, err := Read("sigs.yaml", iotest.ErrReader(io.ErrUnexpectedEOF)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a reader that fails: %v", err)
	}
}

func TestFewAliasesAreFine(t *testing.T) {
	s := read(t, "x: &p {github: ann, name: Ann}\nsigs:\n- {dir: a, leadership: {chairs: [*p, *p]}}\n- {dir: b, leadership: {chairs: [*p]}}\n")
	if len(s.People) != 1 || len(s.Circles) != 2 {
		t.Error(sourcetest.Outline(s))
	}
}

func TestWhatClosesNothing(t *testing.T) {
	for _, c := range []struct {
		name, text string
		blind      bool
		unclear    string
	}{
		{"a sound file", "sigs: [{dir: a}]", false, ""},
		{"no dir", "sigs: [{dir: a}, {name: b}]", false, ""},
		{"neither dir nor name", "sigs: [{dir: a}, {label: b}]", true, ""},
		{"a dir that is a list", "sigs: [{dir: [a]}]", true, ""},
		{"a group that is text", "sigs: [{dir: a}, b]", true, ""},
		{"a section that is text", "sigs: [{dir: a}]\nworkinggroups: many", true, ""},
		{"a section of another name", "sigs: [{dir: a}]\nWorkingGroups: [{dir: b}]", true, ""},
		{"something else altogether", "sigs: [{dir: a}]\nversion: 3", false, ""},
		{"no leadership", "sigs: [{dir: a, leadership: ~}]", false, ""},
		{"leadership a list", "sigs: [{dir: a, leadership: [], subprojects: [{name: b}, c]}]", false, "a"},
		{"leadership a list, nameless subproject", "sigs: [{dir: a, leadership: [], subprojects: [{owners: []}]}]", true, "a"},
		{"a subproject without name", "sigs: [{dir: a, subprojects: [{leads: []}]}]", true, ""},
		{"subprojects that are text", "sigs: [{dir: a, subprojects: 'b'}]", false, ""},
		{"a second document", "sigs: [{dir: a}]\n---\nsigs: [{dir: b}]\n", true, ""},
		{"the same key read elsewhere", "sigs: [{dir: a, leadership: [], subprojects: [{name: b}]}, {dir: a/b}]", false, "a"},
	} {
		s := read(t, c.text)
		if got := unclear(s); s.Blind != c.blind || got != c.unclear || len(s.Kept) > 0 {
			t.Errorf("%s: blind %v, unclear %q, kept %q", c.name, s.Blind, got, s.Kept)
		}
		refused := slices.ContainsFunc(s.Oddities, func(o source.Oddity) bool { return o.Refused && o.Line > 0 })
		if refused != (c.blind || c.unclear != "") {
			t.Errorf("%s: oddities %v", c.name, s.Oddities)
		}
	}
}

func TestTitles(t *testing.T) {
	for _, c := range []struct{ section, name, want string }{
		{"sigs", "API Machinery", "SIG API Machinery"},
		{"sigs", "SIG Auth", "SIG Auth"},
		{"sigs", "sig-auth", "sig-auth"},
		{"sigs", "Signal", "SIG Signal"},
		{"sigs", "Special Interest Group Auth", "Special Interest Group Auth"},
		{"workinggroups", "etcd Operator", "WG etcd Operator"},
		{"workinggroups", "Naming Working Group", "Naming Working Group"},
		{"usergroups", "VMware Users", "UG VMware Users"},
		{"usergroups", "Big Data User Group", "Big Data User Group"},
		{"committees", "Steering", "Steering Committee"},
		{"committees", "Committee of Bells", "Committee of Bells"},
		{"committees", "Governing Board", "Governing Board"},
		{"sigs", strings.Repeat("x", 300), "SIG " + strings.Repeat("x", 195) + "…"},
	} {
		s := read(t, fmt.Sprintf("%s: [{dir: a, name: %q}]", c.section, c.name))
		if s.Circles[0].Name != c.want {
			t.Errorf("%s in %s: %s", c.name, c.section, s.Circles[0].Name)
		}
	}
}

func TestPeople(t *testing.T) {
	for _, c := range []struct{ chairs, want string }{
		{"[{github: Ann, name: Ann Other}]", `github:ann "Ann Other"`},
		{"[{github: '@ann ', name: ' Ann  Other'}]", `github:ann "Ann Other"`},
		{"[{github: ann}]", `github:ann "ann" nameless`},
		{"[{github: ann, name: TBD}]", `github:ann "ann" nameless`},
		{"[{github: TBD, name: TBD}]", ""},
		{"[{github: '', name: ''}]", ""},
		{"[{github: TBD, name: Ann Other}]", `name:ann other "Ann Other"`},
		{"[{github: ann, name: Ann A}, {github: ANN, name: Ann B}]", `github:ann "Ann A"`},
		{"[{github: 123, name: 1.50}]", `github:123 "1.50"`},
		{"[{github: [x], name: Ann Other}]", `name:ann other "Ann Other"`},
		{"[{github: ann, name: 徐俊}]", `github:ann "徐俊"`},
		{"[{github: " + strings.Repeat("x", 201) + "}]", ""},
		{"{github: ann, name: Ann Other}", `github:ann "Ann Other"`},
		{"{first: {github: ann, name: Ann Other}}", `github:ann "Ann Other"`},
		{"{company: Acme}", ""},
		{"ann", `github:ann "ann" nameless`},
	} {
		s := read(t, "sigs: [{dir: a, leadership: {chairs: "+c.chairs+"}}]")
		var got []string
		for _, p := range s.People {
			x := fmt.Sprintf("%s %q", p.Handle, p.Name)
			if p.Nameless {
				x += " nameless"
			}
			got = append(got, x)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %q", c.chairs, got)
		}
	}
}

// A name given with a present seat counts before one given with a past one,
// wherever they stand; which names there were is not told.
func TestPresentNameCounts(t *testing.T) {
	s := read(t, `sigs:
- {dir: a, leadership: {emeritus_leads: [{github: ann, name: Former}]}}
- {dir: b, leadership: {chairs: [{github: ann, name: Present}]}}
`)
	if s.People[0].Name != "Present" || !sourcetest.Codes(s)[source.CodeNameVaries] {
		t.Error(sourcetest.Outline(s))
	}
	for _, o := range s.Oddities {
		if strings.Contains(o.What.String(), "Former") {
			t.Errorf("an oddity tells a former name: %s", o.What)
		}
	}
}

func TestStakeholders(t *testing.T) {
	const groups = "sigs: [{dir: sig-network, name: Network}, {dir: sig-cloud, name: Cloud Provider, label: cloud-provider}, {dir: sig-kept, name: Kept, leadership: []}]\n" +
		"committees: [{dir: committee-network, name: Network}, {dir: committee-steering, name: Steering}]\n"
	for _, c := range []struct{ stakes, want string }{
		{"~", ""},
		{"[]", ""},
		{"[Nowhere]", ""},
		{"[Network]", ":sig-network"},
		{"[Cloud Provider, Network]", ":sig-cloud:sig-network"},
		{"[sig-network, SIG Cloud-Provider, NETWORK]", ":sig-network:sig-cloud"},
		{"[sig/network, cloud_provider]", ":sig-network:sig-cloud"},
		{"Network", ":sig-network"},
		{"[Steering Committee]", ":committee-steering"},
		{"[Kept]", ":sig-kept"},
		{"[W, wg-w]", ""},
	} {
		s := read(t, groups+"workinggroups: [{dir: wg-w, name: W, stakeholder_sigs: "+c.stakes+"}]")
		i := slices.IndexFunc(s.Circles, func(c source.Circle) bool { return c.Key == "wg-w" })
		if got := strings.Join(s.Circles[i].Parents, ":"); got != c.want {
			t.Errorf("%s: %q", c.stakes, got)
		}
	}
}

func TestPurposesComeInWhole(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{">\n    One line\n    and its end.\n\n    Two.\n", "One line and its end.\n\nTwo."},
		{"|\n    One line\n    and its end.\n\n    Two.\n", "One line and its end.\n\nTwo."},
		{"\n    One line\n    and its end.\n\n    Two.\n", "One line and its end.\n\nTwo."},
		{"\"One.\\n\\nTwo.\"\n", "One.\n\nTwo."},
		{"|\n    We:\n    - ring\n      bells\n    - light lamps\n", "We:\n- ring bells\n- light lamps"},
		{"~\n", ""},
		{strings.Repeat("é", 3000) + "\n", strings.Repeat("é", 1999) + "…"},
	} {
		if got := read(t, "sigs:\n- dir: a\n  mission_statement: "+c.text).Circles[0].Purpose; got != c.want {
			t.Errorf("%.40q: %.80q", c.text, got)
		}
	}
}

func TestByteOrderMarkAndLineEnds(t *testing.T) {
	s := read(t, "\ufeffsigs:\r\n- dir: sig-a\r\n  name: A\r\n  mission_statement: |\r\n    One\r\n    line.\r\n\r\n    Two.\r\n")
	if c := s.Circles[0]; c.Name != "SIG A" || c.Purpose != "One line.\n\nTwo." || len(s.Oddities) > 0 {
		t.Error(sourcetest.Outline(s))
	}
}
