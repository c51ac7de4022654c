package demo

import (
	"strconv"
	"time"

	"orpheus/org"
)

// staged are the threads that the scenes tell, so that nothing else does.
var staged = []string{
	"keysafes", "medtalk", "sparekeys", "family", "woundphotos", "woundpilot", "ebikes", "nightswap", "tabletrx", "letters",
	"afterschool", "frontdoor", "nightinterns", "hillbikes", "kilometres", "chargers", "sharecar", "falls",
	"medlist",
}

// scene is a piece of work that is told from beginning to end.
type scene struct {
	*region
	t      *thread
	circle org.CircleID
	title  string
	work   org.InitiativeID
	lead   org.LeadID
}

// scenes lays out what is going on in the last months: what somebody who looks
// today should find.
func (r *region) scenes() {
	r.inOost()
	r.inCare()
	r.inWheels()
	r.guests()
	r.lastDays()
}

// stage prepares a scene; nil where the circle is not there.
func (r *region) stage(key, circle string) *scene {
	c := r.circle(circle)
	if c == 0 {
		return nil
	}
	t := r.text.thread(key)
	s := &scene{region: r, t: t, circle: c, title: t.title}
	if _, taken := r.titled[s.title]; taken {
		s.title = say(r.text.words["also"], "{title}", t.title, "{circle}", r.draft.Circle(c).Name)
	}
	r.titled[s.title] = r.today()
	return s
}

// when plans what happens so many days before the end.
func (r *region) when(back, hour, minute int, f func()) { r.plan(r.back(back, hour, minute), f) }

// ahead is a moment so many days after the end of the story.
func (r *region) ahead(days int) org.Time { return r.due(r.days() + days) }

// start has somebody begin the work and lead it until some days after the end.
func (s *scene) start(who string, role string, ahead int) {
	act := &org.StartInitiative{Circle: s.circle, Title: s.title, Body: org.Write(s.t.body), Until: s.ahead(ahead)}
	if id := s.roles[role]; id != 0 && s.draft.HoldsRole(s.pid(who), id) != 0 {
		act.Role = id
	}
	if s.do(s.pid(who), act) {
		s.follow(act.Initiative, act.Lead)
	}
}

// raise has somebody raise it, and lead it where ahead is not zero.
func (s *scene) raise(who string, ahead int) org.TensionID {
	act := &org.RaiseTension{Circle: s.circle, Title: s.title, Body: org.Write(s.t.body)}
	if ahead != 0 {
		act.Lead, act.Until = true, s.ahead(ahead)
	}
	s.do(s.pid(who), act)
	s.of[act.Tension] = s.t
	if act.Lead {
		s.follow(act.Initiative, act.LeadID)
	}
	return act.Tension
}

func (s *scene) follow(work org.InitiativeID, lead org.LeadID) {
	s.work, s.lead = work, lead
	s.of[work], s.steady[lead] = s.t, true
}

// with has others join in the days after.
func (s *scene) with(who ...string) {
	for i, p := range who {
		s.plan(s.later(1+3*i), func() { s.do(s.pid(p), &org.JoinInitiative{Initiative: s.work}) })
	}
}

// next says what comes next, due some days after the end (before it where
// negative).
func (s *scene) next(text string, ahead int) {
	w := s.draft.Initiative(s.work)
	if w == nil || len(w.Leads) == 0 {
		return
	}
	s.finish(s.work)
	s.do(s.draft.Lead(w.Leads[0]).Person, &org.SetStep{Initiative: s.work, Text: org.Write(text), Due: s.ahead(ahead)})
}

func (s *scene) note(who string, n int) {
	s.do(s.pid(who), &org.NoteInitiative{Initiative: s.work, Text: org.Write(s.text.lists["notes"][n])})
}

