package k8ssigs

import (
	"slices"
	"strings"
	"unicode"

	"orpheus/imports/source"
)

// stakeholders gives working groups their further parents. They are named in
// many ways: "Network", "SIG Network", "sig-network", "network". Only groups
// that are no working groups can be meant, so there can be no rings.
func (r *reader) stakeholders() {
	keys := make(map[string]string)
	// A special interest group is meant rather than a committee of that name.
	for _, section := range []string{"sigs", "committees", "usergroups"} {
		for _, g := range r.groups {
			if g.section.key != section {
				continue
			}
			for _, name := range append([]string{g.key}, g.also...) {
				if name = plain(name); name != "" && keys[name] == "" {
					keys[name] = g.key
				}
			}
		}
	}
	for _, g := range r.groups {
		var parents []string
		for _, n := range g.stakeholds {
			name, ok := text(n)
			key := keys[plain(name)]
			switch {
			case !ok:
				r.refuse(n, source.CodeWrongType, "odd.stake.not_text", source.Quote(g.key), "stakeholder_sigs")
			case key == "":
				r.refuse(n, source.CodeUnknownParent, "odd.stake.unknown", source.Quote(name), source.Quote(g.key), "stakeholder_sigs")
			case slices.Contains(parents, key):
				r.note(n, source.CodeSecondParent, "odd.stake.twice", source.Quote(name), source.Quote(g.key), "stakeholder_sigs")
			default:
				parents = append(parents, key)
			}
		}
		if len(parents) > 0 {
			r.s.Circles[g.circle].Parents = append([]string{""}, parents...)
		}
	}
}

// plain is a name without what names of one group differ in: case, marks, and
// the word for the kind of group.
func plain(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	kind := []string{"sig", "committee", "ug"}
	if len(words) > 1 && slices.Contains(kind, words[0]) {
		words = words[1:]
	}
	if len(words) > 1 && slices.Contains(kind, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, "")
}
