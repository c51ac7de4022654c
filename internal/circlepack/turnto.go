package circlepack

import "math"

// crowd is a group in which nobody would find a thing again by its place: it is
// not compared with where it was.
const crowd = 1000

// turnTo uses the places without a past, turned or mirrored so that children
// come to lie near to where they were.
func (b *builder) turnTo(w *work, t task, g *group) {
	subAt, subKnown := b.pasts(w, w.subs)
	at, known := b.pasts(w, w.roles)
	m := len(w.subs)
	base := t.circles()
	for i, p := range g.subs {
		base[i].x, base[i].y = p.x, p.y
	}
	for _, p := range g.seats {
		base = append(base, disc{p.x, p.y, seat})
	}
	angles := []float64{0}
	if len(base) <= 60 {
		angles = turns(base)
	}
	least := math.Inf(1)
	var best []disc
	mirrors := []float64{1, -1}
	if len(base) > crowd {
		mirrors, subKnown, known = mirrors[:1], make([]bool, m), make([]bool, len(known))
	}
	for _, mirror := range mirrors {
		for _, a := range angles {
			d := append([]disc(nil), base...)
			for i := range d {
				d[i].x *= mirror
			}
			r, _ := t.fit(d, []float64{a})
			v := 0.0
			for i, p := range subAt {
				if !subKnown[i] {
					continue
				}
				near := math.Inf(1)
				for j := range d[:m] {
					if d[j].r == d[i].r {
						near = min(near, sq(d[j].x-p.x)+sq(d[j].y-p.y))
					}
				}
				v += near * sq(d[i].r)
			}
			area := 0.0
			for _, c := range d[:m] {
				area += sq(c.r)
			}
			v = math.Sqrt(v/max(area, 1)) + 0.3*drift(d[m:], at, known)
			if v = v/r + 2*(r/g.r-1); v < least-1e-9 {
				least, best, w.r = v, d, snapUp(r)
			}
		}
	}
	sit(w.roles, at, known, best[m:])
	// Circles of the same size may change places.
	for i := 0; i < m; {
		j := i
		for j < m && best[j].r == best[i].r {
			j++
		}
		sit(w.subs[i:j], subAt[i:j], subKnown[i:j], best[i:j])
		i = j
	}
}
