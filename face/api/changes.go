package api

import (
	"slices"
	"strconv"

	"orpheus/org"
	"orpheus/service"
)

// nouns are the kinds of thing, by the letters of their ids.
var nouns = map[byte]string{
	'C': "circle", 'R': "role", 'P': "person", 'S': "seat", 'G': "guardrail", 'T': "tension", 'I': "initiative",
	'L': "lead", 'O': "offer", 'A': "step", 'N': "note", 'K': "learning", 'Z': "strength", 'V': "standin",
	'D': "decision", 'B': "objection", 'M': "agreement",
	'W': "thanks", 'Y': "informal",
	'J': "try", 'E': "meeting",
}

// changedOf says what happened, as the data of an event.
func changedOf(c service.Change) Changed {
	out := Changed{Version: c.Version, Changed: []string{}, Kinds: []string{}, More: c.More}
	for i := range c.Entries {
		out.Kinds = append(out.Kinds, org.NameOf(c.Entries[i].Act))
	}
	for _, r := range c.Refs {
		if noun := nouns[r.Letter]; noun != "" {
			out.Changed = append(out.Changed, noun+":"+strconv.FormatUint(uint64(r.N), 10))
		}
	}
	slices.Sort(out.Kinds)
	slices.Sort(out.Changed)
	out.Kinds, out.Changed = slices.Compact(out.Kinds), slices.Compact(out.Changed)
	return out
}
