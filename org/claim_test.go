package org_test

import (
	"slices"
	"testing"

	"orpheus/org"
	"orpheus/org/deciding"
)

// claimed is De Linde with a night team (C3) in home care, and a roster of it (R3).
func claimed(t *testing.T) *org.State {
	return tell(t, linde(t), []step{
		{act: &org.FormCircle{Parents: []org.CircleID{home}, Name: "Night team", Purpose: "Nobody lies awake alone"}},
		{act: &org.CreateRole{Circle: 3, Name: "Roster", Domains: []string{"The night roster"}, Accountabilities: []string{"Counts the nights"}}},
		{act: &org.CreateRole{Circle: 3, Name: "Keys"}},
		{act: &org.SetGuardrail{Circle: org.Root, Text: "Not on Sundays"}},          // G1
		{act: &org.SetGuardrail{Circle: home, Text: "At most 250 euros"}},           // G2
		{act: &org.SetGuardrail{Circle: 3, Text: "No swaps"}},                       // G3
		{act: &org.SetGuardrail{Circle: home, Text: "Freely", Structure: org.Free}}, // G4
		{act: &org.SetGuardrail{Circle: home, Text: "Nobody alone in the shed"}},    // G5
		{act: &org.LiftGuardrail{Guardrail: 5}},
		{act: &org.RetireRole{Role: 4}},
	})
}

func TestClaimants(t *testing.T) {
	s := claimed(t)
	var got []string
	for c := range s.Claimants() {
		for _, claim := range c.Claims {
			got = append(got, c.Ref.String()+" in "+c.Circle.String()+", "+claim.Kind.String()+": "+claim.Text)
		}
	}
	want := []string{
		"C1 in C1, purpose: De Linde", "C2 in C2, purpose: Home care", "C3 in C3, purpose: Nobody lies awake alone",
		"R1 in C1, purpose: Director", "R2 in C2, purpose: Wound care",
		"R3 in C3, domain: The night roster", "R3 in C3, accountability: Counts the nights", "R3 in C3, purpose: Roster",
		"G1 in C1, guardrail: Not on Sundays", "G2 in C2, guardrail: At most 250 euros", "G3 in C3, guardrail: No swaps", "G4 in C2, guardrail: Freely",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestClaimed(t *testing.T) {
	s := claimed(t)
	held := tell(t, s, []step{{act: &org.FillSeat{Role: 3, Person: kofi}}})
	shut := held.Edit()
	shut.Replay(&org.SetGuardrail{Circle: home, Structure: org.ByDecision}, org.Moment{At: held.Last})
	role, night := org.Ref{Letter: 'R', N: 3}, org.Ref{Letter: 'C', N: 3}
	for _, c := range []struct {
		of   org.Ref
		kind org.ClaimKind
		in   *org.State
		want org.Claimed
	}{
		{role, org.OnDomain, held, org.Claimed{Who: role, By: deciding.RoleAuthority}},
		{role, org.OnAccountability, held, org.Claimed{Who: role, By: deciding.Advice}},
		{role, org.OnPurpose, held, org.Claimed{Who: role, By: deciding.Advice}},
		{role, org.OnDomain, s, org.Claimed{Who: night, By: deciding.Consent, Vacant: 3}},
		{role, org.OnPurpose, s, org.Claimed{Who: night, By: deciding.Consent, Vacant: 3}},
		{org.Ref{Letter: 'G', N: 3}, org.OnGuardrail, held, org.Claimed{Who: night, By: deciding.Consent}},
		{night, org.OnPurpose, held, org.Claimed{Who: night, By: deciding.Advice}},
		{night, org.OnStructure, held, org.Claimed{Who: night, By: deciding.Advice}},
		{night, org.OnStructure, shut.Freeze(), org.Claimed{Who: night, By: deciding.Consent}},
	} {
		if got := c.in.Claimed(c.of, c.kind); got != c.want {
			t.Errorf("%v by %v: %+v, want %+v", c.of, c.kind, got, c.want)
		}
	}
}

func TestLimits(t *testing.T) {
	s := claimed(t)
	if got := slices.Collect(s.Limits(3)); !slices.Equal(got, []org.GuardrailID{3, 2, 1}) {
		t.Errorf("limits %v, the nearest are not first, or some are missing", got)
	}
	for g, want := range map[org.GuardrailID]bool{1: true, 2: true, 3: false, 4: false, 5: false, 99: false} {
		if got := s.FreeWithin(kofi, g); got != want { // of home care
			t.Errorf("Kofi is free within %v: %v", g, got)
		}
	}
	if night := tell(t, s, []step{{act: &org.JoinCircle{Circle: 3, Person: roza}}}); !night.FreeWithin(roza, 2) {
		t.Error("a limit does not hold in the circles inside")
	}
}

func TestOwners(t *testing.T) {
	one := func(text string, kind org.ClaimKind, circle org.CircleID, fits, near float64) org.WhoDecides {
		return org.WhoDecides{
			Of: org.Claimant{Circle: circle}, Because: []org.Ground{{Claim: org.Claim{Kind: kind, Text: text}}},
			Fits: fits, Near: near, Score: fits * near,
		}
	}
	for name, c := range map[string]struct {
		want int
		all  []org.WhoDecides
	}{
		"nobody":                       {0, nil},
		"one":                          {1, []org.WhoDecides{one("a", org.OnDomain, 2, 1, 1)}},
		"only expected":                {0, []org.WhoDecides{one("a", org.OnAccountability, 2, 1, 1)}},
		"two":                          {2, []org.WhoDecides{one("a", org.OnDomain, 2, 1, 1), one("b", org.OnDomain, 3, 1, 1)}},
		"two from afar":                {2, []org.WhoDecides{one("a", org.OnDomain, 1, 1, .9), one("b", org.OnDomain, 3, 1, .7)}},
		"one's own, and one from afar": {1, []org.WhoDecides{one("a", org.OnDomain, 2, 1, 1), one("b", org.OnDomain, 3, 1, .7)}},
		"one that fits less":           {1, []org.WhoDecides{one("a", org.OnDomain, 2, 1, 1), one("b", org.OnDomain, 3, .6, 1)}},
		"each for its own circle":      {1, []org.WhoDecides{one("a", org.OnDomain, 2, 1, 1), one("a", org.OnDomain, 3, 1, 1)}},
	} {
		if got := org.Owners(c.all); got != c.want {
			t.Errorf("%s: %d own it, want %d", name, got, c.want)
		}
	}
}
