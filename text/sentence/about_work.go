package sentence

import "orpheus/org"

func (t *teller) workActs(e *org.Entry) (string, about) {
	switch a := e.Act.(type) {
	case *org.RaiseTension:
		if a.Lead {
			return ".lead", about{t.tension(a.Tension), t.circle(a.Circle)}
		}
		return "", about{t.tension(a.Tension), t.circle(a.Circle)}
	case *org.AmendTension:
		return "", about{titled(t, a.Tension, a.Title)}
	case *org.MoveTension:
		return "", about{t.tension(a.Tension), t.circle(a.Circle)}
	case *org.FeelTension:
		return "", about{t.tension(a.Tension)}
	case *org.ResolveTension:
		return "", about{t.tension(a.Tension)}
	case *org.StartInitiative:
		if a.Role != 0 {
			return ".role", about{t.initiative(a.Initiative), t.circle(a.Circle), t.role(a.Role)}
		}
		return "", about{t.initiative(a.Initiative), t.circle(a.Circle)}
	case *org.AmendInitiative:
		return t.amendInitiative(a)
	case *org.JoinInitiative:
		return "", about{t.initiative(a.Initiative)}
	case *org.LeaveInitiative:
		return "", about{t.initiative(a.Initiative)}
	case *org.NoteInitiative:
		return "", about{t.initiative(a.Initiative)}
	case *org.SetStep:
		if a.Due != 0 {
			return ".due", about{t.initiative(a.Initiative), t.date(a.Due)}
		}
		return "", about{t.initiative(a.Initiative)}
	case *org.FinishStep:
		return "", about{t.step(a.Step)}
	case *org.ConcludeInitiative:
		v := ""
		if a.Stopped {
			v = ".stopped"
		}
		if !a.Learned.IsZero() {
			v += ".learned"
		}
		return v, about{t.initiative(a.Initiative)}
	case *org.KeepLearning:
		return "", about{t.circle(a.Circle)}
	}
	return "", nil
}

func (t *teller) amendInitiative(a *org.AmendInitiative) (string, about) {
	v, to := "", t.initiative(a.Initiative)
	if a.Title != nil {
		v, to = ".title", titled(t, a.Initiative, *a.Title)
	}
	if a.Serves != nil {
		v, to = only(v, ".serves"), t.circle(*a.Serves)
	}
	return one(v), about{t.initiative(a.Initiative), to}
}

func (t *teller) leadActs(e *org.Entry) (string, about) {
	switch a := e.Act.(type) {
	case *org.TakeLead:
		if a.Role != 0 {
			return ".role", about{t.work(a.Initiative, a.Tension), t.role(a.Role)}
		}
		return "", about{t.work(a.Initiative, a.Tension)}
	case *org.OfferLead:
		return "", about{t.person(a.To), t.work(a.Initiative, a.Tension)}
	case *org.HandOverLead:
		work, _ := t.lead(a.Lead)
		return "", about{t.person(a.To), work}
	case *org.AcceptOffer:
		work, by, _ := t.offer(a.Offer)
		if a.Initiative != 0 {
			work = t.initiative(a.Initiative)
		}
		if o := t.s.Offer(a.Offer); o != nil && o.Lead != 0 {
			return ".handed", about{by, work}
		}
		return "", about{by, work}
	case *org.DeclineOffer:
		work, by, _ := t.offer(a.Offer)
		return "", about{by, work}
	case *org.LapseOffer:
		work, _, to := t.offer(a.Offer)
		return "", about{to, work}
	case *org.ExtendLead:
		work, person := t.lead(a.Lead)
		return "", about{work, person, t.date(a.Until)}
	case *org.LayDownLead:
		work, person := t.lead(a.Lead)
		return "", about{work, person}
	case *org.ExpireLead:
		work, person := t.lead(a.Lead)
		return "", about{work, person}
	case *org.CorrectLeadOrigin:
		work, person := t.lead(a.Lead)
		v := ""
		if l := t.s.Lead(a.Lead); l != nil && e.By == l.Person {
			v = ".self"
		}
		return v, about{work, person, t.origin(a.Origin)}
	}
	return "", nil
}
