package circlepack

import "math"

// room is the inside of a circle around 0,0 without its title band.
type room struct {
	r   float64
	top float64 // nothing may lie above this y
}

func newRoom(r, share float64) room { return room{r, -r * (1 - share)} }

// gap is how far disc c stays inside; negative if it does not.
func (m room) gap(c disc) float64 {
	return min(m.r-c.r-math.Hypot(c.x, c.y), c.y-c.r-m.top)
}

// void is the radius of the widest empty place, as a share of the room's.
func (m room) void(d []disc) float64 {
	const n = 12
	best := 0.0
	for i := -n; i <= n; i++ {
		for j := -n; j <= n; j++ {
			x, y := m.r*float64(i)/n, m.r*float64(j)/n
			g := m.gap(disc{x, y, 0})
			for _, c := range d {
				if g <= best {
					break
				}
				g = min(g, math.Sqrt(sq(c.x-x)+sq(c.y-y))-c.r)
			}
			best = max(best, g)
		}
	}
	return best / m.r
}

// settle evens out the gaps: each disc in turn moves to where it has more
// room around it, never onto another one and never out of the room. Narrow
// gaps weigh most, as 1/gap².
func settle(e *effort, d []disc, m room, sweeps int) {
	const soft = 0.15 // in shares of the disc: gaps under it count alike
	unrest := func(i int, c disc) float64 {
		s := soft * c.r
		w := m.r - c.r - math.Sqrt(c.x*c.x+c.y*c.y)
		t := c.y - c.r - m.top
		if w < -1e-9 || t < -1e-9 {
			return math.Inf(1)
		}
		sum := 1/sq(w+s) + 1/sq(t+s)
		for j := range d {
			if j == i {
				continue
			}
			o := d[j]
			g := math.Sqrt(sq(o.x-c.x)+sq(o.y-c.y)) - o.r - c.r
			if g < -1e-9 {
				return math.Inf(1)
			}
			sum += 1 / sq(g+s)
		}
		return sum
	}
	step := make([]float64, len(d))
	for i := range d {
		step[i] = d[i].r * 0.3
	}
	for range sweeps {
		if e.out() {
			return
		}
		e.spend(9 * len(d) * len(d))
		moved := false
		for i := range d {
			if step[i] < d[i].r*0.002 {
				continue
			}
			best, at := unrest(i, d[i]), d[i]
			from := at
			for k := range 8 {
				c := from
				c.x += step[i] * dir8[k].x
				c.y += step[i] * dir8[k].y
				if u := unrest(i, c); u < best*(1-1e-9) {
					best, at = u, c
				}
			}
			if at == from {
				step[i] /= 2
			} else {
				d[i] = at
			}
			moved = true
		}
		if !moved {
			return
		}
	}
}

var dir8 = directions(8)

// directions are n steps of length 1 all around.
func directions(n int) []point {
	p := make([]point, n)
	for i := range p {
		s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		p[i] = point{c, s}
	}
	return p
}
