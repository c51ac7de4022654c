package out

import (
	"bytes"
	"context"
	"image/color"
	"image/png"
	"strings"
	"unicode"

	"github.com/tdewolff/canvas"
	"github.com/tdewolff/canvas/renderers/pdf"
	"github.com/tdewolff/canvas/renderers/rasterizer"
	"github.com/tdewolff/canvas/renderers/svg"

	"orpheus/internal/circlepack"
	"orpheus/internal/hyphen"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
)

// Paper is the size of a sheet that lies on its side, in millimetres.
type Paper struct{ Wide, High float64 }

// The papers there are.
var Papers = map[string]Paper{"a4": {297, 210}, "a3": {420, 297}, "a2": {594, 420}, "a1": {841, 594}}

// pixels is how wide a picture of pixels is.
const pixels = 3200

// The colours, those of the pages in light.
var (
	paperInk = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink      = color.RGBA{0x23, 0x14, 0x2c, 0xff}
	inkQuiet = color.RGBA{0x57, 0x47, 0x61, 0xff}
	lineInk  = color.RGBA{0x85, 0x74, 0x8f, 0xff}
	leadInk  = color.RGBA{0xff, 0xd4, 0x3b, 0xff}
)

// Picture is the map on a sheet: where everything stands is that of the page.
type Picture struct {
	canvas *canvas.Canvas
	title  string
	lang   string
}

// Drawn is how the map is drawn.
type Drawn struct {
	Paper  Paper
	Names  bool // with who holds each role
	Shapes bool // letters as shapes, so that a picture needs none where it is shown; else as text
}

// Draw draws the map as it stands on the page.
func Draw(ctx context.Context, places *circlepack.Memory, l *service.Look, p *i18n.Printer, how Drawn) (*Picture, error) {
	paper := how.Paper
	at, err := Placed(ctx, places, l)
	if err != nil {
		return nil, err
	}
	fonts, err := loadFonts()
	if err != nil {
		return nil, err
	}
	pic := &Picture{canvas.New(paper.Wide, paper.High), p.T("map.of", l.State.Organisation.Name), l.State.Lang}
	d := &drawing{Picture: pic, l: l, p: p, paper: paper, names: how.Names, shapes: how.Shapes, fonts: fonts, at: at, out: canvas.NewContext(pic.canvas), soft: hyphen.For(l.State.Lang)}
	d.frame()
	if root := l.Map(); root != nil && len(at.Items) > 0 {
		d.circle(root, 0, 0)
	}
	for _, say := range d.words { // over all circles
		say()
	}
	return pic, nil
}

// SVG is the picture as shapes.
func (p *Picture) SVG() ([]byte, error) {
	var b bytes.Buffer
	out := svg.New(&b, p.canvas.W, p.canvas.H, nil)
	p.canvas.RenderTo(out)
	err := out.Close()
	return b.Bytes(), err
}

// PDF is the picture as a page of its size, with its letters in it.
func (p *Picture) PDF() ([]byte, error) {
	var b bytes.Buffer
	out := pdf.New(&b, p.canvas.W, p.canvas.H, nil)
	out.SetInfo(p.title, "", "", "", "Orpheus")
	out.SetLang(p.lang)
	p.canvas.RenderTo(out)
	err := out.Close()
	return b.Bytes(), err
}

// PNG is the picture as pixels.
func (p *Picture) PNG() ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, rasterizer.Draw(p.canvas, canvas.DPMM(pixels/p.canvas.W), canvas.DefaultColorSpace))
	return b.Bytes(), err
}

type drawing struct {
	*Picture
	l      *service.Look
	p      *i18n.Printer
	paper  Paper
	names  bool
	fonts  *fonts
	shapes bool // letters are drawn, so that a picture needs none where it is shown
	at     *circlepack.Layout
	out    *canvas.Context
	soft   *hyphen.Patterns
	words  []func()

	scale, midX, midY float64
	said              []box // where names of circles stand
}

