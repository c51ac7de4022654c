package ui

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"orpheus/internal/hyphen"
)

// MapSide is the side of the square that a map is drawn on by the server. The
// browser makes it as large as there is room for, and shows what is beside it.
const MapSide = 700.0

// MapPicture is the map as a picture, with circle or role in its middle.
type MapPicture struct {
	Label   string
	Data    string // where the script gets the map from
	Version uint64 // of what it gets there
	Link    string // the page with nothing chosen; choices are added to it
	Lang    string // of the names, where it is not that of the page
	Mark    string

	Circle uint64 // the circle looked into
	Role   uint64 // the role chosen in it; zero for none

	X, Y, Scale    float64 // the middle, and how many pixels a unit is
	Root           MapNode
	Still          bool   // a picture without names or links
	Leads          string // said of a role that leads now
	In, Out, Whole string // what the buttons do
}

// MapNode is a circle or a role on the map.
type MapNode struct {
	ID, Name, Who, Lit string
	Say                string // the name with soft hyphens, where it has long words; empty for the name
	Href               string // empty for what is picture only
	Family, Depth      int
	X, Y, R, Band      float64
	Role               bool
	Dot                DotKind
	Here, Dim          bool
	Share              float64 // of the roles in a circle, in how many somebody leads
	Open               int     // how much is open to lead in a circle, where that is shown
	Mark               string  // "add", "cut", "move" or "edit": what became of it; empty for nothing
	Gone               bool    // it is there no more
	Kids               []MapNode
}

// svg draws what is large enough to be seen, circles before what is in them
// and labels over all.
func (p MapPicture) svg() string {
	d, role := mapDrawing{p: p}, "group"
	if p.Still {
		role = "img"
	}
	d.out.WriteString(`<svg class="map-svg map-plain" viewBox="0 0 700 700" role="` + role + `" aria-label="` + templ.EscapeString(p.Label) + `"`)
	if p.Lang != "" {
		d.out.WriteString(` lang="` + p.Lang + `"`)
	}
	d.out.WriteString(">")
	if p.Root.R > 0 {
		d.node(&p.Root)
	}
	if d.hatches.Len() > 0 {
		d.out.WriteString(`<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="m-hatch-line" d="M0 0v6"></path></pattern></defs><g class="m-hatches" aria-hidden="true">` + d.hatches.String() + `</g>`)
	}
	if !p.Still {
		d.out.WriteString(`<g class="map-words" aria-hidden="true">` + d.words.String() + `</g>`)
	}
	if d.badges.Len() > 0 {
		d.out.WriteString(`<g class="map-badges" aria-hidden="true">` + d.badges.String() + `</g>`)
	}
	d.out.WriteString("</svg>")
	return d.out.String()
}

// at is the middle of the picture and its scale, as the script reads them.
func (p MapPicture) at() string {
	return strconv.FormatFloat(p.X, 'f', 3, 64) + " " + strconv.FormatFloat(p.Y, 'f', 3, 64) + " " + strconv.FormatFloat(p.Scale, 'f', 3, 64)
}

func (p MapPicture) still() string {
	p.Still = true
	return p.svg()
}

type mapDrawing struct {
	p          MapPicture
	out, words strings.Builder

	hatches, badges strings.Builder // over the circles; over all
	said            []labelBox      // where names of circles stand
}

const mapMargin = 500 // of what is drawn beside the square

func (d *mapDrawing) node(n *MapNode) {
	k := d.p.Scale
	x, y, r := (n.X-d.p.X)*k+MapSide/2, (n.Y-d.p.Y)*k+MapSide/2, n.R*k
	least := 2.2
	if d.p.Still {
		least = 4 // it stands beside other things, a third as wide
	}
	if r < least || x+r < -mapMargin || x-r > MapSide+mapMargin || y+r < -mapMargin || y-r > MapSide+mapMargin {
		return
	}
	if d.p.Still {
		n.Href = ""
	}
	small := n.small(k)
	if n.Href == "" && (r <= 7 || len(n.Kids) == 0 || small) { // nothing is in it: of a large organisation there are thousands
		d.out.WriteString(`<circle class="` + n.classes() + " " + Family(n.Family) + `" cx="` + dec(x) + `" cy="` + dec(y) + `" r="` + dec(r) + `"></circle>`)
		if small {
			d.share(n, x, y, r)
		}
		d.beside(n, x, y, r)
		return
	}
	open, shut := "g", "</g>"
	if n.Href != "" {
		open, shut = "a", "</a>"
	}
	d.out.WriteString("<" + open + ` class="` + Family(n.Family) + `"`)
	if n.Href != "" {
		d.out.WriteString(` href="` + templ.EscapeString(n.Href) + `" id="m` + n.ID + `" aria-label="` + templ.EscapeString(n.label()) + `"`)
		if n.Here {
			d.out.WriteString(` aria-current="true"`)
		}
	}
	d.out.WriteString(">")
	if n.Href != "" {
		d.out.WriteString("<title>" + templ.EscapeString(n.label()) + "</title>")
	}
	d.out.WriteString(`<circle class="` + n.classes() + `" cx="` + dec(x) + `" cy="` + dec(y) + `" r="` + dec(r) + `"></circle>`)
	if small {
		d.share(n, x, y, r)
	} else if r > 7 {
		for i := range n.Kids {
			d.node(&n.Kids[i])
		}
	}
	d.out.WriteString(shut)
	d.beside(n, x, y, r)
}

