// Package projection has what is worked out from the acts of one organisation, for
// the service: each is a ledger.Projection, owned by the loaded organisation and let
// go of together with it.
package projection

import (
	"context"
	"encoding/binary"
	"errors"

	"orpheus/ledger"
	"orpheus/org"
)

// History has the moments at which the structure of an organisation changed,
// ascending.
type History []org.Time

// NewHistory returns the projection of the structure's history. It lies beside the
// snapshot: else the first page after a start would wait until all of the log is read.
func NewHistory() *ledger.Projection[History] {
	return &ledger.Projection[History]{
		Begin: func(ctx context.Context, at ledger.Version) (History, error) {
			var h History
			for e, err := range at.Entries(ctx, 0) {
				if err != nil {
					return nil, err
				}
				h = h.with(e)
			}
			return h, nil
		},
		Next: func(_ context.Context, h History, _ ledger.Version, acts []org.Entry) (History, error) {
			for i := range acts {
				h = h.with(&acts[i])
			}
			return h, nil
		},
		Keep: &ledger.Keep[History]{Name: "history 1", Encode: History.encode, Decode: decodeHistory},
	}
}

// with returns the history with one act more. Versions of a history share their
// beginning, since each is the longest for one other only.
func (h History) with(e *org.Entry) History {
	if org.KindOf(e.Act).Structural {
		return append(h, e.At)
	}
	return h
}

func (h History) encode() []byte {
	b := binary.AppendUvarint(nil, uint64(len(h)))
	var last org.Time
	for _, at := range h {
		b = binary.AppendVarint(b, int64(at-last))
		last = at
	}
	return b
}

var errHistory = errors.New("the history kept is damaged")

func decodeHistory(b []byte) (History, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)) {
		return nil, errHistory
	}
	h, last := make(History, 0, n), org.Time(0)
	for b = b[size:]; len(b) > 0; b = b[size:] {
		var d int64
		if d, size = binary.Varint(b); size <= 0 {
			return nil, errHistory
		}
		last += org.Time(d)
		h = append(h, last)
	}
	if uint64(len(h)) != n {
		return nil, errHistory
	}
	return h, nil
}
