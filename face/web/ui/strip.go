package ui

import (
	"math"
	"strings"
)

// top is where a stem ends: the line is at 34, the highest stem at 5.
func (m Stem) top() string { return dec(34 - 4 - 25*m.Height) }

// step is the number of the slider: months from the first on, and one more for
// today.
func (s Strip) step() int {
	if s.TodayURL == "" {
		return len(s.Months)
	}
	at := 0
	for i, m := range s.Months {
		if m.At <= s.At+1e-9 {
			at = i
		}
	}
	return at
}

// days are the first days of the months, for the slider, and today.
func (s Strip) days() string {
	all := make([]string, 0, len(s.Months)+1)
	for _, m := range s.Months {
		all = append(all, m.Day)
	}
	return strings.Join(append(all, s.Last), " ")
}

// anchor keeps the text of a year inside the picture.
func anchor(at float64) string {
	switch {
	case at < .03:
		return "start"
	case at > .97:
		return "end"
	}
	return "middle"
}

// Height scales a count for a Stem: by the root, so that one busy month leaves
// the others to be seen.
func Height(n, most int) float64 {
	if n <= 0 || most <= 0 {
		return 0
	}
	return math.Sqrt(float64(n) / float64(most))
}
