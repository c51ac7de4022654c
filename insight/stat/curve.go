package stat

import (
	"math"
	"slices"
)

// Curve is how a share changes with time, from [Survival] or [Incidence]: a step wherever
// something happened. The zero Curve is that of no valid input; its values are not a
// number and nothing is reached on it.
type Curve struct {
	Known  bool // whether there was input, all of it valid
	N      int  // spells seen, or cases
	Events int  // of N, those with the event

	rising bool
	steps  []step
}

// step is what holds from a time on: the share without the event and its variance.
type step struct{ at, without, variance float64 }

// Moment is a time at which a curve reaches a height, with its interval. A bound that
// the curve does not reach within what was seen is an answer, not a lack: it lies later
// than everything seen.
type Moment struct {
	At, Low, High                    float64
	Reached, LowReached, HighReached bool
}

// Result is the moment where it and both of its bounds are reached; undefined elsewhere.
func (m Moment) Result() Result {
	if !m.Reached || !m.LowReached || !m.HighReached {
		return Result{}
	}
	return Within(m.At, m.Low, m.High)
}

// At is the height of the curve at t. Range 0 to 1; no unit.
func (c Curve) At(t float64) float64 {
	if !c.Known || math.IsNaN(t) {
		return math.NaN()
	}
	s := c.step(t)
	return c.height(s.without)
}

// Band is the interval of the height at t, by the normal distribution of log(-log S), S
// being the share without the event. Range 0 to 1. It is a point before the first event,
// and ok is false where S is 0: its spread is unknown there.
func (c Curve) Band(t, confidence float64) (low, high float64, ok bool) {
	if !c.Known || math.IsNaN(t) {
		return 0, 0, false
	}
	low, high, ok = c.step(t).band(normal(confidence))
	if c.rising {
		low, high = 1-high, 1-low
	}
	return low, high, ok
}

// Quantile is when the event has come to the share p of all: the first time at which the
// curve is at 1-p or below, or at p or above where it rises. Its interval are the times
// at which the bounds of [Curve.Band] get there (Brookmeyer and Crowley 1982). Unit that
// of the times. Where the curve ends above, it is not reached.
func (c Curve) Quantile(p, confidence float64) Moment {
	if !c.Known || !(p > 0 && p < 1) {
		return Moment{}
	}
	var m Moment
	z := normal(confidence)
	const slack = 1e-12 // a half that is made of thirds must not be missed by rounding
	for _, s := range c.steps {
		low, high, ok := s.band(z)
		if !m.LowReached && ok && low <= 1-p+slack {
			m.Low, m.LowReached = s.at, true
		}
		if !m.Reached && s.without <= 1-p+slack {
			m.At, m.Reached = s.at, true
			if !m.LowReached { // the share fell to 0 at once: its spread is unknown
				m.Low, m.LowReached = s.at, true
			}
		}
		if !m.HighReached && ok && high <= 1-p+slack {
			m.High, m.HighReached = s.at, true
		}
	}
	return m
}

// Median is [Curve.Quantile] of one half.
func (c Curve) Median(confidence float64) Moment { return c.Quantile(0.5, confidence) }

func (c Curve) height(without float64) float64 {
	if c.rising {
		return 1 - without
	}
	return without
}

// step returns the last step at or before t.
func (c Curve) step(t float64) step {
	i, _ := slices.BinarySearchFunc(c.steps, t, func(s step, t float64) int {
		if s.at <= t {
			return -1
		}
		return 1
	})
	if i == 0 {
		return step{without: 1}
	}
	return c.steps[i-1]
}

// band returns the interval of the share without the event.
//
//	S^exp(-+ z sqrt(V) / (S log S))
//
// Kalbfleisch and Prentice 1980.
func (s step) band(z float64) (low, high float64, ok bool) {
	switch {
	case s.without >= 1:
		return 1, 1, true
	case s.without <= 0:
		return 0, 0, false
	}
	log := math.Log(s.without)
	wide := math.Exp(-z * math.Sqrt(s.variance) / (s.without * log)) // above 1: log is negative
	return math.Exp(log * wide), math.Exp(log / wide), true
}

// normal returns how many standard deviations to both sides hold confidence.
func normal(confidence float64) float64 { return math.Sqrt2 * math.Erfinv(confidence) }
