package ui

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"
)

// drawing is an SVG that is written shape by shape. In a page a shape has a class, so that
// themes and prints are the stylesheet's; in a file it has its colours with it, since a file
// is looked at where no stylesheet of ours is.
type drawing struct {
	strings.Builder
	file bool
}

// paints are the colours of shapes in a file: those of the light theme.
var paints = map[string]string{
	"axis":       `stroke="#85748f" stroke-width="1"`,
	"grid":       `stroke="#dcd2e1" stroke-width="1"`,
	"chance":     `fill="#ece6ef"`,
	"chance-box": `fill="#ece6ef" stroke="#85748f" stroke-width="1" stroke-dasharray="2 3"`,
	"chance-rim": `stroke="#85748f" stroke-width="1" stroke-dasharray="2 3"`,
	"before":     `fill="#85748f"`,
	"lozenge":    `fill="#ffd43b" stroke="#23142c" stroke-width="1.75"`,
	"was":        `fill="#fff4c9" stroke="#765000" stroke-width="1.25"`,
	"plain":      `fill="#23142c" stroke="#23142c" stroke-width="1.75"`,
	"point":      `fill="#23142c"`,
	"point-on":   `fill="#ffffff"`,
	"mark-line":  `stroke="#574761" stroke-width="1.25" stroke-dasharray="2 3"`,
	"mark-ring":  `fill="#ffffff" stroke="#23142c" stroke-width="1.5"`,
	"mark-text":  `fill="#23142c" font-weight="650"`,
	"tick":       `fill="#574761"`,
	"tick wide":  `fill="#574761"`,
	"value wide": `fill="#23142c" font-weight="650"`,
	"title":      `fill="#23142c" font-weight="650"`,
	"paper":      `fill="#ffffff"`,
}

// open begins an element of a class.
func (d *drawing) open(name, class string, attributes ...string) {
	d.WriteString("<" + name)
	switch {
	case class == "":
	case d.file:
		d.WriteString(" " + paints[class])
	default:
		d.WriteString(` class="` + class + `"`)
	}
	for i := 0; i < len(attributes); i += 2 {
		d.WriteString(" " + attributes[i] + `="` + templ.EscapeString(attributes[i+1]) + `"`)
	}
	d.WriteString(">")
}

func (d *drawing) shut(name string) { d.WriteString("</" + name + ">") }

// shape is an element with nothing in it.
func (d *drawing) shape(name, class string, attributes ...string) {
	d.open(name, class, attributes...)
	d.shut(name)
}

// text is a line of text; anchor is "start", "middle" or "end".
func (d *drawing) text(class, x, y, anchor, size, text string) {
	d.open("text", class, "x", x, "y", y, "text-anchor", anchor, "font-size", size)
	d.WriteString(templ.EscapeString(text))
	d.shut("text")
}

// at draws what draw draws about 0 at a part of the width. Places are parts of the width, and
// sizes are not: shapes go with the page, and letters stay as large as they are.
func (d *drawing) at(part float64, draw func()) {
	d.open("svg", "", "x", percent(part), "overflow", "visible")
	draw()
	d.shut("svg")
}

// Render writes a picture.
func (d *drawing) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, d.String())
	return err
}
