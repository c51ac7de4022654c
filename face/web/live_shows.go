package web

import (
	"slices"
	"strings"

	"orpheus/org"
)

// showing says what pages show, by their addresses: an act that touches none of it
// leaves them as they are. A page that is not here shows anything, and looks at every
// act whether it became another.
var showing = map[string]func(*shown) bool{
	"GET /{org}/circles/{id}":     (*shown).aCircle,
	"GET /{org}/roles/{id}":       (*shown).aRole,
	"GET /{org}/tensions/{id}":    (*shown).aTension,
	"GET /{org}/initiatives/{id}": (*shown).anInitiative,
	"GET /{org}/meetings/{id}":    (*shown).aMeeting,
}

// mostShown is how many names a page says that it shows.
const mostShown = 200

// shows are the names of all that this page was made from, as they are told of when
// they are touched.
func (pg *place) shows() string {
	s := &shown{place: pg, names: map[string]bool{theTree: true, thePeople: true}}
	if pg.me.Guest {
		s.sight = pg.s.SightOf(pg.me.Person, pg.s)
	}
	s.things(org.RefOf(pg.me.Person))
	s.inbox()
	for i := range pg.view.listed {
		s.told(&pg.view.listed[i])
	}
	if say := showing[pg.r.Pattern]; say == nil || !say(s) || len(s.names) > mostShown {
		return anything
	}
	out := make([]string, 0, len(s.names))
	for name := range s.names {
		out = append(out, name)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// shown gathers what a page shows. Its methods for pages answer false where there is no
// such thing.
type shown struct {
	*place
	names map[string]bool
	sight *org.Sight // of a guest, who reads no names of what is hidden; nil for others
}

// inbox adds what may reach the one who looks: a number on every page tells how much did.
func (s *shown) inbox() {
	s.names[reaching(s.me.Person)] = true
	for _, c := range s.s.CirclesOf(s.me.Person) {
		s.names[reachingIn(c)] = true
	}
	for thing := range s.place.inbox.Settings.Follows {
		if r, ok := org.ParseRef(thing); ok {
			s.names[reachingOf(r)] = true
		}
	}
}

func (s *shown) sees(r org.Ref) bool {
	return s.sight == nil || s.sight.Sees(r) || r.Letter == 'C' && s.sight.Knows(r)
}

func (s *shown) things(refs ...org.Ref) {
	for _, r := range refs {
		if r.N != 0 && s.sees(r) {
			s.names[r.String()] = true
		}
	}
}

// told adds what the sentence of an act names, wherever that is by now.
func (s *shown) told(e *org.Entry) {
	for _, r := range org.About(e.Act) {
		s.things(r)
		switch r.Letter {
		case 'S':
			if row := s.s.Seat(org.SeatID(r.N)); row != nil {
				s.things(org.RefOf(row.Role), org.RefOf(row.Person))
			}
		case 'L':
			if row := s.s.Lead(org.LeadID(r.N)); row != nil {
				s.things(org.RefOf(row.Initiative), org.RefOf(row.Role))
			}
		case 'O':
			if row := s.s.Offer(org.OfferID(r.N)); row != nil {
				s.things(org.RefOf(row.Initiative), org.RefOf(row.Tension))
			}
		case 'A':
			if row := s.s.Step(org.StepID(r.N)); row != nil {
				s.things(org.RefOf(row.Initiative))
			}
		case 'N':
			if row := s.s.Note(org.NoteID(r.N)); row != nil {
				s.things(org.RefOf(row.Initiative), org.RefOf(row.Tension))
			}
		case 'K':
			if row := s.s.Learning(org.LearningID(r.N)); row != nil {
				s.things(org.RefOf(row.Initiative))
			}
		}
	}
}

// around adds what hangs on a circle, and what decides what may be done there: the
// circles it is in, and, where it has no members, theirs.
func (s *shown) around(c org.CircleID) {
	if c == 0 || s.names[around(c)] {
		return
	}
	s.things(org.RefOf(c))
	if s.sees(org.RefOf(c)) {
		s.names[around(c)] = true
	}
	for up := s.s.Circle(c).Parent(); up != 0; up = s.s.Circle(up).Parent() {
		s.things(org.RefOf(up))
	}
	if len(s.s.Members(c)) == 0 {
		for _, up := range s.s.Circle(c).Parents {
			s.around(up)
		}
	}
}

// light adds who may give light on roles: those who hold them, wherever they lead.
func (s *shown) light(roles []org.RoleID) {
	for _, r := range roles {
		for _, t := range s.s.Role(r).Seats {
			s.things(org.RefOf(s.s.Seat(t).Person))
		}
	}
}

func (s *shown) aCircle() bool {
	id, err := id[org.CircleID](s.place)
	if err != nil || s.s.Circle(id) == nil {
		return false
	}
	s.around(id)
	for _, up := range s.s.Circle(id).Parents {
		s.things(org.RefOf(up))
	}
	for c, row := range s.s.Circles() {
		if c == id || !s.s.Within(c, id) {
			continue
		}
		if s.around(c); len(s.names) > mostShown {
			return false
		}
		s.light(row.Roles)
	}
	s.light(s.s.Circle(id).Roles)
	for _, t := range s.s.Circle(id).Tensions { // who leads what answers it, wherever that is
		s.things(org.RefOf(s.s.Tension(t).Initiative))
	}
	return true
}

func (s *shown) aRole() bool {
	id, err := id[org.RoleID](s.place)
	r := s.s.Role(id)
	if err != nil || r == nil {
		return false
	}
	s.things(org.RefOf(id))
	s.around(r.Circle)
	return true
}

func (s *shown) aTension() bool {
	id, err := id[org.TensionID](s.place)
	t := s.s.Tension(id)
	if err != nil || t == nil {
		return false
	}
	if t.Open() && t.Initiative == 0 && t.By == s.me.Person { // anything new may be like it
		return false
	}
	s.things(org.RefOf(id))
	s.around(t.Circle)
	s.work(t.Initiative)
	s.said(id, 0)
	return true
}

func (s *shown) anInitiative() bool {
	id, err := id[org.InitiativeID](s.place)
	if err != nil || s.s.Initiative(id) == nil {
		return false
	}
	s.work(id)
	s.said(0, id)
	return true
}

// said adds where things were said about a matter.
func (s *shown) said(t org.TensionID, i org.InitiativeID) {
	for _, id := range s.s.Conversation(t, i) {
		if c := s.s.HomeOf(org.RefOf(id)); s.sees(org.RefOf(id)) {
			s.around(c)
		}
	}
}

// work adds a piece of work, with what it answers, what it serves, and what it taught.
func (s *shown) work(id org.InitiativeID) {
	i := s.s.Initiative(id)
	if i == nil {
		return
	}
	s.things(org.RefOf(id), org.RefOf(i.Serves), org.RefOf(i.Tension))
	s.around(i.Circle)
	if t := s.s.Tension(i.Tension); t != nil {
		s.around(t.Circle)
	}
	for _, l := range i.Leads {
		s.things(org.RefOf(s.s.Lead(l).Role))
	}
	for _, k := range s.s.Learnings() {
		if k.Initiative == id {
			s.around(k.Circle)
		}
	}
}
