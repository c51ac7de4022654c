package server_test

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"orpheus/internal/test/pgtest"
)

// acked is an act that was acknowledged.
type acked struct {
	writer     int
	asked, got time.Time
}

// The primary goes away while people act, its standby takes its place, and the same programs go
// on by themselves: each acknowledged act is there once, in order. ORPHEUS_FAILOVERS says how often.
func TestFailover(t *testing.T) {
	rounds := 2
	if n, err := strconv.Atoi(os.Getenv("ORPHEUS_FAILOVERS")); err == nil {
		rounds = n
	}
	pair := pgtest.StartPair(t)
	c := newNodes(t, pair.Database(t), 2)
	const writers = 6
	stop, acks := make(chan struct{}), make(chan acked, 1024)
	counts := make([]int, writers)
	var writing sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for n := 0; ; n++ {
				title, asked := fmt.Sprintf("By %d number %d", w, n), time.Now()
				for tries := 0; ; tries++ {
					status, _, err := c.raise(c.base, title, "Idempotency-Key", title)
					if err == nil && status == http.StatusOK {
						break
					}
					if tries == 2000 {
						t.Errorf("%s: %d, %v", title, status, err)
						return
					}
					time.Sleep(20 * time.Millisecond)
					asked = time.Now()
				}
				counts[w] = n + 1
				select {
				case acks <- acked{w, asked, time.Now()}:
				case <-stop:
					return
				}
			}
		})
	}
	// goOn waits until each writer was acknowledged so many acts that it asked for after a moment,
	// and returns when the first was.
	goOn := func(after time.Time, each int) (first time.Time) {
		t.Helper()
		seen := make([]int, writers)
		for slices.Min(seen) < each {
			select {
			case a := <-acks:
				if a.asked.After(after) {
					if seen[a.writer]++; first.IsZero() || a.got.Before(first) {
						first = a.got
					}
				}
			case <-time.After(time.Minute):
				t.Fatal("nobody is acknowledged anything any more")
			}
		}
		return first
	}
	var took []time.Duration
	goOn(time.Time{}, 5)
	for round := range rounds {
		at, err := pair.Fail()
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		took = append(took, goOn(at, 3).Sub(at))
		if err := pair.Seed(); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		goOn(time.Now(), 3)
	}
	close(stop)
	writing.Wait()
	t.Logf("%d times: the first act was acknowledged %v after the primary went away at the median, %v at most", rounds, half(took), slices.Max(took))
	all, lost := c.logged(c.all[0].desk), 0
	for w, n := range counts {
		var of []string
		for _, x := range all {
			if strings.HasPrefix(x, fmt.Sprintf("By %d ", w)) {
				of = append(of, x)
			}
		}
		for i := range n {
			if i >= len(of) || of[i] != fmt.Sprintf("By %d number %d", w, i) {
				t.Fatalf("of %d acknowledged acts of %d there are %d, and number %d is not in its place", n, w, len(of), i)
			}
		}
		lost += len(of) - n
	}
	t.Logf("%d acts were acknowledged and are there once, in order; %d more are there", len(all)-lost, lost)
	if lost != 0 {
		t.Errorf("%d acts are there that nobody was acknowledged", lost)
	}
}
