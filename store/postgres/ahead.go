package postgres

import (
	"context"
	"sync"
	"time"

	"orpheus/ledger"
)

const (
	mostAhead  = 200 // logs that are read on by one question
	farthest   = 64  // entries; a log that is farther behind reads on by itself
	aheadFor   = 5 * time.Second
	aheadWait  = time.Second
	aheadBytes = 8 << 20 // of what nobody took yet
)

// ahead is what other programs appended to logs that somebody here waits for, read by one question
// for all of them. Whoever reads on takes it; what nobody took soon is let go.
type ahead struct {
	mu      sync.Mutex
	from    map[string]uint64      // logs to be read on, and after which entry
	ends    map[string]ledger.Head // where they were said to end
	rows    map[string]tail
	bytes   int
	reading bool
}

// tail is what follows an entry.
type tail struct {
	after uint64
	rows  []ledger.Row
	bytes int
	at    time.Time
}

// want notes that a log goes on to where it was said to. It reports whether somebody has to begin
// to read.
func (a *ahead) want(slug string, after uint64, end ledger.Head) (begin bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.from == nil {
		a.from, a.ends = map[string]uint64{}, map[string]ledger.Head{}
	}
	if was, there := a.from[slug]; !there || after < was {
		a.from[slug] = after
	}
	if a.ends[slug].Seq < end.Seq {
		a.ends[slug] = end
	}
	begin = !a.reading
	a.reading = true
	return begin
}

// next returns what is to be read by the next question; nothing where nothing is, and then nobody
// reads any more.
func (a *ahead) next() (slugs []string, after []int64, ends map[string]ledger.Head) {
	a.mu.Lock()
	defer a.mu.Unlock()
	ends = map[string]ledger.Head{}
	for slug, from := range a.from {
		if len(slugs) == mostAhead {
			break
		}
		slugs, after, ends[slug] = append(slugs, slug), append(after, int64(from)), a.ends[slug]
		delete(a.from, slug)
		delete(a.ends, slug)
	}
	a.reading = len(slugs) > 0
	return slugs, after, ends
}

// put keeps what follows an entry: after what is kept of that log, where it follows on it, and else
// in place of it.
func (a *ahead) put(slug string, t tail) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if kept, there := a.rows[slug]; there && kept.end() == t.after && len(kept.rows)+len(t.rows) <= farthest {
		t = tail{kept.after, append(kept.rows[:len(kept.rows):len(kept.rows)], t.rows...), kept.bytes + t.bytes, kept.at}
	}
	a.drop(slug)
	if a.bytes+t.bytes > aheadBytes {
		for other, kept := range a.rows {
			if time.Since(kept.at) > aheadFor {
				a.drop(other)
			}
		}
	}
	if len(t.rows) == 0 || a.bytes+t.bytes > aheadBytes {
		return
	}
	if a.rows == nil {
		a.rows = map[string]tail{}
	}
	a.rows[slug] = t
	a.bytes += t.bytes
}

// end is the number of the last entry.
func (t *tail) end() uint64 { return t.after + uint64(len(t.rows)) }

func (a *ahead) drop(slug string) {
	a.bytes -= a.rows[slug].bytes
	delete(a.rows, slug)
}

// take returns what follows an entry, and keeps it no longer.
func (a *ahead) take(slug string, after uint64) []ledger.Row {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := a.rows[slug]
	a.drop(slug)
	for len(t.rows) > 0 && t.rows[0].Seq <= after {
		t.rows = t.rows[1:]
	}
	if len(t.rows) == 0 || t.rows[0].Seq != after+1 || time.Since(t.at) > aheadFor {
		return nil
	}
	return t.rows
}

// Ahead returns what other programs appended to a log after an entry, as far as it was read when
// they told of it.
func (l *Log) Ahead(slug string, after uint64) []ledger.Row { return l.ahead.take(slug, after) }

// readAhead reads on all logs that others were said to have gone on with and wakes those who wait
// for them, until there are none.
func (l *Log) readAhead() {
	for {
		slugs, after, ends := l.ahead.next()
		if len(slugs) == 0 {
			return
		}
		l.readTails(slugs, after)
		for slug, end := range ends { // whatever became of that: they can read by themselves
			l.signals.hear(slug, end)
		}
	}
}

type ofLog struct {
	slug string
	numbered
}

func (l *Log) readTails(slugs []string, after []int64) {
	ctx, cancel := context.WithTimeout(l.ctx, aheadWait)
	defer cancel()
	now := time.Now()
	runs, err := some(ctx, l, func(r *ofLog) []any { return append([]any{&r.slug}, toRun(&r.numbered)...) },
		`SELECT a.org, a.number, a.lines, a.hashes, a.digests
			FROM unnest($1::text[], $2::bigint[]) AS said (org, after)
			JOIN orpheus.acts a ON a.org = said.org AND a.number > said.after
			ORDER BY a.org, a.number LIMIT $3`, slugs, after, mostAhead*farthest)
	if err != nil {
		return
	}
	from := map[string]uint64{}
	for i, slug := range slugs {
		from[slug] = uint64(after[i])
	}
	for len(runs) > 0 {
		slug := runs[0].slug
		t := tail{after: from[slug], at: now}
		whole := true
		for len(runs) > 0 && runs[0].slug == slug {
			whole = whole && t.add(&runs[0])
			runs = runs[1:]
		}
		if whole {
			l.ahead.put(slug, t)
		}
	}
}

// add adds a run; false where it does not follow.
func (t *tail) add(r *ofLog) bool {
	if r.first != t.end()+1 || len(t.rows) > farthest {
		return false
	}
	t.bytes += len(r.Lines) + len(r.Hashes) + len(r.Digests)
	return r.Each(r.first, t.after, func(row ledger.Row) bool {
		t.rows = append(t.rows, row)
		return true
	})
}
