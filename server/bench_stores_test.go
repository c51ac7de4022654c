package server_test

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/ledger/loadtest"
	"orpheus/org"
	"orpheus/server"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// BenchmarkPagesFromDatabase is how many pages a second somebody who is signed in gets where
// the store is a database, and the ratio to the same organisation served from a file.
func BenchmarkPagesFromDatabase(b *testing.B) {
	asServed(b)
	path := filepath.Join(b.TempDir(), "o.db")
	d := fillWard(b, path)
	key := service.KeyFile(filepath.Join(b.TempDir(), "key"))
	address := pgtest.Database(b)
	_, err := service.Migrate(b.Context(), path, address, func(int) {}, key)
	check(b, err)
	inDatabase, err := service.Open(b.Context(), address, false, key)
	check(b, err)
	b.Cleanup(func() { check(b, inDatabase.Close()) })
	file, database := wardOver(b, d), wardOver(b, inDatabase)
	turns, last := 15, 100*time.Millisecond
	if testing.Short() {
		turns, last = 3, 50*time.Millisecond
	}
	for _, c := range []struct{ name, path, promised string }{{"circle", "/linde/circles/2", "from PostgreSQL beside a file: page of a circle"}, {"home", "/linde", "from PostgreSQL beside a file: home"}} {
		b.Run(c.name, func(b *testing.B) {
			var ours, theirs []*line
			one, other := database.session(b, 7), file.session(b, 7)
			for range 8 {
				ours = append(ours, dial(b, database.addr, c.path, one))
				theirs = append(theirs, dial(b, file.addr, c.path, other))
			}
			inTurns(b, ours, theirs, turns, last, "pages/s", c.promised)
			b.ReportMetric(0, "ns/op")
		})
	}
}

// mostMemory is what a program with ten thousand organisations may take.
const mostMemory = 1 << 30

// BenchmarkManyOrganisations is what a program takes that serves a store of many organisations,
// of which one in a hundred is looked at and changed: memory, and the time of the processor
// in which nobody asks for anything.
func BenchmarkManyOrganisations(b *testing.B) {
	asServed(b)
	many := 1000
	switch {
	case os.Getenv("ORPHEUS_BENCH_LARGE") != "":
		many = 10_000
	case testing.Short():
		many = 200
	}
	path := filepath.Join(b.TempDir(), "o.db")
	d, err := service.Open(b.Context(), path, true)
	check(b, err)
	check(b, d.Close())
	log, err := sqlite.Open(b.Context(), path, false)
	check(b, err)
	slug := func(i int) string { return fmt.Sprintf("org%d", i) }
	before := ledger.New(log, ledger.Options{Follow: -1})
	for i := range many {
		check(b, before.Found(b.Context(), loadtest.Founding(slug(i)), loadtest.Begin))
		_, err := before.Bulk(b.Context(), slug(i), 0, org.Import, func(k *ledger.Bulk) error {
			for n := range 20 {
				p := records.Profile{Name: fmt.Sprintf("Person %d", n+1), Mail: fmt.Sprintf("p%d@%s.example", n+1, slug(i))}
				if err := k.DoAs(&org.JoinPerson{}, org.Moment{At: k.At()}, &p); err != nil {
					return err
				}
			}
			return loadtest.New(20, uint64(i)).Fill(k, 200, 200)
		})
		check(b, err)
		before.Reload(slug(i)) // else all would be in memory at once
	}
	check(b, before.Close())
	check(b, log.Close())
	d, err = service.Open(b.Context(), path, false)
	check(b, err)
	b.Cleanup(func() { check(b, d.Close()) })
	s := server.New(server.Config{Service: d, URL: "http://127.0.0.1", Log: slog.New(slog.DiscardHandler)})
	srv := httptest.NewServer(s)
	b.Cleanup(srv.Close)
	for b.Loop() {
		for i := range many / 100 {
			v, err := d.As(b.Context(), slug(i), 1)
			check(b, err)
			_, err = v.Do(b.Context(), service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: "Nobody knows the codes"}, Face: org.Web})
			check(b, err)
		}
		begun := processor()
		check(b, d.QueueMails(b.Context()))
		check(b, d.QueueOverviews(b.Context()))
		b.ReportMetric((processor() - begun).Seconds(), "s/first-round")
		begun = processor()
		check(b, d.QueueMails(b.Context()))
		check(b, d.QueueOverviews(b.Context()))
		b.ReportMetric((processor() - begun).Seconds(), "s/round")
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys-m.HeapReleased)/(1<<20), "MiB")
		b.ReportMetric(float64(m.HeapInuse)/(1<<20), "heap-MiB")
		if m.Sys > mostMemory {
			b.Errorf("it takes %d MiB, more than %d", m.Sys>>20, mostMemory>>20)
		}
	}
	b.ReportMetric(0, "ns/op")
}

func processor() time.Duration {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
