package server_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"orpheus/identity"
	"orpheus/internal/test/promise"
	"orpheus/ledger"
	"orpheus/ledger/loadtest"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/sqlite"
)

// realm is an invented organisation of many people, circles and roles in a file, as its
// first person sees it.
type realm struct {
	visit   *service.Visit
	server  *server.Server
	cookie  *http.Cookie
	circles int
	acts    int // gathered to propose, ever
}

func newRealm(b *testing.B, people int) *realm {
	b.Helper()
	ctx := context.Background()
	log, err := sqlite.Open(ctx, filepath.Join(b.TempDir(), "o.db"), true)
	check(b, err)
	begin := func() time.Time { return org.Time(loadtest.Begin).Std() } // the clock waits for the generator
	before := ledger.New(log, ledger.Options{Follow: -1, SaveEvery: 1 << 60, Now: begin})
	check(b, before.Found(ctx, loadtest.Founding("load"), loadtest.Begin))
	g := loadtest.New(people, 1)
	_, err = before.Bulk(ctx, "load", 0, org.Import, func(k *ledger.Bulk) error { return g.Fill(k, g.Total(), g.Total()) })
	check(b, err)
	check(b, before.Close())
	at := org.Time(loadtest.Begin + loadtest.Days*org.Day)
	now := func() time.Time { return at.Std() }
	desk := service.New(log, ledger.Options{Follow: -1, SaveEvery: 1 << 60, Now: now})
	b.Cleanup(func() { _ = desk.Close() })
	r := &realm{circles: people / 10}
	r.visit, err = desk.As(ctx, "load", 1)
	check(b, err)
	r.server = server.New(server.Config{Service: desk, URL: "http://o.example", Now: now, Log: slog.New(slog.DiscardHandler)})
	link, err := r.server.Identity.NewLink(ctx, identity.Link{Kind: identity.SignIn, Org: "load", Person: 1, Printed: true})
	check(b, err)
	_, e, err := r.server.Identity.Enter(ctx, link[strings.LastIndex(link, "/")+1:], "")
	check(b, err)
	r.cookie = &http.Cookie{Name: "orpheus_session", Value: e.Secret}
	return r
}

// changes are twenty acts on the structure that nobody gathered before.
func (r *realm) changes() (acts []org.Act) {
	for range 5 {
		r.acts++
		c, name := org.CircleID(2+r.acts*7%(r.circles-2)), fmt.Sprint("Anew ", r.acts)
		acts = append(acts, &org.AmendCircle{Circle: c, Name: &name}, &org.CreateRole{Circle: c, Name: name},
			&org.FormCircle{Parents: []org.CircleID{c}, Name: name}, &org.AmendCircle{Circle: c + 1, Purpose: &name})
	}
	return acts
}

// gather puts them into the draft in place of what was in it.
func (r *realm) gather(b *testing.B) {
	b.Helper()
	ctx := context.Background()
	check(b, r.visit.DropPlan(ctx))
	for _, act := range r.changes() {
		check(b, r.visit.AddToPlan(ctx, act, ""))
	}
}

// raise has something happen that makes every page another one.
func (r *realm) raise(b *testing.B) {
	b.Helper()
	_, err := r.visit.Do(context.Background(), service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: "Lists"}, Face: org.Web})
	check(b, err)
}

// page returns how long a page takes, and holds it to say something.
func (r *realm) page(b *testing.B, path, says string) time.Duration {
	b.Helper()
	q, w := httptest.NewRequest(http.MethodGet, path, nil), httptest.NewRecorder()
	q.AddCookie(r.cookie)
	began := time.Now()
	r.server.ServeHTTP(w, q)
	took := time.Since(began)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), says) {
		b.Fatalf("%s answers %d and does not say %q", path, w.Code, says)
	}
	return took
}

// BenchmarkWhatIf is what a draft of twenty acts comes to, beside the fork alone; and the
// map with a draft of twenty acts that nobody saw yet, beside the map of today. Both maps
// are made anew, after something happened.
func BenchmarkWhatIf(b *testing.B) {
	asServed(b)
	people, turns := 10_000, 31
	if testing.Short() {
		people, turns = 1000, 7
	}
	r, ctx := newRealm(b, people), context.Background()
	b.Run("state", func(b *testing.B) {
		now, err := r.visit.Look(ctx, 0)
		check(b, err)
		acts := r.changes()
		var plan org.Plan
		for _, act := range acts {
			plan, err = plan.Add(now.State, now.At, act)
			check(b, err)
		}
		const each = 20
		for b.Loop() {
			var ratios, times []float64
			for range turns {
				began := time.Now()
				for range each {
					_, err := ledger.Fork(now.State, org.Moment{At: now.At, Face: org.Rule}, acts...)
					check(b, err)
				}
				fork := time.Since(began)
				began = time.Now()
				for range each {
					p, err := r.visit.WhatIf(ctx, plan)
					check(b, err)
					if p.Look.State.Version != now.State.Version+20 {
						b.Fatal("not all of it is done")
					}
				}
				took := time.Since(began)
				ratios, times = append(ratios, float64(fork)/float64(took)), append(times, float64(took.Microseconds())/each)
			}
			b.ReportMetric(median(times), "µs/what-if")
			promise.Hold(b, "what a draft of twenty acts comes to", median(ratios))
		}
		b.ReportMetric(0, "ns/op")
	})
	b.Run("map", func(b *testing.B) {
		for b.Loop() {
			var ratios, todays, times []float64
			for n := range turns {
				r.gather(b)
				r.raise(b)
				says := fmt.Sprint("Anew ", r.acts)
				today := func() time.Duration { return r.page(b, "/load/map", "Invented load") }
				first, took := time.Duration(0), time.Duration(0)
				if n%2 == 0 { // neither always comes first
					first = today()
				}
				took = r.page(b, "/load/map?with=draft", says)
				if n%2 == 1 {
					first = today()
				}
				ratios = append(ratios, float64(first)/float64(took))
				todays, times = append(todays, first.Seconds()*1e3), append(times, took.Seconds()*1e3)
			}
			b.ReportMetric(median(todays), "ms/today")
			b.ReportMetric(median(times), "ms/what-if")
			if b.ReportMetric(median(ratios), "ratio"); people == 10_000 { // a young map is packed anew, in a few milliseconds
				promise.Hold(b, "map page of a draft of twenty acts", median(ratios))
			}
		}
		b.ReportMetric(0, "ns/op")
	})
}
