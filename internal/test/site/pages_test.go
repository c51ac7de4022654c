package site_test

import (
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/internal/test/need"
	"orpheus/org"
)

// places are the pages of De Linde as somebody sees them, each way to look at one
// once. The first is opened by a link that signs in.
func (s *served) places(me org.PersonID) []string {
	s.t.Helper()
	state, err := s.desk.Look(s.t.Context(), "linde", 0)
	if err != nil {
		s.t.Fatal(err)
	}
	var circle org.CircleID
	var held, empty org.RoleID
	var open org.TensionID
	var work, done org.InitiativeID
	var lead org.LeadID
	var offer org.OfferID
	var strength org.StrengthID
	for id, c := range state.Circles() {
		if c.Live() && id != org.Root && len(c.Initiatives) > 0 {
			circle = id
		}
	}
	for id, r := range state.Roles() {
		switch {
		case r.Retired != 0:
		case len(r.Seats) > 0:
			held = id
		default:
			empty = id
		}
	}
	for id, t := range state.Tensions() {
		if t.Open() && t.Initiative == 0 {
			open = id
		}
	}
	for id, i := range state.Initiatives() {
		if !i.Live() {
			done = id
		} else if len(i.Leads) > 0 {
			work, lead = id, i.Leads[0]
		}
	}
	for id, o := range state.Offers() {
		if o.Answer == org.Unanswered {
			offer = id
		}
	}
	for id := range state.Strengths() {
		strength = id
	}
	all := []string{
		"/linde", "/linde/map", "/linde/map?view=outline", "/linde/map?view=map&role=" + held.String()[1:], "/linde/circles/" + circle.String()[1:],
		"/linde/roles/" + held.String()[1:], "/linde/roles/" + empty.String()[1:], "/linde/people", "/linde/people/" + me.String()[1:],
		"/linde/people/" + s.other(me).String()[1:], "/linde/tensions/" + open.String()[1:], "/linde/initiatives", "/linde/initiatives/" + work.String()[1:],
		"/linde/initiatives/" + done.String()[1:], "/linde/learnings", "/linde/insight/who-leads-whom", "/linde/insight/who-leads-whom?show=then", "/linde/insight/who-leads-whom?show=months&month=4&circle=2", "/linde/insight/who-leads-whom?of=advice", "/linde/insight/who-leads-whom/list", "/linde/decisions", "/linde/decisions?tab=past", "/linde/stream", "/linde/stream?kind=lead", "/linde/initiatives?at=2025-06-01",
		"/linde/map?at=2025-03-03", "/linde/map?at=2025-03-03&to=2026-01-05&view=map", "/linde/map?at=2025-03-03&to=2026-01-05&view=outline",
		"/linde/insight/signals", "/linde/insight/cases", "/linde/changes?at=2025-11-03", "/linde/search?q=rota", "/linde/who-decides", "/linde/who-decides?q=rota", "/linde/who-decides?q=nothing+like+it", "/linde/search?q=nothing+like+it", "/linde/circles/" + circle.String()[1:] + "?at=2025-06-01",
		"/api/v1/docs", "/linde/people?at=1999-01-01",
		"/linde/journey", "/linde/journey/begin", "/linde/journey/steps", "/linde/journey/steps?about=load&circle=2", "/linde/journey/steps/write-first", "/linde/journey/tries/1", "/linde/journey/tries/13", "/linde/journey/templates", "/linde/journey/templates/care-team", "/linde/journey/templates/care-team?circle=3", "/linde/journey/report",
		"/linde/me/path", "/linde/calls/" + open.String(), "/linde/calls/" + open.String() + "?all", "/linde/calls/" + empty.String(),
		"/linde/insight", "/linde/insight?window=quarter", "/linde/insight?circle=" + circle.String()[1:], "/linde/insight/how/pull_share", "/linde/insight/how/effective_leaders", "/linde/insight/how/time_to_lead", "/linde/insight/council", "/linde/insight/would?with=draft",
		"/linde/feedback", "/linde/feedback/ask?initiative=" + work.String(), "/linde/people/" + me.String()[1:] + "/feedback", "/linde/account", "/linde/account/feeds", "/linde/settings/hooks", "/linde/assistants", "/linde/take-out", "/linde/settings/open", "/linde/take-out/book.html", "/linde/settings/bring", "/linde/settings/signin", "/linde/help", "/linde/privacy", "/linde/accessibility", "/help", "/linde/settings", "/linde/people/invite", "/linde/people/invitations", "/linde/people/2/mail", "/linde/acts/person.erase?person=P2", "/linde/nowhere", "/nowhere/at/all", "/style", "/signin", "/signin?org=linde", "/signin/nothing", "/found/nothing",
	}
	all = append(append(all, s.exchanges(me)...), togetherPages(state)...)
	link, err := s.people.NewLink(s.t.Context(), identity.Link{Kind: identity.Found})
	if err != nil {
		s.t.Fatal(err)
	}
	mailed, err := s.people.NewLink(s.t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: me})
	if err != nil {
		s.t.Fatal(err)
	}
	all = append(all, "/linde/open/"+s.opened())
	all = append(all, strings.TrimPrefix(link, "http://"+s.addr), strings.TrimPrefix(mailed, "http://"+s.addr))
	about := map[string]string{
		"circle": circle.String(), "role": held.String(), "tension": open.String(), "initiative": work.String(), "lead": lead.String(), "offer": offer.String(),
		"strength": strength.String(), "person": me.String(),
	}
	for _, k := range org.Kinds() {
		if k.Right == org.ByNobody || k.Name == "person.join" {
			continue
		}
		q := url.Values{}
		noun, _, _ := strings.Cut(k.Name, ".")
		for _, f := range k.Fields {
			if value := about[f.Name]; value != "" && !f.Derived && !f.Optional && (f.Name == noun || f.Name != "person") {
				q.Set(f.Name, value)
			}
		}
		all = append(all, "/linde/acts/"+k.Name+"?"+q.Encode())
	}
	return all
}

