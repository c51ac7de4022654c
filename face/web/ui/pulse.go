package ui

import "github.com/a-h/templ"

// Columns are how many gave each of some answers, as columns of one height at most; the label
// says it in words. They speak of no leading, so they are not yellow.
func Columns(label string, counts []int) templ.Component {
	const height = 64.0
	most := 1
	for _, n := range counts {
		most = max(most, n)
	}
	d := &drawing{}
	d.open("svg", "interval spread", "width", "100%", "height", num(height+2), "role", "img", "aria-label", label)
	wide := 100 / float64(max(len(counts), 1))
	for i, n := range counts {
		tall := max(1, height*float64(n)/float64(most))
		d.shape("rect", "column", "x", dec(float64(i)*wide+wide*.06)+"%", "width", dec(wide*.88)+"%", "y", dec(height-tall), "height", dec(tall), "rx", "2")
	}
	d.shape("line", "axis", "x1", "0%", "x2", "100%", "y1", num(height), "y2", num(height))
	d.shut("svg")
	return d
}

// Upright is one interval of several that stand beside each other, on a scale from 0 to 100.
type Upright struct {
	Low, High float64
	Known     bool
	Now       bool
}

// Uprights are intervals over time, the oldest first; an empty ring is one that is not known.
func Uprights(label string, all []Upright) templ.Component {
	const height = 64.0
	y := func(v float64) float64 { return 4 + (height-8)*(1-v/100) }
	d := &drawing{}
	d.open("svg", "interval spread", "width", "100%", "height", num(height+2), "role", "img", "aria-label", label, "overflow", "visible")
	d.shape("line", "grid", "x1", "0%", "x2", "100%", "y1", dec(y(50)), "y2", dec(y(50)))
	d.shape("line", "axis", "x1", "0%", "x2", "100%", "y1", num(height), "y2", num(height))
	for i, u := range all {
		d.at((float64(i)+.5)/float64(len(all)), func() {
			switch {
			case !u.Known:
				d.shape("circle", "chance-box", "cx", "0", "cy", dec(height-6), "r", "4")
			case u.Now:
				d.shape("rect", "plain", "x", "-4", "width", "8", "y", dec(y(u.High)), "height", dec(max(8, y(u.Low)-y(u.High))), "rx", "4")
			default:
				d.shape("rect", "column", "x", "-4", "width", "8", "y", dec(y(u.High)), "height", dec(max(8, y(u.Low)-y(u.High))), "rx", "4")
			}
		})
	}
	d.shut("svg")
	return d
}
