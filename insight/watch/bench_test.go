package watch_test

import (
	"testing"
	"time"

	"orpheus/insight/watch"
	"orpheus/internal/demo"
	"orpheus/org"
)

// BenchmarkSignals finds all signals of De Linde with about 10,000 people, beside one pass
// over the rows that the rules read.
func BenchmarkSignals(b *testing.B) {
	o := demo.Options{Size: demo.Large, Until: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	deeds, err := demo.Deeds(o)
	if err != nil {
		b.Fatal(err)
	}
	d := new(org.State).Edit()
	for deed := range deeds {
		if _, err := demo.Do(d, deed); err != nil {
			b.Fatal(err)
		}
	}
	s := d.Freeze()
	n := 0
	b.Run("pass", func(b *testing.B) {
		for b.Loop() {
			n = 0
			for range s.People() {
				n++
			}
			for _, r := range s.Roles() {
				n += len(r.Domains)
			}
			for range s.Seats() {
				n++
			}
			for range s.Tensions() {
				n++
			}
			for range s.Initiatives() {
				n++
			}
			for range s.Leads() {
				n++
			}
			for range s.Traces() {
				n++
			}
			for _, x := range s.Decisions() {
				n += len(x.Advice)
			}
		}
		b.ReportMetric(float64(n), "rows")
	})
	b.Run("all", func(b *testing.B) {
		found := 0
		for b.Loop() {
			open, settled := watch.All(s, o.End())
			found = len(open) + len(settled)
		}
		b.ReportMetric(float64(found), "signals")
	})
}
