// Package site_test tests the program as people meet it: all of its pages, over
// organisations in which things happened, as everybody who may come along.
package site_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/browser"
	"orpheus/internal/test/stored"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/deciding"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/records"
)

// TestMain runs twice as many tests at a time as there are processors, where nothing else is
// asked for: a story in a browser mostly waits.
func TestMain(m *testing.M) {
	flag.Parse()
	if own := flag.Lookup("test.parallel"); own.Value.String() == own.DefValue {
		_ = flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0)))
	}
	browser.Main(m)
}

// today is when the tests take place.
var today = time.Date(2026, 3, 17, 9, 30, 0, 0, time.UTC)

// house is a server with the organisations it serves.
type house struct {
	t      *testing.T
	desk   *service.Service
	h      http.Handler
	people *identity.Service
	came   int // visitors so far
}

func newHouse(t *testing.T) *house {
	h := &house{t: t}
	now := func() time.Time { return today }
	h.desk = service.New(stored.New(t), ledger.Options{Now: now, Follow: -1})
	t.Cleanup(func() { _ = h.desk.Close() })
	served := server.New(server.Config{Service: h.desk, URL: "http://o.example", Now: now, Log: slog.New(slog.DiscardHandler)})
	h.h, h.people = served, served.Identity
	return h
}

func (h *house) do(slug string, by org.PersonID, act org.Act) {
	h.t.Helper()
	face := org.Web
	if by == 0 {
		face = org.Operator
	}
	if _, err := doing(h.t.Context(), h.desk, slug, by, act, face); err != nil {
		h.t.Fatalf("%s: %v", org.NameOf(act), err)
	}
}

// doing has somebody do something.
func doing(ctx context.Context, d *service.Service, slug string, by org.PersonID, act org.Act, face org.Face) (service.Answer, error) {
	v, err := d.As(ctx, slug, by)
	if err != nil {
		return service.Answer{}, err
	}
	return v.Do(ctx, service.Asked{Act: act, Face: face})
}

// The people of a scene.
const (
	steward  org.PersonID = 1 + iota
	member                // of the circle C2
	other                 // a member of the circle C3
	guest                 // of the circle C2
	left                  // somebody who left
	helper                // another member of C2
	erased                // somebody whose data are erased
	everyone = erased
)

