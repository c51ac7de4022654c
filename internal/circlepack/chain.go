package circlepack

import "math"

// chain packs discs one after the other around the first, each touching two
// of the front: the closed chain of discs on the outside (Wang, Wang, Dai and
// Wang, "Visualization of large hierarchical data by circle packing", 2006).
// It sets the places of d in its order, about 0,0. Where the steps run out, the
// rest stands in a row.
func chain(e *effort, d []disc) {
	n := len(d)
	if n == 0 {
		return
	}
	d[0].x, d[0].y = 0, 0
	if n == 1 {
		return
	}
	d[0].x = -d[1].r
	d[1].x, d[1].y = d[0].r, 0
	if n == 2 {
		return
	}
	d[2].x, d[2].y = beside(d[1], d[0], d[2].r)
	next := make([]int, n)
	prev := make([]int, n)
	link := func(a, b int) { next[a], prev[b] = b, a }
	link(0, 1)
	link(1, 2)
	link(2, 0)
	mid := centroid(d[:3])
	at, _ := nearestLink(d, next, 0, mid)
	for i := 3; i < n; {
		if e.out() {
			row(d, i)
			break
		}
		a, b := at, next[at]
		d[i].x, d[i].y = beside(d[a], d[b], d[i].r)
		hit, ahead, steps := blocked(d, next, prev, a, b, d[i])
		e.spend(steps)
		if hit >= 0 {
			// The front between the blocking disc and the pair is hidden now.
			if ahead {
				link(a, hit)
			} else {
				link(hit, b)
				at = hit
			}
			continue
		}
		link(a, i)
		link(i, b)
		at, steps = nearestLink(d, next, i, mid)
		e.spend(steps)
		i++
	}
	w := enclose(d)
	shift(d, -w.x, -w.y)
}

// row puts the discs from the i-th on beside all before it.
func row(d []disc, i int) {
	x := 0.0
	for _, c := range d[:i] {
		x = max(x, c.x+c.r)
	}
	for ; i < len(d); i++ {
		d[i].x, d[i].y = x+d[i].r, 0
		x += 2 * d[i].r
	}
}

func centroid(d []disc) point {
	var x, y, w float64
	for _, c := range d {
		a := c.r * c.r
		x, y, w = x+a*c.x, y+a*c.y, w+a
	}
	return point{x / w, y / w}
}

// beside is the place of a disc of radius r that touches a and b, to the left
// of the way from a to b seen with y pointing down.
func beside(a, b disc, r float64) (x, y float64) {
	dx, dy := b.x-a.x, b.y-a.y
	l2 := dx*dx + dy*dy
	if l2 == 0 {
		return a.x + a.r + r, a.y
	}
	ra, rb := a.r+r, b.r+r
	along := (l2 + ra*ra - rb*rb) / (2 * l2)
	off := math.Sqrt(max(0, ra*ra/l2-along*along))
	return a.x + along*dx + off*dy, a.y + along*dy - off*dx
}

// blocked looks along the front, both ways, for a disc that c would overlap,
// and returns the one with the shortest way from the pair a, b, or -1.
func blocked(d []disc, next, prev []int, a, b int, c disc) (hit int, ahead bool, steps int) {
	f, g := next[b], prev[a]
	wayF, wayG := d[b].r, d[a].r
	for {
		steps++
		if wayF <= wayG {
			if overlap(d[f], c) {
				return f, true, steps
			}
			wayF += d[f].r
			f = next[f]
		} else {
			if overlap(d[g], c) {
				return g, false, steps
			}
			wayG += d[g].r
			g = prev[g]
		}
		if f == next[g] {
			return -1, false, steps
		}
	}
}

func overlap(a, b disc) bool {
	r := a.r + b.r - 1e-9*(a.r+b.r)
	return sq(a.x-b.x)+sq(a.y-b.y) < r*r
}

// nearestLink is the disc that starts the link of the front nearest to mid.
func nearestLink(d []disc, next []int, from int, mid point) (best, steps int) {
	best, least := from, math.Inf(1)
	for a := from; ; {
		steps++
		b := next[a]
		w := d[a].r + d[b].r
		x := (d[a].x*d[b].r+d[b].x*d[a].r)/w - mid.x
		y := (d[a].y*d[b].r+d[b].y*d[a].r)/w - mid.y
		if v := x*x + y*y; v < least-1e-9 {
			best, least = a, v
		}
		if a = b; a == from {
			return best, steps
		}
	}
}
