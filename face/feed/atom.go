package feed

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

// MostNews is how many acts a feed of news has.
const MostNews = 50

// The elements of a feed of news (RFC 4287).
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Link    atomLink    `xml:"link"`
		Author  atomPerson  `xml:"author"`
		Made    string      `xml:"generator"`
		Entries []atomEntry `xml:"entry"`
	}
	atomEntry struct {
		ID       string       `xml:"id"`
		Title    string       `xml:"title"`
		Updated  string       `xml:"updated"`
		Link     atomLink     `xml:"link"`
		Author   *atomPerson  `xml:"author"`
		Category atomCategory `xml:"category"`
		Content  atomText     `xml:"content"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomCategory struct {
		Term string `xml:"term,attr"`
	}
	atomText struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// News is what happened as somebody sees it, in the sentences of the pages. It names its own
// address nowhere: whoever hands a piece of it on gives away no more than that.
func (w *Writer) News(kind identity.FeedKind, who org.PersonID, n *service.News) (Made, error) {
	s := n.Look.State
	f := atomFeed{
		Lang: w.P.Lang(), ID: w.tag(s, fmt.Sprintf("people/%s/%s", who, kind)), Title: w.P.T("feed."+string(kind)+".title", s.Name),
		Updated: moment(s.Founded), Link: w.link(w.URL + "/" + s.Slug + "/stream"), Author: atomPerson{s.Name}, Made: "Orpheus",
	}
	if kind == identity.FeedMine {
		f.Link = w.link(w.URL + "/" + s.Slug + "/notices")
	}
	for i := range n.Entries {
		f.Entries = append(f.Entries, w.entry(n, &n.Entries[i]))
	}
	if len(f.Entries) > 0 {
		f.Updated = f.Entries[0].Updated
	}
	body, err := xml.MarshalIndent(f, "", " ")
	body = append([]byte(xml.Header), append(body, '\n')...)
	return tagged(body, body), err
}

func (w *Writer) entry(n *service.News, e *org.Entry) atomEntry {
	l := n.Look
	a := atomEntry{
		ID: w.tag(l.State, fmt.Sprintf("acts/%d", e.Seq)), Updated: moment(e.At), Link: w.link(w.address(l, l.Page(e))),
		Category: atomCategory{org.NameOf(e.Act)}, Content: atomText{Type: "text"},
	}
	if n.Bare {
		a.Title = w.P.T("feed.bare")
		return a
	}
	a.Title = sentence.Act(w.P, l.Name, l.State, *e, w.Now, w.Now.Location())
	a.Author = &atomPerson{w.name(l, e.By)}
	a.Content.Text = a.Title
	if why, told := n.Why[e.Seq]; told {
		a.Content.Text += ". " + w.P.T("notice.why."+why.Because.String()) + "."
	}
	return a
}

func (w *Writer) link(to string) atomLink { return atomLink{"alternate", "text/html", to} }

// tag names something for ever (RFC 4151): by the host, in the year in which the
// organisation began.
func (w *Writer) tag(s *org.State, what string) string {
	return fmt.Sprintf("tag:%s,%d:%s/%s", w.host(), cmp.Or(s.Founded, 1).Std().Year(), s.Slug, what)
}

func moment(t org.Time) string { return t.Std().Truncate(time.Second).Format(time.RFC3339) }
