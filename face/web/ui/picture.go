package ui

import (
	"strings"

	"github.com/a-h/templ"
)

// Sheet is a picture as a file of its own, with what has to be said beside it: it is looked
// at where nothing else of the page is.
type Sheet struct {
	Lang, Title, Says, Foot string
	Bar                     *Interval // one of the two
	Run                     *Run
}

// The file, in pixels.
const (
	sheetWide = 760
	sheetIn   = 40
	sheetLine = 88 // letters of a line
)

// SVG is the file.
func (s Sheet) SVG() []byte {
	d := &drawing{file: true}
	says, foot := linesOf(s.Says, sheetLine), linesOf(s.Foot, sheetLine+8)
	y := 96 + 24*len(says)
	high := intervalHeight
	if s.Run != nil {
		high = runHeight + 10
	}
	all := y + high + 24*len(foot) + 28
	d.open("svg", "", "xmlns", "http://www.w3.org/2000/svg", "xml:lang", s.Lang, "width", num(sheetWide), "height", num(all),
		"viewBox", "0 0 "+num(sheetWide)+" "+num(all), "font-family", "Familjen Grotesk, Avenir Next, Segoe UI, Arial, sans-serif", "role", "img")
	d.WriteString("<title>" + templ.EscapeString(s.Title) + "</title><desc>" + templ.EscapeString(s.Says+" "+s.Foot) + "</desc>")
	d.shape("rect", "paper", "width", "100%", "height", "100%")
	d.text("title", num(sheetIn), "56", "start", "24", s.Title)
	for i, line := range says {
		d.text("point", num(sheetIn), num(90+24*i), "start", "16", line)
	}
	x, wide := sheetIn+8, sheetWide-2*sheetIn-16
	if s.Run != nil {
		x, wide = sheetIn+40, sheetWide-2*sheetIn-150
	}
	d.open("svg", "", "x", num(x), "y", num(y), "width", num(wide), "height", num(high), "overflow", "visible")
	switch {
	case s.Run != nil:
		s.Run.draw(d)
	case s.Bar != nil:
		s.Bar.draw(d)
	}
	d.shut("svg")
	for i, line := range foot {
		d.text("tick", num(sheetIn), num(y+high+24+22*i), "start", "14", line)
	}
	d.shut("svg")
	return []byte(d.String())
}

// linesOf is a text in lines of at most so many letters; a longer word is a line of its own.
func linesOf(text string, most int) []string {
	var all []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case len([]rune(line))+1+len([]rune(word)) > most:
			all, line = append(all, line), word
		default:
			line += " " + word
		}
	}
	if line != "" {
		all = append(all, line)
	}
	return all
}
