package ledger_test

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"orpheus/internal/test/promise"
	"orpheus/ledger"
	"orpheus/ledger/loadtest"
	"orpheus/org"
	"orpheus/store/sqlite"
	"orpheus/store/storetest"
)

// The benchmarks measure a baseline in the same run, turn by turn, and report
// ratios: docs/performance.md says which must hold. Run them with
//
//	go test -run=- -bench=. -benchtime=1x ./ledger/
//
// and ORPHEUS_BENCH_LARGE=1 for 100,000 people too.

// asServed sets the garbage collector as the program does when it serves.
func asServed(b *testing.B) {
	b.Helper()
	before := debug.SetGCPercent(400)
	b.Cleanup(func() { debug.SetGCPercent(before) })
}

// sizes are the numbers of people to measure with.
func sizes() []int {
	switch {
	case os.Getenv("ORPHEUS_BENCH_LARGE") != "":
		return []int{1_000, 10_000, 100_000}
	case testing.Short():
		return []int{1_000}
	}
	return []int{1_000, 10_000}
}

// filled is a store with an invented organisation of so many people in it.
func filled(b *testing.B, people int) (path string, l *sqlite.Log) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "o.db")
	l = file(b, path)
	fill(b, l, people)
	return path, l
}

func fill(b *testing.B, l ledger.Log, people int) {
	b.Helper()
	now := func() time.Time { return org.Time(loadtest.Begin).Std() } // the clock waits for the generator
	e := ledger.New(l, ledger.Options{Follow: -1, SaveEvery: 1 << 60, Now: now})
	must(b, e.Found(b.Context(), loadtest.Founding("load"), loadtest.Begin))
	g := loadtest.New(people, 1)
	for version := uint64(1); version < uint64(g.Total()); {
		a, err := e.Bulk(b.Context(), "load", 0, org.Import, func(k *ledger.Bulk) error { return g.Fill(k, g.Total(), 20_000) })
		must(b, err)
		version = a.State.Version
	}
	must(b, e.Close())
}

// rate runs f for a moment and returns how many it did a second.
func rate(f func(stop func() bool) int) float64 {
	start := time.Now()
	n := f(func() bool { return time.Since(start) > 60*time.Millisecond })
	return float64(n) / time.Since(start).Seconds()
}

// turns measures both in turns, short and many, so that a busy disk or machine
// hits them alike. It returns the medians of the rates and of their ratios.
func turns(one, two func() float64) (a, b, ratio float64) {
	var as, bs, ratios []float64
	for range 31 {
		a, b := one(), two()
		as, bs, ratios = append(as, a), append(bs, b), append(ratios, a/b)
	}
	for _, s := range [][]float64{as, bs, ratios} {
		slices.Sort(s)
	}
	return as[15], bs[15], ratios[15]
}

// doing is what does one act after the other in a store, and the line of the first.
func doing(b *testing.B, store ledger.Log) (do func(i int), line []byte) {
	b.Helper()
	fill(b, store, 1000)
	var after atomic.Int64
	after.Store(int64(loadtest.Begin + loadtest.Days*org.Day))
	now := func() time.Time { return org.Time(after.Add(1)).Std() }
	e := ledger.New(store, ledger.Options{SaveEvery: 1 << 60, Now: now}) // it watches the log, as served
	b.Cleanup(func() { _ = e.Close() })
	s, err := e.State(b.Context(), "load")
	must(b, err)
	var open []org.TensionID
	for id, t := range s.Tensions() {
		if t.Open() && s.Person(t.By).Present() {
			open = append(open, id)
		}
	}
	var titles atomic.Int64 // another one each time: an act that changes nothing is refused
	do = func(i int) {
		id := open[i%len(open)]
		act := &org.AmendTension{Tension: id, Title: fmt.Sprintf("The title of a tension as people write it: %8d", titles.Add(1))}
		a, err := e.Do(context.Background(), "load", ledger.Request{Act: act, By: s.Tension(id).By, Face: org.Web})
		must(b, err)
		if i == 0 {
			line, _ = a.Entries[0].Encode()
		}
	}
	do(0)
	return do, line
}

// byMany is how many a second so many clients do.
func byMany(clients int, do func(i int)) float64 {
	return rate(func(stop func() bool) int {
		var n atomic.Int64
		var wg sync.WaitGroup
		for range clients {
			wg.Go(func() {
				for !stop() {
					do(int(n.Add(1)))
				}
			})
		}
		wg.Wait()
		return int(n.Load())
	})
}

// BenchmarkDurable is how many acts a second are done and on disk, and the ratio
// to appending the same bytes to a bare table.
func BenchmarkDurable(b *testing.B) {
	asServed(b)
	for _, clients := range []int{1, 8, 64, 256} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			do, line := doing(b, file(b, filepath.Join(b.TempDir(), "o.db")))
			group := 64
			if clients == 1 {
				group = 1
			}
			bare := newBare(b, line)
			engine, base, ratio := turns(func() float64 { return byMany(clients, do) },
				func() float64 { return rate(func(stop func() bool) int { return bare.run(group, stop) }) })
			b.ReportMetric(engine, "acts/s")
			b.ReportMetric(base, "bare/s")
			name := map[int]string{1: "durable acts, 1 client", 64: "durable acts, 64 clients"}[clients]
			promise.Hold(b, name, ratio)
			b.ReportMetric(0, "ns/op")
		})
	}
}

// bare is a table like that of the log, with the same settings.
type bare struct {
	b    *testing.B
	db   *sql.DB
	ins  *sql.Stmt
	line []byte
	n    int
}

