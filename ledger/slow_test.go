package ledger_test

import (
	"context"
	"iter"
	"sync"

	"orpheus/ledger"
	"orpheus/store/memory"
)

// slowLog holds up those who read rows from the beginning while it is held.
type slowLog struct {
	*memory.Log
	mu   sync.Mutex
	gate chan struct{}
	n    int
}

func (l *slowLog) hold() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gate, l.n = make(chan struct{}), 0
}

func (l *slowLog) letGo() { close(l.gate) }

func (l *slowLog) waiting() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.n
}

func (l *slowLog) Read(ctx context.Context, slug string, after uint64) iter.Seq2[ledger.Row, error] {
	l.mu.Lock()
	gate := l.gate
	if after == 0 {
		l.n++
	}
	l.mu.Unlock()
	if after == 0 {
		<-gate
	}
	return l.Log.Read(ctx, slug, after)
}
