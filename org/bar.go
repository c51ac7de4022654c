package org

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
)

// BarTexts are the colours of what is written on the bar over the pages, by day and by
// night. A test holds that the pages have the same.
var BarTexts = []string{"#f7f1f9", "#c9b9d2", "#f6eff8", "#bbabc5"}

// Readable is the least contrast between a text and what is behind it (WCAG 2, AA).
const Readable = 4.5

var colours = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// SetBar gives the bar over the pages a colour of the organisation's own.
type SetBar struct {
	Colour string `json:"colour,omitzero" doc:"the colour as #rrggbb; that of the program where empty" example:"#1b4332"`
}

func (a *SetBar) Check(s *State, m Moment) error {
	if err := s.mustSteward(m); err != nil || a.Colour == "" {
		return err
	}
	if !colours.MatchString(a.Colour) {
		return refuse(Invalid, "org.colour", a.Colour)
	}
	if nearest := ReadableBar(a.Colour); nearest != a.Colour {
		return refuse(Invalid, "org.bar_faint", a.Colour, nearest)
	}
	return nil
}

func (a *SetBar) Apply(d *Draft, _ Moment) { d.Bar = a.Colour }

func (a *SetBar) Say(_ *State, _ *Entry) Said { return say(when(a.Colour == "", ".none")) }

func (a *SetBar) Open(s *State) { a.Colour = s.Bar }

func (*SetBar) Concern(PersonID) (Ref, CircleID) { return RefOf(Root), 0 }

// ReadableBar is the nearest shade of a colour on which all texts of the bar can be read:
// the colour itself where they can. Empty for what is no colour.
func ReadableBar(colour string) string {
	if !colours.MatchString(colour) {
		return ""
	}
	c := parseColour(colour)
	for n := 255; n >= 0; n-- {
		shade := c.shaded(n)
		if shade.readable() {
			return shade.String()
		}
	}
	return "#000000"
}

// rgb is a colour as screens have it.
type rgb [3]uint8

// parseColour reads #rrggbb.
func parseColour(text string) (c rgb) {
	n, _ := strconv.ParseUint(text[1:], 16, 32)
	return rgb{uint8(n >> 16), uint8(n >> 8), uint8(n)}
}

func (c rgb) String() string { return fmt.Sprintf("#%02x%02x%02x", c[0], c[1], c[2]) }

// shaded is so many parts of 255 of the colour, and the rest black.
func (c rgb) shaded(parts int) (out rgb) {
	for i, v := range c {
		out[i] = uint8((int(v)*parts + 127) / 255)
	}
	return out
}

func (c rgb) readable() bool {
	for _, text := range BarTexts {
		if contrast(c, parseColour(text)) < Readable {
			return false
		}
	}
	return true
}

// contrast is the ratio of WCAG 2.
func contrast(a, b rgb) float64 {
	x, y := a.light(), b.light()
	return (max(x, y) + .05) / (min(x, y) + .05)
}

// light is the relative luminance.
func (c rgb) light() float64 {
	var sum float64
	for i, share := range []float64{.2126, .7152, .0722} {
		v := float64(c[i]) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += share * v
	}
	return sum
}