func newBare(b *testing.B, line []byte) *bare {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {"journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)", "cache_size(-2000)"}}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?"+q.Encode())
	must(b, err)
	db.SetMaxOpenConns(1)
	_, err = db.Exec("CREATE TABLE acts (id INTEGER PRIMARY KEY, line BLOB NOT NULL, hash BLOB NOT NULL, digest BLOB)")
	must(b, err)
	ins, err := db.Prepare("INSERT INTO acts (id, line, hash) VALUES (?, ?, ?)")
	must(b, err)
	b.Cleanup(func() { must(b, db.Close()) })
	return &bare{b, db, ins, line, 0}
}

func (t *bare) run(group int, stop func() bool) int {
	start, hash := t.n, make([]byte, 32)
	for !stop() {
		tx, err := t.db.Begin()
		must(t.b, err)
		ins := tx.Stmt(t.ins)
		for range group {
			t.n++
			_, err := ins.Exec(t.n, t.line, hash)
			must(t.b, err)
		}
		must(t.b, tx.Commit())
	}
	return t.n - start
}

// BenchmarkReplay is how many acts a second are read, checked, decoded and applied.
func BenchmarkReplay(b *testing.B) {
	asServed(b)
	for _, people := range sizes() {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			_, l := filled(b, people)
			var best time.Duration
			var version uint64
			for range 3 {
				e := ledger.New(l, ledger.Options{Follow: -1})
				start := time.Now()
				s, err := e.State(b.Context(), "load")
				must(b, err)
				if d := time.Since(start); best == 0 || d < best {
					best = d
				}
				version = s.Version
				b.StopTimer()
				closeWithoutSnapshot(b, e, l)
				b.StartTimer()
			}
			rows := readAll(b, l)
			b.ReportMetric(float64(version)/best.Seconds(), "acts/s")
			b.ReportMetric(float64(version)/rows.Seconds(), "rows_read/s")
			b.ReportMetric(rows.Seconds()/best.Seconds(), "ratio_to_reading")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// readAll is the time that reading the rows alone takes.
func readAll(b *testing.B, l *sqlite.Log) time.Duration {
	start := time.Now()
	for _, err := range l.Read(b.Context(), "load", 0) {
		must(b, err)
	}
	return time.Since(start)
}

func closeWithoutSnapshot(b *testing.B, e *ledger.Engine, l storetest.Store) {
	b.Helper()
	must(b, e.Close())
	head, err := l.Head(context.Background(), "load")
	must(b, err)
	must(b, l.SaveSnapshot(context.Background(), "load", ledger.Snapshot{Head: head, State: []byte("x")}))
}

// BenchmarkSnapshot is how long saving and loading the whole state takes.
func BenchmarkSnapshot(b *testing.B) {
	for _, people := range sizes() {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			s, err := loadtest.State(people, loadtest.ActsEach*people)
			must(b, err)
			l := file(b, filepath.Join(b.TempDir(), "o.db"))
			row := storetest.Rows(ledger.Head{}, 1, "x")
			must(b, l.Append(b.Context(), ledger.Batch{Slug: "load", Rows: row}))
			start := time.Now()
			raw, err := s.Encode()
			must(b, err)
			must(b, l.SaveSnapshot(b.Context(), "load", ledger.Snapshot{Head: ledger.Head{Seq: s.Version}, Shape: org.Shape(), State: raw}))
			saved := time.Since(start)
			start = time.Now()
			snap, _, err := l.Snapshot(b.Context(), "load")
			must(b, err)
			_, err = org.DecodeState(snap.State)
			must(b, err)
			b.ReportMetric(saved.Seconds()*1e3, "save_ms")
			b.ReportMetric(time.Since(start).Seconds()*1e3, "load_ms")
			b.ReportMetric(float64(len(raw))/float64(people), "bytes/person")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkPast is a day in the past: the first look, which reads the whole log,
// and those after.
func BenchmarkPast(b *testing.B) {
	asServed(b)
	for _, people := range sizes() {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			_, l := filled(b, people)
			e := ledger.New(l, ledger.Options{Follow: -1})
			defer e.Close()
			_, err := e.State(b.Context(), "load")
			must(b, err)
			var took []time.Duration
			for day := range 60 {
				at := loadtest.Begin + org.Time(20+(day*617)%(loadtest.Days-40))*org.Day
				start := time.Now()
				_, err := e.At(b.Context(), "load", at)
				must(b, err)
				took = append(took, time.Since(start))
			}
			cold, warm := took[0], took[1:]
			slices.Sort(warm)
			b.ReportMetric(cold.Seconds()*1e3, "cold_ms")
			b.ReportMetric(warm[len(warm)/2].Seconds()*1e3, "warm_p50_ms")
			b.ReportMetric(warm[len(warm)-2].Seconds()*1e3, "warm_p98_ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkFork is a what-if of twenty acts.
func BenchmarkFork(b *testing.B) {
	for _, people := range sizes() {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			s, err := loadtest.State(people, loadtest.ActsEach*people)
			must(b, err)
			var acts []org.Act
			for i := range 5 {
				c := org.CircleID(2 + i*7)
				name := "Circle"
				acts = append(acts, &org.AmendCircle{Circle: c, Name: &name}, &org.CreateRole{Circle: c, Name: "Role"},
					&org.RaiseTension{Circle: c, Title: "Tension"}, &org.AmendCircle{Circle: c + 1, Purpose: &name})
			}
			for b.Loop() {
				f, err := ledger.Fork(s, org.Moment{}, acts...)
				if err != nil || f.Version != s.Version+20 {
					b.Fatal(err)
				}
			}
		})
	}
}
