package web

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/insight/ties"
)

// mostDots is of how many people a picture has a dot each; of more it has circles, with bundles
// of ties between them.
const mostDots = 300

// tieDrawing is the picture of a network.
type tieDrawing struct {
	n        *ties.Network
	at       *tiePlaces
	names    []string // of circles
	families []int
	led      func(ties.Person) string // what the dot of somebody says
	link     func(circle int) string  // what a circle leads to; nil for a picture that stands alone
	label    string
	you      string // what stands at one's own dot; empty where it is not marked
	month    int    // of the twelve, from 0; below 0 for all
	circle   int    // whose ties alone are drawn; below 0 for all
	level    string // of which level; empty for all
	ink      inks   // how it looks; the style sheet says so on a page
}

// inks says how a thing of some class looks.
type inks func(class string, family int) string

// classed leaves it to the style sheet.
func classed(class string, family int) string {
	if family >= 0 {
		class += " " + ui.Family(family)
	}
	return ` class="` + class + `"`
}

func (d *tieDrawing) bundled() bool { return len(d.n.People) > mostDots }

// svg draws it.
func (d *tieDrawing) svg() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg%s viewBox="0 0 %s %s" role="group" aria-label="%s"`, d.ink("ties", -1), whole(d.at.width), whole(d.at.height), templ.EscapeString(d.label))
	if d.link == nil {
		fmt.Fprintf(&b, ` xmlns="http://www.w3.org/2000/svg" width="%s" height="%s"`, whole(d.at.width), whole(d.at.height))
	}
	b.WriteString(">")
	if d.link == nil {
		fmt.Fprintf(&b, `<title>%s</title><rect width="100%%" height="100%%"%s/>`, templ.EscapeString(d.label), d.ink("ties-paper", -1))
	}
	d.grounds(&b)
	if d.bundled() {
		d.bundles(&b)
	} else {
		d.lines(&b)
		d.dots(&b)
	}
	d.named(&b)
	b.WriteString("</svg>")
	return b.String()
}

func (d *tieDrawing) grounds(b *strings.Builder) {
	for i, s := range d.at.spots {
		if !s.drawn {
			continue
		}
		shape := fmt.Sprintf(`<circle cx="%s" cy="%s" r="%s"%s/>`, whole(s.x), whole(s.y), whole(s.r), d.ink("ties-ground", d.families[i]))
		if d.link == nil {
			b.WriteString(shape)
			continue
		}
		fmt.Fprintf(b, `<a href="%s" data-c="%d" aria-label="%s"`, templ.EscapeString(d.link(i)), i, templ.EscapeString(d.names[i]))
		if i == d.circle {
			b.WriteString(` aria-current="true"`)
		}
		b.WriteString(">" + shape + "</a>")
	}
}

// names stand over all else.
func (d *tieDrawing) named(b *strings.Builder) {
	fmt.Fprintf(b, `<g%s aria-hidden="true">`, d.ink("ties-names", -1))
	for i, s := range d.at.spots {
		if s.drawn {
			fmt.Fprintf(b, `<text x="%s" y="%s"%s>%s</text>`, whole(s.x), whole(s.y-s.r-8), d.ink("ties-name", d.families[i]), templ.EscapeString(d.names[i]))
		}
	}
	if i := d.n.Own.Dot; i >= 0 && d.you != "" && !d.bundled() {
		x, y := d.at.dot(d.n.People[i])
		fmt.Fprintf(b, `<text x="%s" y="%s"%s>%s</text>`, whole(x), whole(y-15), d.ink("ties-you", -1), templ.EscapeString(d.you))
	}
	b.WriteString("</g>")
}

// drawn reports whether a tie is in this picture.
func (d *tieDrawing) drawn(t ties.Tie) bool {
	a, b := d.n.People[t.From].Home, d.n.People[t.To].Home
	switch {
	case d.month >= 0 && !t.Runs[d.month], d.circle >= 0 && a != d.circle && b != d.circle:
		return false
	case d.level == levelWithin:
		return a == b
	case d.level == levelBetween:
		return a != b
	case d.level == levelWhole:
		return t.Whole
	}
	return true
}

// lines draws all ties from one circle to another as one path, and one's own over them.
func (d *tieDrawing) lines(b *strings.Builder) {
	k := len(d.at.spots)
	paths := make([]strings.Builder, k*k)
	for _, t := range d.n.Ties {
		if d.drawn(t) {
			d.curve(&paths[d.n.People[t.From].Home*k+d.n.People[t.To].Home], t)
		}
	}
	fmt.Fprintf(b, `<g%s aria-hidden="true">`, d.ink("ties-lines", -1))
	for i := range paths {
		if paths[i].Len() == 0 {
			continue
		}
		class := "tie"
		if i/k == i%k {
			class = "tie tie-in"
		}
		fmt.Fprintf(b, `<path%s`, d.ink(class, -1))
		if d.link != nil {
			fmt.Fprintf(b, ` data-c="%d %d"`, i/k, i%k)
		}
		fmt.Fprintf(b, ` d="%s"/>`, paths[i].String())
	}
	b.WriteString("</g>")
	if d.n.Own.Dot < 0 || d.you == "" {
		return
	}
	var own strings.Builder
	for _, t := range d.n.Own.Ties {
		if d.drawn(t) {
			d.curve(&own, t)
		}
	}
	if own.Len() > 0 {
		fmt.Fprintf(b, `<path%s aria-hidden="true" d="%s"/>`, d.ink("tie-own", -1), own.String())
	}
}

// curve bends a little, always to the left as it goes: so two that lead each other have two lines.
func (d *tieDrawing) curve(b *strings.Builder, t ties.Tie) {
	x, y := d.at.dot(d.n.People[t.From])
	u, v := d.at.dot(d.n.People[t.To])
	fmt.Fprintf(b, "M%s %sQ%s %s %s %s", whole(x), whole(y), whole((x+u)/2+(v-y)*.11), whole((y+v)/2-(u-x)*.11), whole(u), whole(v))
}

// active are the people who have a dot in this picture: who is tied in it, and in a picture of a
// whole window who led alone too.
func (d *tieDrawing) active() (led, there []bool) {
	led, there = make([]bool, len(d.n.People)), make([]bool, len(d.n.People))
	all := d.month < 0
	for i, p := range d.n.People {
		led[i], there[i] = all && p.First, all
	}
	for _, list := range [][]ties.Tie{d.n.Ties, d.n.Own.Ties} {
		for _, t := range list {
			if d.month >= 0 && t.Runs[d.month] {
				led[t.From], there[t.From], there[t.To] = true, true, true
			}
		}
	}
	return led, there
}

// dots draws people, those of a kind all of one size.
func (d *tieDrawing) dots(b *strings.Builder) {
	led, there := d.active()
	for c, s := range d.at.spots {
		if !s.drawn {
			continue
		}
		fmt.Fprintf(b, `<g%s`, d.ink("ties-dots", d.families[c]))
		if d.link != nil {
			fmt.Fprintf(b, ` data-c="%d"`, c)
		}
		b.WriteString(">")
		for i, p := range d.n.People {
			if p.Home == c && there[i] {
				d.dot(b, i, led[i])
			}
		}
		b.WriteString("</g>")
	}
}

func (d *tieDrawing) dot(b *strings.Builder, i int, led bool) {
	p := d.n.People[i]
	x, y := d.at.dot(p)
	if i == d.n.Own.Dot && d.you != "" {
		fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="11"%s/>`, tenth(x), tenth(y), d.ink("ties-ring", -1))
	}
	shape := ""
	switch {
	case led && p.Formal:
		shape = fmt.Sprintf(`<path d="M%s %sl8.5 8.5-8.5 8.5-8.5-8.5z"%s`, tenth(x), tenth(y-8.5), d.ink("dot-first", -1))
	case led:
		shape = fmt.Sprintf(`<circle cx="%s" cy="%s" r="6.5"%s`, tenth(x), tenth(y), d.ink("dot-first", -1))
	default:
		shape = fmt.Sprintf(`<circle cx="%s" cy="%s" r="4.3"%s`, tenth(x), tenth(y), d.ink("dot-part", d.families[p.Home]))
	}
	b.WriteString(shape)
	if says := d.says(p, led); says != "" {
		fmt.Fprintf(b, `><title>%s</title></%s>`, templ.EscapeString(says), shape[1:strings.IndexByte(shape, ' ')])
		return
	}
	b.WriteString("/>")
}

