package letter

import (
	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

// How much of a message there is, in characters: all of it goes in one of one size.
const (
	longestTitle = 100
	longestBody  = 240
)

// push is a message to the devices of the reader: where it is to go to them still. A screen
// that is locked shows it to whoever passes, so that it has neither names nor titles unless
// the reader wants them, and only says that something waits where mails do no more.
func (d *draft) push() *identity.Written {
	w := &identity.Written{OrMail: d.l.OrMail}
	if d.l.Settings.Once == service.ByMail {
		return w
	}
	if d.l.Feedback != nil {
		w.Push = d.pushFeedback()
		return w
	}
	n := &d.l.Notices[0]
	m := &identity.PushMessage{
		Title: d.to.OrgName, Body: d.p.T("push.bare"), URL: d.address(""), Tag: "waits",
		Badge: d.l.Unseen, Urgent: n.Matter == org.MatterAsked || n.Matter == org.MatterNamed,
	}
	if !d.l.Bare {
		m.Body, m.Tag = d.p.T("push."+n.Matter.String()), n.Thing.String()
		if n.Offer != 0 {
			m.Body = d.p.T("push.offer")
		}
		if path := d.Path(n.Thing); path != "" && d.title(n.Thing) != "" {
			m.URL = d.address(path)
		}
		if d.l.Settings.Words {
			d.inWords(m, n)
		}
	}
	m.Title, m.Body = sentence.Line(m.Title, longestTitle), sentence.Line(m.Body, longestBody)
	w.Push = m
	return w
}

// inWords has a message say what it is about: the thing, and who did what.
func (d *draft) inWords(m *identity.PushMessage, n *service.ToldNotice) {
	if title := d.title(n.Thing); title != "" {
		m.Title = title
	}
	m.Body = d.says(n.Entry)
	if n.Offer != 0 {
		m.Body = d.p.T("home.offer", d.name(d.l.Look.State.Offer(n.Offer).By))
	}
	if words := d.words(n.Words); words != "" {
		m.Body += " " + sentence.Quote(d.p, words)
	}
}
