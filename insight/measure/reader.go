package measure

import "orpheus/org"

// reader reads samples of one circle out of one state, over any windows: a course asks for
// two dozen, so that people and leads are walked through once.
type reader struct {
	st      *org.State
	top     org.CircleID
	within  []bool // by circle: inside top, by main parents
	levels  map[org.CircleID]int
	deepest int
	here    map[org.PersonID]bool // members of the scope now

	people []somebody // everybody there ever was, by ids
	leads  []Led      // of the scope; By is a place in people
}

// somebody is a person, whatever the window.
type somebody struct {
	Member
	since, until org.Time
	member       bool // of the scope now
	was          bool // of the organisation, which they left
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
	r.read()
	return r
}

func (r *reader) read() {
	places := make([]int32, r.st.NumPeople()+1)
	r.people = make([]somebody, 0, r.st.NumPeople())
	for id, p := range r.st.People() {
		who := somebody{Member: Member{ID: id, Home: home(r.st, p)}, since: p.Since, until: p.Until, member: r.here[id]}
		who.was = r.top == org.Root && !p.Guest && !p.Present() && p.Since != 0
		for _, t := range p.Seats {
			if role := r.st.Role(r.st.Seat(t).Role); role.Formal {
				who.Formal, who.Level = true, max(who.Level, 1+r.deepest-r.levels[role.Circle])
			}
		}
		places[id] = int32(len(r.people))
		r.people = append(r.people, who)
	}
	for id, l := range r.st.Leads() {
		if circle := r.st.Initiative(l.Initiative).Circle; r.in(circle) {
			r.leads = append(r.leads, Led{ID: id, By: places[l.Person], Work: l.Initiative, Circle: circle, Origin: l.Origin.Origin(), Since: l.Since, Until: l.Until})
		}
	}
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
	if !s.Agreed {
		return s
	}
	s.Members = make([]Member, 0, len(r.here))
	add := func(who *somebody) int32 {
		m := who.Member
		m.Here = who.presence(s.From, s.At)
		return s.add(who.ID, m)
	}
	for i := range r.people {
		who := &r.people[i]
		if who.since <= s.At && (who.member || who.was && who.until > s.From) { // who left meanwhile could have led too
			add(who)
		}
	}
	for i := range r.leads {
		l := r.leads[i]
		if l.Since > s.At || (l.Until != 0 && l.Until <= s.From) {
			continue
		}
		who := &r.people[l.By]
		by, ok := s.place(who.ID)
		if !ok { // whoever led here was here, whatever circles they are in now
			by = add(who)
		}
		l.By = by
		s.Leads = append(s.Leads, l)
	}
	return s
}

// presence is the part of a window in which somebody was there, a day at least: whoever
// could have led counts. A person whose first day nobody knows was there from its beginning.
func (p *somebody) presence(from, at org.Time) float64 {
	const day = 1 / 365.0
	start, end := max(from, p.since), at
	if p.until != 0 {
		end = min(end, p.until)
	}
	if at <= from || end <= start {
		return day
	}
	return max(float64(end-start)/float64(at-from), day)
}