// inOost is what Fatima and her team are at.
func (r *region) inOost() {
	r.when(64, 14, 5, func() {
		s := r.stage("family", "oost")
		if s == nil {
			return
		}
		s.title = say(s.t.title, "{circle}", r.text.circles["anker"].name)
		r.titled[s.title] = r.today()
		s.start("fatima", "oost.tfamily", 44)
		s.with("hilde", "lotte", "gust", "chantal", "rachid", "leen", "precious")
		r.when(40, 10, 20, func() { s.note("fatima", 2) })
		r.when(22, 15, 40, func() { s.note("leen", 25) })
		r.when(9, 11, 12, func() { s.next(s.t.step, -1) })
	})
	r.when(34, 10, 44, func() {
		if s := r.stage("woundphotos", "oost"); s != nil {
			s.raise("fatima", 38)
			s.with("sevgi", "precious")
			r.when(12, 13, 30, func() { s.next(s.t.step, 10) })
			r.when(6, 16, 2, func() { s.note("sevgi", 12) })
		}
	})
	r.when(3, 11, 31, func() {
		if s := r.stage("keysafes", "oost"); s != nil {
			id := s.raise("ward", 0)
			for i, p := range []string{"kofi", "lien", "thijsw", "amina"} {
				r.when(2, 9+2*i, 13, func() { r.do(r.pid(p), &org.FeelTension{Tension: id}) })
			}
		}
	})
	r.when(60, 9, 5, func() { r.do(r.pid("els"), &org.SetSteward{Person: r.pid("fatima"), Steward: true}) })
	r.when(190, 16, 25, func() {
		for _, n := range []int{19, 8} { // what the calls of the last days have to do with
			r.do(r.pid("fatima"), &org.NameStrength{As: org.AsStrength, Text: org.Write(r.text.lists["strengths"][n])})
		}
	})
	r.when(16, 12, 8, func() {
		if s := r.stage("medlist", "oost"); s != nil {
			id := s.raise("fatima", 0)
			r.when(15, 13, 2, func() { r.do(r.pid("amina"), &org.FeelTension{Tension: id}) })
		}
	})
	r.when(330, 10, 10, func() {
		if s := r.stage("falls", "oost"); s != nil {
			id := s.raise("amina", 0)
			title := r.text.words["titlefix"]
			r.plan(r.later(1), func() { r.do(r.pid("amina"), &org.AmendTension{Tension: id, Title: title}) })
			r.plan(r.later(4), func() {
				act := &org.TakeLead{Tension: id}
				if r.do(r.pid("mohamed"), act) {
					r.led(act.Initiative, s.t)
				}
			})
		}
	})
}

