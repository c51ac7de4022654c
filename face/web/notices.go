package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"orpheus/org"
)

// noticeRow is one notice as a line: several of one kind on one thing are one.
type noticeRow struct {
	org.Notice
	entry org.Entry
	more  int  // how many others like it
	isNew bool // not seen
}

// mostChanged is how many notices home shows.
const mostChanged = 4

// noticeRows are the first notices of a list as lines, and how many lines there are
// beyond.
func (pg *place) noticeRows(list []org.Notice, most int) (rows []noticeRow, beyond int, err error) {
	type like struct {
		kind  *org.Kind
		thing org.Ref
		isNew bool
	}
	at := map[like]int{}
	for i := range list {
		n := &list[i]
		key := like{n.Kind, n.Thing, !pg.inbox.Seen(n)}
		if k, found := at[key]; found {
			rows[k].more++
			continue
		}
		at[key] = len(rows)
		rows = append(rows, noticeRow{Notice: *n, isNew: key.isNew})
	}
	if len(rows) > most {
		rows, beyond = rows[:most], len(rows)-most
	}
	var acts []uint64
	for _, r := range rows {
		acts = append(acts, r.Act)
	}
	entries, err := pg.view.EntriesOf(pg.r.Context(), acts...)
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

// because says why a notice reaches somebody.
func (pg *place) because(n org.Notice) string { return pg.p.T("notice.why." + n.Because.String()) }

// thingTitle is what a thing is called.
func (pg *place) thingTitle(r org.Ref) string {
	switch r.Letter {
	case 'C':
		if c := pg.s.Circle(org.CircleID(r.N)); c != nil {
			return c.Name
		}
	case 'R':
		if role := pg.s.Role(org.RoleID(r.N)); role != nil {
			return role.Name
		}
	case 'T':
		if t := pg.s.Tension(org.TensionID(r.N)); t != nil {
			return t.Title
		}
	case 'I':
		if i := pg.s.Initiative(org.InitiativeID(r.N)); i != nil {
			return i.Title
		}
	}
	return ""
}

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

// letters are the first parts of the addresses of things, and what they are.
var letters = map[string]byte{
	"GET /{org}/circles/{id}": 'C', "GET /{org}/roles/{id}": 'R', "GET /{org}/tensions/{id}": 'T', "GET /{org}/initiatives/{id}": 'I',
}

// seeing notes that somebody opened the page of a thing: what it tells is seen, on every
// device of theirs. A page that follows by itself, or is fetched before anybody asks for
// it, is not looked at.
func (pg *place) seeing(w *view) error {
	letter := letters[pg.r.Pattern]
	if letter == 0 || pg.m.past() || pg.inbox.Unseen == 0 || pg.r.Method != http.MethodGet ||
		pg.r.Header.Get("Orpheus-Live") != "" || pg.r.Header.Get("Sec-Purpose") != "" {
		return nil
	}
	id, err := org.ParseID[org.CircleID](pg.r.PathValue("id")) // of any kind: it is the number that counts
	if n, bad := strconv.ParseUint(pg.r.PathValue("id"), 10, 32); bad == nil {
		id, err = org.CircleID(n), nil
	}
	if err != nil {
		return nil
	}
	ctx := pg.r.Context()
	if err := pg.as.See(ctx, org.Ref{Letter: letter, N: uint32(id)}, w.Version()); err != nil {
		return err
	}
	pg.inbox, err = pg.as.Inbox(ctx)
	return err
}

// inboxMark names what somebody was told and has seen, for the tag of a page.
func (v *request) inboxMark() string {
	if v.inbox == nil {
		return ""
	}
	return v.inbox.Mark()
}

// seeNotices notes that somebody has seen a thing's notices, or all of them.
func (s *server) seeNotices(v *request) error {
	if err := v.read(); err != nil {
		return err
	}
	upto, err := strconv.ParseUint(v.r.PostForm.Get("upto"), 10, 63)
	if err != nil {
		return errForm
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
