package postgres

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Trace has every statement of the stores that are opened in this test told.
func Trace(t *testing.T, to pgx.QueryTracer) {
	tracer = to
	t.Cleanup(func() { tracer = nil })
}

// OnlyHear keeps the stores of this test from looking at heads.
func OnlyHear(t *testing.T) {
	seldom, often := lookSeldom, lookOften
	lookSeldom, lookOften = time.Hour, time.Hour
	t.Cleanup(func() { lookSeldom, lookOften = seldom, often })
}

// Forgetful is what a transaction waits for where its connection was lent to somebody else before,
// and knows nothing of what was set.
func (l *Log) Forgetful(ctx context.Context) (waitsFor string, err error) {
	if _, err := l.write.Exec(ctx, "RESET synchronous_commit"); err != nil {
		return "", err
	}
	err = l.once(ctx, func(t *tx) error {
		return t.row("SELECT current_setting('synchronous_commit')", nil, &waitsFor)
	})
	return waitsFor, err
}

// Listening waits until a store hears what others do.
func (l *Log) Listening() bool { return l.news.heard() && l.signals.listening() }

func (s *signals) listening() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.begun
}

// Impatient has the stores of this test wait a moment only for what they read, until patient.
func Impatient() (patient func()) {
	was := readWait
	readWait = 200 * time.Millisecond
	return func() { readWait = was }
}
