package org

// names reports whether a thing that a guest sees names somebody. It is worked out
// for everybody at once, when first asked: most of what a guest reads names people
// of their own circles, who are seen anyway.
func (v *Sight) names(p PersonID) bool {
	if v.named == nil {
		v.named = map[PersonID]bool{}
		v.nameHolders()
		v.nameWorkers()
		v.nameAskers()
		v.nameThanked()
		v.nameDeciders()
		v.nameMet()
		v.nameLearners()
	}
	return v.named[p]
}

// KnowsWhom reports whether two sights, each of its own state, know the same people:
// of what somebody did who is known to one of them only, the other is not told.
func (v *Sight) KnowsWhom(w *Sight) bool {
	for id := range v.s.People() {
		if v.Knows(RefOf(id)) != w.Knows(RefOf(id)) {
			return false
		}
	}
	for id := range w.s.People() {
		if v.s.Person(id) == nil && w.Knows(RefOf(id)) {
			return false
		}
	}
	return true
}

func (v *Sight) add(people ...PersonID) {
	for _, p := range people {
		v.named[p] = true
	}
}

// nameHolders adds who ever held a role in a circle of theirs, and who confirmed
// what somebody they see named, or stood in for them.
func (v *Sight) nameHolders() {
	for _, t := range v.s.Seats() {
		if v.home[v.s.Role(t.Role).Circle] {
			v.add(t.Person)
		}
	}
	for _, z := range v.s.Strengths() {
		if v.people[z.Person] {
			v.add(z.Confirmed...)
		}
	}
	for _, t := range v.s.StandIns() {
		if v.people[t.Person] {
			v.add(t.Who)
		}
	}
}

// nameWorkers adds who raised, noticed, began, led, joined or wrote something in a
// circle of theirs.
func (v *Sight) nameWorkers() {
	for _, t := range v.s.Tensions() {
		if v.home[t.Circle] {
			v.add(t.By)
			v.add(t.Felt...)
		}
	}
	for _, i := range v.s.Initiatives() {
		if v.home[i.Circle] {
			v.add(i.By)
			v.add(i.Joined...)
		}
	}
	for _, l := range v.s.Leads() {
		if v.home[v.s.circleOf(l.Initiative)] {
			v.add(l.Person)
		}
	}
	for _, a := range v.s.steps.All() {
		if v.home[v.s.circleOf(a.Initiative)] {
			v.add(a.By)
		}
	}
	for id, n := range v.s.notes.All() {
		if v.home[v.s.HomeOf(RefOf(id))] {
			v.add(n.By)
			v.add(n.Mentions...)
		}
	}
	for _, k := range v.s.Learnings() {
		if v.home[k.Circle] {
			v.add(k.By)
		}
	}
}

// nameMet adds who takes part in a meeting of a circle of theirs, facilitates it, or said
// something there.
func (v *Sight) nameMet() {
	for _, e := range v.s.Meetings() {
		if !v.home[e.Circle] {
			continue
		}
		v.add(e.By, e.Facilitator, e.Floor.Speaker)
		v.add(e.In...)
		for i := range e.Points {
			v.add(e.Points[i].By, e.Points[i].EndedBy)
		}
		for i := range e.Spoken {
			v.add(e.Spoken[i].By)
		}
	}
}

// nameLearners adds who began, looks after or looked back on a small step of a circle of theirs, and
// who asked a pulse there or said what became of it.
func (v *Sight) nameLearners() {
	for _, t := range v.s.Tries() {
		if v.home[t.Circle] {
			v.add(t.By, t.Keeper, t.SeenBy)
		}
	}
	for _, p := range v.s.Pulses() {
		if v.home[p.Circle] {
			v.add(p.By, p.ToldBy)
		}
	}
}

// nameDeciders adds whom a decision in a circle of theirs names.
func (v *Sight) nameDeciders() {
	for _, x := range v.s.Decisions() {
		if !v.home[x.Circle] {
			continue
		}
		v.add(x.By, x.Facilitator, x.Forward, x.Seconds)
		for _, p := range x.Parties {
			v.add(p.Person, p.By)
		}
		for _, r := range x.Readings {
			v.add(r.Person)
		}
		for _, a := range x.Answers {
			v.add(a.Person, a.By)
		}
		for _, a := range x.Advice {
			if x.ShowsAdvice(v.who) {
				v.add(a.Person, a.By)
			}
		}
		for _, n := range x.Nominations {
			v.add(n.Person, n.For)
		}
		for _, o := range x.Objections {
			row := v.s.Objection(o)
			v.add(row.Person, row.By, row.Tested)
		}
		v.nameTriers(x)
	}
	for _, g := range v.s.Agreements() {
		if v.home[g.Circle] {
			v.add(g.Keep...)
			v.add(g.LetGo...)
		}
	}
}

// nameTriers adds who looked at a trial, and who gave a step more time.
func (v *Sight) nameTriers(x *Decision) {
	for _, t := range x.Trials {
		v.add(t.By)
	}
	for _, e := range x.Extensions {
		v.add(e.By)
	}
}

// nameThanked adds whom thanks and informal roles name that they see.
func (v *Sight) nameThanked() {
	for id, t := range v.s.AllThanks() {
		if v.Sees(RefOf(id)) {
			v.add(t.By, t.To)
		}
	}
	for id, n := range v.s.Informals() {
		if v.Sees(RefOf(id)) {
			v.add(n.Person)
			v.add(n.By...)
		}
	}
}

// nameAskers adds who asked whom to lead, of the offers they see.
func (v *Sight) nameAskers() {
	for id, o := range v.s.Offers() {
		if v.Sees(RefOf(id)) {
			v.add(o.By, o.To)
		}
	}
}