// leastInside is how large the largest thing in a circle has to be, in pixels, for what is
// in it to be drawn.
const leastInside = 3

// small reports whether what is in a circle is too small to be drawn.
func (n *MapNode) small(k float64) bool {
	if n.Role || n.Here || n.Depth == 0 || len(n.Kids) == 0 {
		return false
	}
	largest := 0.0
	for i := range n.Kids {
		largest = max(largest, n.Kids[i].R)
	}
	return largest*k < leastInside
}

// share draws in how many of the roles of a circle somebody leads, where they are too small
// to be drawn: an arc from twelve o'clock on.
func (d *mapDrawing) share(n *MapNode, x, y, r float64) {
	if n.Share == 0 || r < 4 {
		return
	}
	wide := min(7, max(1.6, r*.13))
	q := r - wide/2
	at := 2 * math.Pi * min(n.Share, .9999)
	large := "0"
	if n.Share > .5 {
		large = "1"
	}
	path := "M" + dec(x) + " " + dec(y-q) + "A" + dec(q) + " " + dec(q) + " 0 " + large + " 1 " + dec(x+q*math.Sin(at)) + " " + dec(y-q*math.Cos(at))
	d.out.WriteString(`<path class="m-share-edge" stroke-width="` + dec(wide+2) + `" d="` + path + `"></path><path class="m-share" stroke-width="` + dec(wide) + `" d="` + path + `"></path>`)
}

// labelBox is where a name stands.
type labelBox struct{ left, top, right, bottom float64 }

// room reports whether lines around a middle stand on no other name, and keeps their place.
func (d *mapDrawing) room(x, y, size float64, lines []string) bool {
	longest := 0
	for _, l := range lines {
		longest = max(longest, utf8.RuneCountInString(l))
	}
	w, h := float64(longest)*size*.53/2, size*1.15*float64(len(lines))/2
	box := labelBox{x - w, y - h, x + w, y + h}
	for _, o := range d.said {
		if box.left < o.right && o.left < box.right && box.top < o.bottom && o.top < box.bottom {
			return false
		}
	}
	d.said = append(d.said, box)
	return true
}

// beside draws what stands over a thing: signs, and its name.
func (d *mapDrawing) beside(n *MapNode, x, y, r float64) {
	d.badge(n, x, y, r)
	d.open(n, x, y, r)
	if n.Role {
		d.roleLabel(n, x, y, r)
	} else if n.Depth > 0 {
		d.circleLabel(n, x, y, r)
	}
}

// badge says with a sign what became of a thing. What is gone is hatched.
func (d *mapDrawing) badge(n *MapNode, x, y, r float64) {
	if n.Gone && r > 4 {
		d.hatches.WriteString(`<circle class="m-hatch" cx="` + dec(x) + `" cy="` + dec(y) + `" r="` + dec(r) + `" fill="url(#hatch)"></circle>`)
	}
	if n.Mark == "" || n.Depth == 0 {
		return
	}
	off := r * .7
	if !n.Role && r > 60 { // on the edge, clear of the name
		off = r * .8
	}
	size := min(11, max(7, r*.8))
	k := size / 11
	d.badges.WriteString(`<g class="badge badge-` + n.Mark + `" transform="translate(` + dec(x+off) + ` ` + dec(y-off) + `) scale(` + strconv.FormatFloat(k, 'f', 2, 64) + `)"><circle r="11"></circle><path d="` + badgeSigns[n.Mark] + `"></path></g>`)
}

// open says how much is open to lead in a circle: the mark of it with a number.
func (d *mapDrawing) open(n *MapNode, x, y, r float64) {
	if n.Open == 0 || r < 12 {
		return
	}
	y += r * .92 // on the edge, clear of what is in it
	d.badges.WriteString(`<g class="m-count"><circle cx="` + dec(x) + `" cy="` + dec(y) + `" r="11"></circle><text x="` + dec(x) + `" y="` + dec(y+4.5) + `">` + strconv.Itoa(n.Open) + `</text></g>`)
}

// badgeSigns are drawn around a middle.
var badgeSigns = map[string]string{
	"add": "M-5 0h10M0-5v10", "cut": "M-5 0h10", "move": "M-5 0h10M1.500-4 5.500 0 1.500 4", "edit": "M-4.500 4.500l1-3.500 5.500-5.500 2.500 2.500-5.500 5.500z",
}

func (n *MapNode) label() string {
	l := n.Name + ", " + n.Who
	if n.Lit != "" {
		l += ", " + n.Lit
	}
	return l
}

