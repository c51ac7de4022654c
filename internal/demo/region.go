package demo

import (
	"math"
	"slices"
	"strings"

	"orpheus/org"
	"orpheus/store/records"
)

// region is De Linde once: the whole organisation, or one of many regions.
type region struct {
	*sim
	n        int
	offset   int // days after which its story begins
	top      org.CircleID
	circles  map[string]org.CircleID
	roles    map[string]org.RoleID // by rolePlan.id
	outlined map[org.RoleID]bool   // those of roles
	empty    map[org.RoleID]bool   // meant to stay empty
	people   []*person
	byID     map[string]*person
	byPID    map[org.PersonID]*person
	titled   map[string]int       // titles that were used, and the day
	uses     map[*thread]int      // how often
	used     map[string]int       // day on which a thread was last used in a circle
	of       map[any]*thread      // what an initiative or tension is about, by its id
	steady   map[org.LeadID]bool  // leads whose end the scenes decide
	asked    map[org.RoleID]int   // day since when a role is empty
	decided  map[string]*question // what it decided so far, by the keys of the tales
	share    float64              // of the people of a normal De Linde
	keys     map[org.CircleID]string
	near     map[org.CircleID][]*person // around, as long as little changes
	nearOn   int                        // the day of near
}

// person is somebody as the story sees them.
type person struct {
	*personPlan
	name   string
	pid    org.PersonID // zero before they come
	boss   float64      // how much they lead by their position
	energy float64      // how readily they lead otherwise
	wakes  int          // day from which they do
}

// bosses are those who lead by their position, and how much.
var bosses = map[string]float64{"els": 1.6, "pieter": 3, "joris": 3.4, "tine": 1.8, "ilse": 1, "kristof": 2.2, "rita": 2.2, "johan": 1}

func (s *sim) region(n int) *region {
	r := &region{
		sim: s, n: n, circles: map[string]org.CircleID{}, roles: map[string]org.RoleID{}, empty: map[org.RoleID]bool{}, outlined: map[org.RoleID]bool{},
		byID: map[string]*person{}, byPID: map[org.PersonID]*person{}, titled: map[string]int{}, uses: map[*thread]int{},
		used: map[string]int{}, of: map[any]*thread{}, steady: map[org.LeadID]bool{}, asked: map[org.RoleID]int{},
		keys: map[org.CircleID]string{},
	}
	if n > 0 {
		r.offset = s.rng.IntN(150)
	}
	for _, p := range everybody() {
		if s.o.Size == Small && !slices.Contains(smallPeople, p.id) {
			continue
		}
		who := &person{
			personPlan: p, name: p.name, boss: bosses[p.id], energy: math.Exp(s.rng.NormFloat64() * 1.15),
			wakes: 150 + s.rng.IntN(800),
		}
		if n > 0 {
			who.name = s.name()
		}
		r.people = append(r.people, who)
		r.byID[p.id] = who
	}
	r.share = float64(len(r.people)) / 130
	return r
}

// firsts and lasts are parts of names, for the regions that are not the first.
func (s *sim) name() string {
	all := everybody()
	first, _, _ := strings.Cut(all[s.rng.IntN(len(all))].name, " ")
	_, last, _ := strings.Cut(all[s.rng.IntN(len(all))].name, " ")
	return first + " " + last
}

// do is sim.do, for a change in who works where too.
func (r *region) do(by org.PersonID, act org.Act) bool {
	switch act.(type) {
	case *org.FormCircle, *org.CloseCircle, *org.RestoreCircle, *org.JoinPerson, *org.LeavePerson:
		r.near = nil
	}
	return r.sim.do(by, act)
}

// on returns the day of the whole story for a day of this region's.
func (r *region) on(day int) int {
	return r.offset + day*(r.days()-r.offset)/r.days()
}

// today is the day of this region's story.
func (r *region) today() int {
	return max(0, (r.day(r.now)-r.offset)*r.days()/(r.days()-r.offset))
}

// pid returns who somebody of the outline is, or somebody else who is there.
func (r *region) pid(id string) org.PersonID {
	if p := r.byID[id]; p != nil && r.there(p) {
		return p.pid
	}
	sum := 0
	for _, c := range id {
		sum = sum*31 + int(c)
	}
	for i := range r.people {
		if p := r.people[(sum+i)%len(r.people)]; r.there(p) && !p.guest {
			return p.pid
		}
	}
	return 0
}

