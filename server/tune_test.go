package server

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// The more lives in the heap, the less garbage waits beside it, in proportion.
func TestTune(t *testing.T) {
	gogc, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetMemoryLimit(limit) })
	defer debug.SetGCPercent(gogc)
	Tune(func(string) string { return "" })
	until := func(want func(percent int) bool) {
		t.Helper()
		for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
			runtime.GC()
			now := int(read("/gc/gogc:percent"))
			if want(now) {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("the heap may grow by %d percent with %d MB live", now, read("/gc/heap/live:bytes")>>20)
			}
		}
	}
	until(func(percent int) bool { return percent == mostGrowth })
	held := make([]byte, 160<<20)
	until(func(percent int) bool { return percent > 50 && percent < 110 })
	runtime.KeepAlive(held)
	until(func(percent int) bool { return percent >= mostGrowth*9/10 })

	for live, want := range map[uint64]int{0: mostGrowth, 1 << 20: mostGrowth, garbage: 100, 2 * garbage: leastGrowth, 1 << 40: leastGrowth} {
		if got := growth(live); got != want {
			t.Errorf("%d bytes live: %d percent, want %d", live, got, want)
		}
	}
}