func (n *MapNode) classes() string {
	c := "m-circle m-" + num(min(n.Depth, 3))
	if n.Role {
		c = []string{"m-role", "m-role m-lit", "m-role m-open"}[n.Dot]
	}
	if n.Here {
		c += " m-here"
	}
	if n.Dim {
		c += " m-dim"
	}
	if n.Mark != "" {
		c += " m-" + n.Mark
	}
	if n.Gone {
		c += " m-gone"
	}
	return c
}

func (d *mapDrawing) circleLabel(n *MapNode, x, y, r float64) {
	top := n.Depth == 1
	size := 14.0
	if !top {
		size = 12
	}
	if r < 24 || !top && r < 35 {
		return
	}
	if n.Here {
		size = 18
	}
	down := max(n.Band*d.p.Scale*.55, size)
	room := 2 * math.Sqrt(max(0, r*r-(r-down)*(r-down)))
	lines := wrap(n.said(), size, max(room, min(1.7*r, 90)), 2)
	if lines == nil && n.Here {
		lines = wrap(anywhere(n.Name), size, max(room, min(1.7*r, 90)), 3)
	}
	class := "m-name"
	if !top {
		class += " m-sub"
	}
	if n.Here {
		class += " m-big"
	}
	at := y - r + down
	if n.small(d.p.Scale) { // nothing is drawn in it
		at, lines = y, wrap(n.said(), size, 1.7*r, 3)
	} else if n.Band*d.p.Scale < 2.6*size && len(lines) > 1 { // beyond the edge rather than over the roles
		at -= size * 1.15 * float64(len(lines)-1) / 2
	}
	if !d.room(x, at, size, lines) && !n.Here {
		return
	}
	d.text(class+" m-on-"+num(min(n.Depth, 3)), n.Family, x, at, size, lines)
}

func (d *mapDrawing) roleLabel(n *MapNode, x, y, r float64) {
	if r < 19 {
		return
	}
	lines := wrap(n.said(), 12.5, 1.75*r, 3)
	if lines == nil && n.Here {
		lines = wrap(anywhere(n.Name), 12.5, 1.75*r, 4)
	}
	if lines == nil {
		return
	}
	class, who := "m-say", ""
	if n.Dot == DotLit {
		class += " m-say-lit"
	}
	if r >= 40 && len(lines) < 3 {
		if w := wrap(n.Who, 11.5, 1.8*r, 1); w != nil {
			who = w[0]
		}
	}
	if who != "" {
		y -= 8
	}
	d.text(class, n.Family, x, y, 12.5, lines)
	if who != "" {
		d.text(class+" m-who", n.Family, x, y+6+7.5*float64(len(lines))+5, 11.5, []string{who})
	}
}

func (d *mapDrawing) text(class string, family int, x, y, size float64, lines []string) {
	if lines == nil {
		return
	}
	high := size * 1.15
	y += size*.35 - high*float64(len(lines)-1)/2
	for _, l := range lines {
		d.words.WriteString(`<text class="` + class + " " + Family(family) + `" x="` + dec(x) + `" y="` + dec(y) + `">` + templ.EscapeString(l) + `</text>`)
		y += high
	}
}

// said is the name as it is drawn.
func (n *MapNode) said() string { return cmp.Or(n.Say, n.Name) }

// anywhere is a name whose words may be broken after every two letters: for what is chosen,
// which always has a name.
func anywhere(name string) string {
	var b strings.Builder
	letters := []rune(name)
	for i, n := 0, 0; i < len(letters); i++ {
		b.WriteRune(letters[i])
		if n++; letters[i] == ' ' {
			n = 0
		} else if n >= 2 && n%2 == 0 && i+2 < len(letters) && letters[i+1] != ' ' && letters[i+2] != ' ' {
			b.WriteString(hyphen.Soft)
		}
	}
	return b.String()
}

// wrap breaks a name into at most so many lines of a width; nil where it does
// not fit. A word too long for a line is broken at its soft hyphens. Widths are those of an
// ordinary letter.
func wrap(s string, size, width float64, most int) []string {
	fits := func(s string) bool { return float64(utf8.RuneCountInString(s))*size*.53 <= width }
	var lines []string
	for _, w := range strings.Fields(s) {
		whole := strings.ReplaceAll(w, hyphen.Soft, "")
		if i := len(lines) - 1; i >= 0 && fits(lines[i]+" "+whole) {
			lines[i] += " " + whole
			continue
		}
		pieces := broken(w, fits)
		if pieces == nil {
			return nil
		}
		lines = append(lines, pieces...)
	}
	if len(lines) > most {
		return nil
	}
	return lines
}

// broken is a word in lines; nil where a piece of it fits into none.
func broken(word string, fits func(string) bool) (lines []string) {
	line := ""
	for rest := strings.Split(word, hyphen.Soft); len(rest) > 0; {
		if whole := line + strings.Join(rest, ""); fits(whole) {
			return append(lines, whole)
		}
		if fits(line+rest[0]+"-") && len(rest) > 1 {
			line, rest = line+rest[0], rest[1:]
			continue
		}
		if line == "" {
			return nil
		}
		lines, line = append(lines, line+"-"), ""
	}
	return lines
}

// Number is a number as it stands in an address or an id.
func Number(n uint64) string { return strconv.FormatUint(n, 10) }
