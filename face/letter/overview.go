package letter

import (
	"strings"
	"time"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// overview is a mail with all that was not told before.
func (d *draft) overview() {
	waits := section{Title: d.p.T("home.waiting")}
	changed := section{Title: d.p.T("home.changed")}
	for k := range d.l.Notices {
		if n := &d.l.Notices[k]; n.Offer != 0 {
			waits.Rows = append(waits.Rows, d.offered(n))
		} else {
			changed.Rows = append(changed.Rows, d.changed(n))
		}
	}
	for _, w := range d.l.Waits {
		waits.Rows = append(waits.Rows, d.waiting(w))
	}
	var counts []string
	if n := len(waits.Rows); n > 0 {
		d.page.Sections = append(d.page.Sections, waits)
		counts = append(counts, d.p.T("letter.overview.waits", n))
	}
	if n := len(changed.Rows); n > 0 {
		d.page.Sections = append(d.page.Sections, changed)
		counts = append(counts, d.p.T("letter.overview.changed", n))
	}
	d.page.Subject = d.to.OrgName + ": " + strings.Join(counts, ", ")
	name, _, _ := strings.Cut(d.to.Name, " ")
	d.page.Title = d.p.T("home.greet."+i18n.Daytime(d.now), name)
	d.page.Lede = d.p.T("letter.overview.lede", d.dateTime(d.l.From))
	d.rhythm()
}

func (d *draft) row(r org.Ref) row {
	out := row{Title: d.title(r)}
	if path := d.Path(r); path != "" {
		out.Href = d.address(path)
	}
	return out
}

// offered is something the reader is asked to lead.
func (d *draft) offered(n *service.ToldNotice) row {
	o := d.l.Look.State.Offer(n.Offer)
	r := d.row(n.Thing)
	r.Text = d.p.T("home.offer", d.name(o.By)) + " · " + d.p.T("home.by", d.date(o.Lapses))
	r.Buttons = []link{
		{Text: d.p.T("do.lead.accept"), Href: d.form("lead.accept", "offer", n.Offer), Leads: true},
		{Text: d.p.T("do.lead.decline"), Href: d.form("lead.decline", "offer", n.Offer)},
	}
	return r
}

// changed is something that somebody did.
func (d *draft) changed(n *service.ToldNotice) row {
	r := d.row(n.Thing)
	r.Text = d.says(n.Entry)
	if r.Title == "" {
		r.Title, r.Text = r.Text, ""
	}
	if words := d.words(n.Words); words != "" {
		r.Text += " " + sentence.Quote(d.p, sentence.Line(words, 200))
	}
	r.Why = d.p.T("notice.why." + n.Because.String())
	return r
}

// waiting is something that waits for the reader.
func (d *draft) waiting(w org.Wait) (r row) {
	s := d.l.Look.State
	past := w.By <= d.l.Look.At
	switch {
	case w.Step != 0:
		r = d.row(org.RefOf(s.Step(w.Step).Initiative))
		r.Text = d.p.T("home.step")
		if text := d.l.Texts[s.Step(w.Step).Text]; text != "" {
			r.Text += ": " + sentence.Line(d.words(text), 200)
		}
		r.Text += " · " + d.by(w, past)
	case w.Lead != 0:
		r = d.row(org.RefOf(s.Lead(w.Lead).Initiative))
		r.Text = d.p.T("home.ending") + " · " + d.p.T("home.ends", d.date(w.By))
		past = false
	case w.Seat != 0:
		r = d.row(org.RefOf(s.Seat(w.Seat).Role))
		r.Text = d.p.T("home.seat") + " · " + d.p.T("home.ends", d.date(w.By))
		past = false
	case w.StandIn != 0:
		r = d.row(org.RefOf(s.StandIn(w.StandIn).Person))
		r.Text = d.p.T("home.standin") + " · " + d.p.T("home.ends", d.date(w.By))
		past = false
	case w.Decision != 0:
		r = d.row(org.RefOf(w.Decision))
		r.Text = d.p.T(d.partOf(w.Decision)) + " · " + d.by(w, past)
	case w.Agreement != 0:
		r = d.row(org.RefOf(w.Agreement))
		r.Text = d.p.T("part.agreement") + " · " + d.by(w, past)
	case w.Pulse != 0:
		r = d.row(org.RefOf(w.Pulse))
		r.Text = d.p.T("pulse.asks", s.Pulse(w.Pulse).Items()) + " · " + d.by(w, past)
	case w.Feedback != "":
		r = d.waitingFeedback(w.With, w.About, w.Feedback)
		switch {
		case w.Returned:
			r.Text, past = d.p.T("feedback.state.returned"), false
		case w.Opened:
			r.Text, past = d.p.T("feedback.state.open"), false
		default:
			r.Text = d.p.T("feedback.asked") + " · " + d.by(w, past)
		}
	case w.Tension != 0:
		r = d.row(org.RefOf(w.Tension))
		r.Text = d.p.T("home.still")
		r.Buttons = []link{{Text: d.p.T("do.lead.take"), Href: d.form("lead.take", "tension", w.Tension), Leads: true}}
		past = false
	}
	r.Late = past
	return r
}

// partOf is what a decision asks of the reader. Whether they voted in secret no mail tells.
func (d *draft) partOf(id org.DecisionID) string {
	part := d.l.Look.PartOf(id)
	if part == org.PartVote && d.l.Look.State.Decision(id).Vote.Secret {
		return "part.vote.secret"
	}
	return "part." + part.String()
}

func (d *draft) by(w org.Wait, past bool) string {
	if past {
		return d.p.T("home.by.past", d.date(w.By))
	}
	return d.p.T("letter.due", d.date(w.By))
}

// rhythm says how often it comes, and how that is changed.
func (d *draft) rhythm() {
	rhythm, hour, _ := d.l.Settings.Overview()
	at := time.Date(d.now.Year(), d.now.Month(), d.now.Day(), int(hour)/60, int(hour)%60, 0, 0, d.now.Location())
	other := link{Text: d.p.T("letter.weekly"), Href: d.signed("weekly")}
	d.page.Why = d.p.T("letter.daily.why", at.Format("15:04"))
	if rhythm == service.Weekly {
		other = link{Text: d.p.T("letter.daily"), Href: d.signed("daily")}
		d.page.Why = d.p.T("letter.weekly.why")
	}
	d.foot(other, link{Text: d.p.T("letter.never"), Href: d.signed("never")})
}
