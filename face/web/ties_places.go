package web

import (
	"math"
	"unicode/utf8"

	"orpheus/insight/ties"
	"orpheus/internal/circlepack"
)

// The measures of the picture of ties, in its own units; on a wide screen one is a pixel.
const (
	tieStep   = 21.0 // from dot to dot
	tieRim    = 13.0 // from the outermost dot to the edge of its ground
	tieLetter = 7.6  // the width of a letter of a name
	tieGround = 96.0 // the largest ground where no dots are drawn
)

// tieSpot is the ground of a circle. Its dots are numbered from its middle outwards.
type tieSpot struct {
	x, y, r float64
	room    int // dots it has room for
	drawn   bool
}

// tiePlaces is where circles and people stand. It follows from which circles there are and how
// many people have come to each, by steps of a quarter: whoever comes takes the next place
// further out and moves nobody.
type tiePlaces struct {
	spots         []tieSpot
	width, height float64
}

// roomFor is the first of a row of sizes, each about a quarter more than the one before, that
// holds n people.
func roomFor(n int) int {
	room := 7
	for room < n {
		room += max(2, room/4)
	}
	return room
}

// placeTies lays the circles out.
func placeTies(circles []ties.Circle, names []string, bundled bool) *tiePlaces {
	p := &tiePlaces{spots: make([]tieSpot, len(circles))}
	most := 1.0
	for i, c := range circles {
		s := &p.spots[i]
		s.drawn, s.room = c.Seats > 0, roomFor(c.Seats)
		s.r = tieStep*math.Sqrt(float64(s.room)/math.Pi) + tieRim
		most = max(most, s.r)
	}
	if bundled {
		for i := range p.spots {
			p.spots[i].r = max(22, p.spots[i].r*tieGround/most)
		}
	}
	root := &circlepack.Node{Key: 1}
	needs := make([]float64, len(circles))
	for i, c := range circles {
		if !p.spots[i].drawn {
			continue
		}
		needs[i] = max(p.spots[i].r+24, .42*tieLetter*float64(utf8.RuneCountInString(names[i])))
		n := &circlepack.Node{Key: 2 + uint64(c.ID)}
		for k := range max(1, int(needs[i]*needs[i]/260)) {
			n.Children = append(n.Children, &circlepack.Node{Key: uint64(c.ID)<<20 + uint64(k), Leaf: true})
		}
		root.Children = append(root.Children, n)
	}
	p.pack(circles, root, needs)
	p.trim(names)
	return p
}

// pack has the circles packed, and as far from each other as the one that needs most needs.
func (p *tiePlaces) pack(circles []ties.Circle, root *circlepack.Node, needs []float64) {
	l := circlepack.Pack(root, nil)
	by := 0.0
	for i, c := range circles {
		if at, ok := l.Find(2+uint64(c.ID), false); ok && p.spots[i].drawn {
			by = max(by, needs[i]/at.R)
		}
	}
	for i, c := range circles {
		if at, ok := l.Find(2+uint64(c.ID), false); ok {
			p.spots[i].x, p.spots[i].y = at.X*by, at.Y*by+8
		}
	}
}

// trim moves all so that the picture begins at its upper left corner, and says how large it is.
func (p *tiePlaces) trim(names []string) {
	left, top, right, low := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i, s := range p.spots {
		if s.drawn {
			half := max(s.r, tieLetter*float64(utf8.RuneCountInString(names[i]))/2)
			left, right = min(left, s.x-half), max(right, s.x+half)
			top, low = min(top, s.y-s.r-26), max(low, s.y+s.r)
		}
	}
	if left > right {
		return
	}
	for i := range p.spots {
		p.spots[i].x += 8 - left
		p.spots[i].y += 8 - top
	}
	p.width, p.height = right-left+16, low-top+16
}

// dot is where somebody stands in their circle: on a spiral that leaves each about as much
// room as the next (Vogel 1979).
func (p *tiePlaces) dot(d ties.Person) (x, y float64) {
	s := p.spots[d.Home]
	far := (s.r - tieRim) * math.Sqrt((float64(d.Seat)+.5)/float64(max(s.room, d.Seat+1)))
	turn := float64(d.Seat) * math.Pi * (3 - math.Sqrt(5))
	return s.x + far*math.Cos(turn), s.y + far*math.Sin(turn)
}
