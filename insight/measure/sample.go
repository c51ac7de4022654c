package measure

import (
	"iter"

	"orpheus/org"
)

// Sample is what the acts of a window say about leading, as arrays, for formulas that
// know nothing of an organisation. People are numbered from 0 in the order of their ids.
type Sample struct {
	Scope
	From    org.Time // where the window begins: never before the day that was agreed
	Members []Member
	Leads   []Led
	Ties    []Tie
	Agreed  bool // whether statistics are agreed to for this moment

	index map[org.PersonID]int32
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
	n, ok := s.index[p]
	return int(n), ok
}

// Acts are how often each of the members led, zeros included.
func (s *Sample) Acts() []int {
	x := make([]int, len(s.Members))
	for i := range s.Leads {
		x[s.Leads[i].By]++
	}
	return x
}

// Take reads a state.
func Take(s *org.State, scope Scope) *Sample {
	if scope.Circle == 0 {
		scope.Circle = org.Root
	}
	from := scope.At - org.Time(scope.Window.Microseconds())
	out := &Sample{Scope: scope, From: max(from, s.StatisticsFrom), Agreed: s.StatisticsFrom == 0 || scope.At >= s.StatisticsFrom, index: map[org.PersonID]int32{}}
	if !out.Agreed {
		return out
	}
	within := circles(s, scope.Circle)
	out.members(s, within)
	out.leads(s, within)
	out.ties(s)
	return out
}

func (s *Sample) members(st *org.State, within map[org.CircleID]int) {
	here, _ := people(st, within)
	whole := s.Circle == org.Root
	levels := circles(st, org.Root)
	deepest := 0
	for _, l := range levels {
		deepest = max(deepest, l)
	}
	for id, p := range st.People() {
		left := whole && !p.Guest && !p.Present() && p.Since != 0 && p.Until > s.From // who left meanwhile could have led too
		if !here[id] && !left || p.Since > s.At {
			continue
		}
		s.index[id] = int32(len(s.Members))
		m := Member{ID: id, Home: home(st, p), Here: presence(p, s.From, s.At)}
		for _, t := range p.Seats {
			if r := st.Role(st.Seat(t).Role); r.Formal {
				m.Formal, m.Level = true, max(m.Level, 1+deepest-levels[r.Circle])
			}
		}
		s.Members = append(s.Members, m)
	}
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

// home is the circle on the first level in which most places of somebody are, the one
// that was made first where there are several; the root where there is none.
func home(s *org.State, p *org.Person) org.CircleID {
	count := map[org.CircleID]int{}
	for c := range places(s, p) {
		for s.Circle(c).Parent() != 0 && s.Circle(c).Parent() != org.Root {
			c = s.Circle(c).Parent()
		}
		count[c]++
	}
	best := org.Root
	for c, n := range count {
		switch {
		case c == org.Root:
		case best == org.Root, n > count[best], n == count[best] && c < best:
			best = c
		}
	}
	return best
}

func places(s *org.State, p *org.Person) iter.Seq[org.CircleID] {
	return func(yield func(org.CircleID) bool) {
		for _, t := range p.Seats {
			if !yield(s.Role(s.Seat(t).Role).Circle) {
				return
			}
		}
		for _, c := range p.Circles {
			if !yield(c) {
				return
			}
		}
	}
}

func (s *Sample) leads(st *org.State, within map[org.CircleID]int) {
	for id, l := range st.Leads() {
		if l.Since > s.At || (l.Until != 0 && l.Until <= s.From) {
			continue
		}
		circle := st.Initiative(l.Initiative).Circle
		if _, in := within[circle]; !in && s.Circle != org.Root {
			continue
		}
		by, ok := s.index[l.Person]
		if !ok { // whoever led here was here, whatever circles they are in now
			by = int32(len(s.Members))
			s.index[l.Person] = by
			p := st.Person(l.Person)
			s.Members = append(s.Members, Member{ID: l.Person, Home: home(st, p), Here: presence(p, s.From, s.At)})
		}
		s.Leads = append(s.Leads, Led{ID: id, By: by, Work: l.Initiative, Circle: circle, Origin: l.Origin.Origin(), Since: l.Since, Until: l.Until})
	}
}

// ties counts, for every piece of work that was led in the window, whoever led it with
// whoever took part. Two who led it together followed each other.
func (s *Sample) ties(st *org.State) {
	led := map[org.InitiativeID][]int32{}
	for i := range s.Leads {
		led[s.Leads[i].Work] = append(led[s.Leads[i].Work], s.Leads[i].By)
	}
	type pair struct{ from, to int32 }
	count, seen := map[pair]int{}, map[pair]org.InitiativeID{}
	order := []pair{}
	for i := range s.Leads {
		work := s.Leads[i].Work
		leaders := led[work]
		if leaders == nil {
			continue // done with its first lead
		}
		led[work] = nil
		add := func(from, to int32) {
			p := pair{from, to}
			if from == to || seen[p] == work {
				return
			}
			if count[p] == 0 {
				order = append(order, p)
			}
			seen[p] = work
			count[p]++
		}
		for _, from := range leaders {
			for _, to := range leaders {
				add(from, to)
			}
			for _, j := range st.Initiative(work).Joined {
				if to, ok := s.index[j]; ok {
					add(from, to)
				}
			}
		}
	}
	for _, p := range order {
		s.Ties = append(s.Ties, Tie{p.from, p.to, count[p]})
	}
}
