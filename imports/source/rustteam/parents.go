package rustteam

import "orpheus/imports/source"

// hang gives every circle its parent: what subteam-of says or, where there is
// none, the team that lists it among its children. What cannot be a parent is
// an oddity, and the circle hangs directly in the organisation.
func (a *assembly) hang() {
	claims := a.claims()
	parent := make([]mention, len(a.from)) // by circle; no text = the organisation
	file := make([]string, len(a.from))    // where that is said
	for i, t := range a.from {
		parent[i], file[i] = t.parent, t.file
		if c, claimed := claims[t.key]; !t.parentRead && claimed {
			parent[i], file[i] = c.mention, c.file
		}
		if code, why := a.unfit(t.key, parent[i].text); code != "" {
			a.note(file[i], parent[i].line, code, "odd.parent",
				source.Quote(parent[i].text), source.Quote(t.key), source.Say(why))
			parent[i].text = ""
		}
	}
	a.cut(parent, file)
	for i, p := range parent {
		if p.text != "" {
			a.s.Circles[i].Parents = []string{p.text}
		}
	}
}

func (a *assembly) note(file string, line int, code, key string, args ...any) {
	(*source.Notes)(&a.s.Oddities).Note(file, line, code, key, args...)
}

// unfit says why a circle cannot hang under the parent named, "" where it can.
func (a *assembly) unfit(key, parent string) (code, why string) { // why is the key of its words
	_, circle := a.circle[parent]
	switch {
	case parent == "":
	case parent == key:
		return source.CodeSelfParent, "odd.parent.self"
	case circle, a.kept(parent): // one that cannot be read is a parent all the same
	case a.markers[parent]:
		return source.CodeMarkerParent, "odd.parent.marker"
	case a.archived[parent]:
		return source.CodeArchivedParent, "odd.parent.archived"
	default:
		return source.CodeUnknownParent, "odd.parent.unknown"
	}
	return "", ""
}

func (a *assembly) kept(key string) bool {
	for _, k := range a.s.Kept {
		if k == key {
			return true
		}
	}
	return false
}

// claim is a parent saying that a team is its child.
type claim struct {
	mention // the parent, on the line of the child
	file    string
}

// claims gives the first parent that lists each team among its children.
func (a *assembly) claims() map[string]claim {
	claims := make(map[string]claim)
	for _, t := range a.from {
		for _, child := range t.children {
			_, circle := a.circle[child.text]
			first, claimed := claims[child.text]
			switch {
			case !circle:
				if !a.kept(child.text) {
					a.note(t.file, child.line, source.CodeUnknownChild, "odd.child.unknown", source.Quote(child.text))
				}
			case claimed:
				a.note(t.file, child.line, source.CodeSecondParent, "odd.child.claimed", source.Quote(child.text), source.Quote(first.text))
			default:
				claims[child.text] = claim{mention: mention{text: t.key, line: child.line}, file: t.file}
			}
		}
	}
	return claims
}

// cut opens every ring of circles that are each other's ancestors, at the one
// with the smallest key: that one hangs directly in the organisation.
func (a *assembly) cut(parent []mention, file []string) {
	const unseen, going, done = 0, 1, 2
	state := make([]int, len(parent))
	up := func(i int) (int, bool) {
		j, ok := a.circle[parent[i].text]
		return j, ok && parent[i].text != ""
	}
	for start := range parent {
		var way []int
		i, ok := start, true
		for ok && state[i] == unseen {
			state[i] = going
			way = append(way, i)
			i, ok = up(i)
		}
		if ok && state[i] == going { // i is on a ring
			least := i
			for j, _ := up(i); j != i; j, _ = up(j) {
				if a.s.Circles[j].Key < a.s.Circles[least].Key {
					least = j
				}
			}
			a.note(file[least], parent[least].line, source.CodeCycle,
				"odd.parent.cycle",
				source.Quote(a.s.Circles[least].Key), source.Quote(parent[least].text))
			parent[least].text = ""
		}
		for _, i := range way {
			state[i] = done
		}
	}
}
