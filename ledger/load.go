package ledger

import (
	"context"
	"fmt"

	"orpheus/org"
)

// loaded is an organisation as it was read.
type loaded struct {
	state *org.State
	end   Head
	saved uint64 // version of the snapshot it came from; zero for none, and for one that is to be made anew
	kept  map[Derivation]any
	lazy  map[Derivation]value // of an earlier version; of its state there is the version only
}

// load returns the present state: a snapshot and what came after, or a replay
// of everything where the snapshot does not fit.
func load(ctx context.Context, log Log, slug string, named []Derivation) (loaded, error) {
	want, err := log.Head(ctx, slug)
	if err != nil {
		return loaded{}, err
	}
	if s, end, values := fromSnapshot(ctx, log, slug); s != nil {
		f := newFollowing(ctx, log, slug)
		all := f.decode(named, values)
		redacted := false
		s, now, err := replay(ctx, log, slug, s, end, func(_ *org.Draft, e *org.Entry) bool {
			redacted = org.EffectOf(e.Act).Redacted != 0
			f.add(e)
			return !redacted
		})
		// After a redaction a snapshot from before it shows what was taken out.
		if err == nil && !redacted && now.Seq >= want.Seq {
			f.flush()
			if !all {
				end.Seq = 0 // another one, with all
			}
			return loaded{s, now, end.Seq, f.values, f.lazy}, nil
		}
	}
	f := newFollowing(ctx, log, slug)
	f.begin(named)
	s, end, err := replay(ctx, log, slug, new(org.State), Head{}, func(_ *org.Draft, e *org.Entry) bool {
		f.add(e)
		return true
	})
	if err != nil {
		return loaded{}, err
	}
	if end.Seq < want.Seq {
		return loaded{}, cutOff(slug, end, want)
	}
	f.flush()
	return loaded{s, end, 0, f.values, nil}, nil
}

func cutOff(slug string, end, want Head) error {
	return &BrokenError{Slug: slug, Seq: end.Seq + 1, Why: fmt.Sprintf("it is missing: the log should go on to %d", want.Seq)}
}

// catchUp applies what another process appended.
func (s *stream) catchUp(ctx context.Context) error {
	end, err := s.engine.log.Head(ctx, s.slug)
	if err != nil || end == s.end {
		return err
	}
	return s.reach(ctx, end, nil)
}

// reach is catchUp where it is known up to where the log goes at least, from rows where these go so
// far, and else from the log.
func (s *stream) reach(ctx context.Context, end Head, rows []Row) error {
	if end.Seq <= s.end.Seq {
		return &BrokenError{Slug: s.slug, Seq: end.Seq + 1, Why: "the log was cut off or changed while it was in use"}
	}
	log := s.engine.log
	if len(rows) > 0 && rows[len(rows)-1].Seq >= end.Seq {
		log = readAhead{log, rows}
	}
	w := newWork(s.slug, s.head.Load(), s.end, 1)
	redacted := false
	var err error
	w.state, w.head, err = replay(ctx, log, s.slug, w.state, w.head, func(_ *org.Draft, e *org.Entry) bool {
		redacted = redacted || org.EffectOf(e.Act).Redacted != 0
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
		w.state, w.head, err = replay(ctx, s.engine.log, s.slug, new(org.State), Head{}, func(_ *org.Draft, e *org.Entry) bool {
			return e.Seq <= upTo
		})
		if err != nil {
			return err
		}
		s.past.forget()
	}
	s.others = amongOthers
	s.publish(w)
	return nil
}

// minTail is how many acts make a snapshot worth its time when an organisation
// is let go of.
const minTail = 1000

// save keeps a snapshot, in the background, where at least so many acts have
// been done since the last one, and an eighth of all: what is written for
// snapshots stays a small multiple of the log. What is kept beside it is made first,
// unless this is the last chance.
func (s *stream) save(after uint64, last bool) {
	state, end := s.head.Load(), s.end
	if s.busy.Load() || state.Version < s.saved+max(after, state.Version/8) {
		return
	}
	values, missing := s.derived.keeping()
	s.busy.Store(true)
	if len(missing) > 0 && !last {
		s.saving.Go(func() {
			defer s.busy.Store(false)
			s.derived.make(s.ctx, missing)
		})
		return
	}
	s.saved = state.Version
	s.saving.Go(func() {
		defer s.busy.Store(false)
		snap, err := pack(state, end, values)
		if err == nil {
			err = s.engine.log.SaveSnapshot(context.WithoutCancel(s.ctx), s.slug, snap)
		}
		if err != nil && s.engine.opts.OnSaveFail != nil {
			s.engine.opts.OnSaveFail(s.slug, err)
		}
	})
}

// saveLast keeps a snapshot before the organisation is let go of.
func (s *stream) saveLast() {
	s.saving.Wait()
	s.save(minTail, true)
	s.saving.Wait()
}
