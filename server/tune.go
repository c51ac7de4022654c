package server

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Tune sets the garbage collector for a server: the states of organisations live
// long and share almost everything, so it pays to collect less often while the
// heap is small. GOGC and GOMEMLIMIT, where set, count instead.
func Tune(getenv func(string) string) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(mostGrowth)
		afterEachCollection(func() {
			now := growth(read("/gc/heap/live:bytes"))
			if was := int(read("/gc/gogc:percent")); now < was*9/10 || now > was*11/10 {
				debug.SetGCPercent(now)
			}
		})
	}
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(2 << 30) // soft: near it, it collects as often as needed
	}
}

// The heap may grow fivefold while it is small, and by so many bytes when it is larger:
// what is collected late stays with the program for long.
const (
	mostGrowth  = 400 // percent
	leastGrowth = 60
	garbage     = 128 << 20
)

// growth returns by how many percent a heap may grow before it is collected.
func growth(live uint64) int {
	return int(min(max(garbage*100/max(live, 1), leastGrowth), mostGrowth))
}

func read(name string) uint64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// afterEachCollection has f run after each collection, for as long as the program runs.
func afterEachCollection(f func()) {
	type mark struct{ _ *byte } // an object of its own, with a pointer
	runtime.SetFinalizer(new(mark), func(*mark) {
		f()
		afterEachCollection(f)
	})
}
