package sqlite

import (
	"context"
	"log/slog"
	"time"

	"orpheus/ledger"
)

// What is erased is overwritten in the file (secure_delete), but older pages
// stay in the write-ahead log until it is emptied.

const (
	scrubWait  = 200 * time.Millisecond // for those who read an older state
	scrubAgain = 500 * time.Millisecond
)

// Scrub empties the write-ahead log, waiting for those who read an older state.
// The log does so by itself after whatever erases.
func (l *Log) Scrub(ctx context.Context) error {
	for {
		done, err := l.empty(ctx)
		if done || err != nil {
			return err
		}
		select {
		case <-time.After(scrubAgain):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// empty tries once; a connection of its own keeps the writer free.
func (l *Log) empty(ctx context.Context) (bool, error) {
	if l.write.readOnly {
		return true, nil
	}
	db, err := connect(l.path, 1, "deferred", scrubWait)
	if err != nil {
		return false, err
	}
	defer db.Close()
	var busy, pages, moved int
	err = db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	if taken := isBusy(err); taken {
		return false, nil
	}
	return err == nil && busy == 0, err
}

// settle empties the write-ahead log that was there when the file was opened, where that could not be
// done then, before anything more is written to it; the writer's turn is held. A program whose last
// sync failed leaves what is read of its log now, and may never come to the disk by itself: all that is
// written behind it would be lost with it when the power goes.
func (l *Log) settle() error {
	done, err := l.empty(context.Background())
	if done {
		l.write.settle = nil
	}
	return err
}

func (l *Log) scrubAfter(ctx context.Context, b *ledger.Batch) {
	if b.Records.TakesOut() {
		l.scrubNow(ctx)
	}
}

// scrubNow empties the write-ahead log, or sees to it that it will be, and removes the
// copies beside the file. What is committed is committed: there is no error.
func (l *Log) scrubNow(ctx context.Context) {
	if err := l.dropCopies(); err != nil {
		slog.ErrorContext(ctx, "a copy that has what was erased could not be removed", "error", err)
	}
	if done, _ := l.empty(context.WithoutCancel(ctx)); done || !l.scrubbing.CompareAndSwap(false, true) {
		return
	}
	l.background.Go(func() {
		defer l.scrubbing.Store(false)
		for {
			select {
			case <-time.After(scrubAgain):
			case <-l.closing:
				return
			}
			if done, _ := l.empty(context.Background()); done {
				return
			}
		}
	})
}