func (s *served) other(me org.PersonID) org.PersonID {
	if me == s.ann {
		return s.ben
	}
	return s.ann
}

// look is one way in which pages are looked at.
type look struct {
	me     org.PersonID
	lang   string
	screen browser.Screen
	low    browser.Screen // in which the page is looked at once more
}

// looks are all ways: a member and a steward, three widths with a language each,
// light and dark; each low as well, as a page at 400 % is or a phone held sideways.
func (s *served) looks() []look {
	var all []look
	low := []browser.Screen{{Width: 320, Height: 256}, {Width: 844, Height: 390, Phone: true}, {Width: 320, Height: 256}}
	for w, width := range []int{320, 390, 1280} {
		for _, me := range []org.PersonID{s.ben, s.ann} {
			for _, dark := range []bool{false, true} {
				all = append(all, look{me, []string{"nl", "da", "en"}[w], browser.Screen{Width: width, Height: 800, Phone: width < 500, Dark: dark}, low[w]})
			}
		}
	}
	return all
}

// Every page passes all rules of axe-core in every width and theme, a member and a
// steward in turn, and is never wider than the screen; in a low window nothing stays in place
// over it. With the long looks each page is
// looked at in each width, in both themes and by both, and each form of an act, which are of one
// make, once by each. Without them each page is looked at in one, and of the forms of acts a third.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	s := serveLinde(t)
	looks := s.looks()
	places := map[org.PersonID][]string{s.ben: s.places(s.ben), s.ann: s.places(s.ann)}
	for n, look := range looks {
		t.Run(fmt.Sprintf("%d-%s-%v", look.screen.Width, look.me, look.screen.Dark), func(t *testing.T) {
			t.Parallel()
			p := s.open(t, look.me, look.lang, look.screen)
			for i, page := range places[look.me] {
				if form := strings.Contains(page, "/acts/"); !looked(page, i, n, len(looks), form) {
					continue
				}
				p.to(page)
				p.Wait(settled)
				p.Accessible()
				if by := p.Sideways(); by > 0 {
					t.Errorf("%s is %.0f px wider than the screen", page, by)
				}
				p.Size(look.low)
				p.free(t, page)
				p.Size(look.screen)
			}
		})
	}
}

// looked says whether a page, the i-th of the list, is looked at in look n of so many.
func looked(page string, i, n, looks int, form bool) bool {
	switch {
	case need.Long() && form:
		return i%(looks/2) == n%(looks/2)
	case need.Long():
		return (int(crc32.ChecksumIEEE([]byte(page)))+n/4)%4 == n%4 // the place of a page in both lists is another
	case form:
		return i%looks == n && i/looks%3 == 0
	}
	return i%looks == n
}

// fetch gets pages as somebody sees them.
func (s *served) fetch(me org.PersonID) map[string]string {
	s.t.Helper()
	link, err := s.people.NewLink(s.t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: me, Printed: true})
	if err != nil {
		s.t.Fatal(err)
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Get(link)
	if err != nil {
		s.t.Fatal(err)
	}
	_ = res.Body.Close()
	i := slices.IndexFunc(res.Cookies(), func(c *http.Cookie) bool { return c.Name == "orpheus_session" })
	out := map[string]string{}
	for _, page := range s.places(me) {
		r, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, "http://"+s.addr+strings.Replace(page, "view=", "was=", 1), nil)
		if err != nil {
			s.t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: "orpheus_session", Value: res.Cookies()[i].Value})
		if strings.Contains(page, "view=outline") {
			r.AddCookie(&http.Cookie{Name: "view", Value: "outline"})
		}
		res, err := c.Do(r)
		if err != nil {
			s.t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			s.t.Fatal(err)
		}
		if res.StatusCode >= 500 || res.StatusCode == 303 {
			s.t.Errorf("%s: status %d to %s", page, res.StatusCode, res.Header.Get("Location"))
		}
		out[page] = string(b)
	}
	return out
}

// settled says that the picture of the map, where the page has one, is drawn.
const settled = `!document.querySelector("#map-draw") || document.querySelector(".map-live a[tabindex='0']")`
