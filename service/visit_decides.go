package service

import (
	"context"
	"math"
	"slices"

	"orpheus/org"
	"orpheus/service/search"
)

// About is what somebody asks about.
type About struct {
	Words      string       // any words
	Circle     org.CircleID // from where it is asked; zero for the circles of the visitor
	Unfinished bool         // the last word is still being written
}

// WhoDecides returns who decides about something, as far as the visitor may see what says
// so: several where several claim it, none where nothing that is written does. What people
// do counts for nothing.
func (l *Look) WhoDecides(ctx context.Context, q About) ([]org.WhoDecides, error) {
	return l.decides(ctx, q, false)
}

func (l *Look) decides(ctx context.Context, q About, sentence bool) ([]org.WhoDecides, error) {
	claims, err := l.claims(ctx)
	if err != nil {
		return nil, err
	}
	from := []org.CircleID{q.Circle}
	if q.Circle == 0 {
		from = l.State.CirclesOf(l.v.who)
	}
	asked := search.Question{Words: firstBytes(q.Words, longestQuery), Circles: from, Unfinished: q.Unfinished, Sentence: sentence}
	if !l.Sight.All() {
		asked.Sees = l.Sight.Sees
	}
	var out []org.WhoDecides
	for _, c := range claims.Ask(asked) {
		d := org.WhoDecides{Claimed: l.State.Claimed(c.Ref, c.Why[0].Kind), Of: c.Claimant, Score: math.Round(1000*c.Score) / 1000, Fits: c.Fits, Near: c.Near}
		for _, r := range c.Why {
			d.Because = append(d.Because, org.Ground{Claim: r.Claim, Ref: l.saysWhy(c.Ref, r.Kind)})
		}
		if i := slices.IndexFunc(out, func(o org.WhoDecides) bool { return o.Claimed == d.Claimed }); i >= 0 {
			out[i].Because = append(out[i].Because, d.Because...)
			continue
		}
		out = append(out, d)
	}
	for i := range out {
		out[i].Within = l.within(&out[i])
	}
	return out, nil
}

// claims is the index of what is looked at.
func (l *Look) claims(ctx context.Context) (*search.Claims, error) {
	claims, _, err := l.v.d.claims.Of(ctx, l.v.d.engine, l.v.slug)
	if err == nil && claims.State() != l.State {
		claims = claims.Of(l.State)
	}
	return claims, err
}

// saysWhy is the thing that a reason links to: for a rule about the structure the guardrail
// that says so, where there is one and the visitor may see it.
func (l *Look) saysWhy(of org.Ref, kind org.ClaimKind) org.Ref {
	if kind == org.OnStructure {
		if g := org.RefOf(l.State.StructureRuleOf(l.State.HomeOf(of))); l.Sight.Sees(g) {
			return g
		}
	}
	return of
}

// within are the limits on what somebody decides, those among its reasons first.
func (l *Look) within(d *org.WhoDecides) (all []org.GuardrailID) {
	for g := range l.State.Limits(d.Of.Circle) {
		if l.Sight.Sees(org.RefOf(g)) {
			all = append(all, g)
		}
	}
	reason := func(g org.GuardrailID) bool {
		return slices.ContainsFunc(d.Because, func(b org.Ground) bool { return b.Ref == org.RefOf(g) })
	}
	slices.SortStableFunc(all, func(a, b org.GuardrailID) int { return truth(reason(b)) - truth(reason(a)) })
	return all
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Alone returns what lets the visitor decide themselves about what they are writing: their
// role, or a limit within which everybody decides; nil where nothing does, or where somebody
// else owns it.
func (l *Look) Alone(ctx context.Context, words string, circle org.CircleID) (*org.WhoDecides, error) {
	all, err := l.decides(ctx, About{Words: words, Circle: circle}, true)
	if err != nil {
		return nil, err
	}
	for i := range all {
		d := &all[i]
		switch first := d.Because[0]; {
		case d.Of.Ref.Letter == 'R' && first.Kind == org.OnDomain:
			if l.State.HoldsRole(l.v.who, org.RoleID(d.Of.Ref.N)) != 0 {
				return d, nil
			}
			return nil, nil // somebody else's
		case first.Kind == org.OnGuardrail && l.State.FreeWithin(l.v.who, org.GuardrailID(first.Ref.N)):
			return d, nil
		}
	}
	return nil, nil
}
