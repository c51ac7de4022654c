package web

import (
	"math"
	"strconv"
	"strings"

	"orpheus/face/web/ui"
	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/text/i18n"
)

// teller says answers about leading in sentences. A sentence is made from the interval and
// from where it lies beside chance, never from the point alone.
type teller struct{ p *i18n.Printer }

// inMonths is from how many days on a time is told in months.
const inMonths = 120

// daysOfMonth is how long a month is on average.
const daysOfMonth = 365.25 / 12

// plain is a number of a unit without its word.
func (t teller) plain(u measure.Unit, v float64, months bool) string {
	switch u {
	case measure.Share:
		return t.p.Number(int(math.Round(100 * v)))
	case measure.Score:
		return t.p.Number(int(math.Round(v)))
	case measure.Correlation, measure.Number:
		return strings.ReplaceAll(t.p.Decimal(math.Round(100*v)/100, 2), "-", "−")
	case measure.Days:
		if months {
			v /= daysOfMonth
		}
	}
	return t.p.Number(int(math.Round(v)))
}

// span is an interval with the word of its unit: "52 to 71", "71 to 80 in 100", "5 to 8
// months". Both ends that read the same are said once.
func (t teller) span(u measure.Unit, low, high float64) string {
	months := u == measure.Days && high >= inMonths
	a, b := t.plain(u, low, months), t.plain(u, high, months)
	said := a
	if a != b {
		said = t.p.T("insight.span", a, b)
	}
	switch {
	case u == measure.Share:
		return t.p.T("insight.unit.share", said)
	case u == measure.Score:
		return t.p.T("insight.unit.score", said)
	case months && b == "1":
		return t.p.T("insight.unit.month", said)
	case months:
		return t.p.T("insight.unit.months", said)
	case u == measure.Days && b == "1":
		return t.p.T("insight.unit.day", said)
	case u == measure.Days:
		return t.p.T("insight.unit.days", said)
	}
	return said
}

// found is what was found: the interval, or the number alone where it has none.
func (t teller) found(u measure.Unit, w stat.Wire) string {
	switch {
	case w.Low != nil && w.High != nil:
		return t.span(u, *w.Low, *w.High)
	case w.Value != nil:
		return t.span(u, *w.Value, *w.Value)
	}
	return ""
}

// says is the sentence of an answer: what was found, or why there is no number.
func (t teller) says(a *measure.Answer) string {
	if a.State != stat.Value {
		return t.lack(a)
	}
	key := "insight.says." + string(a.ID)
	for _, ending := range []string{string(a.Verdict()), leans(a)} {
		if k := key + "." + ending; ending != "" && t.p.Has(k) {
			key = k
			break
		}
	}
	if t.p.Has(key) {
		return t.p.T(key, t.found(a.Unit, a.Wire), t.p.Number(a.M), t.p.Number(a.N))
	}
	return t.found(a.Unit, a.Wire)
}

// leans says on which side of the middle a share lies: "more" or "less"; "even" where its
// interval has the middle in it, and "none" where it is nothing at all.
func leans(a *measure.Answer) string {
	middle := .5
	if a.Unit == measure.Correlation {
		middle = 0
	}
	switch {
	case a.Low == nil && a.Value != nil && math.Round(100**a.Value) == 0:
		return "none"
	case a.Low == nil || a.High == nil || a.Unit != measure.Share && a.Unit != measure.Correlation:
		return ""
	case *a.Low > middle:
		return "more"
	case *a.High < middle:
		return "less"
	}
	return "even"
}

