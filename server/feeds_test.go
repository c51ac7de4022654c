package server_test

import (
	"encoding/xml"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/records"
)

// feed makes the address of a feed of somebody, as its path.
func (s *site) feed(p org.PersonID, kind identity.FeedKind) string {
	s.t.Helper()
	token, err := s.people.NewFeed(s.t.Context(), "linde", p, kind)
	must(s.t, err)
	return "/linde/feeds/" + token + map[bool]string{true: ".ics", false: ".atom"}[kind == identity.FeedDays]
}

// events are those of a calendar, by their names, as day and line.
func events(t *testing.T, text string) map[string]string {
	t.Helper()
	c, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	out := map[string]string{}
	for _, e := range c.Events() {
		get := func(p ics.ComponentProperty) string { return e.GetProperty(p).Value }
		out[get(ics.ComponentPropertyUniqueId)] = get(ics.ComponentPropertyDtStart) + " " + get(ics.ComponentPropertySummary)
	}
	return out
}

// A calendar has what has a day for its person, on the day that it is where the
// organisation is, under names that stay, and nothing of others.
func TestACalendarHasTheDaysOfItsPerson(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.do(1, &org.AmendOrganisation{Zone: new("Europe/Amsterdam")})
	long := strings.Repeat("Tæl nøglerne, ét for ét; og spørg så: “hvem har dem?” ", 3)
	s.do(2, &org.RaiseTension{Circle: org.Root, Title: "Keys, locks; doors", Lead: true})
	s.do(2, &org.SetStep{Initiative: 1, Text: org.Write(long), Due: org.At(time.Date(2026, 3, 9, 23, 0, 0, 0, time.UTC))}) // the tenth, there
	s.do(2, &org.SetStep{Initiative: 1, Text: org.Write("Without a day")})
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Lists"})
	s.do(1, &org.OfferLead{Tension: 2, To: 2, Word: org.Write("Please")})
	s.do(1, &org.CreateRole{Circle: org.Root, Name: "Host", TermDays: 100})
	s.do(2, &org.TakeSeat{Role: 1})
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Mine alone", Lead: true})
	at := s.feed(2, identity.FeedDays)
	a := s.visitor().get(at)
	a.wants(t, 200, "")
	want := map[string]string{
		"linde-a1@o.example": "20260310 " + strings.TrimSpace(long),
		"linde-l1@o.example": "20260531 Your lead ends: Keys, locks; doors",
		"linde-o1@o.example": "20260316 Answer whether you take the lead: Lists",
		"linde-s1@o.example": "20260610 Your time in this role ends: Host",
	}
	got := events(t, a.text)
	for uid, line := range want {
		if got[uid] != line {
			t.Errorf("%s: %q, want %q", uid, got[uid], line)
		}
	}
	if len(got) != len(want) || strings.Contains(a.text, "Mine alone") {
		t.Errorf("%d events: %q", len(got), got)
	}
	for _, line := range strings.Split(strings.TrimSuffix(a.text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") || !utf8.ValidString(line) {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	for _, part := range []string{"METHOD:PUBLISH", "DTSTAMP:20260302T090000Z", "DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260311", "URL:http://o.example/linde/initiatives/1", "TRANSP:TRANSPARENT", "X-WR-TIMEZONE:Europe/Amsterdam"} {
		if !strings.Contains(a.text, part+"\r\n") {
			t.Errorf("lacks %q: %s", part, a.text)
		}
	}

	s.do(2, &org.FinishStep{Step: 1})
	s.do(2, &org.DeclineOffer{Offer: 1})
	must(t, s.people.SetLang(t.Context(), "linde", 2, "nl"))
	if got := events(t, s.visitor().get(at).text); len(got) != 2 || got["linde-l1@o.example"] != "20260531 Je termijn loopt af: Keys, locks; doors" {
		t.Errorf("when some are over: %q", got)
	}
	s.chooses(2, func(n *service.NoticeSettings) { n.Bare = true })
	if text := s.visitor().get(at).text; strings.Contains(text, "Keys") || len(events(t, text)) != 2 {
		t.Errorf("titles leave though they are to stay: %s", text)
	}
}

// A program that has what a feed says gets nothing again, also later; what changed it gets.
func TestAFeedIsFetchedAgainOnlyWhenItChanged(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.do(2, &org.RaiseTension{Circle: org.Root, Title: "Keys", Lead: true})
	for _, kind := range identity.FeedKinds() {
		v, at := s.visitor(), s.feed(2, kind)
		a := v.get(at)
		a.wants(t, 200, "")
		h := a.Header
		if h.Get("Cache-Control") != "private, no-cache" || h.Get("Referrer-Policy") != "no-referrer" || h.Get("X-Robots-Tag") != "noindex" || h.Get("Set-Cookie") != "" {
			t.Errorf("%s: %v", kind, h)
		}
		if strings.Contains(a.text, at) {
			t.Errorf("%s: it has its own address in it", kind)
		}
		v.header["If-None-Match"] = h.Get("ETag")
		s.move(time.Hour)
		v.get(at).wants(t, 304, "")
		raise := &org.RaiseTension{Circle: org.Root, Title: "Keys again"}
		s.do(1, raise)
		s.do(1, &org.OfferLead{Tension: raise.Tension, To: 2})
		again := v.get(at)
		again.wants(t, 200, "", "Keys again")
		s.do(2, &org.DeclineOffer{Offer: s.lastOffer()})
	}
}

func (s *site) lastOffer() (last org.OfferID) {
	st, err := s.desk.Look(s.t.Context(), "linde", 0)
	must(s.t, err)
	for id := range st.Offers() {
		last = id
	}
	return last
}

// another is one more member.
func (s *site) another() org.PersonID {
	s.t.Helper()
	p, err := s.desk.AddPerson(s.t.Context(), "linde", records.Profile{Name: "Roos Vermeulen", Mail: "roos@linde.example"}, false, false)
	must(s.t, err)
	return p
}

type news struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Content string `xml:"content"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"entry"`
}

