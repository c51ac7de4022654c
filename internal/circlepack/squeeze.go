package circlepack

import "math"

// press pushes overlapping discs apart and those outside back inside a wall
// of radius r around 0,0, in small steps. Small discs give way to large ones.
func press(e *effort, d []disc, r float64, steps int) {
	for range steps {
		if e.out() {
			return
		}
		worst := 0.0
		if len(d) > few {
			e.spend(eachNear(d, func(i, j int) { worst = max(worst, part(d, i, j)) }))
		} else {
			e.spend(len(d) * len(d) / 2)
			for i := range d {
				a := d[i]
				for j := range i {
					b := &d[j]
					if dx, dy, need := b.x-a.x, b.y-a.y, a.r+b.r; dx*dx+dy*dy < need*need {
						worst = max(worst, part(d, i, j))
						a = d[i]
					}
				}
			}
		}
		for i := range d {
			c := &d[i]
			free := max(0, r-c.r)
			if l := c.x*c.x + c.y*c.y; l > free*free {
				l = math.Sqrt(l)
				worst = max(worst, l-free)
				c.x, c.y = c.x*free/l, c.y*free/l
			}
		}
		if worst < 1e-4 {
			return
		}
	}
}

// part moves two discs apart and returns how far they overlapped.
func part(d []disc, i, j int) float64 {
	a, b := &d[i], &d[j]
	dx, dy := b.x-a.x, b.y-a.y
	need := a.r + b.r
	l := dx*dx + dy*dy
	if l >= need*need {
		return 0
	}
	l = math.Sqrt(l)
	if l < 1e-9 {
		// On top of each other: each pair goes its own way.
		dy, dx = math.Sincos(float64(i) + 2.4*float64(j))
		l = 1
		need++
	}
	over := (need - l) / l
	wa := over * b.r * b.r / (a.r*a.r + b.r*b.r)
	wb := over - wa
	a.x, a.y = a.x-wa*dx, a.y-wa*dy
	b.x, b.y = b.x+wb*dx, b.y+wb*dy
	return need - l
}

// centre moves the discs so that their smallest wall lies around 0,0 and
// returns its radius.
func centre(d []disc) float64 {
	e := enclose(d)
	shift(d, -e.x, -e.y)
	return e.r
}

// squeeze draws the wall in around the discs as far as they yield, in steps
// that get finer from one share of the radius to another, and returns the
// radius. Overlaps are gone then.
func squeeze(e *effort, d []disc, from, to float64) float64 {
	loosen(e, d)
	r := centre(d)
	if len(d) < 2 {
		return r
	}
	area, widest := 0.0, 0.0
	for _, c := range d {
		area += c.r * c.r
		widest = max(widest, c.r)
	}
	floor := max(widest, math.Sqrt(area)*1.02)
	try := make([]disc, len(d))
	for f := from; f > to && !e.out(); {
		goal := r * (1 - f)
		if goal < floor {
			f /= 2
			continue
		}
		copy(try, d)
		for i := range try {
			try[i].x *= 1 - f
			try[i].y *= 1 - f
		}
		press(e, try, goal, pressSteps(len(d)))
		loosen(e, try)
		got := centre(try)
		if got < r*(1-f/8) {
			copy(d, try)
			r = got
		} else {
			f /= 2
		}
	}
	return r
}

// pressSteps keeps the work per press about the same for large groups.
func pressSteps(n int) int { return min(max(2000/n, 6), 30) }
