package letter

import (
	"orpheus/identity"
	"orpheus/org"
	"orpheus/text/sentence"
)

// feedback tells that somebody asks for feedback, or that both wrote it. It has no word of what
// they wrote; of one that waits it does not say whether the other wrote, since it knows no more
// than the page of the reader.
func (d *draft) feedback() {
	f := d.l.Feedback
	d.page.Subject, d.page.Title = d.feedbackSubject(), d.title(f.About)
	if d.page.Title == "" {
		d.page.Title = d.page.Subject
	}
	at := d.address("/feedback/" + f.ID)
	if f.Asked {
		d.page.Lede = d.p.T("feedback.both")
		d.page.Facts = []fact{{d.p.T("letter.fact.until"), d.dateTime(f.Until)}}
		d.page.Buttons = []link{{Text: d.p.T("feedback.write"), Href: at}}
		d.page.After = []string{d.p.T("feedback.decline.hint")}
	} else {
		d.page.Lede = d.p.T("letter.feedback.open")
		d.page.Buttons = []link{{Text: d.p.T("feedback.read"), Href: at}}
	}
	d.page.Why, d.page.WhyText = d.p.T("letter.why"), d.p.T("letter.why.feedback")
	if rest := d.rest(); rest != "" {
		d.page.WhyText += " " + rest
	}
	d.foot(link{Text: d.p.T("letter.matter"), Href: d.signed("matter-" + org.MatterAsked.String())})
}

func (d *draft) feedbackSubject() string {
	key := "letter.feedback.open.subject"
	if d.l.Feedback.Asked {
		key = "letter.feedback.ask.subject"
	}
	return d.p.T(key, d.name(d.l.Feedback.With))
}

// pushFeedback is the message of it to devices.
func (d *draft) pushFeedback() *identity.PushMessage {
	m := &identity.PushMessage{
		Title: d.to.OrgName, Body: d.p.T("push.bare"), URL: d.address(""), Tag: "waits", Badge: d.l.Unseen, Urgent: true,
	}
	if d.l.Bare {
		return m
	}
	m.Body, m.Tag, m.URL = d.p.T("push.feedback"), "feedback-"+d.l.Feedback.ID, d.address("/feedback/"+d.l.Feedback.ID)
	if d.l.Settings.Words {
		m.Body = sentence.Line(d.feedbackSubject(), longestBody)
	}
	m.Title = sentence.Line(m.Title, longestTitle)
	return m
}

// waitingFeedback is feedback that waits, as a row of an overview.
func (d *draft) waitingFeedback(with org.PersonID, about org.Ref, id string) row {
	r := row{Title: d.p.T("letter.feedback.with", d.name(with)), Href: d.address("/feedback/" + id)}
	if title := d.title(about); title != "" {
		r.Title = d.p.T("feedback.with", d.name(with), title)
	}
	return r
}
