package measure

import "orpheus/org"

// Sample is what the acts of a window say about leading, as arrays, for formulas that
// know nothing of an organisation. People are numbered from 0 in the order of their ids.
type Sample struct {
	Scope
	From    org.Time // where the window begins: never before the day that was agreed
	Members []Member
	Leads   []Led
	Ties    []Tie
	Agreed  bool // whether statistics are agreed to for this moment

	index []int32 // of each person, by id: their place among Members and one; 0 for none
	works []work
}

// Member is somebody who could have led in the window.
type Member struct {
	ID     org.PersonID
	Home   org.CircleID // the circle on the first level in which most of their places are; the root where they have none
	Formal bool         // holds a role of the line
	Level  int          // 0 without a role of the line; else higher the nearer its circle is to the root
	Here   float64      // the part of the window in which they were there, above 0 to 1
}

// Led is one lead that ran at some time in the window.
type Led struct {
	ID     org.LeadID
	By     int32 // who, of Members
	Work   org.InitiativeID
	Circle org.CircleID // where the work is
	Origin org.Origin
	Since  org.Time
	Until  org.Time // zero while it goes on
}

// Tie is that one person led work in which another took part.
type Tie struct {
	From, To int32 // who led and who followed, of Members
	Works    int   // in how many pieces of work
}

// Index returns the place of a person among Members.
func (s *Sample) Index(p org.PersonID) (i int, ok bool) {
	n, ok := s.place(p)
	return int(n), ok
}

func (s *Sample) place(p org.PersonID) (int32, bool) {
	if int(p) >= len(s.index) || s.index[p] == 0 {
		return 0, false
	}
	return s.index[p] - 1, true
}

func (s *Sample) add(p org.PersonID, m Member) int32 {
	s.Members = append(s.Members, m)
	s.index[p] = int32(len(s.Members))
	return int32(len(s.Members)) - 1
}

// Acts are how often each of the members led, zeros included.
func (s *Sample) Acts() []int {
	x := make([]int, len(s.Members))
	for i := range s.Leads {
		x[s.Leads[i].By]++
	}
	return x
}

// Here is the part of the window in which each of the members was there.
func (s *Sample) Here() []float64 {
	e := make([]float64, len(s.Members))
	for i := range s.Members {
		e[i] = s.Members[i].Here
	}
	return e
}

// Take reads a state.
func Take(s *org.State, scope Scope) *Sample {
	out := newReader(s, scope.Circle).take(scope)
	out.tie(s)
	return out
}

// reader reads samples of one circle out of one state, over any windows.
type reader struct {
	st      *org.State
	top     org.CircleID
	within  []bool // by circle: inside top, by main parents
	levels  map[org.CircleID]int
	deepest int
	here    map[org.PersonID]bool // members of the scope now
}

func newReader(st *org.State, top org.CircleID) *reader {
	if top == 0 {
		top = org.Root
	}
	r := &reader{st: st, top: top, levels: circles(st, org.Root)}
	for _, l := range r.levels {
		r.deepest = max(r.deepest, l)
	}
	inside := circles(st, top)
	r.here, _ = people(st, inside)
	for c := range inside {
		for int(c) >= len(r.within) {
			r.within = append(r.within, false)
		}
		r.within[c] = true
	}
	return r
}

// in reports whether a circle is inside the scope. What happened in a circle that was
// closed since belongs to the circle that it served last.
func (r *reader) in(c org.CircleID) bool {
	if r.top == org.Root {
		return true
	}
	for c != 0 && !r.st.Circle(c).Live() {
		c = r.st.Circle(c).Parent()
	}
	return int(c) < len(r.within) && r.within[c]
}

func (r *reader) take(scope Scope) *Sample {
	scope.Circle = r.top
	from := scope.At - org.Time(scope.Window.Microseconds())
	s := &Sample{
		Scope: scope, From: max(from, r.st.StatisticsFrom), Agreed: r.st.StatisticsFrom == 0 || scope.At >= r.st.StatisticsFrom,
		index: make([]int32, r.st.NumPeople()+1),
	}
	if s.Agreed {
		r.members(s)
		r.leads(s)
	}
	return s
}

func (r *reader) members(s *Sample) {
	for id, p := range r.st.People() {
		left := r.top == org.Root && !p.Guest && !p.Present() && p.Since != 0 && p.Until > s.From // who left meanwhile could have led too
		if r.here[id] && p.Since <= s.At || left && p.Since <= s.At {
			s.add(id, r.member(id, p, s))
		}
	}
}

func (r *reader) member(id org.PersonID, p *org.Person, s *Sample) Member {
	m := Member{ID: id, Home: home(r.st, p), Here: presence(p, s.From, s.At)}
	for _, t := range p.Seats {
		if role := r.st.Role(r.st.Seat(t).Role); role.Formal {
			m.Formal, m.Level = true, max(m.Level, 1+r.deepest-r.levels[role.Circle])
		}
	}
	return m
}

// presence is the part of a window in which somebody was there; a person whose first day
// nobody knows was there from its beginning.
func presence(p *org.Person, from, at org.Time) float64 {
	start, end := max(from, p.Since), at
	if !p.Present() {
		end = min(end, p.Until)
	}
	if at <= from || end <= start {
		return 1 / 365.0 // a day at least: whoever could have led counts
	}
	return max(float64(end-start)/float64(at-from), 1/365.0)
}

func (r *reader) leads(s *Sample) {
	for id, l := range r.st.Leads() {
		if l.Since > s.At || (l.Until != 0 && l.Until <= s.From) {
			continue
		}
		circle := r.st.Initiative(l.Initiative).Circle
		if !r.in(circle) {
			continue
		}
		by, ok := s.place(l.Person)
		if !ok { // whoever led here was here, whatever circles they are in now
			by = s.add(l.Person, r.member(l.Person, r.st.Person(l.Person), s))
		}
		s.Leads = append(s.Leads, Led{ID: id, By: by, Work: l.Initiative, Circle: circle, Origin: l.Origin.Origin(), Since: l.Since, Until: l.Until})
	}
}
