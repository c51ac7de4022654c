package loadtest

import (
	"strings"

	"orpheus/org"
)

// size is how much there is of everything in a state.
func size[K ~uint32, V any](row func(K) *V, guess int) int {
	n := max(guess, 1)
	for row(K(n)) != nil {
		n *= 2
	}
	low := 0
	for low+1 < n { // row(low) is there, or low is 0; row(n) is not
		if mid := (low + n) / 2; row(K(mid)) != nil {
			low = mid
		} else {
			n = mid
		}
	}
	return low
}

// act returns an act that can often be done, and by whom.
func (g *Generator) act(s *org.State) (org.Act, org.PersonID) {
	people, circles, roles := size(s.Person, 8), size(s.Circle, 8), size(s.Role, 8)
	grown := min(g.people, 3+g.people*g.n/(g.Total()*6/10))
	switch {
	case people < grown:
		return &org.JoinPerson{Guest: people%50 == 49}, 0
	case circles < 2+people/9:
		return &org.FormCircle{Parents: []org.CircleID{org.CircleID(1 + circles/6)}, Name: "Circle " + g.words(2), Purpose: g.words(8)}, 0
	case roles < people*6/10:
		r := &org.CreateRole{Circle: pick[org.CircleID](g, circles), Name: g.words(2), Purpose: g.words(8), Accountabilities: []string{g.words(6), g.words(7)}}
		r.Leads, r.Formal = g.r.IntN(6) == 0, g.r.IntN(12) == 0
		if g.r.IntN(3) == 0 {
			r.Places, r.TermDays = 1, 365
		}
		return r, 0
	case g.r.IntN(2) == 0 && roles > 0 && size(s.Seat, 8) < people:
		if g.r.IntN(3) == 0 {
			return &org.FillSeat{Role: pick[org.RoleID](g, roles), Person: g.person(people)}, 0
		}
		return &org.TakeSeat{Role: pick[org.RoleID](g, roles)}, g.person(people)
	}
	return g.work(s, people, circles)
}

// work is what goes on once there are people.
func (g *Generator) work(s *org.State, people, circles int) (org.Act, org.PersonID) {
	me := g.person(people)
	circle := g.home(s, me, circles)
	tension := recent[org.TensionID](g, size(s.Tension, 8), people)
	work := recent[org.InitiativeID](g, size(s.Initiative, 8), people)
	leader := func() org.PersonID {
		if i := s.Initiative(work); i != nil && len(i.Leads) > 0 {
			return s.Lead(i.Leads[0]).Person
		}
		return me
	}
	switch n := g.r.IntN(100); {
	case n < 8:
		return &org.JoinCircle{Circle: pick[org.CircleID](g, circles)}, me
	case n < 22:
		return &org.RaiseTension{Circle: circle, Title: g.words(6), Body: org.Write(g.words(20)), Lead: n < 12}, me
	case n < 33:
		return &org.FeelTension{Tension: tension}, me
	case n < 41:
		return &org.TakeLead{Tension: tension}, me
	case n < 51:
		return &org.JoinInitiative{Initiative: work}, me
	case n < 72:
		return &org.NoteInitiative{Initiative: work, Text: org.Write(g.words(15))}, leader()
	case n < 80:
		return &org.SetStep{Initiative: work, Text: org.Write(g.words(8))}, leader()
	case n < 85:
		if i := s.Initiative(work); i != nil {
			return &org.FinishStep{Step: i.LastStep}, leader()
		}
	case n < 92:
		return &org.ConcludeInitiative{Initiative: work, Outcome: org.Write(g.words(12)), Learned: g.sometimes(10)}, leader()
	case n < 94:
		return &org.ResolveTension{Tension: tension, How: g.sometimes(6)}, g.raiser(s, tension, me)
	case n < 97:
		return &org.OfferLead{Tension: tension, To: g.person(people)}, me
	case n < 98:
		return &org.StartInitiative{Circle: circle, Title: g.words(5), Body: g.sometimes(15)}, me
	default:
		for _, id := range s.Person(me).Offers {
			return &org.AcceptOffer{Offer: id}, me
		}
	}
	return &org.KeepLearning{Circle: circle, Text: org.Write(g.words(12))}, me
}

func (g *Generator) raiser(s *org.State, id org.TensionID, me org.PersonID) org.PersonID {
	if t := s.Tension(id); t != nil && t.By != 0 {
		return t.By
	}
	return me
}

// home is a circle the person has a part in, else any.
func (g *Generator) home(s *org.State, p org.PersonID, circles int) org.CircleID {
	who := s.Person(p)
	if len(who.Seats) > 0 {
		return s.Role(s.Seat(who.Seats[0]).Role).Circle
	}
	if len(who.Circles) > 0 {
		return who.Circles[0]
	}
	return pick[org.CircleID](g, circles)
}

func (g *Generator) person(people int) org.PersonID { return pick[org.PersonID](g, people) }

func pick[ID ~uint32](g *Generator, n int) ID { return ID(1 + g.r.IntN(max(1, n))) }

// recent is mostly one of the last.
func recent[ID ~uint32](g *Generator, n, window int) ID {
	return ID(max(1, n-g.r.IntN(max(1, min(n, window)))))
}

func (g *Generator) sometimes(n int) org.Prose {
	if g.r.IntN(2) == 0 {
		return org.Prose{}
	}
	return org.Write(g.words(n))
}

var vocabulary = strings.Fields(`care night wound roster team client family budget planning house garden meeting
	training quality safety kitchen transport intake evening weekend volunteer feedback board purpose support
	repair ladder bicycle invoice contract medicine nursing welcome learning rhythm agreement handover coffee`)

func (g *Generator) words(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(vocabulary[g.r.IntN(len(vocabulary))])
	}
	return b.String()
}

func (g *Generator) name() string { return "Person " + g.words(2) }
