package server_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
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

// BenchmarkOverviews has everybody be told of fifty things in an overview: finding who is
// due and of what, queueing, writing and handing over, beside writing the same mails alone.
func BenchmarkOverviews(b *testing.B) {
	people, acts := 10_000, 50
	if testing.Short() {
		people = 1000
	}
	ctx := context.Background()
	log, err := sqlite.Open(ctx, filepath.Join(b.TempDir(), "o.db"), true)
	check(b, err)
	var clock atomic.Int64
	clock.Store(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixNano())
	now := func() time.Time { return time.Unix(0, clock.Load()).UTC() }
	deeds := func(yield func(service.Deed) bool) {
		at := org.Moment{At: org.At(now()) - org.Day, Face: org.Operator}
		ok := yield(service.Deed{Moment: at, Act: &org.FoundOrganisation{Slug: "linde", Name: "De Linde", Lang: "nl"}})
		for n := range people {
			ok = ok && yield(service.Deed{Moment: at, Act: &org.JoinPerson{}, Profile: &records.Profile{Name: fmt.Sprint("Person ", n), Mail: fmt.Sprintf("p%d@o.example", n)}})
		}
		at.By, at.Face = 1, org.Web
		_ = ok && yield(service.Deed{Moment: at, Act: &org.RaiseTension{Circle: org.Root, Title: "Keys"}})
	}
	d := service.New(log, ledger.Options{Now: now, Follow: -1})
	defer func() { _ = d.Close() }()
	check(b, d.Tell(ctx, "linde", deeds, org.At(now())-org.Day, nil))
	s := server.New(server.Config{Service: d, URL: "http://o.example", Now: now, Log: slog.New(slog.DiscardHandler)})
	for n := 1; n < people; n++ {
		check(b, log.SetPrivate(ctx, "linde", org.PersonID(n+1), "notices", `{"follows":{"T1":"2026-01-01T00:00:00Z"}}`))
	}
	check(b, queue(ctx, d)) // from here on they tell
	v, err := d.As(ctx, "linde", 1)
	check(b, err)
	for b.Loop() {
		for n := range acts {
			_, err := v.Do(ctx, service.Asked{Act: &org.NoteTension{Tension: 1, Text: org.Write(fmt.Sprint("What there is to say, number ", n))}, Face: org.Web})
			check(b, err)
		}
		check(b, queue(ctx, d)) // nobody wants any of it at once
		clock.Add(int64(24 * time.Hour))
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
