package server_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/test/promise"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// away takes mails and drops them.
type away struct{ n int }

func (a *away) Printed() bool { return false }

func (a *away) Send(context.Context, identity.Letter) error { a.n++; return nil }

// multitude is an organisation of many people in a file, with one tension, and a clock.
type multitude struct {
	desk   *service.Service
	log    *sqlite.Log
	server *server.Server
	clock  atomic.Int64
}

func newMultitude(b *testing.B, people int) *multitude {
	b.Helper()
	ctx := context.Background()
	log, err := sqlite.Open(ctx, filepath.Join(b.TempDir(), "o.db"), true)
	check(b, err)
	m := &multitude{log: log}
	m.clock.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixNano())
	now := func() time.Time { return time.Unix(0, m.clock.Load()).UTC() }
	deeds := func(yield func(service.Deed) bool) {
		at := org.Moment{At: org.At(now()) - org.Day, Face: org.Operator}
		ok := yield(service.Deed{Moment: at, Act: &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}})
		for n := range people {
			ok = ok && yield(service.Deed{Moment: at, Act: &org.JoinPerson{}, Profile: &records.Profile{Name: fmt.Sprint("Person ", n), Mail: fmt.Sprintf("p%d@o.example", n)}})
		}
		at.By, at.Face = 1, org.Web
		_ = ok && yield(service.Deed{Moment: at, Act: &org.RaiseTension{Circle: org.Root, Title: "Keys"}})
	}
	m.desk = service.New(log, ledger.Options{Now: now, Follow: -1})
	b.Cleanup(func() { _ = m.desk.Close() })
	check(b, m.desk.Tell(ctx, "linde", deeds, org.At(now())-org.Day, nil))
	m.server = server.New(server.Config{Service: m.desk, URL: "http://o.example", Now: now, Log: slog.New(slog.DiscardHandler)})
	return m
}

// follow has people follow the tension.
func (m *multitude) follow(b *testing.B, from, to int) {
	b.Helper()
	for n := from; n <= to; n++ {
		check(b, m.log.SetPrivate(context.Background(), "linde", org.PersonID(n), "notices", `{"follows":{"T1":"2026-01-01T00:00:00Z"}}`))
	}
}

// say has the first one say something so many times.
func (m *multitude) say(b *testing.B, times int) {
	b.Helper()
	v, err := m.desk.As(context.Background(), "linde", 1)
	check(b, err)
	for n := range times {
		_, err := v.Do(context.Background(), service.Asked{Act: &org.NoteTension{Tension: 1, Text: org.Write(fmt.Sprint("What there is to say, number ", n))}, Face: org.Web})
		check(b, err)
	}
}

// BenchmarkHomeWithNotices is how fast home is made anew, after something happened, for who
// has fifty notices, beside who has none, in an organisation in which half have.
func BenchmarkHomeWithNotices(b *testing.B) {
	people, each, turns := 10_000, 40, 15
	if testing.Short() {
		people, turns = 1000, 5
	}
	m := newMultitude(b, people)
	m.follow(b, 2, people/2)
	m.say(b, 50)
	asks := func(p org.PersonID) *http.Request {
		link, err := m.server.Identity.NewLink(context.Background(), identity.Link{Kind: identity.SignIn, Org: "linde", Person: p, Printed: true})
		check(b, err)
		_, e, err := m.server.Identity.Enter(context.Background(), link[strings.LastIndex(link, "/")+1:], "")
		check(b, err)
		r := httptest.NewRequest(http.MethodGet, "/linde", nil)
		r.AddCookie(&http.Cookie{Name: "orpheus_session", Value: e.Secret})
		return r
	}
	var with, without []*http.Request
	for n := range each {
		with, without = append(with, asks(org.PersonID(2+n))), append(without, asks(org.PersonID(people/2+1+n)))
	}
	home := func(r *http.Request, told bool) time.Duration {
		w, began := httptest.NewRecorder(), time.Now()
		m.server.ServeHTTP(w, r)
		took := time.Since(began)
		if w.Code != http.StatusOK || strings.Contains(w.Body.String(), `id="changed"`) != told {
			b.Fatalf("status %d, and whether it tells of something is not %v", w.Code, told)
		}
		return took
	}
	for b.Loop() {
		var ratios, times []float64
		for range turns {
			check(b, m.raise(b))
			home(asks(org.PersonID(people)), false) // what is the same for all is made once
			var a, z time.Duration
			for n := range each {
				if n%2 == 0 { // neither always comes first
					a += home(with[n], true)
				}
				z += home(without[n], false)
				if n%2 == 1 {
					a += home(with[n], true)
				}
			}
			ratios, times = append(ratios, float64(z)/float64(a)), append(times, float64(a.Microseconds())/float64(each))
		}
		b.ReportMetric(median(times), "µs/home")
		promise.Hold(b, "home with fifty notices", median(ratios))
	}
}

// raise has something happen that is told to nobody.
func (m *multitude) raise(b *testing.B) error {
	v, err := m.desk.As(context.Background(), "linde", 1)
	check(b, err)
	_, err = v.Do(context.Background(), service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: "Lists"}, Face: org.Web})
	return err
}

// BenchmarkOverviews has everybody be told of fifty things in an overview: finding who is
// due and of what, queueing, writing and handing over, beside writing the same mails alone.
func BenchmarkOverviews(b *testing.B) {
	people, acts := 10_000, 50
	if testing.Short() {
		people = 1000
	}
	ctx := context.Background()
	m := newMultitude(b, people)
	d, log, s := m.desk, m.log, m.server
	m.follow(b, 2, people)
	check(b, queue(ctx, d)) // from here on they tell
	for b.Loop() {
		m.say(b, acts)
		check(b, queue(ctx, d)) // nobody wants any of it at once
		m.clock.Add(int64(24 * time.Hour))
		began := time.Now()
		check(b, queue(ctx, d))
		queued := time.Since(began)
		mails, err := log.Mails(ctx, "linde")
		check(b, err)
		began = time.Now()
		for _, m := range mails {
			who, _, err := d.Who(ctx, "linde", m.Person)
			check(b, err)
			w, err := s.Identity.Writer.Write(ctx, m, who)
			check(b, err)
			if w == nil {
				b.Fatal("a mail has nothing to tell")
			}
		}
		alone := time.Since(began)
		box := new(away)
		began = time.Now()
		_, err = s.Identity.Deliver(ctx, box)
		check(b, err)
		all := queued + time.Since(began)
		if box.n != people-1 || len(mails) != box.n {
			b.Fatalf("%d mails went out of %d", box.n, len(mails))
		}
		b.ReportMetric(float64(alone.Microseconds())/float64(box.n), "µs/mail-alone")
		b.ReportMetric(float64(all.Microseconds())/float64(box.n), "µs/mail")
		promise.Hold(b, "overviews", float64(alone)/float64(all))
	}
}
