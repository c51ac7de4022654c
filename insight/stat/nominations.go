package stat

import (
	"math"
	"slices"
)

// What chance alone gives for ties, null 2: everybody has as many ties to others as they
// have, of the same weights, and to whom is a lot among all others, never themselves and
// never twice the same. The bands of this null are 1.645 standard deviations either way,
// nine in ten of a normal distribution; mean and standard deviation are exact sums, nothing
// is drawn. Own; after Krackhardt and Stern 1988.

// Boundary is an index of ties beside what chance gives.
type Boundary struct {
	Known     bool    // whether there was input with a meaning
	Index     float64 // of the ties as they are
	Mean, SD  float64 // of the index, by chance
	Z         float64 // standard deviations above; 0 where chance leaves nothing open
	Low, High float64 // nine in ten of what chance gives
}

// EI says whether ties lead out of units or stay within, beside what chance gives for units
// of such sizes: by itself the index says more about the sizes than about people.
//
//	(E - I) / (E + I), E the weight of ties between units, I within one
//
// Krackhardt and Stern 1988. from[i] and to[i] are people, by their place in unit; weight
// is how much each tie counts, nil for one each. Ties to oneself are left out, those of the
// same two in the same direction are summed. Range -1 to 1; no unit. z above 1.64 is that
// people reach out more than chance, below -1.64 less.
// Unknown without ties, with one unit, and for input that does not fit: other lengths,
// people that are not there, weights below 1.
func EI(from, to []int32, weight []int, unit []int32) Boundary {
	out, ok := nominated(from, to, weight, len(unit))
	if !ok || len(unit) == 0 || !slices.ContainsFunc(unit, func(k int32) bool { return k != unit[0] }) {
		return Boundary{}
	}
	size := map[int32]int{}
	for _, k := range unit {
		size[k]++
	}
	var total, across, expected, variance float64
	others := float64(len(unit) - 1)
	for i, ties := range out {
		var s, squares float64
		for _, t := range ties {
			w := float64(t.weight)
			s, squares = s+w, squares+w*w
			if unit[t.to] != unit[i] {
				across += w
			}
		}
		far := (others - float64(size[unit[i]]-1)) / others
		total += s
		expected += s * far
		if others > 1 {
			variance += far * (1 - far) * (squares - (s*s-squares)/(others-1))
		}
	}
	if total == 0 {
		return Boundary{}
	}
	b := Boundary{Known: true, Index: 2*across/total - 1, Mean: 2*expected/total - 1, SD: 2 * math.Sqrt(max(variance, 0)) / total}
	b.beside()
	return b
}

// beside sets z and the band.
func (b *Boundary) beside() {
	if b.SD > 1e-12 {
		b.Z = (b.Index - b.Mean) / b.SD
	} else {
		b.SD = 0
	}
	b.Low, b.High = clip(b.Mean-zBand*b.SD, -1, 1), clip(b.Mean+zBand*b.SD, -1, 1)
}

type (
	nomination struct {
		to     int32
		weight int
	}
	pair struct{ from, to int32 }
)

// nominated returns the ties of each person, without loops, each other at most once.
func nominated(from, to []int32, weight []int, n int) ([][]nomination, bool) {
	if len(from) != len(to) || weight != nil && len(weight) != len(from) {
		return nil, false
	}
	out := make([][]nomination, n)
	for i := range from {
		w := 1
		if weight != nil {
			w = weight[i]
		}
		if from[i] < 0 || int(from[i]) >= n || to[i] < 0 || int(to[i]) >= n || w < 1 {
			return nil, false
		}
		if from[i] != to[i] {
			out[from[i]] = append(out[from[i]], nomination{to[i], w})
		}
	}
	for i, ties := range out {
		slices.SortFunc(ties, func(a, b nomination) int { return int(a.to) - int(b.to) })
		kept := ties[:0]
		for _, t := range ties {
			if last := len(kept) - 1; last >= 0 && kept[last].to == t.to {
				kept[last].weight += t.weight
			} else {
				kept = append(kept, t)
			}
		}
		out[i] = kept
	}
	return out, true
}
