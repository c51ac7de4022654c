// Package bench measures what a state of an organisation costs. The costs of the
// log are measured in package ledger. docs/performance.md has the figures.
package bench

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"testing"

	"orpheus/ledger/loadtest"
	"orpheus/org"
)

// sizes are numbers of people; the largest only where there is time.
func sizes() []int {
	switch {
	case os.Getenv("ORPHEUS_BENCH_LARGE") != "":
		return []int{1000, 10_000, 100_000}
	case testing.Short():
		return []int{1000}
	}
	return []int{1000, 10_000}
}

var states sync.Map

// state returns an invented organisation of so many people and about twenty acts
// each; the same one for all benchmarks of a run.
func state(b *testing.B, people int) *org.State {
	b.Helper()
	if s, ok := states.Load(people); ok {
		return s.(*org.State)
	}
	s, err := loadtest.State(people, people*loadtest.ActsEach)
	check(b, err)
	states.Store(people, s)
	return s
}

func each(b *testing.B, f func(b *testing.B, s *org.State)) {
	for _, people := range sizes() {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			s := state(b, people)
			b.ReportAllocs()
			b.ResetTimer()
			f(b, s)
		})
	}
}

// BenchmarkMembers is who is in a circle.
func BenchmarkMembers(b *testing.B) {
	each(b, func(b *testing.B, s *org.State) {
		for b.Loop() {
			s.Members(5)
		}
	})
}

// BenchmarkWhoLeads is who leads something in a circle now.
func BenchmarkWhoLeads(b *testing.B) {
	each(b, func(b *testing.B, s *org.State) {
		for b.Loop() {
			s.WhoLeads(5)
		}
	})
}

// BenchmarkMap is the whole map.
func BenchmarkMap(b *testing.B) {
	each(b, func(b *testing.B, s *org.State) {
		for b.Loop() {
			s.Map()
		}
	})
}

// BenchmarkAct is one act on a state, without the log.
func BenchmarkAct(b *testing.B) {
	each(b, func(b *testing.B, s *org.State) {
		for b.Loop() {
			d := s.Edit()
			_, err := d.Do(&org.RaiseTension{Circle: 5, Title: "Key safes"}, org.Moment{At: s.Last, By: 1})
			check(b, err)
			d.Freeze()
		}
	})
}

// BenchmarkHeap is what a state keeps in memory.
func BenchmarkHeap(b *testing.B) {
	for _, people := range sizes() {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			s := state(b, people)
			bytes, err := s.Encode()
			check(b, err)
			for b.Loop() {
				before := heap()
				again, err := org.DecodeState(bytes)
				check(b, err)
				used := heap() - before
				b.ReportMetric(float64(used)/float64(again.Version), "B/act")
				b.ReportMetric(float64(used)/float64(people), "B/person")
				runtime.KeepAlive(again)
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
