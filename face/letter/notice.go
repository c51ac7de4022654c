package letter

import (
	"orpheus/org"
	"orpheus/service"
)

// notice is a mail about one thing that happened.
func (d *draft) notice() {
	n := &d.l.Notices[0]
	if n.Offer != 0 {
		d.offer(n)
	} else {
		d.happened(n)
	}
	d.whyNow(n)
	var first []link
	if title := d.title(n.Thing); title != "" {
		first = append(first, link{Text: d.p.T("letter.mute"), Href: d.signed("mute-" + n.Thing.String())})
	}
	d.foot(append(first, link{Text: d.p.T("letter.matter"), Href: d.signed("matter-" + n.Matter.String())})...)
}

// offer asks the reader to lead something: as a question, with the words of who asks.
func (d *draft) offer(n *service.ToldNotice) {
	o := d.l.Look.State.Offer(n.Offer)
	thing, by := d.title(n.Thing), d.name(o.By)
	if o.Lead != 0 {
		d.page.Subject, d.page.Title = d.p.T("letter.hand.subject", by, thing), d.p.T("letter.hand.title", thing)
	} else {
		d.page.Subject, d.page.Title = d.p.T("letter.offer.subject", by, thing), d.p.T("letter.offer.title", thing)
	}
	d.page.Lede = d.p.T("letter.offer.lede", by)
	d.page.Quote = d.words(n.Words)
	d.facts(o)
	d.page.Buttons = []link{
		{Text: d.p.T("do.lead.accept"), Href: d.form("lead.accept", "offer", n.Offer), Leads: true},
		{Text: d.p.T("do.lead.decline"), Href: d.form("lead.decline", "offer", n.Offer)},
		{Text: d.p.T("letter.read"), Href: d.address(d.Path(n.Thing))},
	}
	d.page.After = []string{d.p.T("letter.buttons", by), d.p.T("letter.until", d.dateTime(o.Lapses))}
}

// facts are what one wants to know of the work before one says yes.
func (d *draft) facts(o *org.Offer) {
	s, sight := d.l.Look.State, d.l.Look.Sight
	circle := org.CircleID(0)
	if t := s.Tension(o.Tension); t != nil {
		circle = t.Circle
	}
	i := s.Initiative(o.Initiative)
	if i != nil {
		circle = i.Circle
	}
	if name := d.title(org.RefOf(circle)); circle != 0 && name != "" {
		d.page.Facts = append(d.page.Facts, fact{d.p.T("letter.fact.circle"), name})
	}
	if i == nil || !sight.Sees(org.RefOf(o.Initiative)) {
		return
	}
	if l := s.Lead(o.Lead); l != nil {
		d.page.Facts = append(d.page.Facts, fact{d.p.T("letter.fact.until"), d.date(l.Planned)})
	}
	with := ""
	for k, p := range i.Joined {
		if k > 0 {
			with += ", "
		}
		with += d.name(p)
	}
	if with != "" {
		d.page.Facts = append(d.page.Facts, fact{d.p.T("letter.fact.with"), with})
	}
}

// happened says what somebody did.
func (d *draft) happened(n *service.ToldNotice) {
	d.page.Subject = d.says(n.Entry)
	d.page.Title = d.title(n.Thing)
	d.page.Lede = d.page.Subject
	if d.page.Title == "" {
		d.page.Title, d.page.Lede = d.page.Subject, ""
	}
	d.page.Quote = d.words(n.Words)
	if path := d.Path(n.Thing); path != "" {
		d.page.Buttons = []link{{Text: d.p.T("letter.open"), Href: d.address(path)}}
	}
}

// whyNow says why it reaches the reader, and why it is a mail of its own.
func (d *draft) whyNow(n *service.ToldNotice) {
	d.page.Why = d.p.T("letter.why")
	once := "letter.why.chosen"
	if n.Matter == org.MatterAsked || n.Matter == org.MatterNamed {
		once = "letter.why.asks"
	}
	d.page.WhyText = d.p.T("notice.why."+n.Because.String()) + ". " + d.p.T(once)
	if rest := d.rest(); rest != "" {
		d.page.WhyText += " " + rest
	}
}

// rest says when the overview comes; empty for never.
func (d *draft) rest() string {
	last, next := d.l.Settings.Slot(d.now)
	if last.IsZero() || next.IsZero() {
		return ""
	}
	return d.p.T("letter.why.rest", d.p.DateTime(next, d.now))
}
