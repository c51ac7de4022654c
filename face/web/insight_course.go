package web

import (
	"fmt"
	"math"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/org"
)

// told is one thing that happened on the way, by its number.
type told struct {
	n    int
	text string
	href string
}

// marks are what happened on the way that the one who looks may see.
func (l *insightPage) marks() (all []told) {
	for _, m := range l.seenMarks() {
		mark := told{n: len(all) + 1, text: l.p.T("insight.mark." + string(m.Kind))}
		if g := l.s.Agreement(org.AgreementID(m.Of.N)); m.Of.Letter == 'M' && g != nil {
			mark.text, mark.href = g.Title, l.href(m.Of)
		}
		mark.text = l.p.T("insight.mark", l.month(m.At), mark.text)
		all = append(all, mark)
	}
	return all
}

func (l *insightPage) seenMarks() (all []measure.Mark) {
	for _, m := range l.found.Course.Marks {
		if m.Of == (org.Ref{}) || l.sees(m.Of) {
			all = append(all, m)
		}
	}
	return all
}

// run is how many people carried the lead, quarter by quarter; not ok where no moment has a
// number.
func (l *insightPage) run() (run ui.Run, ok bool) {
	c := &l.found.Course
	if len(c.Points) < 2 {
		return run, false
	}
	first, last := c.Points[0].At, c.Points[len(c.Points)-1].At
	if last <= first {
		return run, false
	}
	part := func(t org.Time) float64 { return float64(t-first) / float64(last-first) }
	run.Top = 1
	for i, p := range c.Points {
		point := ui.RunPoint{Part: part(p.At), Name: l.quarter(p.At, i == 0), Chance: ends(p.Chance)}
		if p.At == last {
			point.Name = l.p.T("insight.now")
		}
		if p.State == stat.Value && p.Low != nil && p.High != nil && p.Value != nil {
			point.Low, point.High, point.Value, point.Known, ok = *p.Low, *p.High, *p.Value, true, true
		}
		run.Top = max(run.Top, float64(p.N), point.High)
		run.Points = append(run.Points, point)
	}
	for i, m := range l.seenMarks() {
		run.Marks = append(run.Marks, ui.RunMark{Part: min(1, max(0, part(m.At))), Text: fmt.Sprint(i + 1)})
	}
	step := niceStep(run.Top / 3)
	for v := 0.0; v < run.Top-step/3; v += step {
		run.Grid = append(run.Grid, ui.Tick{At: v, Text: l.p.Number(int(v))})
	}
	run.Grid = append(run.Grid, ui.Tick{At: run.Top, Text: l.p.Number(int(math.Round(run.Top)))})
	end := c.Points[len(c.Points)-1] // of a year, also where the page asks about a quarter
	if end.Chance != nil {
		run.Chance = l.p.T("insight.chance.band", l.say().span(measure.OfPeople, end.Chance.Low, end.Chance.High))
	}
	run.Say = l.say().found(measure.OfPeople, end.Wire)
	return run, ok
}

// quarter names the quarter that a moment closes, with its year where that begins or nothing
// before says it.
func (l *insightPage) quarter(t org.Time, first bool) string {
	at := l.std(t - org.Day)
	q := (int(at.Month())-1)/3 + 1
	said := l.p.T("insight.quarter", l.p.Number(q))
	if q == 1 || first {
		return l.p.T("insight.quarter.year", said, at.Format("06"))
	}
	return said
}

// niceStep is the least of 1, 2, 5, 10, 20, 50 and so on that is not below v.
func niceStep(v float64) float64 {
	for step := 1.0; ; step *= 10 {
		for _, by := range []float64{1, 2, 4, 5} {
			if by*step >= v {
				return by * step
			}
		}
	}
}

// runFigures are the numbers behind the course.
func (l *insightPage) runFigures() ui.Table {
	t := ui.Table{
		Caption: l.p.T("insight.q." + string(measure.EffectiveLeaders)),
		Head:    []string{l.p.T("insight.table.until"), l.p.T("insight.legend.interval"), l.p.T("insight.table.middle"), l.p.T("insight.legend.chance"), l.p.T("insight.table.people"), l.p.T("insight.table.acts"), l.p.T("insight.table.recorded")},
	}
	for _, p := range l.found.Course.Points {
		row := []string{l.p.Day(l.std(p.At)), "–", "–", "–", l.p.Number(p.N), l.p.Number(p.M), l.p.Number(p.Recorded)}
		if p.State == stat.Value {
			row[1] = l.say().found(measure.OfPeople, p.Wire)
			row[2] = l.p.Decimal(*p.Value, 3)
		}
		if p.Chance != nil {
			row[3] = l.say().span(measure.OfPeople, p.Chance.Low, p.Chance.High)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// recorded says how much was written down, in the twelve months up to now and in twelve that
// were over before: a jump in it may be why a number moved. Nothing where none were.
func (l *insightPage) recorded() string {
	points := l.found.Course.Points
	for i := len(points) - 1; i >= 0; i-- {
		if last := points[len(points)-1]; last.At-points[i].At >= 365*org.Day {
			return l.p.T("insight.recorded", l.p.Number(last.Recorded), l.p.Number(points[i].Recorded), l.p.Day(l.std(points[i].At)))
		}
	}
	return ""
}
