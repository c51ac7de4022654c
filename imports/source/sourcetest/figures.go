package sourcetest

import (
	"math"
	"slices"

	"orpheus/imports/source"
)

// Figures are the published figures on who leads, each after its definition:
// a seat is a person in a role that leads a circle.
type Figures struct {
	Seats      int     // of all leaders together
	Holders    int     // people with at least one seat
	HHI        float64 // sum of the squared shares
	Effective  float64 // 1/HHI
	Gini       float64 // over holders
	Top1, Top5 float64 // share of the seats
	HalfHeldBy int     // fewest holders with at least half of the seats
	Several    int     // holders of more than one seat
	Most       int     // seats of one holder
	Leadless   int     // circles nobody leads
	ManyLeads  int     // circles with more than one leader
}

// Count computes the figures over the circles that are chosen.
func Count(s *source.Structure, choose func(*source.Circle) bool) Figures {
	var f Figures
	seats := make(map[int]int)
	for i := range s.Circles {
		c := &s.Circles[i]
		if !choose(c) {
			continue
		}
		leaders := make(map[int]bool)
		for _, r := range c.Roles {
			if !r.Leads {
				continue
			}
			for _, p := range r.Holders {
				seats[p]++
				f.Seats++
				leaders[p] = true
			}
		}
		switch {
		case len(leaders) == 0:
			f.Leadless++
		case len(leaders) > 1:
			f.ManyLeads++
		}
	}
	x := make([]int, 0, len(seats))
	for _, n := range seats {
		x = append(x, n)
		share := float64(n) / float64(f.Seats)
		f.HHI += share * share
		if n > 1 {
			f.Several++
		}
	}
	slices.Sort(x)
	f.Holders, f.Effective, f.Gini = len(x), 1/f.HHI, Gini(x)
	held := 0
	for i := range x {
		held += x[len(x)-1-i]
		if i == 0 {
			f.Most, f.Top1 = held, float64(held)/float64(f.Seats)
		}
		if i < 5 {
			f.Top5 = float64(held) / float64(f.Seats)
		}
		if f.HalfHeldBy == 0 && 2*held >= f.Seats {
			f.HalfHeldBy = i + 1
		}
	}
	return f
}

// Gini of ascending numbers.
func Gini(x []int) float64 {
	var weighted, total int
	for i, v := range x {
		weighted += (2*(i+1) - len(x) - 1) * v
		total += v
	}
	return float64(weighted) / float64(len(x)*total)
}

// Close says whether got is want as published: rounded to a few places.
func Close(got, want, within float64) bool { return math.Abs(got-want) <= within }
