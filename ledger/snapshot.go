package ledger

import (
	"context"
	"encoding/binary"
	"strings"

	"orpheus/org"
)

// A snapshot is an encoded state, and beside it the values of the projections that
// are kept. Those of an older program have the state alone; their shape is that of
// the state.
const beside = "+kept"

// kept are values by their names in snapshots.
type kept map[string][]byte

// pack returns a snapshot of a state with what is kept beside it.
func pack(s *org.State, end Head, values map[Derivation]any) (Snapshot, error) {
	state, err := s.Encode()
	if err != nil {
		return Snapshot{}, err
	}
	b := appendPart(nil, state)
	for of, made := range values {
		b = appendPart(appendPart(b, []byte(of.kept())), of.encode(made))
	}
	return Snapshot{Head: end, Shape: org.Shape() + beside, State: b}, nil
}

func appendPart(b, part []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(part))), part...)
}

// unpack returns the state in a snapshot, still encoded, and what is kept beside it;
// false for a snapshot of another shape. Of one that is damaged there is no state.
func (s *Snapshot) unpack() (state []byte, values kept, ok bool) {
	shape, packed := strings.CutSuffix(s.Shape, beside)
	if shape != org.Shape() {
		return nil, nil, false
	}
	if !packed {
		return s.State, nil, true
	}
	rest := s.State
	part := func() (b []byte) {
		n, size := binary.Uvarint(rest)
		if ok = size > 0 && n <= uint64(len(rest)-size); ok {
			b, rest = rest[size:size+int(n)], rest[size+int(n):]
		}
		return b
	}
	state, values = part(), kept{}
	for ok && len(rest) > 0 {
		name := string(part())
		if ok {
			values[name] = part()
		}
	}
	if !ok {
		return nil, nil, true
	}
	return state, values, true
}

// fromSnapshot returns what the snapshot kept has; nothing where it does not fit.
func fromSnapshot(ctx context.Context, log Log, slug string) (*org.State, Head, kept) {
	snap, ok, err := log.Snapshot(ctx, slug)
	if err != nil || !ok {
		return nil, Head{}, nil
	}
	state, values, ok := snap.unpack()
	if !ok {
		return nil, Head{}, nil
	}
	s, err := org.DecodeState(state)
	if err != nil || s.Version != snap.Head.Seq || s.Slug != slug {
		return nil, Head{}, nil
	}
	return s, snap.Head, values
}

// following brings the values that are kept through a replay, so that a log which is
// read anyway is not read a second time.
type following struct {
	ctx    context.Context
	at     Version
	values map[Derivation]any
	lazy   map[Derivation]any // values of where the replay began: who asks brings them on
	run    []org.Entry
}

func newFollowing(ctx context.Context, log Log, slug string) *following {
	return &following{ctx: ctx, at: Version{log: log, slug: slug}, values: map[Derivation]any{}, lazy: map[Derivation]any{}}
}

// begin has the values of an empty organisation.
func (f *following) begin(named []Derivation) {
	first := f.at
	first.State = new(org.State)
	for _, of := range named {
		if of.kept() == "" || of.lazy() {
			continue
		}
		if made, err := of.begin(f.ctx, first); err == nil {
			f.values[of] = made
		}
	}
}

// decode has the values that a snapshot has, and reports whether it has all; the
// others are made when they are asked for.
func (f *following) decode(named []Derivation, values kept) (all bool) {
	all = true
	for _, of := range named {
		if of.kept() == "" {
			continue
		}
		b, there := values[of.kept()]
		switch made, err := of.decode(b); {
		case !there || err != nil:
			all = false
		case of.lazy():
			f.lazy[of] = made
		default:
			f.values[of] = made
		}
	}
	return all
}

func (f *following) add(e *org.Entry) {
	if len(f.values) == 0 {
		return
	}
	if f.run = append(f.run, *e); len(f.run) == mostWaiting {
		f.flush()
	}
}

// flush gives the values what was added. One that fails is made when it is asked for.
func (f *following) flush() {
	if len(f.run) == 0 {
		return
	}
	for of, was := range f.values {
		made, err := of.next(f.ctx, was, f.at, f.run)
		if f.values[of] = made; err != nil {
			delete(f.values, of)
		}
	}
	f.run = nil
}
