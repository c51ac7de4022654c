package web

import (
	"time"

	"orpheus/face/web/ui"
)

// timeSlider is the line of time under the map, from the month of the founding to
// now.
func (v *request) timeSlider(pg mapPage) ui.Strip {
	p, zone := v.p, v.now.Location()
	first := v.founded()
	s := ui.Strip{
		Action:   pg.q.path,
		Keep:     pg.q.keep("at"),
		Label:    p.T("strip.today"),
		First:    first.Format(time.DateOnly),
		Last:     v.now.Format(time.DateOnly),
		Day:      v.now.Format(time.DateOnly),
		Today:    p.T("strip.today"),
		DayLabel: p.T("strip.day"),
		Submit:   p.T("strip.go"),
		Slider:   p.T("strip.slider"),
		At:       1,
	}
	begin := time.Date(first.Year(), first.Month(), 1, 0, 0, 0, 0, zone)
	span := v.now.Sub(begin)
	place := func(t time.Time) float64 { return min(max(float64(t.Sub(begin))/float64(span), 0), 1) }
	if pg.m.past() {
		s.Label, s.Day = v.when(pg.m), pg.m.at.Format(time.DateOnly)
		s.TodayURL = pg.q.when("").href()
		s.Since, s.SinceURL = p.T("changes.since"), v.changesSince(pg.m)
		s.At = place(pg.m.at)
	}
	changes, most, all := map[string]int{}, 0, 0
	for _, m := range pg.look.Months() {
		changes[m.Month.In(zone).Format("2006-01")] += m.Changes
		most = max(most, m.Changes)
		all += m.Changes
	}
	for t := begin; t.Before(v.now) && len(s.Months) < 1200; t = t.AddDate(0, 1, 0) {
		s.Months = append(s.Months, ui.Stem{
			Day: later(t, first).Format(time.DateOnly), At: place(t), Height: ui.Height(changes[t.Format("2006-01")], most),
		})
	}
	s.Years = years(begin, v.now, place)
	s.Describe = p.T("strip.describe", all, p.Month(first), p.Month(v.now))
	if !pg.look.Sight.All() {
		s.Describe = p.T("strip.months", p.Month(first), p.Month(v.now))
	}
	return s
}

// years are the beginnings of years, as many as there is room for, and the
// year of the founding where the line begins with it.
func years(begin, now time.Time, place func(time.Time) float64) []ui.YearMark {
	every := (now.Year()-begin.Year())/6 + 1
	var marks []ui.YearMark
	for y := begin.Year() + 1; y <= now.Year(); y += every {
		t := time.Date(y, 1, 1, 0, 0, 0, 0, now.Location())
		marks = append(marks, ui.YearMark{At: place(t), Text: t.Format("2006")})
	}
	if len(marks) == 0 || marks[0].At > .12 {
		marks = append([]ui.YearMark{{At: 0, Text: begin.Format("2006")}}, marks...)
	}
	return marks
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
