package demo

import (
	"slices"

	"orpheus/org"
)

// meetingPlan is a circle that meets every so many weeks.
type meetingPlan struct {
	circle, by  string
	weeks, back int // the last one so many days before the end of the story
	times       int
	matters     map[int]int // at which of them somebody has a matter of their own, and which
}

var meetings = []meetingPlan{
	{"oost", "ward", 4, 5, 13, map[int]int{4: 0, 6: 1, 8: 2, 10: 3, 11: 4}},
	{"anker", "leen", 6, 16, 5, map[int]int{1: 5, 3: 6}},
	{"west", "samira", 5, 27, 6, map[int]int{4: 7}},
	{"home", "precious", 8, 33, 4, nil},
}

// gathering is a meeting or a reflection while it goes on. All that is said and done there are
// acts, in the order in which people do them.
type gathering struct {
	*strand
	c      org.CircleID
	id     org.MeetingID
	in     []org.PersonID
	at     uint16                // the point they came to last
	stays  bool                  // it goes on after these, each in their own time
	most   int                   // how many points they come to
	raised map[org.TensionID]int // what meetings of this circle raised, and which matter it was
	matter int                   // of somebody's own, at a point
	own    uint16
	role   org.RoleID // one that they retire, when it is its turn
}

func (g *gathering) row() *org.Meeting { return g.draft.Meeting(g.id) }

// meets lays out the meetings of a circle. What is raised at one is led from the next on.
func (r *region) meets(m *meetingPlan) {
	s := r.strand("meet." + m.circle)
	raised := map[org.TensionID]int{}
	for i := range m.times {
		s.on(m.back+(m.times-1-i)*7*m.weeks, func() {
			c := s.circle(m.circle)
			if c == 0 {
				return
			}
			open := &org.OpenMeeting{Circle: c}
			if !s.do(s.member(c, m.by), open) {
				return
			}
			g := &gathering{strand: s, c: c, id: open.Meeting, most: 3, raised: raised}
			g.joins(s.between(3, 5))
			matter, has := m.matters[i]
			g.agenda(matter, has)
			s.after(4, func() {
				g.speaks("arrivals", 0.9)
				s.after(6, func() { g.goesOn(0, func() { g.do(g.leads(), &org.CloseMeeting{Meeting: g.id}) }) })
			})
		})
	}
}

// joins has whoever facilitates come, and some others.
func (g *gathering) joins(others int) {
	g.in = append([]org.PersonID(nil), g.row().In...)
	for _, p := range append([]org.PersonID{g.row().Facilitator}, g.of(g.c)...) {
		if len(g.in) > others {
			return
		}
		if p != 0 && !slices.Contains(g.in, p) && g.do(p, &org.JoinMeeting{Meeting: g.id}) {
			g.in = append(g.in, p)
		}
	}
}

// leads is whoever facilitates, where they are there.
func (g *gathering) leads() org.PersonID {
	if f := g.row().Facilitator; f != 0 && g.draft.Person(f).Present() {
		return f
	}
	return pick(g.sim, g.in)
}

// agenda puts on it what the meeting before raised, what the state has for it, and a matter in
// somebody's own words.
func (g *gathering) agenda(matter int, has bool) {
	put := 0
	for id := range g.draft.Tensions() {
		if _, ours := g.raised[id]; ours && put < 1 && g.draft.Unanswered(g.draft.Tension(id)) && g.do(pick(g.sim, g.in), &org.AddPoint{Meeting: g.id, Tension: id}) {
			put++
		}
	}
	for range 2 - put {
		if t := pick(g.sim, g.draft.ForAgenda(g.id, g.now)); t.About.N != 0 {
			g.do(g.leads(), pointOf(g.id, t.About))
		}
	}
	add := &org.AddPoint{Meeting: g.id, Words: org.Write(g.text.lists["matters"][matter])}
	if has && g.do(pick(g.sim, g.in), add) {
		g.matter, g.own = matter, add.Point
	}
}

func pointOf(e org.MeetingID, r org.Ref) *org.AddPoint {
	a := &org.AddPoint{Meeting: e}
	switch r.Letter {
	case 'T':
		a.Tension = org.TensionID(r.N)
	case 'I':
		a.Initiative = org.InitiativeID(r.N)
	case 'D':
		a.Decision = org.DecisionID(r.N)
	case 'M':
		a.Agreement = org.AgreementID(r.N)
	case 'R':
		a.Role = org.RoleID(r.N)
	case 'E':
		a.Earlier = org.MeetingID(r.N)
	}
	return a
}

