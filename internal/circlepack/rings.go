package circlepack

import "math"

// Seats: k roles in concentric rings around an empty middle. Up to oneRing
// of them share one ring; more take further rings, a seat's width further out.

const oneRing = 9

type ring struct {
	n int
	r float64 // distance of the seats from the middle
}

// ringRadius is the least radius of a ring of n seats that do not overlap.
func ringRadius(n int) float64 {
	switch n {
	case 0, 1:
		return 0
	}
	return seat / math.Sin(math.Pi/float64(n))
}

func ringPlaces(r float64) int {
	if r < seat {
		return 1
	}
	return int(math.Pi/math.Asin(seat/r) + 1e-9)
}

// rings chooses the rings for k roles: the smallest disc, then the fewest
// rings, and the seats spread so that every ring is equally full.
func rings(k int) []ring {
	if k <= oneRing {
		return []ring{{k, ringRadius(k)}}
	}
	var best []ring
	bestR := math.Inf(1)
	for inner := 3; inner <= oneRing+1 && inner < k; inner++ {
		var rs []ring
		places := 0
		for r := ringRadius(inner); places < k; r += 2 * seat {
			n := ringPlaces(r)
			rs = append(rs, ring{n, r})
			places += n
		}
		if out := rs[len(rs)-1].r; out < bestR-1e-9 {
			best, bestR = rs, out
		}
	}
	spread(best, k)
	return best
}

// spread cuts the counts down to k seats in all by largest remainder and draws
// the inner rings in a little where that leaves room.
func spread(rs []ring, k int) {
	places := 0
	for _, r := range rs {
		places += r.n
	}
	left := k
	rest := make([]float64, len(rs))
	for i := range rs {
		want := float64(rs[i].n) * float64(k) / float64(places)
		rs[i].n = int(want)
		rest[i] = want - float64(rs[i].n)
		left -= rs[i].n
	}
	for ; left > 0; left-- {
		at := 0
		for i := range rs {
			if rest[i] > rest[at]+1e-9 {
				at = i
			}
		}
		rs[at].n++
		rest[at] = -1
	}
	for i := range rs {
		least := ringRadius(rs[i].n)
		if i > 0 {
			least = max(least, rs[i-1].r+2*seat)
		}
		rs[i].r = least
	}
}

// seats places k roles around 0,0, inner rings first, clockwise from the top.
// The radius of the discs includes their pads; outer is that of the group.
func seats(k int) (d []disc, outer float64) {
	d = make([]disc, 0, k)
	for i, r := range rings(k) {
		// Half a step of turn on every second ring loosens the radial lines.
		turn := 0.0
		if i%2 == 1 && r.n > 0 {
			turn = math.Pi / float64(r.n)
		}
		for j := range r.n {
			s, c := math.Sincos(2*math.Pi*float64(j)/float64(r.n) + turn)
			d = append(d, disc{r.r * s, -r.r * c, seat})
		}
		outer = r.r + seat
	}
	return d, outer
}
