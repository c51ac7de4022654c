package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"time"
)

// Check looks for rows that belong to nobody, and for files that are not what was added.
// Whether the rows of a log are what was written, Verify says.
func (l *Log) Check(ctx context.Context) ([]string, error) {
	type stray struct {
		org    string
		number int64
	}
	all, err := some(ctx, l, func(s *stray) []any { return []any{&s.org, &s.number} }, `SELECT a.org, a.number FROM orpheus.acts a
		LEFT JOIN orpheus.heads h ON h.org = a.org WHERE h.org IS NULL OR a.number < 1 OR a.number > h.seq ORDER BY a.org, a.number LIMIT 20`)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, s := range all {
		found = append(found, fmt.Sprintf("entry %d of %s: there is no such organisation or place", s.number, s.org))
	}
	if len(found) == 0 {
		found, err = l.damagedFiles(ctx)
	}
	return found, err
}

// scrubWait is how long what was taken out waits for more of it.
const scrubWait = 2 * time.Second

// scrubbed are the tables that things are taken out of.
var scrubbed = []string{"acts", "snapshots", "profiles", "texts", "credentials", "private", "outbox", "files", "photos"}

// scrub has the server clear away what was taken out, soon. Nothing asks for it any more; in
// the server's own files, its log and its copies it lasts as long as whoever runs the server
// keeps them.
func (l *Log) scrub() {
	if l.ctx.Err() != nil || !l.scrubbing.CompareAndSwap(false, true) {
		return
	}
	l.background.Go(func() {
		open := l.rest(scrubWait)
		l.scrubbing.Store(false)
		if !open {
			return
		}
		for _, table := range scrubbed {
			if _, err := l.read.Exec(l.ctx, "VACUUM orpheus."+table); err != nil {
				slog.Debug("what was taken out is not cleared away yet", "table", table, "error", err)
			}
		}
	})
}
