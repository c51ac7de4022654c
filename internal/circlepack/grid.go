package circlepack

import "math"

// grid finds discs near a place without looking at all of them. Discs are
// kept in levels by size, one per power of two, each with cells as wide as
// its largest disc can be.
type grid struct {
	d      []disc
	levels []gridLevel
	steps  int // cells and discs looked at so far
}

type gridLevel struct {
	exp  int // radii in [2^(exp-1), 2^exp)
	cell float64
	all  []int32
	at   map[[2]int32][]int32
}

func newGrid(d []disc) *grid {
	g := &grid{d: d}
	for i := range d {
		g.add(i)
	}
	return g
}

// add enters disc i of g.d.
func (g *grid) add(i int) {
	c := g.d[i]
	_, exp := math.Frexp(c.r)
	l := 0
	for l < len(g.levels) && g.levels[l].exp != exp {
		l++
	}
	if l == len(g.levels) {
		g.levels = append(g.levels, gridLevel{exp: exp, cell: math.Ldexp(2, exp), at: map[[2]int32][]int32{}})
	}
	lv := &g.levels[l]
	k := [2]int32{lv.index(c.x), lv.index(c.y)}
	lv.at[k] = append(lv.at[k], int32(i))
	lv.all = append(lv.all, int32(i))
}

// farCell is the last cell to each side: what lies further out shares it.
const farCell = 1 << 30

func (lv *gridLevel) index(v float64) int32 {
	return int32(min(max(math.Floor(v/lv.cell), -farCell), farCell))
}

// near calls f for every disc that may lie within r of x,y, in a fixed order. It
// looks at no more cells of a level than the level has discs.
func (g *grid) near(x, y, r float64, f func(i int)) {
	for l := range g.levels {
		lv := &g.levels[l]
		reach := r + lv.cell/2
		x0, x1 := lv.index(x-reach), lv.index(x+reach)
		y0, y1 := lv.index(y-reach), lv.index(y+reach)
		if cells := (int64(x1) - int64(x0) + 1) * (int64(y1) - int64(y0) + 1); cells > int64(len(lv.all)) {
			// One large disc among small ones: looking at all is cheaper.
			g.steps += len(lv.all)
			for _, i := range lv.all {
				f(int(i))
			}
			continue
		} else {
			g.steps += int(cells)
		}
		for cy := y0; cy <= y1; cy++ {
			for cx := x0; cx <= x1; cx++ {
				for _, i := range lv.at[[2]int32{cx, cy}] {
					g.steps++
					f(int(i))
				}
			}
		}
	}
}
