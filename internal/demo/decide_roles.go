package demo

// byRole are small questions that somebody decides by a role in the last year: most of what is
// decided is of this kind.
func byRole() []*tale {
	return []*tale{
		{key: "gloves", circle: "home", by: "ellen", role: "home.hygiene", back: 300, seers: [2]string{"precious", "sevgi"}, sees: [3]string{known, known, expert}},
		{key: "soupday", circle: "anker", by: "ahmet", role: "anker.ckitchen", back: 281, seers: [2]string{"chantal", "fleur"}, sees: [3]string{known, known, known}},
		{key: "bikelights", circle: "wheels", by: "staf", role: "wheels.bicycles", back: 262, seers: [2]string{"joris", "raf"}, sees: [3]string{known, known, known}},
		{key: "tabletcases", circle: "digital", by: "wout", role: "digital.tablets", back: 243, seers: [2]string{"lina", "soren"}, sees: [3]string{known, known, known}},
		{key: "paperbills", circle: "invoices", by: "nele", role: "invoices.clientbills", back: 226, seers: [2]string{"hind", "paul"}, sees: [3]string{known, known, expert}},
		{key: "routewest", circle: "planning", by: "sam", role: "planning.routeplanner", back: 192, seers: [2]string{"joris", "hilde"}, sees: [3]string{known, known, known}},
		{key: "toolsout", circle: "workshop", by: "viktor", role: "workshop.tools", back: 171, seers: [2]string{"pascal", "staf"}, sees: [3]string{known, known, known}},
		{key: "helphours", circle: "digital", by: "priya", role: "digital.helpdesk", back: 152, seers: [2]string{"wout", "lina"}, sees: [3]string{known, known, known}},
		{key: "easterrota", circle: "roster", by: "liesbeth", role: "roster.roseast", back: 136, seers: [2]string{"bram", "anj"}, sees: [3]string{known, known, expert}},
		{key: "quietroom", circle: "places", by: "marleen", role: "places.rooms", back: 121, seers: [2]string{"tuur", "gerda"}, sees: [3]string{known, known, known}},
		{key: "keytags", circle: "night", by: "kofi", role: "night.nkeys", back: 106, seers: [2]string{"joke", "milan"}, sees: [3]string{known, known, known}},
		{key: "firstfolder", circle: "onboarding", by: "ruben", role: "onboarding.firstweeks", back: 91, seers: [2]string{"elif", "jan"}, sees: [3]string{known, known, known}},
		{key: "adfaces", circle: "finding", by: "eva", role: "finding.adverts", back: 77, seers: [2]string{"noortje", "cem"}, sees: [3]string{known, known, known}},
		{key: "firstvisit", circle: "volunteers", by: "bea", role: "volunteers.vwelcome", back: 58, seers: [2]string{"hugo", "emma"}, sees: [3]string{known, known, known}},
	}
}
