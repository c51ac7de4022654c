package ui

import "github.com/a-h/templ"

// Interval is where a number lies on an axis: the interval is the mark, its middle a dot in
// it. What chance alone would give and where the number lay before are beside it by place
// and shape, so that no colour is needed to tell them apart.
type Interval struct {
	From, To  float64 // the ends of the axis
	Low, High float64
	Value     float64
	Chance    *[2]float64
	Before    *[2]float64
	Ticks     []Tick // with texts, from the lowest; at most three
	Plain     bool   // speaks of no leading: it is not yellow
}

// Tick is a place on an axis and what stands at it.
type Tick struct {
	At   float64
	Text string
}

// The heights of the picture, in pixels: with what stands at its axis, and without.
const (
	intervalHeight = 62
	bareHeight     = 30
)

// part is where a value is on the axis, from 0 to 1.
func (i Interval) part(v float64) float64 {
	if i.To <= i.From {
		return 0
	}
	return min(1, max(0, (v-i.From)/(i.To-i.From)))
}

// Bar draws it; the label says it in words.
func Bar(label string, i Interval) templ.Component {
	d, height := &drawing{}, intervalHeight
	if len(i.Ticks) == 0 {
		height = bareHeight
	}
	d.open("svg", "interval", "width", "100%", "height", num(height), "role", "img", "aria-label", label, "overflow", "visible")
	i.draw(d)
	d.shut("svg")
	return d
}

func (i Interval) draw(d *drawing) {
	if i.Chance != nil {
		d.span("chance-box", i.part(i.Chance[0]), i.part(i.Chance[1]), 3, 24, 3, 6)
	}
	d.shape("line", "axis", "x1", "0%", "x2", "100%", "y1", "15", "y2", "15")
	for n, t := range i.Ticks {
		x, anchor := percent(i.part(t.At)), "middle"
		switch n {
		case 0:
			anchor = "start"
		case len(i.Ticks) - 1:
			anchor = "end"
		}
		d.shape("line", "grid", "x1", x, "x2", x, "y1", "2", "y2", "28")
		d.text("tick", x, "46", anchor, "13", t.Text)
	}
	if i.Before != nil {
		d.span("before", i.part(i.Before[0]), i.part(i.Before[1]), 24, 4, 2, 4)
	}
	fill, dot := "lozenge", "point"
	if i.Plain {
		fill, dot = "plain", "point-on"
	}
	d.span(fill, i.part(i.Low), i.part(i.High), 9, 12, 6, 12)
	d.shape("circle", dot, "cx", percent(i.part(i.Value)), "cy", "15", "r", "3")
}

// span is a bar from one part of the width to another. One that is hardly any stands about its
// middle as wide as least, since a mark has to be seen.
func (d *drawing) span(class string, from, to float64, y, height, round, least float64) {
	if to-from < .02 {
		d.at((from+to)/2, func() {
			d.shape("rect", class, "x", dec(-least/2), "y", dec(y), "width", dec(least), "height", dec(height), "rx", dec(round))
		})
		return
	}
	d.open("svg", "", "x", percent(from), "width", percent(to-from), "overflow", "visible")
	d.shape("rect", class, "width", "100%", "y", dec(y), "height", dec(height), "rx", dec(round))
	d.shut("svg")
}
