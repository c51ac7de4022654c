package projection

import (
	"encoding/binary"
	"errors"
	"slices"

	"orpheus/internal/immutable"
	"orpheus/org"
)

// What is kept of notices: numbers only. First the version, then the names of the kinds
// of acts, then the lists of people, circles and things by letter: how many rows, and
// of each that is not empty its number, how many notices, and these, each by what is
// different from the one before.

var errNotices = errors.New("the notices kept are damaged")

// circlesLetter stands for the lists of those who belong to circles; no thing has it.
const circlesLetter = 'm'

func (n *Notices) encode() []byte {
	b := binary.AppendUvarint(nil, n.Version)
	kinds := org.Kinds()
	b = binary.AppendUvarint(b, uint64(len(kinds)))
	at := map[*org.Kind]uint64{}
	for i, k := range kinds {
		b = append(binary.AppendUvarint(b, uint64(len(k.Name))), k.Name...)
		at[k] = uint64(i)
	}
	b = encodeLists(b, 'P', n.people, at)
	b = encodeLists(b, circlesLetter, n.circles, at)
	letters := make([]byte, 0, len(n.things))
	for l := range n.things {
		letters = append(letters, l)
	}
	slices.Sort(letters)
	for _, l := range letters {
		b = encodeLists(b, l, n.things[l], at)
	}
	return b
}

func encodeLists(b []byte, letter byte, l lists, kinds map[*org.Kind]uint64) []byte {
	b = binary.AppendUvarint(append(b, letter), uint64(l.Len()))
	for of, row := range l.All() {
		if len(*row) == 0 {
			continue
		}
		list := (*row)[max(0, len(*row)-mostNotices):]
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(of)), uint64(len(list)))
		var was org.Notice
		for _, n := range list {
			for _, v := range []uint64{n.Act - was.Act, kinds[n.Kind], uint64(n.Thing.Letter), uint64(n.Thing.N), uint64(n.Matter), uint64(n.Because), uint64(n.By)} {
				b = binary.AppendUvarint(b, v)
			}
			b = binary.AppendVarint(b, int64(n.At-was.At))
			was = n
		}
	}
	return binary.AppendUvarint(b, 0)
}

// keptNotices reads what encode wrote. What is damaged sets bad.
type keptNotices struct {
	b     []byte
	bad   bool
	kinds []*org.Kind
}

func decodeNotices(b []byte) (*Notices, error) {
	r := &keptNotices{b: b}
	n := &Notices{Version: r.number(), things: map[byte]lists{}}
	for range r.count() {
		k := org.KindNamed(string(r.take(r.count())))
		r.kinds = append(r.kinds, k)
		r.bad = r.bad || k == nil
	}
	for len(r.b) > 0 && !r.bad {
		switch letter := r.take(1)[0]; letter {
		case 'P':
			n.people = r.lists()
		case circlesLetter:
			n.circles = r.lists()
		default:
			n.things[letter] = r.lists()
		}
	}
	if r.bad {
		return nil, errNotices
	}
	return n, nil
}

func (r *keptNotices) number() uint64 {
	v, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[size:]
	return v
}

func (r *keptNotices) signed() int64 {
	v, size := binary.Varint(r.b)
	if size <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[size:]
	return v
}

// count is a number of things that are to come, each of a byte at least.
func (r *keptNotices) count() int {
	n := r.number()
	if n > uint64(len(r.b)) {
		r.bad, r.b = true, nil
		return 0
	}
	return int(n)
}

func (r *keptNotices) take(n int) []byte {
	if n > len(r.b) {
		r.bad, r.b = true, nil
		return make([]byte, n)
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

// mostRows bounds how many rows a damaged length makes.
const mostRows = 1 << 26

func (r *keptNotices) lists() (l lists) {
	rows := r.number()
	if rows > mostRows {
		r.bad = true
		return l
	}
	own := new(immutable.Owner)
	for range rows {
		l.Append(own, nil)
	}
	for of := r.number(); of != 0 && !r.bad; of = r.number() {
		if of > rows {
			r.bad = true
			break
		}
		list := make([]org.Notice, r.count())
		var was org.Notice
		for i := range list {
			was = r.notice(was)
			list[i] = was
		}
		*l.Edit(own, number(of)) = list
	}
	return l
}

func (r *keptNotices) notice(was org.Notice) (n org.Notice) {
	n.Act = was.Act + r.number()
	kind := r.number()
	if kind >= uint64(len(r.kinds)) {
		r.bad = true
		return n
	}
	n.Kind = r.kinds[kind]
	n.Thing = org.Ref{Letter: byte(r.number()), N: uint32(r.number())}
	n.Matter, n.Because = org.Matter(r.number()), org.Because(r.number())
	n.By = org.PersonID(r.number())
	n.At = was.At + org.Time(r.signed())
	r.bad = r.bad || int(n.Matter) > len(org.Matters()) || n.Because > org.BecauseCircle
	return n
}
