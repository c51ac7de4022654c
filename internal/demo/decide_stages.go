package demo

import (
	"slices"

	"orpheus/org"
	"orpheus/org/deciding"
)

// look sees how far the decision is, and has people do what is theirs where it went on.
func (q *question) look() {
	x := q.row()
	if x == nil || q.over {
		return
	}
	if x.Open() && x.Until != q.until { // the clock ends it then
		q.until = x.Until
		q.at(x.Until+org.Time(q.between(20, 90))*60_000_000, func() {})
	}
	at := [2]int{int(x.Stage), int(x.Round)}
	if at == q.seen {
		return
	}
	q.seen = at
	switch x.Stage {
	case deciding.NoStage:
		q.over = true
		q.lives(x.Agreement, 0)
		q.in(q.between(2, 9), q.closes)
	case deciding.Advising:
		q.advising()
	case deciding.Deciding:
		q.deciding()
	case deciding.Asking:
		for i, name := range q.talk {
			q.in(i, func() { q.do(q.player(name), &org.NoteTension{Tension: x.Tension, Text: q.says("talk", i+1)}) })
		}
	case deciding.Answering:
		q.answering(x)
	case deciding.Mending:
		q.mending(x)
	case deciding.Confirming:
		if q.second != "" {
			q.in(1, func() { q.do(q.who(q.second), &org.SecondDecision{Decision: q.id, Word: q.says("second")}) })
		}
	case deciding.Trying:
		q.trying(x)
	case deciding.Acting:
		if q.looks {
			q.in(2, func() { q.do(q.by, &org.LookBack{Decision: q.id, Word: q.says("look")}) })
		}
	case deciding.Voting:
		q.voting()
	case deciding.Counting:
		if q.vote != nil && q.vote.secret {
			q.counts()
		}
	case deciding.Naming, deciding.Renaming:
		q.naming(x.Stage == deciding.Renaming)
	case deciding.Forwarding:
		q.in(1, func() {
			by := q.row().Facilitator
			if by == 0 {
				by = q.by
			}
			q.do(by, &org.PutForward{Decision: q.id, Person: q.named(q.forward), Word: q.says("forward")})
		})
	}
}

// closes has whoever raised the tension behind it say how it is now, where that is known.
func (q *question) closes() {
	t := q.row().Tension
	if how := q.says("how"); !how.IsZero() && q.draft.Tension(t).Open() {
		q.do(q.by, &org.ResolveTension{Tension: t, How: how})
	}
}

// advising has those who are asked give their advice, and somebody more come in.
func (q *question) advising() {
	if q.comesIn != "" {
		q.in(1, func() {
			q.do(q.pid(q.comesIn), &org.InvolveInDecision{Decision: q.id, Person: q.pid(q.comesIn), Asked: true})
		})
	}
	for i, c := range q.advice {
		q.in(1+i, func() { q.do(q.adviser(c.who), &org.GiveAdvice{Decision: q.id, Text: q.says("advice", i+1)}) })
	}
}

// adviser is somebody by name, be they concerned or somebody who knows.
func (q *question) adviser(name string) org.PersonID {
	if p := q.byID[name]; p != nil && q.there(p) && p.pid != q.by {
		return p.pid
	}
	return q.who(name)
}

// deciding has whoever decides say what they did with each advice, and decide.
func (q *question) deciding() {
	for i, c := range q.advice {
		if c.heed == org.Unheeded {
			continue
		}
		q.in(1, func() {
			q.do(q.by, &org.WeighAdvice{Decision: q.id, Person: q.adviser(c.who), Heed: c.heed, Why: q.says("weigh", i+1)})
		})
	}
	if q.versions > 0 {
		q.in(2, func() { q.revises(1) })
	}
	switch q.decides {
	case adopts:
		q.in(3, func() { q.do(q.by, &org.AdoptDecision{Decision: q.id, Word: q.says("word")}) })
	case drops:
		q.in(3, func() { q.do(q.by, &org.DropDecision{Decision: q.id, Why: q.says("word")}) })
	}
}

// answering has everybody concerned answer: those who object, then the others. A new
// version is answered anew, and whose objection it solves says so.
func (q *question) answering(x *org.Decision) {
	var apart []org.PersonID
	for i, h := range q.objects {
		p := q.who(h.who)
		apart = append(apart, p)
		switch {
		case x.Round == 1 && !q.refuses:
			q.in(1+i, func() { q.objectsTo(i, p) })
		case x.Round > 1 && h.how == org.Solved:
			q.in(1, func() { q.settles(i, p) })
		}
	}
	for _, name := range q.silent {
		apart = append(apart, q.who(name))
	}
	if x.Round == 1 && q.more > 0 {
		q.in(5, func() {
			q.do(q.by, &org.ExtendDecision{Decision: q.id, Until: q.row().Until + org.Time(q.more)*org.Day, Why: q.says("more")})
		})
	}
	if q.away != "" {
		p := q.who(q.away)
		apart = append(apart, p)
		q.in(1, func() { q.agrees(p) })
	}
	n := 0
	for _, p := range q.draft.Together(q.id) {
		if p == x.Forward {
			q.in(5, q.accepts)
			continue
		}
		if slices.Contains(apart, p) || p == q.by && x.Process != deciding.Election || q.answers != 0 && n >= q.answers {
			continue
		}
		n++
		q.in(q.between(1, 3), func() { q.agrees(p) })
	}
}

