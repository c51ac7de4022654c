package ledger

import (
	"context"
	"errors"

	"orpheus/org"
)

// Redacted stands where a title or name was taken out.
const Redacted = "[redacted]"

// Redact takes the titles and names out of an earlier entry, in the log and so
// in every state, and says so with an act of its own. When it returns, no state
// that this engine hands out has them any more.
func (e *Engine) Redact(ctx context.Context, slug string, seq uint64) error {
	return e.submit(ctx, slug, &job{redact: seq, redacts: true, done: make(chan struct{})})
}

// redact serves a job of Redact. The error it returns ends the stream: what is
// in memory is not what is in the log.
func (s *stream) redact(ctx context.Context, j *job) error {
	defer close(j.done)
	defer s.announce()
	s.saving.Wait() // a snapshot of before must not come after
	if j.err = s.rewrite(ctx, j.redact); j.err != nil {
		return nil
	}
	l, err := load(ctx, s.engine.log, s.slug, nil)
	if err != nil {
		j.err = err
		return err
	}
	s.past.forget()
	s.saved = l.saved
	w := newWork(s.slug, l.state, l.end, 1)
	err = entries(ctx, s.engine.log, s.slug, s.end, true, func(e *org.Entry, _ Head) error {
		if e.Seq > l.end.Seq {
			return errStop
		}
		w.entries = append(w.entries, *e)
		return nil
	})
	s.publish(w)
	return err
}

func (s *stream) rewrite(ctx context.Context, seq uint64) error {
	for {
		line, err := redactedLine(ctx, s.engine.log, s.slug, seq, s.end)
		if err != nil {
			return err
		}
		w := newWork(s.slug, s.head.Load(), s.end, 1)
		act := &org.RedactEntry{Entry: seq, After: lineHash(&Row{Line: line}).String()}
		if err := w.do(act, org.Moment{At: max(org.At(s.engine.opts.Now()), w.state.Last)}, brought{}); err != nil {
			return err
		}
		if err := s.engine.log.Redact(ctx, w.batch(), seq, line); !errors.Is(err, ErrStale) {
			return err
		}
		if err := s.catchUp(ctx); err != nil {
			return err
		}
	}
}

// redactedLine returns the line of an entry without its titles and names.
func redactedLine(ctx context.Context, log Log, slug string, seq uint64, end Head) ([]byte, error) {
	if seq == 0 || seq > end.Seq {
		return nil, &org.Error{Code: org.NotFound, Key: "entry.unknown", Args: []any{seq}}
	}
	for r, err := range log.Read(ctx, slug, seq-1) {
		if err != nil {
			return nil, err
		}
		entry, err := decodeEntry(slug, &r)
		if err != nil {
			return nil, err
		}
		if !org.Blank(entry.Act, Redacted) {
			return nil, &org.Error{Code: org.Conflict, Key: "entry.nothing_to_redact", Args: []any{seq}}
		}
		return entry.Encode()
	}
	return nil, cutOff(slug, Head{Seq: seq - 1}, end)
}