// speaks goes round once: each says one thing, or gives it on.
func (g *gathering) speaks(list string, often float64) {
	at := g.row().Floor
	said := map[int]bool{}
	for range 2 * len(g.in) {
		now := g.row().Floor
		if now.Point != at.Point || now.Round != at.Round || now.Speaker == 0 {
			return
		}
		if i := g.rng.IntN(len(g.text.lists[list])); g.chance(often) && !said[i] {
			said[i] = true
			g.says(now, org.Write(g.text.lists[list][i]))
		} else if !g.turns(g.draft.NextTurn(g.row())) {
			return
		}
	}
}

func (g *gathering) says(now org.Floor, text org.Prose) {
	g.do(now.Speaker, &org.SpeakInMeeting{Meeting: g.id, Point: now.Point, Closing: now.Round == org.Leaving, Text: text})
}

// goesOn comes to the next open point, and after the last one to the words at the end.
func (g *gathering) goesOn(done int, end func()) {
	if !g.row().Open() {
		return
	}
	for i := range g.row().Points {
		n := uint16(i + 1)
		ready := g.row().Points[i].Open() && (g.at < n || g.retires(n))
		if g.role != 0 && done == 0 { // they begin with it
			ready = g.retires(n)
		}
		if done < g.most && ready {
			if !g.retires(n) {
				g.at = n
			}
			g.turns(g.draft.At(g.row(), n, org.Speaking))
			if g.retires(n) {
				for k := range 2 {
					g.says(g.row().Floor, org.Write(g.text.words["stock"+string(rune('1'+k))]))
				}
			} else {
				g.speaks("remarks", 0.55)
			}
			g.turns(org.Floor{Point: n, Round: org.Becoming})
			g.after(g.between(6, 11), func() {
				g.settles(n)
				g.goesOn(done+1, end)
			})
			return
		}
	}
	if g.stays {
		return
	}
	g.turns(g.draft.At(g.row(), 0, org.Leaving))
	g.speaks("partings", 0.8)
	g.after(2, end)
}

// retires reports whether a point is about the role that they retire.
func (g *gathering) retires(n uint16) bool {
	return g.role != 0 && g.row().Point(n).About() == org.RefOf(g.role) && g.row().Point(n).Open()
}

// turns has whoever facilitates go on to a turn, unless it is that already.
func (g *gathering) turns(t org.Floor) bool {
	now := g.row().Floor
	return (now.Point != t.Point || now.Round != t.Round || now.Speaker != t.Speaker) && g.do(g.leads(), org.Turning(g.id, t))
}

// settles says what becomes of a point, and by which act.
func (g *gathering) settles(n uint16) {
	p := g.row().Point(n)
	if p == nil || !p.Open() {
		return
	}
	by, out := pick(g.sim, g.in), &org.SettlePoint{Meeting: g.id, Point: n, Outcome: org.LeftOpen}
	switch about := p.About(); about.Letter {
	case 0:
		out.Outcome, out.Act = g.raises(p.By, n)
	case 'T':
		if at, ours := g.raised[org.TensionID(about.N)]; ours && g.takes(by, org.TensionID(about.N), at) {
			out.Outcome, out.Act = org.Taken, g.number
		}
	case 'R':
		out.Outcome = org.Kept
		if g.retires(n) && g.do(g.leads(), &org.RetireRole{Role: g.role}) {
			out.Outcome, out.Act = org.Retired, g.number
		}
	case 'E':
		out.Outcome = pick(g.sim, []org.Outcome{org.Kept, org.Kept, org.Altered, org.Retired})
	default:
		if i := g.draft.Initiative(org.InitiativeID(about.N)); about.Letter != 'I' || !i.Live() {
			out.Outcome = org.Kept
		}
	}
	g.do(by, out)
}

// raises has whoever put a matter on the agenda bring it in, so that somebody can lead it.
func (g *gathering) raises(by org.PersonID, n uint16) (org.Outcome, uint64) {
	act := &org.RaiseTension{Circle: g.c, Title: g.text.lists["matters"][g.matter]}
	if n != g.own || !g.do(by, act) {
		return org.LeftOpen, 0
	}
	g.raised[act.Tension] = g.matter
	return org.Raised, g.number
}

// takes has somebody lead what a meeting raised, and end it some weeks later.
func (g *gathering) takes(by org.PersonID, id org.TensionID, matter int) bool {
	act := &org.TakeLead{Tension: id, Until: g.now + 90*org.Day}
	if !g.do(by, act) {
		return false
	}
	number := g.number
	g.days(g.between(15, 60), func() {
		g.do(by, &org.ConcludeInitiative{Initiative: act.Initiative, Outcome: org.Write(g.text.lists["settlements"][matter])})
	})
	g.number = number
	return true
}
