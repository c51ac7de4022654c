package web

import (
	"strconv"
	"time"
)

// line is the picture of a course: bars over time, the latest at the top.
type line struct {
	bars  []drawn
	ticks []tick
	high  int // of the picture
}

type drawn struct {
	bar
	x, wide string // in percent
	y       int    // of the top of its text
	text    string
	end     bool // the text ends where the bar does
}

type tick struct{ x, text string }

// The measures of the picture.
const (
	barRow  = 46
	barHead = 30
	mostBar = 12
)

// courseSpan is what the picture shows: the year that is open, up to now, but four months at
// least; where there is one year alone, no more of it than there is something to see.
func (p personPage) courseSpan(bars []bar) (from, to time.Time) {
	now := p.std(p.at)
	to = now
	if p.year != now.Year() {
		to = time.Date(p.year+1, 1, 1, 0, 0, 0, 0, now.Location())
	}
	from = time.Date(p.year, 1, 1, 0, 0, 0, 0, now.Location())
	if len(p.years) == 1 {
		first := p.at
		for _, b := range bars {
			first = min(first, b.since)
		}
		from = p.std(first)
	}
	if least := to.AddDate(0, 0, -120); from.After(least) {
		from = least
	}
	return time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, from.Location()), to
}

// picture lays out the first bars of a person in the year that is open.
func (p personPage) picture() line {
	bars := p.listed()
	bars = bars[:min(len(bars), mostBar)]
	from, to := p.courseSpan(bars)
	place := func(t time.Time) float64 { return min(1, max(0, float64(t.Sub(from))/float64(to.Sub(from)))) }
	pic := line{high: barHead + barRow*len(bars) + 6}
	for i, b := range bars {
		till := to
		if b.till != 0 {
			till = p.std(b.till)
		}
		x, end := place(p.std(b.since)), place(till)
		d := drawn{bar: b, x: percent(x), wide: percent(max(end-x, .012)), y: barHead + barRow*i + 15, text: cut(p.s.Initiative(b.work).Title, 36)}
		if d.end = x > .45; d.end {
			d.wide = percent(max(end-x, .012))
			d.x = percent(min(x, .988))
		}
		pic.bars = append(pic.bars, d)
	}
	months := (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
	step := max(1, (months+3)/4)
	for m := 0; m <= months-step/2 || m == 0; m += step {
		t := from.AddDate(0, m, 0)
		pic.ticks = append(pic.ticks, tick{percent(place(t)), p.p.ShortMonth(t)})
	}
	return pic
}

// tail is where the text of a bar ends.
func (d drawn) tail() string {
	x, _ := strconv.ParseFloat(d.x[:len(d.x)-1], 64)
	w, _ := strconv.ParseFloat(d.wide[:len(d.wide)-1], 64)
	return percent((x + w) / 100)
}

func percent(f float64) string { return strconv.FormatFloat(f*100, 'f', 2, 64) + "%" }

// read says a bar in words.
func (p personPage) read(b bar) string {
	key := "course.took"
	if b.led {
		key = "course.led"
	}
	span := p.p.T("seat.since", p.month(b.since))
	if b.till != 0 {
		span = p.span(b.since, b.till)
	}
	return p.p.T(key) + ", " + span
}
