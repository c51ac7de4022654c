package graph

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// parts is into how many parts sums are cut, whatever the number of processors: so
// the order of additions, and the last bit of what comes out, is always the same.
const parts = 32

// small is below how many people one processor is quickest.
const small = 64

// inParts calls do for every part of n people, on all processors. It makes room for
// each processor once, by begin.
func inParts[R any](n int, begin func() R, do func(room R, part, from, to int)) {
	workers := min(runtime.GOMAXPROCS(0), parts)
	if n < small {
		workers = 1
	}
	var next atomic.Int32
	work := func() {
		room := begin()
		for {
			p := int(next.Add(1)) - 1
			if p >= parts {
				return
			}
			do(room, p, p*n/parts, (p+1)*n/parts)
		}
	}
	var wait sync.WaitGroup
	for range workers - 1 {
		wait.Go(work)
	}
	work()
	wait.Wait()
}
