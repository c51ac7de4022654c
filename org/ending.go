package org

// Ending is what whoever is about to do an act is told before: what goes by it beside what
// they fill in, and what stays. Texts are named by key.
type Ending struct {
	Why   string // what it is; may be empty
	Goes  []Goes // in the order in which one would ask
	Stays []string
}

// Goes is one thing that goes, with the things it is about, where they have names.
type Goes struct {
	Key   string
	Count int // how many; zero where they are not counted
	About []Ref
}

// ender is a kind of act that ends more than it names.
type ender interface{ Ending(s *State) Ending }

// EndingOf returns what an act ends in s; most end nothing beside. What it is about may
// not be there.
func EndingOf(s *State, act Act) Ending {
	if a, ok := act.(ender); ok {
		return a.Ending(s)
	}
	return Ending{}
}
