package web

import (
	"strconv"

	"orpheus/insight/measure"
	"orpheus/insight/stat"
	"orpheus/insight/ties"
	"orpheus/org"
)

// saying is one thing that the network says: a share with its interval, beside what chance
// alone would give.
type saying struct {
	title     string
	known     bool
	low, high float64
	point     float64
	chance    [2]float64 // none where both are zero
	text      string     // the interval in words, or why there is none
	of        int
}

func (t *tiesPage) saying(key string, s ties.Share) saying {
	out := saying{title: t.p.T(key), of: s.Of}
	low, high, ok := s.Interval()
	if !ok {
		out.text = t.p.T("ties.too_few")
		return out
	}
	out.known, out.low, out.high = true, low, high
	out.point, _ = s.Value()
	out.text = t.inHundred(low, high)
	return out
}

// inHundred is an interval in words, as the pages about the answers say it.
func (t *tiesPage) inHundred(low, high float64) string {
	return teller{t.p}.span(measure.Share, low, high)
}

// says are the sentences of the network of leading: whether those who led also followed, whether it
// goes across circles, and both ways between two people, each beside what chance alone gives.
func (t *tiesPage) says() []saying {
	return []saying{
		t.saying("ties.says.followed", t.aside.Followed),
		t.answered("ties.says.across", t.answers.Answer(measure.CrossBoundary)),
		t.answered("ties.says.both", t.answers.Answer(measure.Reciprocity)),
	}
}

// answered is what the measures answer; where they show no number, that there is too little.
func (t *tiesPage) answered(key string, a *measure.Answer) saying {
	out := saying{title: t.p.T(key), of: a.M, text: t.p.T("ties.too_few")}
	if a.Value == nil || a.Low == nil || a.High == nil {
		return out
	}
	out.known, out.point, out.low, out.high = true, *a.Value, *a.Low, *a.High
	out.text = t.inHundred(out.low, out.high)
	if a.Chance != nil {
		out.chance = [2]float64{a.Chance.Low, a.Chance.High}
		out.text = t.p.T("ties.verdict."+string(a.Verdict()), out.text)
	}
	return out
}

// lede puts the first sentences of what it says together.
func (t *tiesPage) lede() string {
	s := t.saying("ties.says.followed", t.aside.Followed)
	text := t.p.T("ties.lede.plain")
	if s.known {
		text = t.p.T("ties.lede", s.text)
	}
	if v := t.answers.Answer(measure.CrossBoundary).Verdict(); v != measure.NoVerdict {
		text += " " + t.p.T("ties.lede."+string(v))
	}
	return text
}

// formal are those that set formal and informal side by side.
func (t *tiesPage) formal() []saying {
	return []saying{
		t.saying("ties.formal.people", t.aside.FormalPeople), t.saying("ties.formal.leads", t.aside.FormalLeads), t.saying("ties.formal.asked", t.aside.FormalAsked),
	}
}

// formalSays puts that into a sentence, where the intervals tell it.
func (t *tiesPage) formalSays(of ties.Share, key string) string {
	a, b, known := t.aside.FormalPeople.Interval()
	low, high, too := of.Interval()
	switch {
	case !known || !too:
		return ""
	case low > b:
		return t.p.T(key + ".more")
	case high < a:
		return t.p.T(key + ".less")
	}
	return t.p.T(key + ".alike")
}

// taken are the origins of leads, the share of those taken first.
func (t *tiesPage) taken() saying { return t.saying("ties.taken.share", t.aside.Taken) }

// origins are how many leads came about how, rounded.
func (t *tiesPage) origins() [][2]string {
	var out [][2]string
	for _, o := range []org.Origin{org.SelfStarted, org.AnsweredCall, org.Invited, org.Assigned, org.Mandate, org.Elected, org.Unknown} {
		n, there := t.aside.Origins[o]
		switch {
		case !there:
		case n == 0:
			out = append(out, [2]string{t.p.T("tell.origin." + o.String()), t.p.T("ties.few")})
		default:
			out = append(out, [2]string{t.p.T("tell.origin." + o.String()), t.p.T("ties.about", n)})
		}
	}
	return out
}

// reach is a row of how wide things reach: work that was led, and decisions that fell.
type reach struct{ title, work, decided string }

func (t *tiesPage) reaches() []reach {
	short := func(s ties.Share) string {
		if low, high, ok := s.Interval(); ok {
			return t.inHundred(low, high)
		}
		return t.p.T("ties.few")
	}
	var out []reach
	for l, key := range map[ties.Level]string{ties.Macro: levelWhole, ties.Meso: levelBetween, ties.Micro: levelWithin} {
		for int(l) >= len(out) {
			out = append(out, reach{})
		}
		out[l] = reach{t.p.T("ties.level." + key), short(t.aside.Work[l]), short(t.aside.Decided[l])}
	}
	return []reach{out[ties.Macro], out[ties.Meso], out[ties.Micro]}
}

// changes say in words what is other than a year before; where intervals overlap, that nobody
// can tell.
func (t *tiesPage) changes() (all []string) {
	for _, c := range []struct {
		key       string
		then, now stat.Result
	}{
		{"ties.says.followed", t.was.Followed.Result, t.aside.Followed.Result},
		{"ties.change.formal", t.was.FormalLeads.Result, t.aside.FormalLeads.Result},
		{"ties.change.taken", t.was.Taken.Result, t.aside.Taken.Result},
	} {
		a, b, then := c.then.Interval()
		low, high, now := c.now.Interval()
		if !then || !now {
			continue
		}
		verdict := "ties.change.same"
		switch {
		case low > b:
			verdict = "ties.change.more"
		case high < a:
			verdict = "ties.change.less"
		}
		all = append(all, t.p.T("ties.change", t.p.T(c.key), t.inHundred(a, b), t.inHundred(low, high), t.p.T(verdict)))
	}
	return all
}

// along is where a share stands on a line of two hundred.
func along(x float64) string { return strconv.FormatFloat(6+x*228, 'f', 1, 64) }

func alongWide(low, high float64) string {
	return strconv.FormatFloat(max(4, (high-low)*228), 'f', 1, 64)
}