// agrees has somebody consent, or leave it to others; who is away is answered for.
func (q *question) agrees(p org.PersonID) {
	act, by := &org.GiveConsent{Decision: q.id, Says: org.Consents}, p
	if q.away != "" && p == q.who(q.away) {
		act.For, by = p, q.who(q.standIn)
	} else if q.chance(0.1) {
		act.Says = org.StandAside
	}
	if q.row().Answer(p) == org.NoAnswer {
		q.do(by, act)
	}
}

// objectsTo has somebody say the harm they see, which may be settled by words alone.
func (q *question) objectsTo(i int, p org.PersonID) {
	act := &org.RaiseObjection{Decision: q.id, Harm: q.says("harm", i+1), Solve: q.says("solve", i+1)}
	if !q.do(p, act) {
		return
	}
	switch q.objects[i].how {
	case org.Withdrawn:
		q.in(2, func() { q.settles(i, p) })
	case org.NoHarm:
		q.in(2, func() {
			if f := q.row().Facilitator; f != p {
				q.do(f, &org.TestObjection{Objection: act.Objection, Word: q.says("word", i+1)})
			}
		})
	}
}

// settles has somebody end their objection.
func (q *question) settles(i int, p org.PersonID) {
	for _, id := range q.row().Objections {
		if o := q.draft.Objection(id); o.Person == p && o.Open() {
			q.do(p, &org.SettleObjection{Objection: id, How: q.objects[i].how, Word: q.says("word", i+1)})
		}
	}
}

// accepts has whoever is put forward speak, after all others.
func (q *question) accepts() {
	p := q.row().Forward
	if !q.refuses {
		q.do(p, &org.GiveConsent{Decision: q.id, Says: org.Consents})
		return
	}
	q.do(p, &org.RaiseObjection{Decision: q.id, Harm: q.says("refuses")})
}

// mending has whoever proposes make it anew, or try something smaller in its place.
func (q *question) mending(x *org.Decision) {
	switch small := q.taleOf(q.smaller); {
	case small != nil:
		q.question(small)
		next := q.asked[small.key]
		next.in(2, func() { next.put(q.id) })
	case len(x.Versions) <= q.versions:
		q.in(2, func() { q.revises(len(x.Versions)) })
	}
}

func (q *question) taleOf(key string) *tale {
	for _, t := range tales {
		if t.key == key && key != "" {
			return t
		}
	}
	return nil
}

// revises has whoever proposes put a new version in the place of the last one.
func (q *question) revises(n int) {
	q.do(q.by, &org.ReviseDecision{Decision: q.id, Text: q.says("text", n+1), Changes: q.row().Changes, Why: q.says("anew", n)})
}

// trying has trials looked at on their days.
func (q *question) trying(x *org.Decision) {
	for i, t := range x.Trials {
		if plan := q.trials[i]; !plan.never {
			q.at(t.On+org.Time(q.between(-300, 200))*60_000_000, func() {
				q.do(q.by, &org.ObserveTrial{Decision: q.id, Trial: uint16(i + 1), Keep: plan.keep, Word: q.says("saw", i+1)})
			})
		}
	}
}

// naming has people name somebody for a role, with the reason; some think better of it.
func (q *question) naming(again bool) {
	for i, n := range q.names {
		if n.again == again {
			q.in(i%2, func() {
				q.do(q.player(n.who), &org.NominateInDecision{Decision: q.id, Person: q.named(n.whom), Word: q.says("reason", i+1)})
			})
		}
	}
}

// named is whom people name: somebody by name, or somebody who decides with them.
func (q *question) named(name string) org.PersonID {
	if p := q.adviser(name); p != 0 {
		return p
	}
	return q.by
}

// lives has people look at an agreement again, some days before its day, as often as the
// tale says: they keep it, let it go, are not done with it, or say nothing.
func (q *question) lives(id org.AgreementID, look int) {
	if id == 0 || look >= len(q.life) {
		return
	}
	g := q.draft.Agreement(id)
	q.at(g.Review-12*org.Day, func() {
		if !q.draft.Agreement(id).Holds() {
			return
		}
		for i, p := range q.draft.Members(g.Circle) {
			if keep, says := q.wants(q.life[look], i); says {
				q.in(q.between(0, 5), func() { q.keeps(id, p, keep) })
			}
		}
		q.at(g.Review+org.Day/2, func() { q.lives(id, look+1) })
	})
}

// wants is what the i-th of a circle says to an agreement.
func (q *question) wants(letter byte, i int) (keep, says bool) {
	switch letter {
	case 'k':
		return i%7 != 5, i%4 != 3
	case 'l':
		return i%5 == 4, i%3 != 2
	case 'p':
		return i != 3, i%5 == 3 || i%5 == 2
	}
	return false, false
}

func (q *question) keeps(id org.AgreementID, p org.PersonID, keep bool) {
	if keep {
		q.do(p, &org.RenewAgreement{Agreement: id})
	} else {
		q.do(p, &org.LetGoOfAgreement{Agreement: id})
	}
}
