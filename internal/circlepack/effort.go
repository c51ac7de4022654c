package circlepack

import "math"

// effort counts the steps that one group takes: a look at a pair of discs, a cell
// or a place tried. A group has as many as suit its number of discs; when they are
// spent it makes do with what it has. So no shape of tree keeps a processor busy
// for ever, and the same tree takes the same steps on any machine.
type effort struct {
	done, most int
}

// Steps of a group. An ordinary one, multiple starts and leaps included, takes a
// tenth of them.
const (
	stepsOfGroup = 20_000_000
	stepsOfDisc  = 20_000
)

func effortFor(discs int) *effort {
	return &effort{most: stepsOfGroup + stepsOfDisc*discs}
}

func (e *effort) spend(steps int) { e.done += steps }

// out reports whether the steps are spent.
func (e *effort) out() bool { return e.done >= e.most }

const (
	highest = 12  // levels inside a circle up to which all bands and margins are as usual
	bigRing = 256 // seats above which nobody looks for the best turn of their rings
)

// thin is by how much bands and margins shrink in a circle with so many levels
// inside it. Each level makes a circle wider than what is in it by a share of its
// radius. The square keeps the product of all these shares finite, however many
// circles lie each inside the one before.
func thin(levels int) float64 {
	if levels <= highest {
		return 1
	}
	return sq(highest / float64(levels))
}

// bandOf is the title band of a circle below depth 1 in per cent.
func bandOf(levels int) int { return int(math.Round(bandDeep * thin(levels))) }
