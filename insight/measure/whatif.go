package measure

import (
	"math"

	"orpheus/insight/stat"
	"orpheus/org"
)

// Difference is what a proposal would change in one number.
type Difference struct {
	ID  Question  `json:"id"`
	Was stat.Wire `json:"was"`
	Is  stat.Wire `json:"is"`
	// Clear is set where the two intervals do not touch, or the numbers are counted and
	// not estimated: less may be chance.
	Clear bool `json:"clear"`
}

// The numbers of roles that a proposal may change, beside the twelve. They are counted.
const (
	LeadSeats        Question = "lead_seats"         // roles held that lead a circle
	LeadHolders      Question = "lead_holders"       // people who hold one
	EffectiveHolders Question = "effective_holders"  // 1/HHI: as if so many held equally many
	Leaderless       Question = "leaderless_circles" // circles in which nobody holds one
)

// WhatIf returns what differs between two states, both looked at over the same window: as
// things are and as they would be. What would stay the same is left out. Where there is no
// number in either nothing differs.
func WhatIf(was, is *org.State, scope Scope) []Difference {
	before, after := Answers(was, scope), Answers(is, scope)
	var all []Difference
	for i := range before.Answers {
		a, b := &before.Answers[i], &after.Answers[i]
		if (a.shown() || b.shown()) && !same(a.Value, b.Value) {
			all = append(all, Difference{ID: a.ID, Was: a.Wire, Is: b.Wire, Clear: apart(a.Wire, b.Wire)})
		}
	}
	one, two := seats(was, before.Circle), seats(is, after.Circle)
	counted := func(id Question, a, b *float64) {
		if !same(a, b) {
			all = append(all, Difference{ID: id, Was: exactly(a), Is: exactly(b), Clear: true})
		}
	}
	counted(LeadSeats, float(one.LeadSeats), float(two.LeadSeats))
	counted(LeadHolders, float(one.LeadHolders), float(two.LeadHolders))
	counted(EffectiveHolders, one.Effective, two.Effective)
	counted(Leaderless, float(structure(was, before.Circle).Leaderless), float(structure(is, after.Circle).Leaderless))
	return all
}

func float(n int) *float64 { return new(float64(n)) }

func exactly(v *float64) stat.Wire {
	if v == nil {
		return stat.Result{}.Wire()
	}
	return stat.Known(*v).Wire()
}

// same reports whether two numbers are the same but for rounding.
func same(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return math.Abs(*a-*b) <= 1e-9*max(1, math.Abs(*a), math.Abs(*b))
}

// apart reports whether two intervals do not touch. Without an interval nobody can tell.
func apart(a, b stat.Wire) bool {
	if a.Low == nil || a.High == nil || b.Low == nil || b.High == nil {
		return false
	}
	return *a.High < *b.Low || *b.High < *a.Low
}