// lack is why an answer has no number: the reason, what is missing, or that the formula has
// no meaning here.
func (t teller) lack(a *measure.Answer) string {
	switch {
	case a.Reason != "":
		return t.p.T("insight.reason." + string(a.Reason))
	case a.Need != nil && a.Have != nil && a.Of == stat.People:
		return t.p.T("insight.lack.people", *a.Have, t.p.Number(*a.Need))
	case a.Need != nil && a.Have != nil && a.Of == stat.Repeats:
		return t.p.T("insight.lack.repeats")
	case a.Need != nil && a.Have != nil:
		counted := "insight.about." + string(a.Of)
		if !t.p.Has(counted) {
			counted = "insight.about." + string(a.About)
		}
		return t.p.T("insight.lack.acts", t.p.Number(*a.Have), t.p.T(counted, *a.Need))
	}
	return t.p.T("insight.lack.undefined")
}

// rests says on what an answer is based.
func (t teller) rests(a *measure.Answer) string {
	if a.ID == measure.Pulse {
		return t.p.T("insight.answered", t.p.Number(a.By), t.p.Number(a.N))
	}
	said := t.p.T("insight.about."+string(a.About), a.M)
	if a.By > 0 && a.About != measure.OfMembers && a.About != measure.OfItems {
		said = t.p.T("insight.by", said, t.p.T("insight.people", a.By))
	}
	if a.Unlabelled > 0 && a.M > 0 {
		said = t.p.T("insight.unlabelled", said, t.p.Number(int(math.Ceil(100*float64(a.Unlabelled)/float64(a.M)))))
	}
	return said
}

// beside is what is read with an answer, in one line each.
func (t teller) beside(a *measure.Answer) (all []string) {
	for _, b := range a.Beside {
		if said := t.besides(b); said != "" {
			all = append(all, said)
		}
	}
	return all
}

func (t teller) besides(b measure.Beside) string {
	key := "insight.beside." + b.ID
	if b.Unit == measure.Score {
		return t.p.T(key, t.saidOf(b))
	}
	if b.State != stat.Value {
		return t.p.T(key+".not", t.p.Number(b.M))
	}
	return t.p.T(key, t.found(b.Unit, b.Wire), t.p.Number(b.M))
}

// saidOf is what people said when they were asked, or why there is no number of it; with
// whether it moves, where enough rounds can be set beside each other.
func (t teller) saidOf(b measure.Beside) string {
	switch {
	case b.Reason != "":
		return t.p.T("insight.said." + string(b.Reason))
	case b.State != stat.Value:
		return t.p.T("insight.said." + string(measure.FewAnswered))
	case b.Moves != "" && b.Moves != stat.TooShort:
		return t.p.T("insight.said."+string(b.Moves), t.found(b.Unit, b.Wire))
	}
	return t.found(b.Unit, b.Wire)
}

// saidBar is the picture of it; not ok where it has no number.
func (t teller) saidBar(b measure.Beside) (bar ui.Interval, ok bool) {
	if b.State != stat.Value || b.Low == nil || b.High == nil {
		return bar, false
	}
	bar = scale(*b.Low, *b.High, *b.Value)
	bar.Ticks = nil
	return bar, true
}

// changed is whether it goes up or down, by the rule of two quarters.
func (t teller) changed(c *measure.Course) string { return t.p.T("insight.moves." + string(c.Moves)) }

// bar is the picture of an answer; not ok where it has no interval to draw.
func (t teller) bar(a *measure.Answer) (bar ui.Interval, ok bool) {
	if a.State != stat.Value || a.Low == nil || a.High == nil || a.Value == nil {
		return bar, false
	}
	bar = ui.Interval{Low: *a.Low, High: *a.High, Value: *a.Value, Chance: ends(a.Chance), Before: ends(a.Before), Plain: !yellow(a.ID)}
	bar.From, bar.To, bar.Ticks = t.axis(a)
	return bar, true
}

// yellow reports whether an answer speaks of somebody leading: yellow means nothing else.
func yellow(q measure.Question) bool {
	return q != measure.Locality && q != measure.EqualFooting && q != measure.Pulse
}

func ends(r *measure.Range) *[2]float64 {
	if r == nil {
		return nil
	}
	return &[2]float64{r.Low, r.High}
}

