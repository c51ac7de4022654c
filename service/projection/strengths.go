package projection

import (
	"context"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service/search"
	"orpheus/store/records"
)

// Strengths are the words of what people name about themselves now: a list of topics
// needs all of them, however many there are.
type Strengths struct {
	Words  map[org.StrengthID]string // for reading
	Folded map[org.StrengthID]string // the same as search.Fold has it

	records uint64
}

// NewStrengths returns the projection of those words. What is named later is read on its
// own; all of it is read anew when the records have another version, since words may have
// been taken out.
func NewStrengths(store records.Store) *ledger.Projection[*Strengths] {
	read := func(ctx context.Context, was *Strengths, at ledger.Version) (*Strengths, error) {
		out := &Strengths{Words: make(map[org.StrengthID]string, len(was.Words)), Folded: make(map[org.StrengthID]string, len(was.Words)), records: at.Records}
		missing := map[org.TextID]org.StrengthID{}
		for id, z := range at.State.Strengths() {
			if text, have := was.Words[id]; z.Named() && have {
				out.Words[id], out.Folded[id] = text, was.Folded[id]
			} else if z.Named() {
				missing[z.Text] = id
			}
		}
		ids := make([]org.TextID, 0, len(missing))
		for id := range missing {
			ids = append(ids, id)
		}
		if len(ids) == 0 {
			return out, nil
		}
		texts, err := store.Texts(ctx, at.State.Slug, ids...)
		for id, t := range texts {
			out.Words[missing[id]], out.Folded[missing[id]] = t.Body, search.Fold(t.Body)
		}
		return out, err
	}
	return &ledger.Projection[*Strengths]{
		Records: true,
		Begin: func(ctx context.Context, at ledger.Version) (*Strengths, error) {
			return read(ctx, &Strengths{}, at)
		},
		Next: func(ctx context.Context, was *Strengths, at ledger.Version, acts []org.Entry) (*Strengths, error) {
			if was.records != at.Records {
				return read(ctx, &Strengths{}, at)
			}
			for i := range acts {
				if k := org.KindOf(acts[i].Act); k.Noun() == "strength" || k.Noun() == "person" {
					return read(ctx, was, at)
				}
			}
			return was, nil
		},
	}
}
