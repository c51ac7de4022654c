// Package feed writes what programs of people read for them: what has a day for somebody as
// a calendar, and what happens as a list of news, in their language, with nothing in it
// that they may not see.
package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"time"

	"orpheus/org"
	"orpheus/service"
	"orpheus/text/i18n"
	"orpheus/text/sentence"
)

// Writer writes the feeds of one organisation for one reader.
type Writer struct {
	URL  string               // address of the pages, without a slash at the end
	Path func(org.Ref) string // where a thing is told, beneath the organisation
	P    *i18n.Printer        // in the language of the reader
	Now  time.Time
}

// Made is a feed as it goes out, with a tag that is another one where it says anything else.
type Made struct {
	Body []byte
	Tag  string
}

// tagged is a feed with a tag made of what it says.
func tagged(body, says []byte) Made {
	sum := sha256.Sum256(says)
	return Made{body, `W/"` + hex.EncodeToString(sum[:12]) + `"`}
}

// host is what names of things in feeds are under: they are the same for ever.
func (w *Writer) host() string {
	if u, err := url.Parse(w.URL); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "localhost"
}

// address is where a thing is told; the organisation where it has no page.
func (w *Writer) address(l *service.Look, r org.Ref) string {
	return w.URL + "/" + l.State.Slug + w.Path(r)
}

// name is what somebody is called, as far as the reader knows them.
func (w *Writer) name(l *service.Look, id org.PersonID) string {
	return sentence.Person(w.P, l.Known, id)
}

// title is what a thing is called; empty where the reader may not know it.
func (w *Writer) title(l *service.Look, r org.Ref) string {
	return sentence.TitleFor(w.P, l.Sight, l.State, r)
}

// words are somebody's words on one line, with the names of whom they mention, in at most
// so many characters.
func (w *Writer) words(l *service.Look, text string, most int) string {
	return sentence.Line(sentence.Words(w.P, l.Known, text), most)
}