// there reports whether somebody takes part now.
func (r *region) there(p *person) bool {
	return p.pid != 0 && r.draft.Person(p.pid).Present()
}

// circle returns a circle that exists now, by its key; zero for none.
func (r *region) circle(key string) org.CircleID {
	if id := r.circles[key]; id != 0 && r.draft.Circle(id).Live() {
		return id
	}
	return 0
}

// key returns the key of a circle of this region.
func (r *region) key(id org.CircleID) string { return r.keys[id] }

// names has a key stand for a circle.
func (r *region) names(key string, id org.CircleID) {
	r.circles[key], r.keys[id] = id, key
}

// comes has somebody join the organisation.
func (r *region) comes(p *person, by org.PersonID) {
	act := &org.JoinPerson{Guest: p.guest}
	r.near = nil
	mail := strings.ToLower(p.id) + "@linde.example"
	if r.n > 0 {
		mail = strings.Replace(mail, "@", "."+records36(r.n)+"@", 1)
	}
	if r.join(by, act, records.Profile{Name: p.name, Mail: mail}) {
		p.pid = act.Person
		r.byPID[p.pid] = p
	}
}

func records36(n int) string {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	if n < 36 {
		return digits[n : n+1]
	}
	return records36(n/36) + digits[n%36:n%36+1]
}

// staff returns who works in a circle now: those whose place it is, and those of
// circles that are not there yet or any more.
func (r *region) staff(key string) []*person {
	var out []*person
	for _, p := range r.people {
		if r.there(p) && (p.home == key || r.worksIn(p) == key) {
			out = append(out, p)
		}
	}
	return out
}

// worksIn returns the circle somebody works in now.
func (r *region) worksIn(p *person) string {
	home := p.home
	if r.circle(home) != 0 {
		return home
	}
	switch home {
	case "zuid":
		return "centrum"
	case "vaart":
		if p.pid%2 == 0 {
			return "zuid"
		}
		return "centrum"
	}
	for _, c := range outline() {
		if c.key == home && len(c.parents) > 0 && r.circle(c.parents[0]) != 0 {
			return c.parents[0]
		}
	}
	return "linde"
}

// around returns who knows a circle: its members and its staff, or where there
// are few, those of the circle it serves. It may be a day old.
func (r *region) around(c org.CircleID) []*person {
	if day := r.today(); r.near == nil || r.nearOn != day {
		r.near, r.nearOn = map[org.CircleID][]*person{}, day
	}
	list, known := r.near[c]
	if !known {
		list = r.look(c)
		r.near[c] = list
	}
	return list
}

func (r *region) look(c org.CircleID) []*person {
	out := r.staff(r.key(c))
	for _, id := range r.draft.Members(c) {
		if p := r.byPID[id]; p != nil && !slices.Contains(out, p) {
			out = append(out, p)
		}
		if len(out) > 40 {
			break
		}
	}
	if parent := r.draft.Circle(c).Parent(); len(out) < 3 && parent != 0 && c != r.top {
		for _, p := range r.look(parent) {
			if !slices.Contains(out, p) && !p.guest {
				out = append(out, p)
			}
		}
	}
	return out
}

// someone returns a member around a circle, other than those named; zero for
// nobody.
func (r *region) someone(c org.CircleID, not ...org.PersonID) org.PersonID {
	list := r.around(c)
	for range 12 {
		if p := pick(r.sim, list); p != nil && !p.guest && r.there(p) && !slices.Contains(not, p.pid) {
			return p.pid
		}
	}
	return 0
}

// shaper returns somebody who may change the structure of a circle; zero for
// nobody.
func (r *region) shaper(c org.CircleID) org.PersonID {
	for _, id := range r.draft.Members(c) {
		if p := r.byPID[id]; p != nil && !p.guest {
			return id
		}
	}
	return 0
}

// seatless returns a member around a circle for a role, rather somebody who holds
// none yet; zero for nobody.
func (r *region) seatless(c org.CircleID, not ...org.PersonID) org.PersonID {
	best, least := org.PersonID(0), 1e9
	for _, p := range r.around(c) {
		if p.guest || p.boss > 0 || !r.there(p) || slices.Contains(not, p.pid) {
			continue
		}
		score := float64(len(r.seats(p.pid))) + 0.9*r.rng.Float64()
		if r.worksIn(p) != r.key(c) {
			score += 0.8
		}
		if score < least {
			best, least = p.pid, score
		}
	}
	return best
}
