// Package letter writes the mails that tell people what happened: the same things in a
// plain text and in a small page, in the language of whoever reads them, with nothing in
// it that they may not see.
package letter

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// Writer writes them. It is an identity.Writer.
type Writer struct {
	Service  *service.Service
	Identity *identity.Service    // knows languages, and signs what may be done from a mail
	Path     func(org.Ref) string // where a thing is told, beneath the organisation
}

// Write writes a mail as it has to be now; nil where there is nothing to tell any more.
func (w *Writer) Write(ctx context.Context, m identity.Mail, to identity.Who) (*identity.Written, error) {
	l, err := w.Service.Letter(ctx, m)
	if err != nil || l == nil {
		return nil, err
	}
	lang, err := w.Identity.Lang(ctx, m.Org, m.Person)
	if err != nil {
		return nil, err
	}
	p := sentence.In(printer(lang, to.Lang), &l.Look.State.Organisation)
	d := &draft{Writer: w, ctx: ctx, p: p, l: l, m: m, to: to, now: l.Look.At.Std().In(l.Look.Zone())}
	d.page.Lang, d.page.Org = p.Lang(), to.OrgName
	switch {
	case m.Kind == identity.Push:
		return d.push(), nil
	case l.Bare:
		d.bare()
	case m.Kind == identity.Overview:
		d.overview()
	case l.Feedback != nil:
		d.feedback()
	default:
		d.notice()
	}
	if d.err != nil {
		return nil, d.err
	}
	return d.written()
}

// printer speaks the language that somebody chose, or that of their organisation.
func printer(chosen, own string) *i18n.Printer {
	if i18n.Known(chosen) {
		return i18n.For(chosen)
	}
	return i18n.For(own)
}

// draft is a mail that is being written.
type draft struct {
	*Writer
	ctx  context.Context
	p    *i18n.Printer
	l    *service.Letter
	m    identity.Mail
	to   identity.Who
	now  time.Time
	page page
	err  error
}

// page is a mail as it is laid out; text and HTML say the same in the same order.
type page struct {
	Lang, Org, Subject, Title, Lede string
	Quote                           string
	Facts                           []fact
	Buttons                         []link
	After                           []string
	Sections                        []section
	Why, WhyText                    string
	Foot                            []link
	Last                            string
}

type fact struct{ Term, Text string }

// link is somewhere to go; Leads marks the one that takes a lead.
type link struct {
	Text, Href string
	Leads      bool
}

type section struct {
	Title string
	Rows  []row
}

// row is one thing of an overview.
type row struct {
	Title, Href, Text, Why string
	Late                   bool
	Buttons                []link
}

func (d *draft) address(path string) string { return d.Identity.URL + "/" + d.m.Org + path }

// form is the address of the page on which an act is done: nothing happens before one
// presses a button there, so that what scans mails does nothing.
func (d *draft) form(kind, field string, id fmt.Stringer) string {
	return d.address("/acts/" + kind + "?" + url.Values{field: {id.String()}}.Encode())
}

// signed is the address at which something is done for the reader without signing in, by
// whoever has the mail.
func (d *draft) signed(what string) string {
	token, err := d.Identity.Token(d.ctx, d.m.Org, d.m.Person, what)
	if err != nil {
		d.err = err
	}
	return d.address("/mail/" + d.m.Person.String() + "." + what + "." + token)
}

func (d *draft) name(id org.PersonID) string { return sentence.Person(d.p, d.l.Look.Known, id) }

func (d *draft) title(r org.Ref) string {
	return sentence.TitleFor(d.p, d.l.Look.Sight, d.l.Look.State, r)
}

func (d *draft) says(e org.Entry) string {
	return sentence.Act(d.p, d.l.Look.Name, d.l.Look.State, e, d.now, d.now.Location())
}

func (d *draft) date(at org.Time) string { return d.p.Date(at.Std().In(d.now.Location()), d.now) }

func (d *draft) dateTime(at org.Time) string {
	return d.p.DateTime(at.Std().In(d.now.Location()), d.now)
}

// longest is how much of somebody's words a mail has, in characters: the rest is on the page.
const longest = 1200

// words are somebody's words, with the names of whom they mention.
func (d *draft) words(text string) string {
	return sentence.Cut(sentence.Words(d.p, d.l.Look.Known, text), longest)
}

// bare says that something waits, and nothing of it.
func (d *draft) bare() {
	d.page.Subject = d.p.T("letter.bare.title", d.to.OrgName)
	d.page.Title, d.page.Lede = d.page.Subject, d.p.T("letter.bare.text")
	d.page.Buttons = []link{{Text: d.p.T("letter.bare.open", d.to.OrgName), Href: d.address("")}}
	d.foot()
}

// foot is how to get fewer of them.
func (d *draft) foot(first ...link) {
	d.page.Foot = append(first, link{Text: d.p.T("letter.settings"), Href: d.address("/account/notices")})
	d.page.Last = d.p.T("letter.to", d.to.OrgName, d.to.Mail)
}

// written is the mail in words.
func (d *draft) written() (*identity.Written, error) {
	html, err := d.page.html()
	if err != nil {
		return nil, err
	}
	host := "localhost"
	if u, err := url.Parse(d.Identity.URL); err == nil {
		host = cmp.Or(u.Hostname(), host)
	}
	w := &identity.Written{
		Subject: sentence.Line(d.page.Subject, 150), Text: d.page.text(), HTML: html,
		ID:          fmt.Sprintf("%s.%s.%d.%d@%s", d.m.Org, d.m.Person, d.m.Made, d.m.ID, host),
		Unsubscribe: d.signed("all"),
	}
	if len(d.l.Notices) == 1 && d.m.Kind == identity.Notice && !d.l.Bare {
		w.Thread = []string{fmt.Sprintf("%s.%s.%s@%s", d.m.Org, d.m.Person, d.l.Notices[0].Thing, host)}
	}
	return w, d.err
}
