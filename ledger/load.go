package ledger

import (
	"context"
	"fmt"

	"orpheus/org"
)

// load returns the present state: a snapshot and what came after, or a replay
// of everything where the snapshot does not fit.
func load(ctx context.Context, log Log, slug string) (s *org.State, end Head, saved uint64, err error) {
	want, err := log.Head(ctx, slug)
	if err != nil {
		return nil, Head{}, 0, err
	}
	if s, end := fromSnapshot(ctx, log, slug); s != nil {
		redacted := false
		s, now, err := replay(ctx, log, slug, s, end, func(_ *org.Draft, e *org.Entry) bool {
			_, redacted = e.Act.(*org.RedactEntry)
			return !redacted
		})
		// After a redaction a snapshot from before it shows what was taken out.
		if err == nil && !redacted && now.Seq >= want.Seq {
			return s, now, end.Seq, nil
		}
	}
	if s, end, err = replay(ctx, log, slug, new(org.State), Head{}, nil); err != nil {
		return nil, end, 0, err
	}
	if end.Seq < want.Seq {
		return nil, end, 0, cutOff(slug, end, want)
	}
	return s, end, 0, nil
}

func cutOff(slug string, end, want Head) error {
	return &BrokenError{Slug: slug, Seq: end.Seq + 1, Why: fmt.Sprintf("it is missing: the log should go on to %d", want.Seq)}
}

func fromSnapshot(ctx context.Context, log Log, slug string) (*org.State, Head) {
	snap, ok, err := log.Snapshot(ctx, slug)
	if err != nil || !ok || snap.Shape != org.Shape() {
		return nil, Head{}
	}
	s, err := org.DecodeState(snap.State)
	if err != nil || s.Version != snap.Head.Seq || s.Slug != slug {
		return nil, Head{}
	}
	return s, snap.Head
}

// catchUp applies what another process appended.
func (s *stream) catchUp(ctx context.Context) error {
	log := s.engine.log
	end, err := log.Head(ctx, s.slug)
	if err != nil || end == s.end {
		return err
	}
	if end.Seq <= s.end.Seq {
		return &BrokenError{Slug: s.slug, Seq: end.Seq + 1, Why: "the log was cut off or changed while it was in use"}
	}
	w := newWork(s.slug, s.head.Load(), s.end, 1)
	redacted := false
	w.state, w.head, err = replay(ctx, log, s.slug, w.state, w.head, func(_ *org.Draft, e *org.Entry) bool {
		_, r := e.Act.(*org.RedactEntry)
		redacted = redacted || r
		w.entries = append(w.entries, *e)
		return true
	})
	if err != nil {
		return err
	}
	if w.head.Seq < end.Seq {
		return cutOff(s.slug, w.head, end)
	}
	if redacted { // what was taken out is in the state we have: make it anew
		upTo := w.head.Seq
		w.state, w.head, err = replay(ctx, log, s.slug, new(org.State), Head{}, func(_ *org.Draft, e *org.Entry) bool {
			return e.Seq <= upTo
		})
		if err != nil {
			return err
		}
		s.past.forget()
	}
	s.publish(w)
	return nil
}

// minTail is how many acts make a snapshot worth its time when an organisation
// is let go of.
const minTail = 1000

// save keeps a snapshot, in the background, where at least so many acts have
// been done since the last one, and an eighth of all: what is written for
// snapshots stays a small multiple of the log.
func (s *stream) save(after uint64) {
	state, end := s.head.Load(), s.end
	if s.busy.Load() || state.Version < s.saved+max(after, state.Version/8) {
		return
	}
	s.saved = state.Version
	s.busy.Store(true)
	s.saving.Go(func() {
		defer s.busy.Store(false)
		err := saveSnapshot(context.WithoutCancel(s.ctx), s.engine.log, s.slug, state, end)
		if err != nil && s.engine.opts.OnSaveFail != nil {
			s.engine.opts.OnSaveFail(s.slug, err)
		}
	})
}

func saveSnapshot(ctx context.Context, log Log, slug string, s *org.State, end Head) error {
	b, err := s.Encode()
	if err != nil {
		return err
	}
	return log.SaveSnapshot(ctx, slug, Snapshot{Head: end, Shape: org.Shape(), State: b})
}

// saveLast keeps a snapshot before the organisation is let go of.
func (s *stream) saveLast() {
	s.saving.Wait()
	s.save(minTail)
	s.saving.Wait()
}