// scene is an organisation in which everything happened once. What is written in
// it begins with mark, and says where it is: "C2", "C3", "C6" within C2, "word" of
// an offer, "gone" of somebody erased, "mail" of an address.
func (h *house) scene(slug, mark string) {
	h.t.Helper()
	ctx := h.t.Context()
	if _, err := h.desk.Found(ctx, service.Founding{Slug: slug, Name: mark + " name", Lang: "en", Person: records.Profile{Name: mark + " Fatima", Mail: mark + "-mail-1@o.example"}}); err != nil {
		h.t.Fatal(err)
	}
	for id := member; id <= everyone; id++ {
		name := fmt.Sprintf("%s Person%d", mark, id)
		if id == erased {
			name = mark + "-gone"
		}
		_, err := h.desk.AddPerson(ctx, slug, records.Profile{Name: name, Mail: fmt.Sprintf("%s-mail-%d@o.example", mark, id)}, id == guest, false)
		if err != nil {
			h.t.Fatal(err)
		}
	}
	do := func(by org.PersonID, act org.Act) { h.t.Helper(); h.do(slug, by, act) }
	in := func(c string) string { return mark + "-" + c }
	text := func(c string) org.Prose { return org.Write(in(c) + " words") }
	for _, c := range []struct {
		name string
		in   org.CircleID
	}{{"C2", 1}, {"C3", 1}, {"C4", 2}, {"C5", 2}, {"C6", 2}} {
		do(0, &org.FormCircle{Parents: []org.CircleID{c.in}, Name: in(c.name) + " circle", Purpose: in(c.name) + " purpose"})
	}
	do(0, &org.CloseCircle{Circle: 5})
	for _, j := range []struct {
		p org.PersonID
		c org.CircleID
	}{{member, 2}, {other, 3}, {guest, 2}, {helper, 2}, {left, 2}, {erased, 2}, {helper, 3}, {helper, 6}} {
		do(0, &org.JoinCircle{Circle: j.c, Person: j.p})
	}
	do(0, &org.SetGuardrail{Circle: 2, Text: in("C2") + " limit"})
	for range 4 {
		do(0, &org.CreateRole{Circle: 2, Name: in("C2") + " role"})
	}
	do(member, &org.TakeSeat{Role: 1})
	do(0, &org.RetireRole{Role: 3})
	do(helper, &org.TakeSeat{Role: 4})
	do(helper, &org.LeaveSeat{Seat: 2})
	do(member, &org.RaiseTension{Circle: 2, Title: in("C2") + " tension", Body: text("C2"), Lead: true})
	do(helper, &org.JoinInitiative{Initiative: 1})
	do(member, &org.SetStep{Initiative: 1, Text: text("C2")})
	h.sayWith(slug, member, &org.NoteInitiative{Initiative: 1, Text: text("C2")}, in("C2")+" file")
	h.photo(slug, member)
	do(helper, &org.RaiseTension{Circle: 2, Title: in("C2") + " open"})
	do(member, &org.RaiseTension{Circle: 2, Title: in("C2") + " mine"})
	do(helper, &org.RaiseTension{Circle: 2, Title: in("C2") + " asked"})
	do(helper, &org.OfferLead{Tension: 4, To: member, Word: text("word")})
	do(member, &org.OfferLead{Tension: 3, To: helper, Word: text("word")})
	do(helper, &org.StartInitiative{Circle: 2, Title: in("C2") + " work", Body: text("C2")})
	do(member, &org.JoinInitiative{Initiative: 2})
	do(member, &org.NameStrength{As: org.AsStrength, Text: org.Write(in("named") + " listening")})
	do(helper, &org.NameStrength{As: org.AsStrength, Text: org.Write(in("named") + " wounds")})
	do(helper, &org.NameStrength{As: org.AsStrength, Text: org.Write(in("named") + " rosters")})
	do(member, &org.ConfirmStrength{Strength: 3})
	for _, c := range []struct {
		name string
		id   org.CircleID
	}{{"C3", 3}, {"C6", 6}} {
		do(0, &org.SetGuardrail{Circle: c.id, Text: in(c.name) + " limit"})
		do(0, &org.CreateRole{Circle: c.id, Name: in(c.name) + " role", Purpose: in(c.name) + " purpose"})
		do(helper, &org.RaiseTension{Circle: c.id, Title: in(c.name) + " tension", Body: text(c.name), Lead: true})
		do(helper, &org.KeepLearning{Circle: c.id, Text: text(c.name)})
		do(helper, &org.RaiseTension{Circle: c.id, Title: in(c.name) + " open"})
	}
	for i := org.InitiativeID(3); i <= 4; i++ {
		at := fmt.Sprintf("C%d", 3*(i-2))
		h.sayWith(slug, helper, &org.NoteInitiative{Initiative: i, Text: text(at)}, in(at)+" file")
		do(helper, &org.SetStep{Initiative: i, Text: text(fmt.Sprintf("C%d", 3*(i-2)))})
	}
	do(member, &org.BeginTry{Circle: 2, Title: in("C2") + " trying", What: text("C2"), Room: text("C2")})
	do(helper, &org.BeginTry{Circle: 3, Title: in("C3") + " trying", What: text("C3")})
	h.decides(slug, in, text)
	h.voices(slug, in, text)
	do(helper, &org.OpenMeeting{Circle: 2}) // E1
	do(helper, &org.AddPoint{Meeting: 1, Words: text("C2")})
	do(helper, &org.SpeakInMeeting{Meeting: 1, Point: 1, Text: text("C2")})
	do(helper, &org.BeginReflection{Circle: 3}) // E2
	do(helper, &org.AddPoint{Meeting: 2, Words: text("C3")})
	do(helper, &org.SpeakInMeeting{Meeting: 2, Point: 1, Text: text("C3")})
	do(erased, &org.RaiseTension{Circle: 2, Title: in("C2") + " theirs", Body: org.Write(in("gone") + " words")})
	from := org.At(today)
	do(0, &org.AmendOrganisation{StatisticsFrom: &from})
	do(member, &org.AskPulse{}) // while there are five to be asked
	do(0, &org.LeavePerson{Person: left})
	if err := h.desk.Erase(ctx, slug, erased, false); err != nil {
		h.t.Fatal(err)
	}
}

// voices puts thanks and informal roles of C2 into a scene: W3 is hidden, to Y1 nobody said yes yet.
func (h *house) voices(slug string, in func(string) string, text func(string) org.Prose) {
	h.t.Helper()
	h.do(slug, helper, &org.GiveThanks{To: member, Initiative: 1, Text: text("C2")})
	h.do(slug, member, &org.GiveThanks{To: helper, Initiative: 2, Text: text("C2")})
	h.do(slug, helper, &org.GiveThanks{To: member, Tension: 1, Text: org.Write(in("hidden") + " words")})
	h.do(slug, member, &org.HideThanks{Thanks: 3})
	h.do(slug, helper, &org.RecogniseInformal{Circle: 2, Person: member, As: org.AsOwn, Name: in("nickname")})
	h.do(slug, member, &org.RecogniseInformal{Circle: 2, Person: helper, As: org.AsKnowledge})
	h.do(slug, helper, &org.AcceptInformal{Informal: 2})
}

