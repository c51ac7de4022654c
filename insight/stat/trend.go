package stat

import (
	"math"
	"slices"
)

// Direction is whether a number moves over windows of time.
type Direction string

// The directions.
const (
	TooShort  Direction = "too_short"       // fewer than three windows running have enough
	Unclear   Direction = "no_clear_change" // nothing that can be told from chance
	Upwards   Direction = "up"
	Downwards Direction = "down"
)

// Trend says whether [D2] moves. Each window has the acts of everybody who could have led in
// it, zeros included; windows follow each other and do not overlap, the last is the latest.
// It looks at the last windows running that have at least least.
//
// There is a direction where each of the last two windows differs from the one before both,
// the same way, beyond the 90 % interval of the logarithm of the ratio,
//
//	log(D2 now / D2 then) -+ 1.645 sqrt(sum of (SE/lambda)^2), SE as in D2
//
// or where the last window lies beyond the natural limits of at least five before it, mean
// -+ 2.66 times the mean moving range of log D2, or where the last eight lie on the same
// side of the mean of those before, at least five (Shewhart 1931; Wheeler 1993, chart of
// single values). Anything less is unclear: with several cards, arrows come by chance too.
// In simulations without any change fewer than one series in ten, of 3 to 12 windows, ends with
// an arrow (see the tests).
func Trend(windows [][]int, least Minimum) Direction {
	var logs, ses []float64 // of the windows running, backwards
	for i := len(windows) - 1; i >= 0; i-- {
		l, se, ok := logD2(windows[i], least)
		if !ok {
			break
		}
		logs, ses = append(logs, l), append(ses, se)
	}
	slices.Reverse(logs)
	slices.Reverse(ses)
	return Moves(logs, ses)
}

// Moves is the rule of [Trend] for any number with its standard error: x are windows that follow
// each other, the last the latest.
func Moves(x, se []float64) Direction {
	if len(x) < 3 {
		return TooShort
	}
	logs, ses := slices.Clone(x), slices.Clone(se) // backwards
	slices.Reverse(logs)
	slices.Reverse(ses)
	moved := func(i int) float64 { // of window i against the third from the end
		d := logs[i] - logs[2]
		if math.Abs(d) <= zBand*math.Hypot(ses[i], ses[2]) {
			return 0
		}
		return d
	}
	if a, b := moved(0), moved(1); a*b > 0 {
		return towards(a)
	}
	if before := logs[1:]; len(before) >= 5 {
		mean, limit := natural(before)
		if d := logs[0] - mean; math.Abs(d) > limit {
			return towards(d)
		}
	}
	if len(logs) >= 13 {
		mean, _ := natural(logs[8:])
		up, down := 0, 0
		for _, l := range logs[:8] {
			if l > mean {
				up++
			} else if l < mean {
				down++
			}
		}
		if up == 8 || down == 8 {
			return towards(float64(up - down))
		}
	}
	return Unclear
}

func towards(d float64) Direction {
	if d > 0 {
		return Upwards
	}
	return Downwards
}

// natural returns the mean of a series and how far beside it chance goes.
func natural(x []float64) (mean, limit float64) {
	for i, v := range x {
		mean += v / float64(len(x))
		if i > 0 {
			limit += 2.66 * math.Abs(v-x[i-1]) / float64(len(x)-1)
		}
	}
	return mean, limit
}

// logD2 returns the logarithm of D2, not cut to n, and its standard error.
func logD2(acts []int, least Minimum) (l, se float64, ok bool) {
	if _, ok := D2(acts, least).Value(); !ok {
		return 0, 0, false
	}
	m, _ := whole(acts)
	if m < 3 {
		return 0, 0, false
	}
	lambda, _ := Lambda(acts).Value()
	se = math.Max(jackknife(acts, float64(m)), equalSE(float64(len(acts)), float64(m)))
	return -math.Log(lambda), se / lambda, true
}
