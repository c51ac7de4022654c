package server

import "runtime/debug"

// Tune sets the garbage collector for a server: the states of organisations live
// long and share almost everything, so it pays to collect less often while the
// heap is small. GOGC and GOMEMLIMIT, where set, count instead.
func Tune(getenv func(string) string) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(2 << 30) // soft: near it, it collects as often as needed
	}
}