// frame is the paper, its heading and what the marks mean.
func (d *drawing) frame() {
	w, h := d.paper.Wide, d.paper.High
	d.out.SetFillColor(paperInk)
	d.out.DrawPath(0, 0, canvas.Rectangle(w, h))
	unit := h / 297 // of an A3
	margin := 12 * unit
	d.line(margin, h-margin-5*unit, 22*unit, ink, d.fonts.display, d.l.State.Organisation.Name, left)
	d.line(margin, h-margin-13*unit, 11*unit, inkQuiet, d.fonts.text, d.p.Day(d.l.At.Std().In(d.l.Zone())), left)
	for i, key := range []string{"legend.held", "legend.lit", "legend.open"} {
		x, y := margin+3*unit, margin+float64(2-i)*8*unit+2*unit
		d.role(x, y, 2.6*unit, i, 0)
		d.line(x+6*unit, y-1.3*unit, 10*unit, inkQuiet, d.fonts.text, d.p.T(key), left)
	}
	r := d.at.Radius()
	if r == 0 {
		return
	}
	d.scale = (h - 2*margin) / (2 * r)
	d.midX, d.midY = w/2, h/2
}

// place is where something of the layout stands on the paper, whose y goes up.
func (d *drawing) place(p circlepack.Placed) (x, y, r float64) {
	return d.midX + p.X*d.scale, d.midY - p.Y*d.scale, p.R * d.scale
}

// circle draws a circle with all in it, and returns where in the layout the next one stands.
func (d *drawing) circle(m *org.MapCircle, i, family int) int {
	p := d.at.Items[i]
	x, y, r := d.place(p)
	if p.Depth == 1 {
		family = d.l.Family(m.ID)
	}
	fill := Ink(family, []float64{1, .945, .895, .85}[min(p.Depth, 3)], []float64{0, .032, .055, .07}[min(p.Depth, 3)])
	d.out.SetFillColor(fill)
	d.out.SetStrokeColor(canvas.Transparent)
	if p.Depth == 0 {
		d.out.SetStrokeColor(lineInk)
		d.out.SetStrokeWidth(.3)
	}
	d.out.DrawPath(x, y, canvas.Circle(r))
	if p.Depth > 0 {
		d.words = append(d.words, func() { d.circleName(m.Name, x, y, r, p, family, fill) })
	}
	i++
	for _, role := range m.Roles {
		rx, ry, rr := d.place(d.at.Items[i])
		kind := held
		switch {
		case role.Vacant():
			kind = vacant
		case role.Leading:
			kind = lit
		}
		d.role(rx, ry, rr, kind, family)
		d.words = append(d.words, func() { d.roleName(role, rx, ry, rr) })
		i++
	}
	for _, c := range m.Circles {
		i = d.circle(c, i, family)
	}
	return i
}

// What a role looks like.
const (
	held = iota
	lit
	vacant
)

func (d *drawing) role(x, y, r float64, kind, family int) {
	wide := max(.15, min(.5, r*.08))
	d.out.SetDashes(0)
	switch kind {
	case lit:
		d.out.SetFillColor(leadInk)
		d.out.SetStrokeColor(ink)
	case vacant:
		d.out.SetFillColor(canvas.Transparent)
		d.out.SetStrokeColor(Ink(family, .36, .09))
		d.out.SetDashes(0, max(.8, 2.6*wide), max(.6, 2*wide))
	default:
		d.out.SetFillColor(Ink(family, .985, .008))
		d.out.SetStrokeColor(Ink(family, .56, .11))
	}
	d.out.SetStrokeWidth(wide)
	d.out.DrawPath(x, y, canvas.Circle(r))
	d.out.SetDashes(0)
	d.out.SetStrokeColor(canvas.Transparent)
}

// box is where a name stands.
type box struct{ left, low, right, high float64 }

// circleName writes the name of a circle into its band, over its edge where it is longer; on no
// other name.
func (d *drawing) circleName(name string, x, y, r float64, p circlepack.Placed, family int, fill color.RGBA) {
	band := p.Band * d.scale
	size := min(band*.62, r*.3, d.paper.High/26)
	if p.Depth == 1 {
		size = min(band*.8, r*.36, d.paper.High/20)
	}
	if size < leastLetter {
		return
	}
	lines := d.wrap(d.fonts.display, name, size, 1.5*r, 2)
	if lines == nil {
		return
	}
	wide := 0.0
	for _, l := range lines {
		wide = max(wide, d.fonts.display.wide(l, size))
	}
	top := y + r - max(band*.5, size*.6) + size*.55*float64(len(lines)-1)
	at := box{x - wide/2, top - size*1.1*float64(len(lines)), x + wide/2, top + size*.6}
	for _, o := range d.said {
		if at.left < o.right && o.left < at.right && at.low < o.high && o.low < at.high {
			return
		}
	}
	d.said = append(d.said, at)
	for _, l := range lines {
		d.halo(x, top-size*.35, size, fill, l)
		d.line(x, top-size*.35, size/mmOfPoint, Ink(family, .36, .09), d.fonts.display, l, middle)
		top -= size * 1.1
	}
}