func (s *site) news(at string) (n news) {
	s.t.Helper()
	a := s.visitor().get(at)
	a.wants(s.t, 200, "")
	must(s.t, xml.Unmarshal([]byte(a.text), &n))
	return n
}

// A feed of news has the sentences of the pages, the newest first, under names that stay:
// all that its person sees, or what concerns them, with the reason.
func TestAFeedOfNews(t *testing.T) {
	s := newSite(t, "http://o.example")
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Keys & <locks>"})
	s.do(2, &org.TakeLead{Tension: 1})
	s.do(1, &org.RaiseTension{Circle: org.Root, Title: "Lists"})
	other := s.another()
	s.do(1, &org.OfferLead{Tension: 2, To: other})
	s.do(other, &org.DeclineOffer{Offer: 1}) // between the two
	mine, all := s.news(s.feed(1, identity.FeedMine)), s.news(s.feed(2, identity.FeedAll))
	if len(mine.Entries) < 1 || mine.Entries[len(mine.Entries)-1].Title != "Kofi Mensah took the lead on “Keys & <locks>”" {
		t.Fatalf("%+v", mine)
	}
	e := mine.Entries[len(mine.Entries)-1]
	if !strings.HasSuffix(e.Content, ". You raised it.") || e.Link.Href != "http://o.example/linde/initiatives/1" || !regexp.MustCompile(`^tag:o\.example,2026:linde/acts/\d+$`).MatchString(e.ID) || e.Updated != "2026-03-02T09:00:00Z" {
		t.Errorf("%+v", e)
	}
	text := ""
	for _, e := range all.Entries {
		text += e.Title + "\n"
	}
	if !strings.HasPrefix(text, "Fatima Idrissi") || strings.Contains(text, "said no") || len(all.Entries) < 6 {
		t.Errorf("all: %s", text)
	}
	before := all.Entries[0].ID
	for range 60 {
		s.do(1, &org.RaiseTension{Circle: org.Root, Title: "More"})
	}
	if n := len(s.news(s.feed(2, identity.FeedAll)).Entries); n != 50 {
		t.Errorf("%d entries", n)
	}
	if all.ID == mine.ID || before == "" {
		t.Error("feeds have no names of their own")
	}
	s.do(1, &org.SayInMails{Bare: true})
	if a := s.visitor().get(s.feed(2, identity.FeedAll)); strings.Contains(a.text, "More") || strings.Contains(a.text, "Fatima") {
		t.Errorf("titles leave though a steward chose otherwise: %s", a.text)
	}
}

