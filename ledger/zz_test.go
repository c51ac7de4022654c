package ledger_test

import (
	"context"
	"testing"
	"time"
	"sync"
	"sync/atomic"
	"path/filepath"
	"orpheus/ledger"
	"orpheus/ledger/loadtest"
	"orpheus/org"
)

type timed struct {
	ledger.Log
	n, rows int
	d time.Duration
}

func (t *timed) Append(ctx context.Context, b ledger.Batch) error {
	s := time.Now()
	err := t.Log.Append(ctx, b)
	t.d += time.Since(s)
	t.n++
	t.rows += len(b.Rows)
	return err
}

func BenchmarkZZ(b *testing.B) {
	store := file(b, filepath.Join(b.TempDir(), "o.db"))
	fill(b, store, 1000)
	var after atomic.Int64
	after.Store(int64(loadtest.Begin + loadtest.Days*org.Day))
	now := func() time.Time { return org.Time(after.Add(1)).Std() }
	tl := &timed{Log: store}
	e := ledger.New(tl, ledger.Options{Follow: -1, SaveEvery: 1 << 60, Now: now})
	defer e.Close()
	s, err := e.State(b.Context(), "load")
	must(b, err)
	var open []org.TensionID
	for id, t := range s.Tensions() {
		if t.Open() && s.Person(t.By).Present() {
			open = append(open, id)
		}
	}
	do := func(i int) {
		id := open[i%len(open)]
		act := &org.AmendTension{Tension: id, Title: "The title of a tension as people write them, number " + id.String()}
		_, err := e.Do(context.Background(), "load", ledger.Request{Act: act, By: s.Tension(id).By, Face: org.Web})
		must(b, err)
	}
	do(0)
	for _, clients := range []int{1, 8, 64, 256} {
		tl.n, tl.rows, tl.d = 0, 0, 0
		start := time.Now()
		r := rate(func(stop func() bool) int {
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
		el := time.Since(start)
		b.Logf("%d clients: %.0f/s, group %.1f, append %v each, %.1f%% of the time; per act outside append %v", clients, r, float64(tl.rows)/float64(tl.n), tl.d/time.Duration(tl.n), 100*tl.d.Seconds()/el.Seconds(), (el-tl.d)/time.Duration(tl.rows))
	}
}