// inCare is what goes on in Home care and at night.
func (r *region) inCare() {
	r.when(162, 9, 50, func() {
		if s := r.stage("woundpilot", "home"); s != nil {
			s.start("sevgi", "home.wound", 44)
			s.with("precious", "ward", "hanne", "thijsw", "ellen", "goele", "samira", "fatima", "roos")
			for i, n := range []int{0, 19, 26, 8} {
				r.when(140-30*i, 14, 20, func() { s.note([]string{"sevgi", "samira"}[i%2], n) })
			}
			r.when(11, 10, 5, func() { s.next(s.t.step, 7) })
		}
	})
	r.when(212, 13, 40, func() {
		if s := r.stage("tabletrx", "home"); s != nil {
			s.start("rachid", "", 60)
			s.with("precious", "sevgi", "priya", "soren")
			r.when(170, 11, 0, func() { s.note("rachid", 5) })
			r.when(90, 11, 0, func() { s.note("precious", 7) })
			r.when(1, 10, 52, func() {
				r.do(r.pid("rachid"), &org.ConcludeInitiative{
					Initiative: s.work, Outcome: org.Write(s.t.outcome), Learned: org.Write(r.text.lists["learned"][1]),
				})
			})
		}
	})
	r.when(15, 13, 22, func() {
		if s := r.stage("nightswap", "home"); s != nil {
			id := s.raise("precious", 0)
			for i, p := range []string{"kofi", "noor", "greet", "joke"} {
				r.when(14-i, 15, 10+i, func() { r.do(r.pid(p), &org.FeelTension{Tension: id}) })
			}
			r.when(10, 9, 41, func() {
				act := &org.TakeLead{Tension: id, Until: r.ahead(60)}
				if r.do(r.pid("rachid"), act) {
					s.follow(act.Initiative, act.Lead)
					s.with("hilde", "precious")
					s.next(s.t.step, 3)
				}
			})
		}
	})
	r.when(280, 14, 30, func() {
		if s := r.stage("nightinterns", "night"); s != nil {
			s.start("sevgi", "", 10)
			s.with("kofi", "jan", "milan")
			r.when(240, 10, 0, func() { s.next(s.t.step, -225) })
			r.when(190, 10, 15, func() {
				act := &org.HandOverLead{Lead: s.lead, To: r.pid("kofi"), Word: org.Write(r.text.lists["handovers"][1])}
				if r.do(r.pid("sevgi"), act) {
					r.when(188, 21, 3, func() { r.replies(act.Offer, s.t) })
				}
			})
		}
	})
	r.when(6, 4, 40, func() {
		if s := r.stage("sparekeys", "night"); s != nil {
			id := s.raise("greet", 0)
			r.when(4, 8, 12, func() { r.do(r.pid("dario"), &org.FeelTension{Tension: id}) })
			r.when(1, 23, 20, func() {
				act := &org.TakeLead{Tension: id, Until: r.ahead(45)}
				if r.do(r.pid("kofi"), act) {
					s.follow(act.Initiative, act.Lead)
					s.next(s.t.step, 9)
				}
			})
		}
	})
}

// inWheels is where too much rests on one person.
func (r *region) inWheels() {
	for _, one := range []struct {
		key, circle string
		back, ahead int
		role        bool
	}{
		{"kilometres", "planning", 205, 30, true},
		{"sharecar", "wheels", 171, 24, false},
		{"ebikes", "wheels", 128, 11, false},
		{"chargers", "wheels", 83, 41, false},
		{"hillbikes", "wheels", 47, 62, false},
	} {
		r.when(one.back, 11, 7, func() {
			s := r.stage(one.key, one.circle)
			if s == nil {
				s = r.stage(one.key, "planning")
			}
			if s == nil {
				return
			}
			role := ""
			if one.role {
				role = "planning.headops"
			}
			if s.t.tension {
				s.raise("joris", one.ahead)
			} else {
				s.start("joris", role, one.ahead)
			}
			s.with("staf", "raf", "sam")
			r.plan(r.later(r.between(3, 12)), func() { s.next(s.t.step, -one.back/2) })
			r.plan(r.later(r.between(20, 30)), func() { r.notes(s.work) })
			switch one.key {
			case "ebikes":
				title := r.text.words["bikestitle"]
				r.when(20, 16, 11, func() { r.do(r.pid("joris"), &org.AmendInitiative{Initiative: s.work, Title: &title}) })
				r.when(1, 12, 40, func() {
					r.do(r.pid("joris"), &org.HandOverLead{Lead: s.lead, To: r.pid("fatima"), Word: org.Write(r.text.lists["handovers"][1])})
				})
			case "hillbikes":
				r.when(4, 17, 20, func() {
					r.do(r.pid("joris"), &org.HandOverLead{Lead: s.lead, To: r.pid("ximena"), Word: org.Write(r.text.lists["handovers"][2])})
				})
			}
		})
	}
}

