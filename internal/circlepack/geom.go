package circlepack

import "math"

type point struct{ x, y float64 }

type disc struct{ x, y, r float64 }

const (
	minRadius = 2.0 // of a circle with nothing in it
	fine      = 64  // circle radii are whole multiples of 1/fine
	finePos   = 1024
	few       = 32 // discs of which looking at all pairs is fast
)

// pad is the free margin around a child; the gap between two children is the
// sum of their pads. Larger circles get a larger one, so that gaps look alike
// at every level of zoom.
func pad(r float64) float64 { return padBy(r, 1) }

// padBy is pad where margins are thinner.
func padBy(r, thin float64) float64 { return 0.22 + 0.022*r*thin }

// seat is the radius a role takes including its pad.
var seat = 1 + pad(1)

// snapUp rounds a radius up, so that equal groups have equal radii and the
// sums of positions stay exact.
func snapUp(r float64) float64 { return math.Ceil(r*fine-1e-9) / fine }

func snap(v float64) float64 { return math.Round(v*finePos) / finePos }

func sq(v float64) float64 { return v * v }

func turn(d []disc, angle float64) {
	s, c := math.Sincos(angle)
	for i := range d {
		d[i].x, d[i].y = c*d[i].x-s*d[i].y, s*d[i].x+c*d[i].y
	}
}

func shift(d []disc, dx, dy float64) {
	for i := range d {
		d[i].x += dx
		d[i].y += dy
	}
}

// loosen scales all places by the least factor that removes every overlap.
func loosen(e *effort, d []disc) {
	f := 1.0
	grow := func(a, b disc) {
		need := a.r + b.r
		if g := sq(a.x-b.x) + sq(a.y-b.y); g < need*need && g > 0 {
			f = max(f, need/math.Sqrt(g))
		}
	}
	if len(d) > few {
		e.spend(eachNear(d, func(i, j int) { grow(d[i], d[j]) }))
	} else {
		e.spend(len(d) * len(d) / 2)
		for i := range d {
			for j := range i {
				grow(d[i], d[j])
			}
		}
	}
	if f > 1 {
		f *= 1 + 1e-12
		for i := range d {
			d[i].x *= f
			d[i].y *= f
		}
	}
}

// eachNear calls f for every pair of discs whose bounding boxes may meet and
// returns how many steps finding them took.
func eachNear(d []disc, f func(i, j int)) (steps int) {
	if len(d) <= few {
		for i := range d {
			for j := range i {
				f(i, j)
			}
		}
		return len(d) * len(d) / 2
	}
	g := newGrid(d)
	for i := range d {
		g.near(d[i].x, d[i].y, d[i].r, func(j int) {
			if j < i {
				f(i, j)
			}
		})
	}
	return g.steps + len(d)
}

// rng is splitmix64 with a fixed seed: shuffles that are the same every time.
type rng uint64

func (r *rng) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *rng) shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.next()%uint64(i+1)))
	}
}
