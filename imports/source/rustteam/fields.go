package rustteam

import (
	"strings"

	"orpheus/imports/source"
)

// The fields there have been since 2018. Those that are told from a slip are
// vital: who holds what, or where a circle hangs, would be read wrongly.
var (
	teamFields = source.Fields{
		"name", "subteam-of", "top-level", "kind", "people", "roles", "website", "lists", "github", "rfcbot",
		"permissions", "leads-permissions", "discord-roles", "zulip-groups", "zulip-streams", "matrix-room",
		"children", "wg", "marker-team",
	}
	peopleFields = append(source.Fields{"leads", "members", "alumni"}, computed...)
	entryFields  = source.Fields{"github", "roles"}

	vitalOfTeam   = source.Fields{"name", "subteam-of", "children", "people", "leads", "members", "alumni"}
	vitalOfPeople = source.Fields{"leads", "members", "alumni"}
)

// stray is a list that is not known and may hold people.
type stray struct {
	as   string // the list of people that its name seems to be a slip for; empty for none
	name string
	list value
}

// strange notes the fields of a table that are not known. It says why nothing
// can be concluded from what the file lacks, where one of them seems to be a slip for a
// vital one, or is a list that may be people. With lists it gives those.
func strange(v value, known, vital source.Fields, lists bool) (strays []stray, why *refusal) {
	for _, f := range v.fields() {
		name := f.name()
		if known.Knows(name) {
			continue
		}
		_, list := f.is.([]any)
		list = list && lists
		near := vital.Near(name)
		if near == "" && (!list || strings.HasPrefix(name, "include")) {
			f.note(source.CodeField, "odd.field.unknown", source.Quote(name))
			continue
		}
		if list {
			strays = append(strays, stray{near, name, f})
		}
		if why != nil {
			continue
		}
		why = &refusal{line: f.line(), code: source.CodeField, why: source.Say("odd.why.may_be_people", source.Quote(name)), read: list}
		if near != "" {
			why.why = source.Say("odd.why.near", source.Quote(name), near)
		}
	}
	return strays, why
}
