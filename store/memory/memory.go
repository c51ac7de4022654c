// Package memory is a log and its records in memory, for tests and what-ifs.
package memory

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"slices"
	"sync"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Log keeps everything in memory. The zero Log is empty and ready.
type Log struct {
	writing sync.Mutex // held by who appends; taken before mu
	mu      sync.Mutex
	orgs    map[string]*one
	people  people
	edition uint64
	changed chan struct{} // closed at the next append; nil where nobody waits

	sealed  sync.Once
	sealKey []byte // of boxes
}

type one struct {
	rows      []ledger.Row
	keys      map[string]ledger.Key
	snapshot  *ledger.Snapshot
	redacted  uint64 // number of the last redaction
	profiles  map[org.PersonID]records.Profile
	texts     map[org.TextID]records.Text
	forgotten []records.Forgotten
	files     map[org.FileID]records.File
	waiting   map[string]records.File // by their keys
	photos    map[org.PersonID]records.Photo
	version   uint64 // of the records
	due       org.Time
	dueOf     uint64
}

func (o *one) head() ledger.Head {
	if len(o.rows) == 0 {
		return ledger.Head{}
	}
	r := o.rows[len(o.rows)-1]
	return ledger.Head{Seq: r.Seq, Hash: r.Hash}
}

// Orgs returns the organisations with their heads.
func (l *Log) Orgs(ctx context.Context) ([]ledger.Info, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []ledger.Info
	for slug, o := range l.orgs {
		out = append(out, ledger.Info{Slug: slug, Head: o.head()})
	}
	slices.SortFunc(out, func(a, b ledger.Info) int { return cmp.Compare(a.Slug, b.Slug) })
	return out, nil
}

// Head returns where a log ends.
func (l *Log) Head(ctx context.Context, slug string) (ledger.Head, error) {
	return read(ctx, l, slug, (*one).head)
}

// Append writes a batch.
func (l *Log) Append(ctx context.Context, b ledger.Batch) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	return l.append(ctx, b)
}

// AppendNext writes the batch that next returns, while nobody else can write.
func (l *Log) AppendNext(ctx context.Context, slug string, next func(ledger.Head) (ledger.Batch, error)) error {
	l.writing.Lock()
	defer l.writing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	head := ledger.Head{}
	if o := l.orgs[slug]; o != nil {
		head = o.head()
	}
	l.mu.Unlock()
	b, err := next(head)
	if err != nil {
		return err
	}
	b.Slug = slug
	return l.append(ctx, b)
}

func (l *Log) append(ctx context.Context, b ledger.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := b.Check(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	o := l.orgs[b.Slug]
	if o == nil {
		if len(b.Rows) == 0 && b.Before == (ledger.Head{}) {
			return ledger.ErrNoOrganisation
		}
		o = &one{
			keys: map[string]ledger.Key{}, profiles: map[org.PersonID]records.Profile{},
			texts: map[org.TextID]records.Text{}, files: map[org.FileID]records.File{},
			waiting: map[string]records.File{}, photos: map[org.PersonID]records.Photo{},
		}
	}
	if o.head() != b.Before {
		return ledger.ErrStale
	}
	for _, k := range b.Keys {
		if _, found := o.keys[k.Key]; found {
			return ledger.ErrStale
		}
	}
	if err := l.refused(o, b.Records); err != nil {
		return err
	}
	if l.orgs == nil {
		l.orgs = map[string]*one{}
	}
	l.orgs[b.Slug] = o
	for _, r := range b.Rows {
		r.Line = bytes.Clone(r.Line)
		o.rows = append(o.rows, r)
	}
	for _, k := range b.Keys {
		o.keys[k.Key] = k
	}
	if len(b.Rows) > 0 {
		o.due, o.dueOf = b.Due, b.DueOf()
	}
	l.write(b.Slug, o, b.Records)
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
	return nil
}

// Watch returns where a log ends as soon as that is not after any more.
func (l *Log) Watch(ctx context.Context, slug string, after ledger.Head) (ledger.Head, error) {
	for {
		var changed chan struct{}
		head, err := read(ctx, l, slug, func(o *one) ledger.Head {
			if l.changed == nil {
				l.changed = make(chan struct{})
			}
			changed = l.changed
			return o.head()
		})
		if err != nil || head != after {
			return head, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ledger.Head{}, ctx.Err()
		}
	}
}

// Read yields the rows after a number.
func (l *Log) Read(ctx context.Context, slug string, after uint64) iter.Seq2[ledger.Row, error] {
	return func(yield func(ledger.Row, error) bool) {
		rows, err := read(ctx, l, slug, func(o *one) []ledger.Row { return o.rows[min(after, uint64(len(o.rows))):] })
		for _, r := range rows {
			if err = ctx.Err(); err != nil {
				break
			}
			if !yield(r, nil) {
				return
			}
		}
		if err != nil {
			yield(ledger.Row{}, err)
		}
	}
}

// Answered returns what a request with this key led to.
func (l *Log) Answered(ctx context.Context, slug, key string) (k ledger.Key, found bool, err error) {
	k, err = read(ctx, l, slug, func(o *one) ledger.Key { return o.keys[key] })
	return k, k.First != 0, err
}

// Redact appends a batch and rewrites one line.
func (l *Log) Redact(ctx context.Context, b ledger.Batch, seq uint64, line []byte) error {
	if seq == 0 || seq > b.Before.Seq {
		return &ledger.BrokenError{Slug: b.Slug, Seq: seq, Why: "there is no such entry to redact"}
	}
	if err := ledger.CheckLine(b.Slug, seq, line); err != nil {
		return err
	}
	l.writing.Lock()
	defer l.writing.Unlock()
	if err := l.append(ctx, b); err != nil {
		return err
	}
	_, err := read(context.WithoutCancel(ctx), l, b.Slug, func(o *one) error {
		o.rows = slices.Clone(o.rows) // those who read have the old ones
		r := &o.rows[seq-1]
		r.Digest, r.Line = r.LineDigest(), bytes.Clone(line)
		o.snapshot, o.redacted = nil, b.Last().Seq
		return nil
	})
	return err
}

// SaveSnapshot keeps a snapshot.
func (l *Log) SaveSnapshot(ctx context.Context, slug string, s ledger.Snapshot) error {
	_, err := read(ctx, l, slug, func(o *one) error {
		if s.Head.Seq >= o.redacted {
			o.snapshot = &s
		}
		return nil
	})
	return err
}

// Snapshot returns the snapshot kept.
func (l *Log) Snapshot(ctx context.Context, slug string) (s ledger.Snapshot, found bool, err error) {
	kept, err := read(ctx, l, slug, func(o *one) *ledger.Snapshot { return o.snapshot })
	if err != nil || kept == nil {
		return ledger.Snapshot{}, false, err
	}
	return *kept, true, nil
}

// Close does nothing.
func (l *Log) Close() error { return nil }