// axis is that of an answer, from where to where and with what at it. It ends where the unit
// does, or at a round number beyond all that is drawn.
func (t teller) axis(a *measure.Answer) (from, to float64, ticks []ui.Tick) {
	switch a.Unit {
	case measure.Share:
		return 0, 1, []ui.Tick{{At: 0, Text: "0"}, {At: .5, Text: "50"}, {At: 1, Text: t.p.T("insight.unit.share", "100")}}
	case measure.Correlation:
		return -1, 1, []ui.Tick{{At: -1, Text: t.p.T("insight.axis.against")}, {At: 0, Text: t.p.T("insight.axis.none")}, {At: 1, Text: t.p.T("insight.axis.wholly")}}
	}
	most := *a.High
	for _, r := range []*measure.Range{a.Chance, a.Before} {
		if r != nil {
			most = max(most, r.High)
		}
	}
	switch {
	case a.Unit == measure.OfPeople:
		to = max(float64(a.N), 1)
		return 0, to, []ui.Tick{{At: 0, Text: "0"}, {At: to / 2, Text: t.p.Number(int(math.Round(to / 2)))}, {At: to, Text: t.p.Number(int(to))}}
	case a.Unit == measure.Days && *a.High >= inMonths:
		months := roundUp(most/daysOfMonth, 12)
		to = months * daysOfMonth
		return 0, to, []ui.Tick{{At: 0, Text: "0"}, {At: to / 2, Text: t.p.Number(int(months / 2))}, {At: to, Text: t.p.T("insight.unit.months", t.p.Number(int(months)))}}
	case a.Unit == measure.Days:
		to = roundUp(most, 10)
		return 0, to, []ui.Tick{{At: 0, Text: "0"}, {At: to / 2, Text: t.p.Number(int(to / 2))}, {At: to, Text: t.p.T("insight.unit.days", t.p.Number(int(to)))}}
	}
	to = roundUp(most, 10)
	return 0, to, []ui.Tick{{At: 0, Text: "0"}, {At: to / 2, Text: t.p.Number(int(to / 2))}, {At: to, Text: t.p.Number(int(to))}}
}

// roundUp is the next multiple of step from v on, not of an odd number of steps, so that half
// of it can be written.
func roundUp(v float64, step int) float64 {
	return float64(step) * max(1, math.Ceil(v/float64(step)))
}

// exact is a number as the formula gives it, for the page that explains it.
func (t teller) exact(w stat.Wire) string {
	if w.Value == nil {
		return ""
	}
	said := t.p.Decimal(*w.Value, 5)
	if w.Low != nil && w.High != nil {
		said = t.p.T("insight.exact", said, t.p.Decimal(*w.Low, 5), t.p.Decimal(*w.High, 5))
	}
	return said
}

// figures are the numbers behind a picture.
func (l *insightPage) figures(a *measure.Answer) ui.Table {
	table := ui.Table{Caption: l.p.T("insight.q." + string(a.ID)), Head: []string{l.p.T("insight.table.what"), l.p.T("insight.table.from"), l.p.T("insight.table.middle"), l.p.T("insight.table.to")}}
	row := func(key string, low, middle, high *float64) {
		cells := []string{l.p.T(key)}
		for _, v := range []*float64{low, middle, high} {
			if v == nil {
				cells = append(cells, "–")
				continue
			}
			cells = append(cells, l.p.Decimal(*v, 3))
		}
		table.Rows = append(table.Rows, cells)
	}
	row("insight.legend.interval", a.Low, a.Value, a.High)
	if a.Before != nil {
		row(l.beforeKey(), &a.Before.Low, nil, &a.Before.High)
	}
	if a.Chance != nil {
		row("insight.legend.chance", &a.Chance.Low, nil, &a.Chance.High)
	}
	table.Rows = append(table.Rows, []string{l.p.T("insight.table.people"), "–", strconv.Itoa(a.N), "–"}, []string{l.p.T("insight.table.acts"), "–", strconv.Itoa(a.M), "–"})
	return table
}
