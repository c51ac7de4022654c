package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"orpheus/face/web/ui"
	"orpheus/org"
	"orpheus/service"
	"orpheus/text/sentence"
)

// place is a page about one thing in an organisation, or a list of things, as
// they were at a moment.
type place struct {
	*request
	view  *view
	s     *org.State
	m     moment
	at    org.Time // what is shown; never zero
	texts map[org.TextID]string
	title string
	way   []ui.NavItem    // to this page, itself last
	done  *org.Entry      // what the one who looks just did; nil for nothing
	undo  map[uint64]bool // the entries on the page that the one who looks may undo

	taught []org.LearningID // what learned gathered; nil before
	kept   map[org.FileID]service.File
	still  bool        // it does not follow what happens: somebody is in the middle of something
	trial  *org.WhatIf // of a form whose act is to be gathered: s is as the plan would leave it
}

// place makes a handler of a function that shows such a page.
func (s *server) place(show func(*place) (templ.Component, error)) http.Handler {
	return s.page(s.placing(show))
}

func (s *server) placing(show func(*place) (templ.Component, error)) func(*request) error {
	return func(v *request) error {
		pg := &place{request: v, m: readMoment(v.r.URL.Query().Get("at"), v.founded(), v.now)}
		if pg.m.fault != "" {
			return pg.faulty()
		}
		view, err := s.look(v, pg.m.at)
		if err != nil {
			return err
		}
		if err := pg.seeing(view); err != nil {
			return err
		}
		if s.fresh(v, view.Version(), view.Edition()) {
			return nil
		}
		pg.view, pg.s, pg.at = view, view.State, view.At
		if err := pg.sayDone(); err != nil {
			return err
		}
		page, err := show(pg)
		if errors.Is(err, errNotFound) && pg.m.past() {
			v.w.Header().Del("ETag")
			pg.title, pg.way = v.p.T("page.gone.title"), nil
			return v.show(http.StatusNotFound, notThere(pg))
		}
		if err != nil {
			return err
		}
		if len(pg.undo) > 0 { // not for long
			v.w.Header().Del("ETag")
			v.w.Header().Set("Cache-Control", "no-store")
		}
		return v.show(http.StatusOK, page)
	}
}

// placeNow is the organisation now.
func (s *server) placeNow(v *request) (*place, error) {
	view, err := s.look(v, time.Time{})
	if err != nil {
		return nil, err
	}
	return &place{request: v, view: view, s: view.State, m: readMoment("", v.founded(), v.now), at: view.At}, nil
}

// faulty answers a moment that cannot be shown.
func (pg *place) faulty() error {
	if pg.m.fault == before {
		pg.title = pg.p.T("past.before.title", pg.org.Name, pg.p.Day(pg.founded()))
		return pg.show(http.StatusOK, wrongMoment(pg))
	}
	pg.title = pg.p.T("past."+pg.m.fault+".what", pg.m.asked)
	return pg.show(http.StatusBadRequest, wrongMoment(pg))
}

// id reads the number in the address.
func id[ID ~uint32](pg *place) (ID, error) {
	n, err := org.ParseID[ID](pg.r.PathValue("id"))
	if err != nil {
		return 0, errNotFound
	}
	return n, nil
}

// load fetches what people wrote.
func (pg *place) load(ctx context.Context, ids ...org.TextID) (err error) {
	var some []org.TextID
	for _, id := range ids {
		if id != 0 {
			some = append(some, id)
		}
	}
	if len(some) > 0 {
		pg.texts, err = pg.view.Texts(ctx, some...)
	}
	return err
}

// to is the address of a page of the organisation, at the same moment.
func (pg *place) to(path string) string { return pg.with(path, nil) }

// with is to with parameters.
func (pg *place) with(path string, q url.Values) string {
	if q == nil {
		q = url.Values{}
	}
	if pg.m.past() {
		q.Set("at", pg.m.text)
	}
	return address("/"+pg.org.Slug+path, q)
}

// paths are where things are told, by the letter of their ids.
var paths = map[byte]string{'C': "/circles/", 'R': "/roles/", 'P': "/people/", 'T': "/tensions/", 'I': "/initiatives/", 'D': "/decisions/", 'M': "/agreements/", 'J': "/journey/tries/", 'E': "/meetings/", 'U': "/pulse/"}

// Path is where a thing is told, beneath the address of its organisation; empty for
// nowhere.
func Path(ref org.Ref) string {
	path := paths[ref.Letter]
	if path == "" {
		return ""
	}
	return path + strconv.FormatUint(uint64(ref.N), 10)
}

// href is where a thing is told; empty for nowhere.
func (pg *place) href(ref org.Ref) string {
	path := Path(ref)
	if path == "" || ref.Letter == 'P' && pg.view.Name(org.PersonID(ref.N)) == "" || pg.trial != nil && !there(pg.view.Present, ref) {
		return ""
	}
	return pg.to(path)
}

