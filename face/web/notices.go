package web

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"orpheus/org"
	"orpheus/text/sentence"
)

// noticeRow is one notice as a line: several of one kind on one thing are one.
type noticeRow struct {
	org.Notice
	entry org.Entry
	more  int // how many others like it
	seen  bool
}

// mostChanged is how many notices home shows.
const mostChanged = 4

// noticeRows are the first notices of a list as lines, and how many lines there are
// beyond.
func (pg *place) noticeRows(list []org.Notice, most int) (rows []noticeRow, beyond int, err error) {
	type like struct {
		kind  *org.Kind
		thing org.Ref
		seen  bool
	}
	at := map[like]int{}
	for i := range list {
		n := &list[i]
		key := like{n.Kind, n.Thing, pg.inbox.Seen(n)}
		if k, found := at[key]; found {
			rows[k].more++
			continue
		}
		at[key] = len(rows)
		rows = append(rows, noticeRow{Notice: *n, seen: key.seen})
	}
	if len(rows) > most {
		rows, beyond = rows[:most], len(rows)-most
	}
	var acts []uint64
	for _, r := range rows {
		acts = append(acts, r.Act)
	}
	entries, err := pg.view.EntriesAt(pg.r.Context(), acts...)
	if err != nil {
		return nil, 0, err
	}
	told := rows[:0]
	for _, r := range rows {
		if e, known := entries[r.Act]; known {
			r.entry = e
			told = append(told, r)
			pg.view.listed = append(pg.view.listed, e)
		}
	}
	return told, beyond, nil
}

// thingTitle is what a thing is called.
func (pg *place) thingTitle(r org.Ref) string { return sentence.Title(pg.p, pg.s, r) }

// noticesPage is the page of all notices.
type noticesPage struct {
	*place
	rows []noticeRow
}

// mostNotices is how many lines the page of notices has.
const mostNotices = 100

func (s *server) noticesPage(pg *place) (templ.Component, error) {
	pg.title = pg.p.T("notices.title")
	page := noticesPage{place: pg}
	var err error
	page.rows, _, err = pg.noticeRows(pg.inbox.List, mostNotices)
	return noticesShown(page), err
}

// seeing notes that somebody opened the page of a thing: what it tells is seen, on every
// device of theirs. A page that follows by itself, or is fetched before anybody asks for
// it, is not looked at.
func (pg *place) seeing(w *view) error {
	letter := letterOf[pg.r.Pattern]
	if letter == 0 || pg.m.past() || len(pg.inbox.Changed) == 0 || !pg.looks() {
		return nil
	}
	thing, ok := org.ParseRef(string(letter) + pg.r.PathValue("id"))
	if !ok {
		return nil // the page says that there is none
	}
	err := pg.as.See(pg.r.Context(), thing, w.Version())
	if err == nil {
		pg.inbox, err = pg.as.Inbox(pg.r.Context())
	}
	return err
}

// letterOf are the letters of the things that pages are about, by their addresses.
var letterOf = func() map[string]byte {
	of := map[string]byte{}
	for letter, path := range paths {
		of["GET /{org}"+path+"{id}"] = letter
	}
	return of
}()

// seeNotices notes that somebody has seen a thing's notices, or all of them.
func (s *server) seeNotices(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	upto, err := strconv.ParseUint(v.r.PostForm.Get("upto"), 10, 63)
	if err != nil {
		return errNotFound
	}
	if thing, one := org.ParseRef(v.r.PostForm.Get("thing")); one {
		err = v.as.See(v.r.Context(), thing, upto)
	} else {
		err = v.as.SeeAll(v.r.Context(), upto)
	}
	if err == nil {
		v.back()
	}
	return err
}

// muteThing has somebody hear nothing of a thing, or hear of it again.
func (s *server) muteThing(v *request) error { return s.wishOf(v, v.as.Mute) }

// followThing has somebody hear of a thing.
func (s *server) followThing(v *request) error { return s.wishOf(v, v.as.Follow) }

// wishOf changes what somebody wants to be told of one thing, and goes back.
func (s *server) wishOf(v *request, change func(ctx context.Context, thing org.Ref, on bool) error) error {
	if err := v.read(); err != nil {
		return err
	}
	thing, _ := org.ParseRef(v.r.PostForm.Get("thing")) // none is refused as one that is not there
	err := change(v.r.Context(), thing, v.r.PostForm.Get("on") != "")
	if err == nil {
		v.back()
	}
	return err
}

// back goes to where a form says it came from, else home.
func (v *request) back() {
	to, ok := within(v.org.Slug, v.r.PostForm.Get("_back"))
	if !ok {
		to = "/" + v.org.Slug
	}
	v.redirect(to)
}
