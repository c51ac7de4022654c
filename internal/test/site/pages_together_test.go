package site_test

import (
	"maps"
	"slices"

	"orpheus/org"
)

// togetherPages are the pages on which people are asked and meet: a round that goes on, one that
// shows results and one that shows none, a meeting and a reflection that go on, and those that
// are over.
func togetherPages(s *org.State) (all []string) {
	found := map[string]org.Ref{}
	for id, p := range s.Pulses() {
		switch {
		case p.Dropped != 0:
		case p.Open():
			found["round"] = org.RefOf(id)
		case p.Shows():
			found["round with results"] = org.RefOf(id)
		default:
			found["round without"] = org.RefOf(id)
		}
	}
	for id, e := range s.Meetings() {
		name := map[bool]string{true: "reflection", false: "meeting"}[e.Looks]
		if e.Open() {
			name += " that goes on"
		}
		found[name] = org.RefOf(id)
	}
	all = []string{"/linde/pulse", "/linde/circles/3/meetings"}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		at := map[byte]string{'E': "/linde/meetings/", 'U': "/linde/pulse/"}[found[name].Letter]
		all = append(all, at+found[name].String()[1:])
	}
	return all
}
