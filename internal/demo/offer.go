package demo

import (
	"orpheus/org"
)

// offers has somebody ask another to lead the answer to a tension.
func (r *region) offers(id org.TensionID, by, to org.PersonID) {
	if by == 0 || to == 0 || by == to {
		return
	}
	act := &org.OfferLead{Tension: id, To: to, Word: r.one("offers")}
	if !r.do(by, act) {
		return
	}
	if r.chance(0.04) {
		r.plan(r.later(r.between(1, 6)), func() {
			if r.draft.Offer(act.Offer).Answer == org.Unanswered {
				r.do(by, &org.LapseOffer{Offer: act.Offer})
			}
		})
		return
	}
	r.plan(r.later(r.between(0, 9)), func() { r.replies(act.Offer, r.of[id]) })
}

// replies says yes or no to an offer, or lets it lapse.
func (r *region) replies(id org.OfferID, t *thread) {
	o := r.draft.Offer(id)
	if o.Answer != org.Unanswered || !r.there(r.byPID[o.To]) {
		return
	}
	if o.Initiative != 0 && !r.draft.Initiative(o.Initiative).Live() {
		return
	}
	full := r.leading(o.To)
	x := r.rng.Float64()
	if full > 2 {
		x += 0.25
	}
	if hard(r.today()) {
		x += 0.15
	}
	switch {
	case x < 0.78:
		act := &org.AcceptOffer{Offer: id, Until: r.planned(r.now, r.draft.HasAuthority(o.By, r.top) && r.today() < 400)}
		if r.do(o.To, act) {
			r.led(act.Initiative, t)
		}
	case x < 0.92:
		r.do(o.To, &org.DeclineOffer{Offer: id})
		if o.Lead != 0 && r.draft.Lead(o.Lead).Until == 0 && r.chance(0.5) {
			r.plan(r.later(1), func() {
				if r.draft.Lead(o.Lead).Until == 0 {
					r.concludes(o.Lead)
				}
			})
		}
	}
}

// shares has who leads ask somebody to lead it too.
func (r *region) shares(id org.InitiativeID) {
	work := r.draft.Initiative(id)
	if !work.Live() || len(work.Leads) != 1 {
		return
	}
	by := r.draft.Lead(work.Leads[0]).Person
	to := pick(r.sim, work.Joined)
	if to == 0 {
		if p := r.leader(work.Circle, by); p != nil {
			to = p.pid
		}
	}
	if to == 0 || to == by {
		return
	}
	act := &org.OfferLead{Initiative: id, To: to, Word: r.one("offers")}
	if r.do(by, act) {
		r.plan(r.later(r.between(0, 8)), func() { r.replies(act.Offer, r.of[id]) })
	}
}

// corrects sets right how a lead came about.
func (r *region) corrects(id org.LeadID) {
	l := r.draft.Lead(id)
	to := map[org.Origin]org.Origin{org.Invited: org.SelfStarted, org.Assigned: org.AnsweredCall, org.AnsweredCall: org.Invited}[l.Origin.Found]
	if to != org.Unknown && l.Until == 0 {
		r.do(l.Person, &org.CorrectLeadOrigin{Lead: id, Origin: to})
	}
}