// decides puts decisions of C2 into a scene, in the stages that are reached without the clock:
// D1 is shaped, D2 asks for advice, D3 elects, D4 tries, D5 acted first, D6 left M1, and D7 is voted on.
func (h *house) decides(slug string, in func(string) string, text func(string) org.Prose) {
	h.t.Helper()
	for i, by := range []org.PersonID{member, helper, helper, helper, helper, member, helper} {
		var roles []org.RoleID
		if i == 5 { // which the agreement comes with, and the member holds
			roles = []org.RoleID{1}
		}
		h.do(slug, by, &org.ProposeDecision{Circle: 2, Tension: 1, Title: in("C2") + " question", Text: text("C2"), Review: 10, Roles: roles})
	}
	open := func(id org.DecisionID, by org.PersonID, p deciding.Process, role org.RoleID) {
		h.do(slug, by, &org.OpenDecision{Decision: id, Process: p, Role: role, Why: text("C2")})
	}
	open(2, helper, deciding.Advice, 0)
	open(3, helper, deciding.Election, 2)
	h.do(slug, helper, &org.AddTrial{Decision: 4, Text: text("C2"), Limit: text("C2"), On: org.At(today) + 10*org.Day})
	open(4, helper, deciding.Probe, 0)
	open(5, helper, deciding.ActFirst, 0)
	h.do(slug, member, &org.JudgeDecision{Decision: 6, Familiar: deciding.Yes, Undoable: deciding.Yes, Shared: deciding.No})
	open(6, member, deciding.RoleAuthority, 1)
	h.do(slug, helper, &org.CallVote{Decision: 7, Method: org.YesOrNo, Why: text("C2")})
}

// sayWith does an act with which a text comes as a file.
func (h *house) sayWith(slug string, by org.PersonID, act org.Act, words string) {
	h.t.Helper()
	v, err := h.desk.As(h.t.Context(), slug, by)
	if err != nil {
		h.t.Fatal(err)
	}
	f, err := v.AddFile(h.t.Context(), words+".txt", []byte(words))
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := v.Do(h.t.Context(), service.Asked{Act: act, Face: org.Web, Files: []service.Attached{{Key: f.Key, About: words}}}); err != nil {
		h.t.Fatal(err)
	}
}

// photo gives somebody a photo, and their organisation a logo.
func (h *house) photo(slug string, p org.PersonID) {
	h.t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		h.t.Fatal(err)
	}
	v, err := h.desk.As(h.t.Context(), slug, p)
	if err == nil {
		err = v.SetPhoto(h.t.Context(), "me.png", b.Bytes())
	}
	if err == nil {
		v, err = h.desk.As(h.t.Context(), slug, steward)
	}
	if err == nil {
		err = v.SetLogo(h.t.Context(), "logo.png", b.Bytes())
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// visitor is a browser that shows one session, wherever it goes.
type visitor struct {
	lang string // that they chose; empty for none
	*house
	cookie  *http.Cookie
	from    string
	watches bool // asks as an open page does, at which nobody need look
}

func (h *house) nobody() *visitor {
	h.came++
	return &visitor{house: h, from: fmt.Sprintf("10.%d.%d.%d:999", h.came>>16, h.came>>8&255, h.came&255)}
}

// in signs somebody in by a printed link.
func (h *house) in(slug string, p org.PersonID) *visitor {
	h.t.Helper()
	link, err := h.people.NewLink(h.t.Context(), identity.Link{Kind: identity.SignIn, Org: slug, Person: p, Printed: true})
	if err != nil {
		h.t.Fatal(err)
	}
	v := h.nobody()
	res, _ := v.get(strings.TrimPrefix(link, "http://o.example"))
	for _, c := range res.Cookies() {
		if c.Name == "orpheus_session" {
			v.cookie = c
		}
	}
	if v.cookie == nil {
		h.t.Fatalf("%s in %s is not let in: %d", p, slug, res.StatusCode)
	}
	return v
}

// once ends a request as soon as something was answered, as streams have no end.
type once struct {
	*httptest.ResponseRecorder
	end func()
}

func (o once) Write(b []byte) (int, error) { defer o.end(); return o.ResponseRecorder.Write(b) }

func (v *visitor) send(method, path, body string) (*http.Response, string) {
	v.t.Helper()
	ctx, end := context.WithCancel(v.t.Context())
	defer end()
	r := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(body))
	r.RemoteAddr = v.from
	if v.watches {
		r.Header.Set("Orpheus-Live", "true")
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if v.cookie != nil {
		r.AddCookie(v.cookie)
	}
	if v.lang != "" {
		r.AddCookie(&http.Cookie{Name: "lang", Value: v.lang})
	}
	w := httptest.NewRecorder()
	if strings.HasSuffix(path, "/events") {
		v.h.ServeHTTP(once{w, end}, r)
	} else {
		v.h.ServeHTTP(w, r)
	}
	b, err := io.ReadAll(w.Result().Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return w.Result(), string(b)
}

func (v *visitor) get(path string) (*http.Response, string) {
	v.t.Helper()
	return v.send(http.MethodGet, path, "")
}

// short says how a request ended: its status, and whether it leads to signing in.
func short(res *http.Response) string {
	to, _ := url.Parse(res.Header.Get("Location"))
	if to != nil && to.Path == "/signin" {
		return "signin"
	}
	return fmt.Sprint(res.StatusCode)
}