// halo is the ground around a name that reaches over the edge of its circle.
func (d *drawing) halo(x, y, size float64, fill color.RGBA, line string) {
	wide := d.fonts.display.wide(line, size)
	d.out.SetFillColor(color.RGBA{fill.R, fill.G, fill.B, 255})
	d.out.DrawPath(x-wide/2-size*.2, y-size*.28, canvas.RoundedRectangle(wide+size*.4, size*1.1, size*.3))
}

// roleName writes the name of a role into it, and below it who holds it.
func (d *drawing) roleName(role org.MapRole, x, y, r float64) {
	var who []string
	if d.names {
		for _, seat := range role.Seats {
			if name := d.l.Name(seat.Person); name != "" {
				who = append(who, name)
			}
		}
	}
	for size := min(r*.34, d.paper.High/60); size >= leastLetter; size *= .88 {
		lines := d.wrap(d.fonts.text, role.Name, size, 1.66*r, 3)
		if lines == nil {
			continue
		}
		below, small := strings.Join(who, ", "), size*.86
		for below != "" && small*.9 >= leastLetter && d.fonts.text.wide(below, small) > 1.5*r {
			small *= .9
		}
		if below = d.cut(below, small, 1.5*r); len(lines) == 3 && below != "" && size > leastLetter*1.2 {
			continue // smaller letters leave room for who it is
		}
		if len(lines) == 3 {
			below = ""
		}
		high := size * 1.16
		rows := float64(len(lines))
		if below != "" {
			rows++
		}
		top := y + high*(rows-1)/2 - size*.34
		for _, l := range lines {
			d.line(x, top, size/mmOfPoint, ink, d.fonts.text, l, middle)
			top -= high
		}
		if below != "" {
			d.line(x, top, small/mmOfPoint, inkQuiet, d.fonts.text, below, middle)
		}
		return
	}
}

// leastLetter is how large letters have to be to be written at all, in millimetres: they can
// still be read when the sheet is enlarged, or from close by.
const leastLetter = .55

// cut is a line cut to a width; empty where hardly anything is left of it.
func (d *drawing) cut(s string, size, wide float64) string {
	if d.fonts.text.wide(s, size) <= wide {
		return s
	}
	letters := []rune(s)
	for len(letters) > 4 {
		letters = letters[:len(letters)-1]
		if short := strings.TrimRightFunc(string(letters), unicode.IsSpace) + "…"; d.fonts.text.wide(short, size) <= wide {
			return short
		}
	}
	return ""
}

// wrap breaks a name into at most so many lines of a width, long words at their hyphens; nil
// where it does not fit.
func (d *drawing) wrap(f *font, s string, size, wide float64, most int) (lines []string) {
	fits := func(s string) bool { return f.wide(s, size) <= wide }
	for _, w := range strings.Fields(d.soft.Softened(s, 8)) {
		whole := strings.ReplaceAll(w, hyphen.Soft, "")
		if n := len(lines) - 1; n >= 0 && fits(lines[n]+" "+whole) {
			lines[n] += " " + whole
			continue
		}
		line := ""
		for parts := strings.Split(w, hyphen.Soft); len(parts) > 0; {
			switch rest := line + strings.Join(parts, ""); {
			case fits(rest):
				line, parts = rest, nil
			case len(parts) > 1 && fits(line+parts[0]+"-"):
				line, parts = line+parts[0], parts[1:]
			case line == "":
				return nil
			default:
				lines, line = append(lines, line+"-"), ""
			}
		}
		lines = append(lines, line)
	}
	if len(lines) > most || len(lines) == 0 {
		return nil
	}
	return lines
}

// mmOfPoint is how many millimetres a point of letters is.
const mmOfPoint = 25.4 / 72

// Where a line stands to its place.
const (
	left = iota
	middle
)

// line writes one line of letters of a size in points; y is what they stand on.
func (d *drawing) line(x, y, points float64, c color.RGBA, f *font, s string, at int) {
	if at == middle {
		x -= f.wide(s, points*mmOfPoint) / 2
	}
	for _, run := range f.runs(s) {
		face := run.family.Face(points, c)
		if d.shapes {
			if path, _, err := face.ToPath(run.text); err == nil {
				d.out.SetFillColor(c)
				d.out.DrawPath(x, y, path)
			}
		} else {
			d.out.DrawText(x, y, canvas.NewTextLine(face, run.text, canvas.Left))
		}
		x += face.TextWidth(run.text)
	}
}