func (pg *place) circle(id org.CircleID) string         { return pg.href(org.RefOf(id)) }
func (pg *place) role(id org.RoleID) string             { return pg.href(org.RefOf(id)) }
func (pg *place) person(id org.PersonID) string         { return pg.href(org.RefOf(id)) }
func (pg *place) tension(id org.TensionID) string       { return pg.href(org.RefOf(id)) }
func (pg *place) initiative(id org.InitiativeID) string { return pg.href(org.RefOf(id)) }
func (pg *place) decision(id org.DecisionID) string     { return pg.href(org.RefOf(id)) }

// name is what somebody is called today.
func (pg *place) name(id org.PersonID) string {
	if n := pg.view.Name(id); n != "" {
		return n
	}
	return pg.p.T("person.former")
}

// lit reports whether somebody leads something.
func (pg *place) lit(id org.PersonID) bool { return len(pg.s.Person(id).Leads) > 0 }

func (pg *place) std(t org.Time) time.Time { return t.Std().In(pg.now.Location()) }

// stamp is a moment as HTML has it: to the second.
func stamp(t org.Time) string { return t.Std().Truncate(time.Second).Format(time.RFC3339) }

func (pg *place) date(t org.Time) string { return pg.p.Date(pg.std(t), pg.now) }

func (pg *place) shortDate(t org.Time) string { return pg.p.ShortDate(pg.std(t), pg.now) }

// late reports whether something that is due on the day of t is late.
func (pg *place) late(t org.Time) bool { return t.Late(pg.std(pg.at)) }

func (pg *place) month(t org.Time) string { return pg.p.Month(pg.std(t)) }

// openFor says how long something has been open, in days at least: a page is
// kept for a day.
func (pg *place) openFor(t org.Time) string {
	now, then := pg.std(pg.at), pg.std(t)
	end := time.Date(now.Year(), now.Month(), now.Day(), 23, 59, 59, 0, now.Location())
	switch then.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return pg.p.T("tension.open.today")
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return pg.p.T("tension.open.yesterday")
	}
	return pg.p.T("tension.open.since", pg.p.Since(then, end))
}

// family is the colour of a circle.
func (pg *place) family(id org.CircleID) int { return pg.view.Family(id) }

// sees reports whether the one who looks may see a thing whole.
func (pg *place) sees(ref org.Ref) bool { return pg.view.Sight.Sees(ref) }

// wayTo is the path of links down to a circle.
func (pg *place) wayTo(id org.CircleID) []ui.NavItem {
	var way []ui.NavItem
	for ; id != 0; id = pg.s.Circle(id).Parent() {
		way = append([]ui.NavItem{{Text: pg.s.Circle(id).Name, Href: pg.circle(id)}}, way...)
	}
	return way
}

// frame is what stands around the page.
func (pg *place) frame() ui.Shell {
	title := pg.title
	if pg.m.past() {
		title += ", " + pg.when(pg.m)
	}
	s := pg.shell(title)
	if !pg.m.past() && !pg.still {
		pg.live(&s, pg.view.Version(), pg.shows())
	}
	if pg.m.past() {
		for _, items := range [][]ui.NavItem{s.Nav, s.Tabs, s.More} {
			for i := range items {
				items[i].Href = address(items[i].Href, url.Values{"at": {pg.m.text}})
			}
		}
	}
	return s
}

// parts says what an entry did, in pieces.
func (pg *place) parts(e org.Entry) []sentence.Part {
	return sentence.Parts(pg.p, pg.view.Name, pg.s, e, pg.now, pg.now.Location())
}

// today is this page now.
func (pg *place) today() string {
	q := pg.r.URL.Query()
	q.Del("at")
	q.Del("before")
	return address(pg.r.URL.Path, q)
}

// beginning is this page on the first day.
func (pg *place) beginning() string { return pg.here("at", pg.founded().Format(time.DateOnly)) }

// linkedSentence is what an entry did, with the names in it leading to their pages.
// It is written here, since a template would put spaces between the pieces.
func linkedSentence(pg *place, e org.Entry) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		for _, part := range pg.parts(e) {
			lang := ""
			if part.Ref != (org.Ref{}) && part.Ref.Letter != 'P' && pg.foreign() != "" {
				lang = ` lang="` + templ.EscapeString(pg.foreign()) + `"`
			}
			text := templ.EscapeString(part.Text)
			switch href := pg.href(part.Ref); {
			case href != "":
				b.WriteString(`<a href="` + templ.EscapeString(href) + `"` + lang + `>` + text + `</a>`)
			case lang != "":
				b.WriteString(`<span` + lang + `>` + text + `</span>`)
			default:
				b.WriteString(text)
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
}

// words are what was said with the offers about a thing.
func (pg *place) words(t org.TensionID, i org.InitiativeID) []org.TextID {
	var ids []org.TextID
	for _, id := range pg.offersOf(t, i) {
		ids = append(ids, pg.s.Offer(id).Word)
	}
	for _, id := range pg.refusedTo(t, i) {
		ids = append(ids, pg.s.Offer(id).Reason)
	}
	return ids
}
