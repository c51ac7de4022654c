// Package sight_test holds that what somebody sees by one way into the program they
// see by all, and nothing else: pages, API, both streams of events, search, the data
// of the map, undo, what would be and forms, against a slow plain definition.
package sight_test

import (
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/org/orgtest"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// world is a random organisation with everything that serves it.
type world struct {
	t       *testing.T
	pick    orgtest.Pick
	service *service.Service
	server  *server.Server
	words   int
}

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

const (
	people  = 10 // at first: the first is a steward, the last two are guests
	someone = 60 // random acts
)

func newWorld(t *testing.T, seed uint64) *world {
	t.Helper()
	w := &world{t: t, pick: rand.New(rand.NewPCG(seed, 1)).IntN}
	log := new(memory.Log)
	w.write(log)
	clock := func() time.Time { return now }
	w.service = service.New(log, ledger.Options{Now: clock, Follow: -1})
	t.Cleanup(func() { _ = w.service.Close() })
	w.server = server.New(server.Config{Service: w.service, URL: "http://x.example", Now: clock, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	return w
}

// write has a random organisation happen, up to now.
func (w *world) write(log ledger.Log) {
	start := org.At(now.AddDate(0, -3, 0))
	e := ledger.New(log, ledger.Options{Now: func() time.Time { return now }, Follow: -1})
	defer e.Close()
	w.must(e.Found(w.t.Context(), &org.FoundOrganisation{Slug: "linde", Name: "zorg", Lang: "nl"}, start))
	_, err := e.Bulk(w.t.Context(), "linde", start, org.Operator, func(b *ledger.Bulk) error {
		at := start
		do := func(act org.Act, by org.PersonID) error {
			at += org.Day / 8
			n := int(b.State().NumPeople()) + 1
			p := records.Profile{Name: fmt.Sprintf("zqzq%dqzq", n)}
			err := b.DoAs(w.worded(act), org.Moment{At: max(at, b.State().Last), By: by, Face: org.Web}, &p)
			if recorded := org.EffectOf(act).Known; err == nil && recorded != 0 && !org.KindOf(act).Profiled {
				b.Join(recorded, p) // as an import does, which knows the name
			}
			if org.CodeOf(err) != 0 {
				return nil // the domain refused it
			}
			return err
		}
		for _, act := range w.beginning() {
			w.must(do(act, 0))
		}
		for range someone {
			act, by, _ := orgtest.Act(w.pick, b.State())
			switch act.(type) {
			case *org.FoundOrganisation, *org.AmendOrganisation, *org.RedactEntry, *org.ErasePerson, *org.SetSteward:
				continue
			}
			w.must(do(act, by))
		}
		at = max(at, org.At(now.AddDate(0, 0, -10))) // not too long ago to be told of
		w.must(goOn(do, b.State()))
		for { // what the clock owes by now: else it comes while somebody looks
			act, due := b.State().Due(org.At(now))
			if act == nil {
				return nil
			}
			w.must(b.DoAs(act, org.Moment{At: max(due, b.State().Last), Face: org.Clock}, nil))
		}
	})
	w.must(err)
}

// goOn has a guest take part in something of a circle, leave the circle, and somebody go
// on with it.
func goOn(do func(org.Act, org.PersonID) error, s *org.State) error {
	guest, c := org.PersonID(people), org.CircleID(0)
	for id := range s.Circles() {
		if s.May(&org.RaiseTension{Circle: id, Title: "x"}, org.Moment{At: s.Last, By: 1, Face: org.Web}) == nil {
			c = max(c, id)
		}
	}
	raised := org.TensionID(count(s.Tensions()) + 1)
	for _, step := range []struct {
		act org.Act
		by  org.PersonID
	}{
		{&org.JoinCircle{Circle: c, Person: guest}, 1},
		{&org.RaiseTension{Circle: c, Title: "x"}, 1},
		{&org.FeelTension{Tension: raised}, guest},
		{&org.LeaveCircle{Circle: c, Person: guest}, 1},
		{&org.ResolveTension{Tension: raised}, 1},
	} {
		if err := do(step.act, step.by); err != nil {
			return err
		}
	}
	return nil
}

// beginning are circles in circles, and people in some of them.
func (w *world) beginning() []org.Act {
	var acts []org.Act
	for i := range people {
		acts = append(acts, &org.JoinPerson{Guest: i >= people-2})
	}
	acts = append(acts, &org.SetSteward{Person: 1, Steward: true})
	for i := range 7 {
		acts = append(acts, &org.FormCircle{Parents: []org.CircleID{org.CircleID(1 + w.pick(i+1))}, Name: "x"})
	}
	for i := range 14 {
		acts = append(acts, &org.JoinCircle{Circle: org.CircleID(2 + w.pick(7)), Person: org.PersonID(1 + w.pick(people))})
		c := org.CircleID(1 + w.pick(8))
		acts = append(acts, &org.CreateRole{Circle: c, Name: "x"}, &org.FillSeat{Role: org.RoleID(i + 1), Person: org.PersonID(1 + w.pick(people-2))})
		acts = append(acts, &org.SetGuardrail{Circle: c, Text: "x"})
	}
	return append(acts,
		&org.JoinCircle{Circle: org.CircleID(2 + w.pick(7)), Person: people - 1}, &org.LeavePerson{Person: org.PersonID(2 + w.pick(people-4))})
}

// worded gives an act words that nothing else has.
func (w *world) worded(act org.Act) org.Act {
	for _, f := range org.KindOf(act).Fields {
		w.word(f.Name, f.In(act))
	}
	return act
}

func (w *world) word(name string, v reflect.Value) {
	w.words++
	text := fmt.Sprintf("zwzw%dwzw", w.words)
	switch {
	case name == "slug" || name == "key" || name == "lang" || name == "zone" || name == "ref" || name == "format":
	case v.Type() == reflect.TypeFor[org.Prose]():
		if p := v.Interface().(org.Prose); !p.IsZero() {
			v.Set(reflect.ValueOf(org.Write(text)))
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		w.word(name, v.Elem())
	case v.Kind() == reflect.String && (v.String() != "" || name == "name" || name == "title"):
		v.SetString(text)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		for i := range v.Len() {
			w.word(name, v.Index(i))
		}
	}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// state is the organisation now.
func (w *world) state() *org.State {
	v, err := w.service.As(w.t.Context(), "linde", service.Nobody)
	w.must(err)
	l, err := v.Look(w.t.Context(), 0)
	w.must(err)
	return l.State
}

// entries are all acts there are.
func (w *world) entries() []org.Entry {
	v, err := w.service.As(w.t.Context(), "linde", service.Nobody)
	w.must(err)
	l, err := v.Look(w.t.Context(), 0)
	w.must(err)
	var all []org.Entry
	for _, told := range l.Entries(w.t.Context(), 0) {
		w.must(told.Err)
		all = append(all, *told.Entry)
	}
	return all
}

// viewer is somebody who looks, by all ways.
type viewer struct {
	*world
	person org.PersonID
	token  string
	cookie *http.Cookie
}

func (w *world) viewer(p org.PersonID) *viewer {
	w.t.Helper()
	v := &viewer{world: w, person: p}
	var err error
	v.token, err = w.server.Identity.NewToken(w.t.Context(), "linde", p, "test", identity.TokenTerms{})
	w.must(err)
	link, err := w.server.Identity.NewLink(w.t.Context(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: p, Printed: true})
	w.must(err)
	_, e, err := w.server.Identity.Enter(w.t.Context(), link[strings.LastIndexByte(link, '/')+1:], "test")
	w.must(err)
	v.cookie = &http.Cookie{Name: "orpheus_session", Value: e.Secret}
	return v
}

// api asks the API, and page for a page.
func (v *viewer) api(path string) (int, string) {
	r := httptest.NewRequest("GET", "/api/v1/orgs/linde"+path, nil)
	r.Header.Set("Authorization", "Bearer "+v.token)
	return v.serve(r)
}

func (v *viewer) page(path string) (int, string) {
	r := httptest.NewRequest("GET", "/linde"+path, nil)
	r.AddCookie(v.cookie)
	r.AddCookie(&http.Cookie{Name: "view", Value: "outline"})
	return v.serve(r)
}

func (v *viewer) post(path string, form url.Values) (int, string) {
	r := httptest.NewRequest("POST", "/linde"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.AddCookie(v.cookie)
	return v.serve(r)
}

func (v *viewer) serve(r *http.Request) (int, string) {
	out := httptest.NewRecorder()
	v.server.ServeHTTP(out, r)
	return out.Code, out.Body.String()
}

// wordsIn finds them; a key that is shown at random has nothing like it.
var wordsIn = regexp.MustCompile(`z[wq]z[wq][0-9]+[wq]z[wq]`)
