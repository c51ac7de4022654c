package demo

import (
	"slices"

	"orpheus/org"
)

// turns lays out the changes that make the story: approvals end, come back in a
// hard quarter and end again; a team closes; teams choose their links; those who
// led by position become coaches.
func (r *region) turns() {
	r.chapter(30, func() {
		from := org.At(r.first)
		r.do(r.pid("els"), &org.AmendOrganisation{StatisticsFrom: &from})
	})
	r.chapter(200, func() { r.do(r.pid("tine"), &org.SetSteward{Person: r.pid("katrien"), Steward: true}) })
	r.chapter(243, r.nightMoves)
	r.chapter(crisis, r.setback)
	r.chapter(crisis+14, func() {
		if role := r.roles["support.approvals"]; role != 0 && !r.draft.Role(role).Live() {
			r.do(r.shaper(r.draft.Role(role).Circle), &org.RestoreRole{Role: role})
			r.fill("support.approvals", r.pid("els"), r.pid("els"))
		}
	})
	r.chapter(recovery+10, func() { r.retires("support.approvals") })
	r.chapter(470, func() { r.amendCircle("night", "", "nightpurpose") })
	r.chapter(vaartCloses-16, func() {
		if c := r.circle("vaart"); c != 0 {
			r.windUp(c, r.circle("home"))
		}
	})
	r.chapter(vaartCloses, r.vaart)
	r.chapter(elections, r.director)
	r.chapter(645, func() { r.steps("home.headcare", "pieter") })
	r.chapter(702, func() { r.steps("planning.headops", "joris") })
	r.chapter(664, func() { r.amendCircle("support", "support", "supportpurpose") })
	r.chapter(655, func() {
		if id := r.roles["roster.roseast"]; id != 0 {
			r.do(r.shaper(r.draft.Role(id).Circle), &org.AmendRole{Role: id, Domains: &[]string{r.text.words["rosterdomain"]}})
		}
	})
	r.chapter(770, func() {
		if id := r.roles["planning.standby"]; id != 0 {
			name := r.text.words["standbyname"]
			r.do(r.shaper(r.circles["planning"]), &org.AmendRole{Role: id, Name: &name})
		}
	})
	r.chapter(590, func() {
		if p := r.byID["johan"]; p != nil && p.pid != 0 {
			r.do(r.pid("tine"), &org.ErasePerson{Person: p.pid, KeepTexts: true})
		}
	})
	r.chapter(850, func() {
		if p := r.byID["lutgart"]; p != nil && p.pid != 0 && !r.there(p) {
			r.do(r.pid("tine"), &org.JoinPerson{Person: p.pid})
			r.settle(p)
		}
	})
}

// setback has many lay down what they lead: too many are ill, and rounds come
// first.
func (r *region) setback() {
	for id, l := range r.draft.Leads() {
		if p := r.byPID[l.Person]; l.Until != 0 || p == nil || p.boss > 0 || p.guest || !r.chance(0.8) {
			continue
		}
		r.plan(r.later(r.between(0, 7)), func() {
			if l := r.draft.Lead(id); l.Until == 0 && r.there(r.byPID[l.Person]) {
				r.do(l.Person, &org.LayDownLead{Lead: id, Why: r.one("whys")})
			}
		})
	}
}

// nightMoves brings the night team from planning to care.
func (r *region) nightMoves() {
	night, home := r.circle("night"), r.circle("home")
	if night == 0 || home == 0 {
		return
	}
	by := r.pid("hilde")
	for _, c := range []org.CircleID{night, home} {
		if !r.draft.Belongs(by, c) {
			r.do(by, &org.JoinCircle{Circle: c})
		}
	}
	r.do(by, &org.MoveCircle{Circle: night, Parents: []org.CircleID{home}})
}

// vaart closes the team along the canal; its people go to two others.
func (r *region) vaart() {
	c := r.circle("vaart")
	if c == 0 {
		return
	}
	r.windUp(c, r.circle("home"))
	var staff []*person
	for _, p := range r.people {
		if p.home == "vaart" && r.there(p) {
			staff = append(staff, p)
		}
	}
	by := r.shaper(c)
	if p := r.byID["vera"]; p != nil && r.there(p) && r.draft.Belongs(p.pid, c) {
		by = p.pid
	}
	r.do(by, &org.CloseCircle{Circle: c})
	for _, p := range staff {
		r.plan(r.later(r.between(0, 6)), func() { r.settle(p) })
	}
}

// director changes the role of the director, who coaches from now on.
func (r *region) director() {
	id := r.roles["linde.director"]
	if id == 0 {
		return
	}
	purpose, does, leads := r.text.words["dirpurpose"], parts(r.text.words["dirdoes"]), false
	r.do(r.pid("els"), &org.AmendRole{Role: id, Purpose: &purpose, Accountabilities: &does, Leads: &leads})
}

// steps moves a formal role out of the circle it led, to those who support.
func (r *region) steps(role, who string) {
	id, to := r.roles[role], r.circle("support")
	if id == 0 || to == 0 || !r.draft.Role(id).Live() {
		return
	}
	by, leads := r.pid(who), false
	if !r.draft.Belongs(by, to) {
		r.do(by, &org.JoinCircle{Circle: to})
	}
	r.do(by, &org.AmendRole{Role: id, Leads: &leads})
	r.do(by, &org.MoveRole{Role: id, Circle: to})
}

func (r *region) amendCircle(key, name, purpose string) {
	c := r.circle(key)
	if c == 0 {
		return
	}
	act := &org.AmendCircle{Circle: c}
	if name != "" {
		text := r.text.words[name]
		act.Name = &text
	}
	text := r.text.words[purpose]
	act.Purpose = &text
	r.do(r.shaper(c), act)
}

// frames puts guardrails in force, and lifts one.
func (r *region) frames() {
	days := map[string]int{
		"twice": 58, "privacyrail": 75, "hours": 101, "visitors": 146, "alone": 352, "tryout": noApprovals + 5, "names": 455,
		"smallspend": elections + 40, "lastminute": 690, "guests": 610, "fleet": 830, "moneyrail": 905,
	}
	for _, g := range r.text.rails {
		if !r.o.Size.keeps(g.circle) {
			continue
		}
		r.chapter(days[g.key], func() {
			c := r.circle(g.circle)
			if c == 0 {
				return
			}
			by := pick(r.sim, slices.DeleteFunc(r.draft.Members(c), func(p org.PersonID) bool { return r.draft.Person(p).Guest }))
			set := &org.SetGuardrail{Circle: c, Text: g.text}
			r.do(by, set)
			if g.key == "alone" {
				r.chapter(705, func() { r.do(r.shaper(c), &org.LiftGuardrail{Guardrail: set.Guardrail}) })
			}
		})
	}
	r.chapter(noApprovals+8, func() { r.do(r.pid("els"), &org.SetGuardrail{Circle: r.top, Structure: org.Free}) })
}