func (d *tieDrawing) says(p ties.Person, led bool) string {
	if !led || d.led == nil {
		return ""
	}
	return d.led(p)
}

// bundles draws what goes between circles as bands of one of three widths, by the numbers of the
// table.
func (d *tieDrawing) bundles(b *strings.Builder) {
	type band struct{ a, b, ties int }
	var all []band
	for a := range d.n.Cells {
		for c := a + 1; c < len(d.n.Cells); c++ {
			there, back := d.n.Cells[a][c], d.n.Cells[c][a]
			if n := there.Ties + back.Ties; n > 0 && (d.circle < 0 || d.circle == a || d.circle == c) {
				all = append(all, band{a, c, n})
			}
		}
	}
	slices.SortFunc(all, func(x, y band) int { return cmp.Compare(x.ties, y.ties) })
	fmt.Fprintf(b, `<g%s aria-hidden="true">`, d.ink("ties-bundles", -1))
	for i, x := range all {
		s, t := d.at.spots[x.a], d.at.spots[x.b]
		far := math.Hypot(t.x-s.x, t.y-s.y)
		if far == 0 {
			continue
		}
		u, v := (t.x-s.x)/far, (t.y-s.y)/far
		fmt.Fprintf(b, `<path%s`, d.ink("bundle bundle-"+strconv.Itoa(1+i*3/len(all)), -1))
		if d.link != nil {
			fmt.Fprintf(b, ` data-c="%d %d"`, x.a, x.b)
		}
		fmt.Fprintf(b, ` d="M%s %sL%s %s"/>`, whole(s.x+u*s.r), whole(s.y+v*s.r), whole(t.x-u*t.r), whole(t.y-v*t.r))
	}
	b.WriteString("</g>")
}

func whole(x float64) string { return strconv.Itoa(int(math.Round(x))) }
func tenth(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }
