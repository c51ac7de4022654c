package ledger

import (
	"context"
	"errors"
	"fmt"

	"orpheus/org"
)

// Verification is what Verify found.
type Verification struct {
	Slug    string
	Version uint64
	Digest  string
	Head    Hash
}

// Verify replays a log from its first row, checks every hash, every redaction
// and the head, and that the snapshot kept agrees. The BrokenError it returns
// names the first entry that is not what was written; one about the snapshot may
// be joined to it. It may run while others append.
func Verify(ctx context.Context, log Log, slug string) (Verification, error) {
	v := Verification{Slug: slug}
	snap, kept, snapErr := log.Snapshot(ctx, slug)
	if errors.Is(snapErr, ErrSnapshot) {
		snapErr = &BrokenError{Slug: slug, Why: "the snapshot kept is not what was saved", Cause: snapErr}
	} else if snapErr != nil {
		return v, snapErr
	}
	end, at, err := verifyRows(ctx, log, slug, snap.Head.Seq)
	if err != nil {
		return v, errors.Join(err, snapErr)
	}
	var atSnapshot string
	s, last, err := replay(ctx, log, slug, new(org.State), Head{}, func(d *org.Draft, e *org.Entry) bool {
		if kept && d.Version == snap.Head.Seq {
			atSnapshot, _ = d.Digest()
		}
		return e.Seq <= end.Seq
	})
	if err != nil {
		return v, errors.Join(err, snapErr)
	}
	if s.Slug != slug {
		err := &BrokenError{Slug: slug, Seq: 1, Why: fmt.Sprintf("it founds %q: this log was kept under another name", s.Slug)}
		return v, errors.Join(err, snapErr)
	}
	v.Version, v.Head = s.Version, last.Hash
	if v.Digest, err = s.Digest(); err != nil {
		return v, err
	}
	if kept && snapErr == nil {
		if snap.Head.Seq == s.Version {
			atSnapshot = v.Digest
		}
		snapErr = verifySnapshot(slug, &snap, at, atSnapshot)
	}
	return v, snapErr
}

// verifyRows checks the rows without applying them. It returns the last one, and
// the one with number mark.
func verifyRows(ctx context.Context, log Log, slug string, mark uint64) (end, marked Head, err error) {
	want, err := log.Head(ctx, slug)
	if err != nil {
		return end, marked, err
	}
	redacted, allowed, order := map[uint64]string{}, map[uint64]string{}, []uint64(nil)
	var broken error
	for r, err := range log.Read(ctx, slug, 0) {
		if err != nil {
			return end, marked, err
		}
		if broken = CheckRow(slug, end, &r); broken != nil {
			break
		}
		if r.Seq == want.Seq && r.Hash != want.Hash {
			return end, marked, &BrokenError{Slug: slug, Seq: r.Seq, Why: "it is not the one that the head of the log names: the head, or the whole end, was changed"}
		}
		e, err := decodeEntry(slug, &r)
		if r.Digest != (Hash{}) {
			if err != nil || org.KindOf(e.Act).Nameless {
				broken = noRedaction(slug, r.Seq)
				break
			}
			redacted[r.Seq] = lineHash(&r).String()
			order = append(order, r.Seq)
		} else if broken = err; broken != nil {
			break
		}
		if a, ok := e.Act.(*org.RedactEntry); ok {
			allowed[a.Entry] = a.After
		}
		if end = (Head{r.Seq, r.Hash}); r.Seq == mark {
			marked = end
		}
	}
	if broken == nil && end.Seq < want.Seq {
		broken = cutOff(slug, end, want)
	}
	for _, seq := range order { // where the log breaks off, its redaction may have come after
		if allowed[seq] != redacted[seq] && (broken == nil || allowed[seq] != "") {
			return end, marked, noRedaction(slug, seq)
		}
	}
	if broken != nil {
		return end, marked, broken
	}
	if now, err := log.Head(ctx, slug); err != nil || now.Seq < end.Seq {
		return end, marked, errors.Join(err, &BrokenError{Slug: slug, Seq: now.Seq + 1, Why: "it was added after the end of the log"})
	}
	return end, marked, nil
}

func noRedaction(slug string, seq uint64) error {
	return &BrokenError{Slug: slug, Seq: seq, Why: "it was changed without a redaction that says so"}
}

// verifySnapshot compares the snapshot with the state replayed up to it. It is
// only a cache, but one that differs would show a wrong present.
func verifySnapshot(slug string, snap *Snapshot, at Head, want string) error {
	state, _, ok := snap.unpack()
	if !ok {
		return nil // of another version of the program: it is never used
	}
	s, err := org.DecodeState(state)
	if err != nil {
		return &BrokenError{Slug: slug, Why: "the snapshot kept cannot be read", Cause: err}
	}
	if got, err := s.Digest(); err != nil || got != want || at != snap.Head {
		return errors.Join(err, &BrokenError{Slug: slug, Why: fmt.Sprintf("the snapshot kept, of entry %d, differs from the replay", snap.Head.Seq)})
	}
	return nil
}
