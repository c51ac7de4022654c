package web

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"orpheus/face/web/ui"
	"orpheus/insight/pulse"
	"orpheus/insight/stat"
	"orpheus/org"
)

// roundPart is what came out about one subject, or the circle's own sentence.
type roundPart struct {
	pulse.Reading
	name, about string
	moves       stat.Direction
	course      []pulse.Reading // with this one, the oldest first
}

// results are the parts of a round that closed, in their order.
func (r *roundPage) results() (all []roundPart) {
	s := r.view.Counted()
	if !s.Showing(r.row) {
		return nil
	}
	for i := range r.row.Results {
		one := &r.row.Results[i]
		part := roundPart{Reading: pulse.Read(s, r.id, one), name: r.p.T("pulse.own"), about: r.texts[r.row.Question], moves: stat.TooShort}
		if one.Subject != 0 {
			part.name, part.about = r.p.T("pulse.subject."+one.Subject.String()), r.p.T("pulse.about."+one.Subject.String())
			part.course, part.moves = pulse.Course(s, r.row.Circle, one.Subject, r.row.Closed)
		}
		all = append(all, part)
	}
	return all
}

// key is which sentence tells what came out.
func (p *roundPart) key() string {
	low, high, _ := p.Mean.Interval()
	switch {
	case p.Hidden != org.PulseShown:
		return "hidden"
	case p.Apart:
		return "apart"
	case low > 50:
		return "agree"
	case high < 50:
		return "disagree"
	}
	return "unclear"
}

// lede names each part and what came out, in words.
func (r *roundPage) lede(parts []roundPart) string {
	var said []string
	for i := range parts {
		if parts[i].Subject != 0 {
			said = append(said, parts[i].name+": "+lowerFirst(r.p.T("pulse.says."+parts[i].key())))
		}
	}
	return strings.Join(said, " ")
}

func lowerFirst(text string) string {
	if strings.HasPrefix(text, "I ") { // a pronoun in Danish
		return text
	}
	first, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return ""
	}
	return string(unicode.ToLower(first)) + text[n:]
}

// scale is an interval on the scale from 0 to 100.
func scale(low, high, value float64) ui.Interval {
	return ui.Interval{From: 0, To: 100, Low: low, High: high, Value: value, Plain: true, Ticks: []ui.Tick{{At: 0, Text: "0"}, {At: 50, Text: "50"}, {At: 100, Text: "100"}}}
}

func (p *roundPart) bar() ui.Interval {
	low, high, _ := p.Mean.Interval()
	value, _ := p.Mean.Value()
	return scale(low, high, value)
}

// says is the interval in words: the point is in the numbers alone.
func (r *roundPage) says(low, high float64) string {
	return r.p.T("pulse.range", int(math.Round(low)), int(math.Round(high)))
}

func (r *roundPage) range_(p *roundPart) string {
	low, high, _ := p.Mean.Interval()
	return r.says(low, high)
}

// spread says in words how many gave each answer.
func (r *roundPage) spread(p *roundPart) string {
	var said []string
	for i, n := range p.Spread {
		said = append(said, r.p.T("pulse.mark."+string(rune('1'+i)))+": "+r.p.Number(n))
	}
	return strings.Join(said, ", ")
}

// answered heads the spread, with how many could not say.
func (r *roundPage) answered(p *roundPart) string {
	if p.CantSay == 0 {
		return r.p.T("pulse.answers")
	}
	return r.p.T("pulse.answers") + "; " + r.p.T("pulse.cant_say", p.CantSay)
}

// bars are the intervals of its course; one that is not known is empty.
func (p *roundPart) bars() (all []ui.Upright) {
	for i := range p.course {
		low, high, ok := p.course[i].Mean.Interval()
		all = append(all, ui.Upright{Low: low, High: high, Known: ok, Now: p.course[i].Round == p.Round})
	}
	return all
}

// numbers are a table of what is behind a part.
func (r *roundPage) numbers(p *roundPart) ui.Table {
	t := ui.Table{Caption: p.name, Head: []string{r.p.T("pulse.sentence")}}
	for _, mark := range r.marks()[:org.PulseMarks] {
		t.Head = append(t.Head, r.p.T("pulse.mark."+mark))
	}
	for i := range 2 {
		if p.Subject == 0 && i > 0 {
			break
		}
		row := []string{p.about}
		if p.Subject != 0 {
			row[0] = r.p.T("pulse.item." + p.Subject.String() + "." + string(rune('1'+i)))
		}
		for _, n := range p.Counts[i] {
			row = append(row, r.p.Number(n))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// figures are the numbers beside them, by name.
func (r *roundPage) figures(p *roundPart) (pairs [][2]string) {
	if value, ok := p.Mean.Value(); ok {
		pairs = append(pairs, [2]string{r.p.T("pulse.mean"), r.p.Decimal(value, 0)}, [2]string{r.p.T("pulse.interval"), r.range_(p)},
			[2]string{r.p.T("pulse.finite"), r.says(p.Near.Low, p.Near.High)})
	}
	return append(pairs, [2]string{r.p.T("pulse.agreement"), r.p.Decimal(p.RWG, 2)})
}

// readBeside counts acts of the same weeks. For members, since guests do not see all of it.
func (r *roundPage) readBeside() error {
	if !r.view.Sight.All() || !r.showing(r.row) {
		return nil
	}
	then, err := r.as.Look(r.r.Context(), r.row.Closed)
	if err != nil {
		return err
	}
	a := pulse.ActsOf(then.State, r.row)
	r.beside = []string{r.p.T("pulse.beside.leads", a.Leads), r.p.T("pulse.beside.open", a.Open), r.p.T("pulse.beside.decisions", a.Decided)}
	return nil
}

// told are what somebody named as what became of it.
func (r *roundPage) told() (refs []org.Ref) {
	for _, ref := range []org.Ref{org.RefOf(r.row.Tension), org.RefOf(r.row.Initiative), org.RefOf(r.row.Decision)} {
		if ref.N != 0 && r.sees(ref) {
			refs = append(refs, ref)
		}
	}
	return refs
}
