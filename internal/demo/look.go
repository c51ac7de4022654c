package demo

import "orpheus/org"

// lookPlan is a circle that looks back every so many weeks, begun by the clock.
type lookPlan struct {
	circle, by  string
	weeks, back int // the last one so many days before the end of the story
	times       int
	retires     bool // they retire a role that they made, at one of them
	at          int
	nobody      int // the one to which nobody came; none for zero
}

var looks = []lookPlan{
	{circle: "noord", by: "hanne", weeks: 8, back: 24, times: 8, retires: true, at: 5, nobody: 4},
	{circle: "oost", by: "lotte", weeks: 8, back: 3, times: 8, nobody: 2},
	{circle: "west", by: "samira", weeks: 7, back: 31, times: 9},
}

// looksBack has a circle say how often it looks back, and come together each time the clock
// begins it. The last one of a circle goes on where it is young.
func (r *region) looksBack(l *lookPlan) {
	s := r.strand("look." + l.circle)
	first := l.back + l.times*7*l.weeks
	s.at(s.morning(first), func() {
		c := s.circle(l.circle)
		if c == 0 || !s.do(s.member(c, l.by), &org.SetRhythm{Circle: c, Weeks: uint16(l.weeks)}) {
			return
		}
		next, role := s.draft.Circle(c).LooksBack, org.RoleID(0)
		if l.retires {
			role = s.makesRole(c)
		}
		for i := range l.times {
			if l.nobody == 0 || i != l.nobody {
				s.at(next+org.Time(i*7*l.weeks)*org.Day+org.Time(1+i%5)*org.Day/24, func() { s.looksTogether(l, c, i, role) })
			}
		}
	})
}

// looksTogether is one look back: they say what each of the points becomes, and end with one
// small step.
func (s *strand) looksTogether(l *lookPlan, c org.CircleID, i int, role org.RoleID) {
	id := s.draft.MeetingNow(c, true)
	if id == 0 {
		return
	}
	g := &gathering{strand: s, c: c, id: id, most: 5}
	if i == l.at {
		g.role = role
	}
	g.joins(s.between(4, 6))
	if g.role != 0 {
		g.do(g.leads(), &org.AddPoint{Meeting: id, Role: g.role})
	}
	g.after(3, func() {
		g.speaks("arrivals", 0.9)
		if l.back < 10 && i == l.times-1 { // it goes on: each in their own time
			g.stays, g.most = true, 2
		}
		g.after(5, func() { g.goesOn(0, func() { g.ends() }) })
	})
}

// ends closes a look back with a small step. Where they retired a role, they try what comes in
// its place.
func (g *gathering) ends() {
	by := g.leads()
	if g.role == 0 || g.draft.Role(g.role).Live() {
		if g.do(by, &org.CloseMeeting{Meeting: g.id, Step: g.one("nexttimes")}) && g.chance(0.3) {
			g.after(9, func() { g.do(by, &org.KeepLearning{Meeting: g.id, Text: g.one("gathered")}) })
		}
		return
	}
	g.do(by, &org.CloseMeeting{Meeting: g.id, Step: org.Write(g.text.words["stockwhat"])})
	try := &org.BeginTry{Circle: g.c, Title: g.text.words["stocktitle"], What: org.Write(g.text.words["stockwhat"]), Until: g.now + 42*org.Day}
	if !g.do(by, try) {
		return
	}
	g.days(44, func() {
		g.do(by, &org.LookBackOnTry{
			Try: try.Try, Outcome: org.TryKept, Saw: org.Write(g.text.words["stocksaw"]), Learned: org.Write(g.text.words["stocklearned"]),
		})
	})
}

// makesRole makes a role that nobody needs any more a year later.
func (s *strand) makesRole(c org.CircleID) org.RoleID {
	who := s.member(c, "thijsw")
	role := &org.CreateRole{
		Circle: c, Name: s.text.words["stockrole"], Purpose: s.text.words["stockpurpose"], Accountabilities: []string{s.text.words["stockdoes"]},
	}
	if s.do(who, role) {
		s.days(3, func() { s.do(who, &org.TakeSeat{Role: role.Role}) })
	}
	return role.Role
}
