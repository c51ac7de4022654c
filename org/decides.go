package org

import "slices"

// WhoDecides is who decides about something, how, within which limits and why.
type WhoDecides struct {
	Claimed
	Of      Claimant      // whose claim it is
	Within  []GuardrailID // the limits that hold there, those among the reasons first
	Because []Ground      // the strongest first, one at least
	Score   float64       // of 1: to order them by
	Fits    float64       // of 1: how much of the question it answers
	Near    float64       // of 1: how near it is to who asks
}

// Ground is a reason: what is written, and where.
type Ground struct {
	Claim
	Ref Ref
}

// sameFit is how near to the first a claim comes that rivals it.
const sameFit = 0.85

// Owners is how many of the first claim the matter as their own domain: where it is more
// than one, it is not clear who decides. The same words in several circles are no two
// claims: each holds in its own. What somebody's own circle owns is not rivalled from afar.
func Owners(all []WhoDecides) (n int) {
	for i := range all {
		d, first := &all[i], &all[0]
		owns := d.Because[0].Kind == OnDomain && d.Fits >= sameFit*first.Fits && d.strength() >= sameFit*first.strength()
		own := first.Of.Circle == Root || d.Near >= first.Near || first.Near < 1
		if owns && own && !slices.ContainsFunc(all[:i], func(o WhoDecides) bool { return o.Because[0].Claim == d.Because[0].Claim }) {
			n++
		}
	}
	return n
}

// strength is how strong a claim is wherever it is asked.
func (d *WhoDecides) strength() float64 { return d.Score / d.Near }