// guests lead something once.
func (r *region) guests() {
	r.when(390, 14, 0, func() {
		if s := r.stage("letters", "council"); s != nil {
			act := &org.StartInitiative{Circle: s.circle, Title: s.title, Body: org.Write(s.t.body)}
			if r.do(r.pid("gmaria"), act) {
				s.follow(act.Initiative, act.Lead)
				s.with("emma", "gjos", "anouk")
				s.next(s.t.step, -370)
				r.when(322, 10, 30, func() {
					r.do(r.pid("gmaria"), &org.ConcludeInitiative{Initiative: s.work, Outcome: org.Write(s.t.outcome), Learned: org.Write(r.text.lists["learned"][14])})
				})
			}
		}
	})
	r.when(236, 16, 20, func() {
		if s := r.stage("afterschool", "volunteers"); s != nil {
			id := s.raise("bea", 0)
			r.when(230, 17, 40, func() {
				act := &org.TakeLead{Tension: id, Until: r.ahead(-120)}
				if r.do(r.pid("gbrecht"), act) {
					s.follow(act.Initiative, act.Lead)
					s.with("bea", "hugo", "gleila")
					s.next(s.t.step, -200)
				}
			})
			r.when(131, 17, 5, func() {
				r.do(r.pid("gbrecht"), &org.ConcludeInitiative{Initiative: s.work, Outcome: org.Write(s.t.outcome)})
			})
		}
	})
	r.when(300, 10, 0, func() {
		if s := r.stage("frontdoor", "partners"); s != nil {
			s.start("tariq", "partners.towns", 150)
			s.with("emma", "gann", "gmehmet", "hilde", "precious")
			r.when(280, 11, 0, func() {
				act := &org.OfferLead{Initiative: s.work, To: r.pid("gann"), Word: org.Write(r.text.lists["offers"][5])}
				if r.do(r.pid("tariq"), act) {
					r.when(276, 9, 30, func() { r.do(r.pid("gann"), &org.AcceptOffer{Offer: act.Offer, Until: r.ahead(150)}) })
				}
			})
			r.when(60, 15, 0, func() { s.note("gann", 17) })
		}
	})
}

// lastDays are what the feed of today shows.
func (r *region) lastDays() {
	r.when(44, 9, 15, func() {
		s := r.stage("summer", "roster")
		if s == nil {
			return
		}
		year := r.last.Year()
		if r.last.Month() > time.July {
			year++
		}
		s.title = say(s.t.title, "{year}", strconv.Itoa(year))
		if _, taken := r.titled[s.title]; taken {
			return
		}
		r.titled[s.title] = r.today()
		s.start("liesbeth", "", 20)
		s.with("noor", "bram")
		r.when(1, 16, 35, func() {
			r.do(r.pid("liesbeth"), &org.LayDownLead{Lead: s.lead, Why: org.Write(r.text.lists["whys"][0])})
		})
	})
	r.when(1, 9, 5, func() {
		role := r.roles["roster.rosnorth"]
		if role == 0 {
			return
		}
		bram, noor := r.pid("bram"), r.pid("noor")
		if seat := r.draft.HoldsRole(bram, role); seat != 0 && r.do(bram, &org.FillSeat{Role: role, Person: noor}) {
			r.do(bram, &org.LeaveSeat{Seat: seat})
		}
	})
	r.when(1, 14, 18, func() {
		r.worth()
		if s := r.stage("medtalk", "onboarding"); s != nil {
			id := s.raise("precious", 0)
			for i, p := range []string{"rachid", "noor", "elif", "jan", "ruth", "lotte"} {
				r.when(1, 15+i, 7*i, func() { r.do(r.pid(p), &org.FeelTension{Tension: id}) })
			}
		}
	})
	r.when(5, 13, 50, func() {
		c := r.circle("oost")
		if c == 0 {
			return
		}
		for _, id := range r.draft.Circle(c).Tensions {
			if r.of[id] != nil && !r.ledTension(id) && r.draft.Person(r.pid("ward")).Present() {
				r.do(r.pid("ward"), &org.OfferLead{Tension: id, To: r.pid("mohamed"), Word: org.Write(r.text.lists["offers"][4])})
				return
			}
		}
	})
}