// The address of a feed reads that feed, and does nothing else; it ends when it is made
// anew, revoked, or its person leaves, and says nothing of whether it ever was.
func TestTheAddressOfAFeedIsGoodForNothingElse(t *testing.T) {
	s := newSite(t, "http://o.example")
	at := s.feed(2, identity.FeedDays)
	token := strings.TrimSuffix(strings.TrimPrefix(at, "/linde/feeds/"), ".ics")
	v := s.visitor()
	for _, bad := range []string{
		strings.Replace(at, "linde", "anker", 1), strings.Replace(at, ".ics", ".atom", 1), strings.TrimSuffix(at, ".ics"), at + "x", "/linde/feeds/.ics",
		"/linde/feeds/" + s.in("linde", 2).session("linde") + ".ics",
	} {
		v.get(bad).wants(t, 404, "")
	}
	v.header["Authorization"] = "Bearer " + token
	v.get("/api/v1/orgs/linde/circles").wants(t, 401, "")
	delete(v.header, "Authorization")
	v.cookies["orpheus_session/linde"] = &http.Cookie{Name: "orpheus_session", Value: token, Path: "/linde"}
	v.get("/linde").wants(t, 303, "/signin?next=%2Flinde&org=linde")
	v.get("/signin/"+token).wants(t, 404, "")
	v.get(at).wants(t, 200, "")
	v.post(at).wants(t, 405, "")

	anew := s.feed(2, identity.FeedDays)
	v.get(at).wants(t, 404, "")
	v.get(anew).wants(t, 200, "")
	s.do(2, &org.RaiseTension{Circle: org.Root, Title: "Keys", Lead: true})
	s.do(1, &org.LeavePerson{Person: 2})
	v.get(anew).wants(t, 404, "")
	s.do(1, &org.JoinPerson{Person: 2})
	v.get(anew).wants(t, 404, "") // it ended, and does not begin again
	must(t, s.desk.Erase(t.Context(), "linde", 2, false))
	if all, err := s.people.Feeds(t.Context(), "linde", 2); err != nil || len(all) != 0 {
		t.Errorf("of who was erased there is %v, %v", all, err)
	}
}

// One feed cannot be fetched for ever.
func TestAFeedIsFetchedSoOften(t *testing.T) {
	s := newSite(t, "http://o.example")
	at, v := s.feed(2, identity.FeedDays), s.visitor()
	for range identity.PerFeed.Burst {
		v.get(at).wants(t, 200, "")
	}
	a := v.get(at)
	a.wants(t, 429, "")
	if a.Header.Get("Retry-After") == "" || a.Header.Get("Cache-Control") != "no-store" {
		t.Error(a.Header)
	}
	s.visitor().get(s.feed(1, identity.FeedDays)).wants(t, 200, "")
}

// People make and end their feeds on a page, which shows each address once.
func TestFeedsAreMadeOnAPage(t *testing.T) {
	s := newSite(t, "http://o.example")
	v := s.in("linde", 2)
	v.get("/linde/account/notices").wants(t, 200, "", `href="/linde/account/feeds"`)
	v.get("/linde/account/feeds").wants(t, 200, "", "Your days, in your calendar")
	a := v.post("/linde/account/feeds", "kind", "days", "do", "make")
	a.wants(t, 200, "", "shown this once", "never fetched")
	if a.Header.Get("Cache-Control") != "no-store" {
		t.Error("the address may be kept by the browser")
	}
	at := regexp.MustCompile(`<code class="secret">http://o\.example(/linde/feeds/[\w-]+\.ics)<`).FindStringSubmatch(a.text)
	if at == nil {
		t.Fatal("no address")
	}
	if !strings.Contains(a.text, `href="webcal://o.example`+at[1]+`"`) {
		t.Error("no calendar is offered to open it")
	}
	s.visitor().get(at[1]).wants(t, 200, "")
	page := v.get("/linde/account/feeds")
	page.wants(t, 200, "", "last fetched Mon 2 March")
	if strings.Contains(page.text, at[1]) || strings.Contains(page.text, "last fetched Mon 2 March, ") {
		t.Error("the address is shown again, or the hour")
	}
	v.post("/linde/account/feeds", "kind", "days", "do", "end").wants(t, 200, "", "Revoked")
	s.visitor().get(at[1]).wants(t, 404, "")
	v.post("/linde/account/feeds", "kind", "nothing", "do", "make").wants(t, 400, "")
	s.visitor().post("/linde/account/feeds", "kind", "days", "do", "make").wants(t, 303, "/signin?next=%2Flinde&org=linde")
}

// No secret of a feed stands in the log, also when it cannot be written.
func TestAFeedIsLoggedWithoutItsSecret(t *testing.T) {
	s := newSite(t, "http://o.example")
	at := s.feed(2, identity.FeedDays)
	var log strings.Builder
	h := server.New(server.Config{Service: s.desk, URL: s.base, Now: s.now, Log: slog.New(slog.NewTextHandler(&log, nil))})
	s.h = h
	must(t, s.desk.Close())
	a := s.visitor().get(at)
	if a.StatusCode != 500 || log.Len() == 0 {
		t.Fatalf("%d, and the log is %q", a.StatusCode, &log)
	}
	if strings.Contains(log.String(), at[len("/linde/feeds/"):len(at)-4]) {
		t.Error(log.String())
	}
}
