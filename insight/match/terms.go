package match

import (
	"context"
	"math"
)

// Terms are what speaks for a pair, each from 0 to 1, as people said it themselves.
type Terms struct {
	Knows     float64 // how much of what the opening asks for they named; more where peers confirmed it
	Energy    float64 // how much they said it gives them
	Grows     float64 // they wish to grow in it, and how well somebody could show them
	Completes float64 // they know of it what nobody in its circle named
	Again     float64 // they had it last: somebody else's turn speaks against them
}

// None reports whether nothing speaks for it.
func (t Terms) None() bool { return t.Knows+t.Energy+t.Grows+t.Completes == 0 }

// Weights say how much each of the terms counts, from 0 to MostWeight.
type Weights struct{ Knows, Energy, Grows, Completes, Again int }

// MostWeight is the largest weight.
const MostWeight = 10

// Usual are the weights where nobody set others.
var Usual = Weights{Knows: 4, Energy: 3, Grows: 2, Completes: 1, Again: 1}

// Part is one term of a pair with what it brings to its worth.
type Part struct {
	Weight int
	Term   float64
	Brings int64 // below 0 for what speaks against it
}

// Parts are what each term brings, in the order of Terms; their sum is the worth.
func (w Weights) Parts(t Terms) [5]Part {
	all := w.Knows + w.Energy + w.Grows + w.Completes
	part := func(weight int, term, sign float64) Part {
		p := Part{Weight: weight, Term: term}
		if all > 0 {
			p.Brings = int64(math.Round(sign * One * float64(weight) * min(max(term, 0), 1) / float64(all)))
		}
		return p
	}
	return [5]Part{
		part(w.Knows, t.Knows, 1), part(w.Energy, t.Energy, 1), part(w.Grows, t.Grows, 1),
		part(w.Completes, t.Completes, 1), part(w.Again, t.Again, -1),
	}
}

// Worth is what a pair is worth.
func (w Weights) Worth(t Terms) (sum int64) {
	for _, p := range w.Parts(t) {
		sum += p.Brings
	}
	return sum
}

// each are the weights one by one, for looking at what another one would change.
func (w *Weights) each() [5]*int {
	return [5]*int{&w.Knows, &w.Energy, &w.Grows, &w.Completes, &w.Again}
}

// Range is from what to what a weight may be.
type Range struct{ From, To int }

// Stands returns, for each weight, the range around it in which an answer stays the same
// while the others are what they are. Where the answer depends on more than one weight at
// once, the range says so of each alone. It ends with the context: each look may be long.
func Stands(ctx context.Context, w Weights, same func(Weights) bool) (out [5]Range, err error) {
	for i := range out {
		at := *w.each()[i]
		holds := func(v int) bool {
			with := w
			*with.each()[i] = v
			return ctx.Err() == nil && same(with)
		}
		r := Range{at, at}
		for r.From > 0 && holds(r.From-1) {
			r.From--
		}
		for r.To < MostWeight && holds(r.To+1) {
			r.To++
		}
		out[i] = r
	}
	return out, ctx.Err()
}
