package ui

import "github.com/a-h/templ"

// Run is a number over time: at each moment the interval in which it lies, and what chance
// alone would have given. Intervals are not joined by a line, since nothing is known of what
// is between them.
type Run struct {
	Points []RunPoint // the oldest first; the last is now
	Marks  []RunMark
	Top    float64 // the end of the axis, which begins at 0
	Grid   []Tick  // across the field, 0 included
	Chance string  // what stands in the band of chance; empty for nothing
	Say    string  // the last interval in words
}

// RunPoint is one moment of a Run.
type RunPoint struct {
	Part             float64 // where in the time, from 0 to 1
	Low, High, Value float64
	Chance           *[2]float64
	Name             string // under the axis; empty for none
	Known            bool   // there is a number
}

// RunMark is something that happened, by its number.
type RunMark struct {
	Part float64
	Text string
}

// The field of the picture, in pixels: the numbers of what happened stand over it.
const (
	runTop    = 34.0
	runBase   = 214.0
	runHeight = 240
)

// Runs draws it; the label says it in words. On both sides it needs room for what stands there.
func Runs(label string, r Run) templ.Component {
	d := &drawing{}
	d.open("svg", "run", "width", "100%", "height", num(runHeight), "role", "img", "aria-label", label, "overflow", "visible")
	r.draw(d)
	d.shut("svg")
	return d
}

func (r Run) y(v float64) float64 {
	if r.Top <= 0 {
		return runBase
	}
	return runBase - (runBase-runTop)*min(1, max(0, v/r.Top))
}

func (r Run) draw(d *drawing) {
	r.band(d)
	for i, g := range r.Grid {
		class, y := "grid", dec(r.y(g.At))
		if i == 0 {
			class = "axis"
		}
		d.shape("line", class, "x1", "0%", "x2", "100%", "y1", y, "y2", y)
		d.text("tick", "-10", dec(r.y(g.At)+4), "end", "13", g.Text)
	}
	if len(r.Points) > 0 && r.Points[0].Chance != nil && r.Chance != "" {
		d.text("tick", "0", dec(r.y(r.Points[0].Chance[0])+16), "start", "12", r.Chance)
	}
	for _, m := range r.Marks {
		d.at(m.Part, func() {
			d.shape("line", "mark-line", "y1", "22", "y2", dec(runBase))
			d.shape("circle", "mark-ring", "cy", "13", "r", "9")
			d.text("mark-text", "0", "17.5", "middle", "12", m.Text)
		})
	}
	for i, p := range r.Points {
		last := i == len(r.Points)-1
		if p.Name != "" {
			class := "tick"
			if i%4 != 0 && !last {
				class = "tick wide"
			}
			d.text(class, percent(p.Part), dec(runBase+20), "middle", "13", p.Name)
		}
		if !p.Known {
			continue
		}
		d.at(p.Part, func() { r.lozenge(d, p, last) })
	}
}

func (r Run) lozenge(d *drawing, p RunPoint, last bool) {
	class, wide := "was", 12.0
	if last {
		class, wide = "lozenge", 16
	}
	high, low := r.y(p.High), r.y(p.Low)
	if low-high < wide {
		middle := (low + high) / 2
		high, low = middle-wide/2, middle+wide/2
	}
	d.shape("rect", class, "x", dec(-wide/2), "y", dec(high), "width", dec(wide), "height", dec(low-high), "rx", dec(wide/2))
	d.shape("circle", "point", "cy", dec(r.y(p.Value)), "r", "2.75")
	if last && r.Say != "" {
		d.text("value wide", "16", dec((low+high)/2+5), "start", "15", r.Say)
	}
}

// band is what chance would give, moment by moment, from half way to the one before to half
// way to the next.
func (r Run) band(d *drawing) {
	for i, p := range r.Points {
		if p.Chance == nil {
			continue
		}
		from, to := p.Part, p.Part
		if i > 0 {
			from = (r.Points[i-1].Part + p.Part) / 2
		}
		if i < len(r.Points)-1 {
			to = (p.Part + r.Points[i+1].Part) / 2
		}
		from, to = max(0, from-.001), min(1, to+.001)
		high, low := r.y(p.Chance[1]), r.y(p.Chance[0])
		d.open("svg", "", "x", percent(from), "width", percent(to-from), "overflow", "visible")
		d.shape("rect", "chance", "width", "100%", "y", dec(high), "height", dec(max(1, low-high)))
		d.shape("line", "chance-rim", "x1", "0%", "x2", "100%", "y1", dec(high), "y2", dec(high))
		d.shape("line", "chance-rim", "x1", "0%", "x2", "100%", "y1", dec(low), "y2", dec(low))
		d.shut("svg")
	}
}
