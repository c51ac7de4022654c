package ui

import (
	"math"
	"strconv"
	"strings"
)

// Line is what a Course draws.
type Line struct {
	Values, Low, High []float64
	Say               string   // the last value in words
	Names             []string // under the axis, from the first to the last value
}

// The field of the picture.
const (
	left, right = 36.0, 580.0
	top, base   = 16.0, 188.0
)

func (l Line) most() float64 {
	most := 1.0
	for _, v := range l.High {
		most = max(most, v)
	}
	// Three steps of 1, 2, 2.5 or 5 times a power of ten, as low as they reach.
	for step := math.Pow(10, math.Floor(math.Log10(most))-1); ; step *= 10 {
		for _, by := range []float64{1, 2, 2.5, 5} {
			if 3*by*step >= most {
				return 3 * by * step
			}
		}
	}
}

func (l Line) x(i int) float64 {
	return left + (right-left)*float64(i)/float64(max(1, len(l.Values)-1))
}

func (l Line) y(v float64) float64 { return base - (base-top)*v/l.most() }

func (l Line) path(values []float64) string {
	var b strings.Builder
	for i, v := range values {
		if i > 0 {
			b.WriteByte('L')
		}
		b.WriteString(dec(l.x(i)) + " " + dec(l.y(v)))
	}
	return b.String()
}

func (l Line) curve() string { return "M" + l.path(l.Values) }

// band goes along the high edge and comes back along the low one.
func (l Line) band() string {
	var back strings.Builder
	for i := len(l.Low) - 1; i >= 0; i-- {
		back.WriteString("L" + dec(l.x(i)) + " " + dec(l.y(l.Low[i])))
	}
	return "M" + l.path(l.High) + back.String() + "Z"
}

func (l Line) last() []point {
	if len(l.Values) == 0 {
		return nil
	}
	i := len(l.Values) - 1
	return []point{{l.x(i), l.y(l.Values[i])}}
}

// rule is a line across the field.
type rule struct {
	Y    float64
	Text string
	Base bool
}

func (l Line) grid() []rule {
	var rules []rule
	for i := range 4 {
		v := l.most() * float64(i) / 3
		rules = append(rules, rule{l.y(v), strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64), i == 0})
	}
	return rules
}
