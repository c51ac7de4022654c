package web

import (
	"encoding/json"
	"reflect"
	"slices"

	"orpheus/face/sse"
	"orpheus/org"
)

// The names of what changed, beside the ids of things. Pages say what they show by
// the same names.
const (
	anything  = "*"    // too much to name, or nothing that has a name
	theTree   = "tree" // a circle was formed, closed, restored or moved, or work was moved
	thePeople = "who"  // somebody came, left, became a guest, a member or a steward, or known to a guest
)

// around is the name for what hangs on a circle.
func around(c org.CircleID) string { return "@" + c.String() }

// inboxOf is the name for what reaches somebody.
func inboxOf(p org.PersonID) string { return "!" + p.String() }

// mostTouched is how many names are told; beyond, the page is asked for anyway.
const mostTouched = 300

// change is what differs between two versions.
type change struct {
	was, is *org.State
	acts    []org.Entry
	wide    bool // in more than rows: words were taken out, or somebody is called otherwise
}

// wide reports whether acts take out words, wherever these stand; or there are too
// many acts to tell.
func wide(b org.Batch) bool {
	return len(b.Entries) < b.Acts || slices.ContainsFunc(b.Entries, func(e org.Entry) bool { return org.EffectOf(e.Act).TakesOut() })
}

// guest reports whether somebody does not see everything, before or after.
func (c change) guest(who org.PersonID) bool {
	of := func(s *org.State) bool { p := s.Person(who); return p == nil || p.Guest }
	return who != 0 && (of(c.was) || of(c.is))
}

// touched names what differs, as far as somebody may know of it: a guest of things
// they see or saw, and of the circles above theirs, which they know by name. Zero is
// for who sees everything. Nil says that nothing of theirs was touched.
func (c change) touched(who org.PersonID) []string {
	if c.wide || !reflect.DeepEqual(c.was.Organisation, c.is.Organisation) {
		return []string{anything}
	}
	var eyes []*org.Sight
	if who != 0 {
		eyes = []*org.Sight{c.was.SightOf(who, c.was), c.is.SightOf(who, c.is)}
	}
	t := touching{change: c, eyes: eyes, told: map[string]bool{}}
	for r := range org.Changed(c.was, c.is) {
		if t.add(r); len(t.told) > mostTouched {
			return []string{anything}
		}
	}
	for i := range c.acts { // pages tell of acts that changed nothing, too
		for _, r := range org.About(c.acts[i].Act) {
			t.add(r)
		}
		if c.acts[i].By == who && who != 0 {
			t.add(org.RefOf(who)) // a guest reads of all that they did
		}
	}
	t.reached(who)
	if len(t.eyes) > 0 && len(t.out) > 0 && !t.told[thePeople] && !t.eyes[0].KnowsWhom(t.eyes[1]) {
		t.tell(thePeople) // a guest is told now, or no longer, of what somebody did
	}
	return t.out
}

// touching gathers names, each once.
type touching struct {
	change
	eyes []*org.Sight // of a guest, before and after; none for who sees everything
	told map[string]bool
	out  []string
}

func (t *touching) tell(name string) {
	if !t.told[name] {
		t.told[name] = true
		t.out = append(t.out, name)
	}
}

// reached names whom acts reach: the number at their picture is another one.
func (t *touching) reached(who org.PersonID) {
	for i := range t.acts {
		told := org.Tell(t.is, &t.acts[i])
		for _, h := range told.People() {
			if who == 0 || h.Person == who {
				t.tell(inboxOf(h.Person))
			}
		}
	}
}

func (t *touching) add(r org.Ref) {
	switch r.Letter {
	case 'C':
		if t.moved(org.CircleID(r.N)) {
			t.tell(theTree)
		}
	case 'I':
		if was, is := t.was.Initiative(org.InitiativeID(r.N)), t.is.Initiative(org.InitiativeID(r.N)); was != nil && is != nil && was.Circle != is.Circle {
			t.tell(theTree)
		}
	case 'P':
		if t.came(org.PersonID(r.N)) {
			t.tell(thePeople)
		}
	}
	if t.hidden(r) {
		return
	}
	t.tell(r.String())
	for _, s := range []*org.State{t.was, t.is} {
		if c := s.HomeOf(r); c != 0 && !t.hidden(org.RefOf(c)) {
			t.tell(around(c))
		}
	}
}

// moved reports whether a circle is elsewhere in the tree, or newly in or out of it.
func (t *touching) moved(id org.CircleID) bool {
	was, is := t.was.Circle(id), t.is.Circle(id)
	if was == is {
		return false
	}
	return was == nil || is == nil || was.Live() != is.Live() || !slices.Equal(was.Parents, is.Parents)
}

// came reports whether somebody takes part otherwise than before. A guest does so
// with every circle.
func (t *touching) came(id org.PersonID) bool {
	was, is := t.was.Person(id), t.is.Person(id)
	if was == is {
		return false
	}
	if was == nil || is == nil {
		return true
	}
	return was.Present() != is.Present() || was.Guest != is.Guest || was.Steward != is.Steward || was.Erased != is.Erased ||
		is.Guest && !(slices.Equal(was.Circles, is.Circles) && slices.Equal(was.Seats, is.Seats))
}

func (t *touching) hidden(r org.Ref) bool {
	if len(t.eyes) == 0 || t.eyes[0].Sees(r) || t.eyes[1].Sees(r) {
		return false
	}
	known := r.Letter == 'C' && (t.eyes[0].Knows(r) || t.eyes[1].Knows(r))
	return !known || !t.renamed(org.CircleID(r.N))
}

// renamed reports whether what is known of a circle from below it changed: its name,
// where it is, and its rules.
func (t *touching) renamed(id org.CircleID) bool {
	was, is := t.was.Circle(id), t.is.Circle(id)
	if was == is {
		return false
	}
	return was == nil || is == nil || was.Name != is.Name || t.moved(id) || !slices.Equal(was.Guardrails, is.Guardrails)
}

// announced is what is sent.
type announced struct {
	Version uint64   `json:"version"`
	Names   []string `json:"names"`
}

// frame is an event that tells of names.
func frameOf(version uint64, names []string) []byte {
	if names == nil {
		names = []string{}
	}
	data, _ := json.Marshal(announced{version, names}) // a number and texts
	return sse.Event(version, "changed", data)
}
