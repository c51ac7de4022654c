package projection

import (
	"context"
	"iter"
	"slices"

	"orpheus/internal/immutable"
	"orpheus/ledger"
	"orpheus/org"
)

// Notices are the acts that reach people, of one organisation: by whom they reach, and
// by the things whose followers, and the circles whose members, they reach. Of each the
// latest are kept. Who has read what is not here, nor how it reaches anybody.
type Notices struct {
	Version uint64 // of the state
	people  lists
	things  map[byte]lists // by the letter of a thing
	circles lists          // what is told to those who belong to one
}

// NoticesLast is how long an act is told of.
const NoticesLast = 60 * org.Day

// mostNotices are so many that are kept of one person or thing, at least.
const mostNotices = 100

// lists are notices by the number of what they are of, the oldest first. Versions of a
// list share their beginning, since each is the longest for one other only.
type lists = immutable.Table[number, []org.Notice]

type number uint32

// Of yields what reaches somebody as a person, the newest first.
func (n *Notices) Of(p org.PersonID) iter.Seq[org.Notice] { return backward(n.people.Get(number(p))) }

// About yields what reaches who follows a thing, the newest first.
func (n *Notices) About(r org.Ref) iter.Seq[org.Notice] {
	return backward(n.things[r.Letter].Get(number(r.N)))
}

// In yields what reaches who belongs to a circle, the newest first.
func (n *Notices) In(c org.CircleID) iter.Seq[org.Notice] {
	return backward(n.circles.Get(number(c)))
}

func backward(list []org.Notice) iter.Seq[org.Notice] {
	return func(yield func(org.Notice) bool) {
		for i := range list {
			if !yield(list[len(list)-1-i]) {
				return
			}
		}
	}
}

// NewNotices returns the projection of them. Who is told is worked out with the
// organisation as it is when the projection comes to an act: mostly at once.
func NewNotices() *ledger.Projection[*Notices] {
	return &ledger.Projection[*Notices]{
		Begin: beginNotices,
		Next: func(_ context.Context, was *Notices, at ledger.Version, acts []org.Entry) (*Notices, error) {
			e := was.edit()
			for i := range acts {
				e.add(at.State, &acts[i])
			}
			return e.done(at.State.Version), nil
		},
		Keep: &ledger.Keep[*Notices]{Name: "notices 1", Encode: (*Notices).encode, Decode: decodeNotices},
		Lazy: true,
	}
}

// beginNotices reads the log, with the organisation as it was at each act.
func beginNotices(ctx context.Context, at ledger.Version) (*Notices, error) {
	e, d, since := new(Notices).edit(), new(org.State).Edit(), at.State.Last-NoticesLast
	for entry, err := range at.Entries(ctx, 0) {
		if err != nil {
			return nil, err
		}
		d.Replay(entry.Act, entry.Moment())
		if entry.At >= since {
			e.add(&d.State, entry)
		}
	}
	return e.done(at.State.Version), nil
}

// notices is an edit of Notices.
type notices struct {
	Notices
	own *immutable.Owner
}

func (n *Notices) edit() *notices {
	e := &notices{*n, new(immutable.Owner)}
	e.things = map[byte]lists{}
	for letter, l := range n.things {
		e.things[letter] = l
	}
	return e
}

func (e *notices) done(version uint64) *Notices {
	n := e.Notices
	n.Version = version
	return &n
}

// add adds whom an act reaches; s is the organisation after it.
func (e *notices) add(s *org.State, entry *org.Entry) {
	t := org.Tell(s, entry)
	if t.Thing.N == 0 {
		return
	}
	for _, h := range t.People() {
		e.put(&e.people, uint32(h.Person), t.Notice(h.Because))
	}
	follows := t.Notice(org.BecauseFollows)
	for _, r := range t.Topics() {
		l := e.things[r.Letter]
		e.put(&l, r.N, follows)
		e.things[r.Letter] = l
	}
	if c := t.Members(); c != 0 {
		e.put(&e.circles, uint32(c), t.Notice(org.BecauseCircle))
	}
}

func (e *notices) put(l *lists, of uint32, n org.Notice) {
	for l.Len() < int(of) {
		l.Append(e.own, nil)
	}
	row := l.Edit(e.own, number(of))
	if len(*row) >= 2*mostNotices {
		*row = slices.Clone((*row)[len(*row)-mostNotices:])
	}
	*row = append(*row, n)
}
