package site_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"orpheus/internal/browser"
	"orpheus/org"
)

// counted counts what goes over the wire for pages, from one of their addresses.
type counted struct {
	page string

	mu    sync.Mutex
	asked int
	bytes int
	last  int // status
}

func (c *counted) take() (asked, bytes, last int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer func() { c.asked, c.bytes = 0, 0 }()
	return c.asked, c.bytes, c.last
}

// meter weighs answers with their headers.
type meter struct {
	http.ResponseWriter
	status, body int
}

func (m *meter) WriteHeader(status int) { m.status = status; m.ResponseWriter.WriteHeader(status) }

func (m *meter) Write(b []byte) (int, error) {
	if m.status == 0 {
		m.status = http.StatusOK
	}
	m.body += len(b)
	return m.ResponseWriter.Write(b)
}

func (m *meter) Unwrap() http.ResponseWriter { return m.ResponseWriter }

func headerBytes(h http.Header) int {
	var b strings.Builder
	_ = h.Write(&b)
	return b.Len()
}

// serve answers, and counts what it takes.
func (c *counted) serve(pages http.Handler, w http.ResponseWriter, r *http.Request) {
	m := &meter{ResponseWriter: w}
	pages.ServeHTTP(m, r)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked, c.last = c.asked+1, m.status
	c.bytes += headerBytes(r.Header) + len(r.URL.RequestURI()) + m.body + headerBytes(m.Header())
}

// count counts requests for a page from now on.
func (s *served) count(page string) *counted {
	c := &counted{page: page}
	s.counts.Store(c)
	return c
}

// An open page asks for nothing where nothing it shows was touched; one that shows
// anything asks once, in little; and once for what it shows. It runs by itself, since what others
// did in De Linde would be asked for too.
func TestAnOpenPageAsksForLittle(t *testing.T) {
	s := serveLinde(t)
	s.do(s.ben, &org.StartInitiative{Circle: 2, Title: "Keys in one place"})
	state, err := s.desk.Look(t.Context(), "linde", 0)
	if err != nil {
		t.Fatal(err)
	}
	var work org.InitiativeID
	for id := range state.Initiatives() {
		work = id
	}
	var elsewhere org.CircleID
	for id, c := range state.Circles() {
		if id > 2 && c.Live() && !state.Within(id, 2) && !state.Within(2, id) && len(c.Roles) > 0 && len(c.Children) == 0 {
			elsewhere = id
		}
	}
	note := func(text string) { s.do(s.ben, &org.NoteInitiative{Initiative: work, Text: org.Write(text)}) }
	// Where a page is that is sure to hear of the same acts.
	heard := s.in(s.ann, "en", browser.Wide)
	heard.to("/linde/initiatives/" + work.String()[1:])
	heard.Wait(`window.htmx && document.querySelector(".js")`)
	t.Run("a page of something else", func(t *testing.T) {
		page := "/linde/circles/" + elsewhere.String()[1:]
		p := s.in(s.ann, "en", browser.Wide)
		p.to(page)
		p.Wait(`window.htmx && document.querySelector(".js")`)
		s.do(s.ben, &org.RaiseTension{Circle: elsewhere, Title: "The lift is loud"})
		p.has("The lift is loud") // it listens
		c := s.count(page)
		for i := range 3 {
			text := fmt.Sprintf("Note %d", i)
			note(text)
			heard.has(text)
		}
		p.Text(`window.later = 0; setTimeout(() => window.later = 1, 400); ""`)
		p.Wait(`window.later`)
		if asked, bytes, _ := c.take(); asked > 0 {
			t.Errorf("three acts elsewhere, and the page asked %d times, %d bytes", asked, bytes)
		}
		s.do(s.ben, &org.RaiseTension{Circle: elsewhere, Title: "The lift is slow"})
		p.has("The lift is slow")
		if asked, bytes, last := c.take(); asked != 1 || last != http.StatusOK {
			t.Errorf("an act on the page, and it asked %d times, %d bytes, %d at last", asked, bytes, last)
		}
	})
	t.Run("a page that shows anything", func(t *testing.T) {
		p := s.in(s.ann, "en", browser.Wide)
		p.to("/linde/people")
		p.Wait(`window.htmx && document.querySelector(".js")`)
		p.unloaded()
		c := s.count("/linde/people")
		note("One more")
		heard.has("One more")
		p.Text(`window.later = 0; setTimeout(() => window.later = 1, 1000); ""`)
		p.Wait(`window.later`)
		if asked, bytes, last := c.take(); asked != 1 || bytes > 2048 || last != http.StatusNotModified {
			t.Errorf("an act elsewhere, and the page asked %d times, %d bytes, %d at last; one of 2048 is fine", asked, bytes, last)
		} else {
			t.Logf("%d bytes", bytes)
		}
		p.stayed(t, "an act elsewhere")
	})
}
