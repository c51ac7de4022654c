package org

import (
	"cmp"
	"iter"

	"orpheus/org/deciding"
)

// Claim is something written down by which it can be known who decides: a domain, what
// is expected of a role, a limit, a purpose. What people do is no claim.
type Claim struct {
	Kind ClaimKind
	Text string
}

// Claimant is a thing with the claims that are written in it.
type Claimant struct {
	Ref    Ref
	Circle CircleID // where it holds
	Name   string   // what it is called; empty for a limit
	Claims []Claim
}

// ClaimKind is what a claim rests on.
type ClaimKind uint8

// The kinds, the weakest first.
const (
	OnPurpose        ClaimKind = iota // what a role or a circle is for
	OnStructure                       // the rule of a circle about its own structure
	OnGuardrail                       // a limit, within which everybody decides freely
	OnDecision                        // how something was decided before, of which nothing is in force
	OnAccountability                  // what others may expect of a role
	OnAgreement                       // what was agreed, and is in force
	OnDomain                          // what a role decides alone about
)

var claimNames = []string{"purpose", "structure", "guardrail", "decision", "accountability", "agreement", "domain"}

func (k ClaimKind) String() string { return claimNames[k] }

// Words are all kinds, by the names used in the API.
func (ClaimKind) Words() []string { return claimNames }

// MarshalText returns the name used in the API.
func (k ClaimKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Claimants yields everything in force that says who decides, in the order of the ids of
// each kind. What is not yielded here decides nothing.
func (s *State) Claimants() iter.Seq[Claimant] {
	return func(yield func(Claimant) bool) {
		for _, each := range []func(*State, func(Claimant) bool) bool{
			circleClaims, roleClaims, guardrailClaims, agreementClaims, decisionClaims,
		} {
			if !each(s, yield) {
				return
			}
		}
	}
}

func circleClaims(s *State, yield func(Claimant) bool) bool {
	for id, c := range s.Circles() {
		if c.Live() && !yield(Claimant{RefOf(id), id, c.Name, []Claim{{OnPurpose, cmp.Or(c.Purpose, c.Name)}}}) {
			return false
		}
	}
	return true
}

func roleClaims(s *State, yield func(Claimant) bool) bool {
	for id, r := range s.Roles() {
		if !r.Live() {
			continue
		}
		all := make([]Claim, 0, len(r.Domains)+len(r.Accountabilities)+1)
		for _, text := range r.Domains {
			all = append(all, Claim{OnDomain, text})
		}
		for _, text := range r.Accountabilities {
			all = append(all, Claim{OnAccountability, text})
		}
		if !yield(Claimant{RefOf(id), r.Circle, r.Name, append(all, Claim{OnPurpose, cmp.Or(r.Purpose, r.Name)})}) {
			return false
		}
	}
	return true
}

func guardrailClaims(s *State, yield func(Claimant) bool) bool {
	for id, g := range s.Guardrails() {
		holds := g.Until == 0 && g.Text != "" && s.Circle(g.Circle).Live()
		if holds && !yield(Claimant{RefOf(id), g.Circle, "", []Claim{{OnGuardrail, g.Text}}}) {
			return false
		}
	}
	return true
}

func agreementClaims(s *State, yield func(Claimant) bool) bool {
	for id, g := range s.Agreements() {
		if g.Until == 0 && s.Circle(g.Circle).Live() && !yield(Claimant{RefOf(id), g.Circle, "", []Claim{{OnAgreement, g.Title}}}) {
			return false
		}
	}
	return true
}

func decisionClaims(s *State, yield func(Claimant) bool) bool {
	for id, x := range s.Decisions() {
		past := (x.Outcome == deciding.Adopted || x.Outcome == deciding.Recorded) && (x.Agreement == 0 || s.Agreement(x.Agreement).Until != 0)
		if past && s.Circle(x.Circle).Live() && !yield(Claimant{RefOf(id), x.Circle, "", []Claim{{OnDecision, x.Title}}}) {
			return false
		}
	}
	return true
}

// Claimed is who decides where a claim holds, and how.
type Claimed struct {
	Who    Ref              // a role, or a circle together
	By     deciding.Process // the process, where nothing else is chosen
	Vacant RoleID           // the role in whose place the circle decides until somebody holds it
}

// Claimed returns who decides by a claim of that kind. A domain is decided alone by who
// holds the role; what is only expected of a role, or a purpose, asks for advice before; a limit
// is changed by its circle together. What was decided is decided again as it was, where a role
// or advice did it; by its circle together where more took part. Where nobody holds a role, its
// circle stands for it.
func (s *State) Claimed(of Ref, kind ClaimKind) Claimed {
	switch of.Letter {
	case 'M':
		return s.again(s.Agreement(AgreementID(of.N)).Decision)
	case 'D':
		return s.again(DecisionID(of.N))
	}
	circle := s.HomeOf(of)
	together := Claimed{Who: RefOf(circle), By: deciding.Consent}
	switch {
	case kind == OnStructure && s.Structure(circle) != ByDecision:
		together.By = deciding.Advice
	case of.Letter == 'C' && kind == OnPurpose:
		together.By = deciding.Advice
	case of.Letter == 'R' && len(s.Role(RoleID(of.N)).Seats) == 0:
		together.Vacant = RoleID(of.N)
	case of.Letter == 'R' && kind == OnDomain:
		return Claimed{Who: of, By: deciding.RoleAuthority}
	case of.Letter == 'R':
		return Claimed{Who: of, By: deciding.Advice}
	}
	return together
}

// again is who decides once more what was decided.
func (s *State) again(id DecisionID) Claimed {
	x := s.Decision(id)
	if r := s.Role(x.Role); x.Process == deciding.RoleAuthority && r != nil && r.Live() {
		return s.Claimed(RefOf(x.Role), OnDomain)
	}
	if x.Process == deciding.Advice {
		return Claimed{Who: RefOf(x.Circle), By: deciding.Advice}
	}
	return Claimed{Who: RefOf(x.Circle), By: deciding.Consent}
}

// Limits yields the guardrails that hold in a circle, its own and those of the circles
// around it, the nearest first. Rules about the structure are none.
func (s *State) Limits(c CircleID) iter.Seq[GuardrailID] {
	return func(yield func(GuardrailID) bool) {
		for at := range s.above(c) {
			for _, g := range s.Circle(at).Guardrails {
				if s.Guardrail(g).Structure == Inherited && !yield(g) {
					return
				}
			}
		}
	}
}

// FreeWithin reports whether a limit lets somebody decide on their own: it holds in a
// circle of theirs, or around one.
func (s *State) FreeWithin(p PersonID, g GuardrailID) bool {
	row := s.Guardrail(g)
	if row == nil || row.Until != 0 || row.Structure != Inherited {
		return false
	}
	if s.Belongs(p, row.Circle) {
		return true
	}
	for _, c := range s.CirclesOf(p) {
		if s.Within(c, row.Circle) {
			return true
		}
	}
	return false
}
