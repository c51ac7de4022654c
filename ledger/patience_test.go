package ledger_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"orpheus/ledger"
	"orpheus/store/memory"
)

// lateDisk is an engine over a log that takes ten milliseconds for a write.
func lateDisk(t *testing.T) *bench {
	b := newBench(t, new(memory.Log), ledger.Options{Follow: -1})
	b.log.hook(func(ledger.Batch) error { time.Sleep(10 * time.Millisecond); return nil })
	return b
}

// Sixteen who ask again three milliseconds after each answer, as programs over a
// network do, share one way to the disk, however they began.
func TestThoseWhoAskAgainShareOneWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := lateDisk(t)
		const clients, rounds = 16, 30
		before, start := b.log.count(), time.Now()
		var all sync.WaitGroup
		for i := range clients {
			all.Go(func() {
				time.Sleep(time.Duration(i) * time.Millisecond)
				for n := range rounds {
					b.do(tension(fmt.Sprintf("%d %d", i, n)), 1)
					time.Sleep(3 * time.Millisecond)
				}
			})
		}
		all.Wait()
		writes, took := b.log.count()-before, time.Since(start)
		if writes > rounds*3/2 {
			t.Errorf("%d writes for %d acts: two at a time stand in each other's way", writes, clients*rounds)
		}
		if most := rounds * 20 * time.Millisecond; took > most {
			t.Errorf("it took %v, and %v would be slow", took, most)
		}
		b.sound()
	})
}

// Nobody waits long for others who do not come: acts by people who ask once take
// hardly more than the write before and their own.
func TestNobodyWaitsForThoseWhoDoNotCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := lateDisk(t)
		var mu sync.Mutex
		var took []time.Duration
		var all sync.WaitGroup
		for i := range 200 {
			all.Go(func() {
				time.Sleep(time.Duration(i) * 7 * time.Millisecond)
				start := time.Now()
				b.do(tension(fmt.Sprint(i)), 1)
				mu.Lock()
				defer mu.Unlock()
				took = append(took, time.Since(start))
			})
		}
		all.Wait()
		slices.Sort(took)
		if took[100] > 18*time.Millisecond || took[199] > 30*time.Millisecond {
			t.Errorf("half took more than %v, the slowest %v", took[100], took[199])
		}
	})
}
