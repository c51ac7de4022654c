package demo

import "orpheus/org"

// informalPlan is what somebody is to a circle, unappointed, as colleagues see it.
type informalPlan struct {
	circle, who string
	as          org.Informally
	name        string // of their own words
	back        int
	peers       int // how many say it
	answer      int // how many days later they say yes; none for not yet
	down        int // how many days later they lay it down; none for not
}

var informals = []informalPlan{
	{circle: "oost", who: "amina", as: org.AsCoordinator, back: 410, peers: 3, answer: 4},
	{circle: "west", who: "tom", as: org.AsOwn, name: "informalcalm", back: 350, peers: 3, answer: 2},
	{circle: "home", who: "sevgi", as: org.AsKnowledge, back: 300, peers: 4, answer: 1},
	{circle: "noord", who: "goele", as: org.AsDriver, back: 215, peers: 2, answer: 9, down: 130},
	{circle: "noord", who: "hanne", as: org.AsCoordinator, back: 120, peers: 3, answer: 3},
	{circle: "oost", who: "mohamed", as: org.AsOwn, name: "informalways", back: 96, peers: 2, answer: 6},
	{circle: "anker", who: "chantal", as: org.AsDriver, back: 70, peers: 1}, // one is not enough
	{circle: "oost", who: "fatima", as: org.AsKnowledge, back: 8, peers: 2}, // and has not answered
}

// informal has colleagues say what somebody is to them, and them say yes, not yet, or no more.
func (r *region) informal() {
	for i := range informals {
		n := &informals[i]
		s := r.strand("informal." + n.circle + n.who)
		s.on(n.back, func() {
			c := s.circle(n.circle)
			if c == 0 {
				return
			}
			who := s.member(c, n.who)
			act := &org.RecogniseInformal{Circle: c, Person: who, As: n.as, Name: s.text.words[n.name]}
			peers := s.of(c, who)
			for k, p := range peers[:min(n.peers, len(peers))] {
				if k == 0 {
					if !s.do(p, act) {
						return
					}
					continue
				}
				s.days(k, func() { s.do(p, &org.RecogniseInformal{Circle: c, Person: who, As: n.as, Name: act.Name}) })
			}
			if n.answer > 0 {
				s.days(n.peers+n.answer, func() { s.do(who, &org.AcceptInformal{Informal: act.Informal}) })
			}
			if n.down > 0 {
				s.days(n.down, func() { s.do(who, &org.DeclineInformal{Informal: act.Informal}) })
			}
		})
	}
}
