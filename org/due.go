package org

// dueItem is something the clock will end unless it changes first: a moment, and
// the row that knows what happens then.
type dueItem struct {
	at  Time
	ref Ref
}

// Before orders by moment, then by what it is, so that the clock always acts in
// the same order.
func (a dueItem) Before(b dueItem) bool {
	switch {
	case a.at != b.at:
		return a.at < b.at
	case a.ref.Letter != b.ref.Letter:
		return a.ref.Letter < b.ref.Letter
	}
	return a.ref.N < b.ref.N
}

// deadline is how rows of one kind end by the clock. A row says so in the file of
// its concept, with endsByClock.
type deadline struct {
	at  func(s *State, n uint32) Time // when row n will end, zero for never (any more)
	act func(s *State, n uint32) Act  // the act of the clock that ends it
	has func(s *State, n uint32) bool // whether there is a row n
}

// deadlines are those of all kinds of rows, by the letter of their ids.
var deadlines ['Z' + 1]*deadline

// endsByClock registers how rows end: row finds one, at says when it will end, zero
// for never (any more), and act what the clock does then.
func endsByClock[ID interface {
	~uint32
	Letter() byte
}, V any](row func(*State, ID) *V, at func(*V) Time, act func(ID) Act,
) *deadline {
	return registerDeadline(ID(0).Letter(), &deadline{
		at:  func(s *State, n uint32) Time { return at(row(s, ID(n))) },
		act: func(_ *State, n uint32) Act { return act(ID(n)) },
		has: func(s *State, n uint32) bool { return row(s, ID(n)) != nil },
	})
}

func registerDeadline(letter byte, d *deadline) *deadline {
	if deadlines[letter] != nil {
		panic("org: two kinds of rows end by the clock as " + string(letter))
	}
	deadlines[letter] = d
	return d
}

// act returns the act of the clock for it; nil when it ended or moved already.
func (a dueItem) act(s *State) Act {
	if d := deadlines[a.ref.Letter]; d.at(s, a.ref.N) == a.at {
		return d.act(s, a.ref.N)
	}
	return nil
}

// schedule notes that a row ends by the clock, at the moment that the row says;
// where it says none, nothing is noted.
func (d *Draft) schedule(r Ref) {
	if at := deadlines[r.Letter].at(&d.State, r.N); at != 0 {
		d.due = d.due.Push(dueItem{at, r})
	}
	d.trim()
}

// trim drops from the front what ended or moved by itself.
func (d *Draft) trim() {
	for {
		next, ok := d.due.First()
		if !ok || next.act(&d.State) != nil {
			return
		}
		d.due = d.due.Pop()
	}
}

// Due returns the first act that the clock owes at or before now, with the
// moment it was due; nil when there is none. Doing it makes the next one first.
func (s *State) Due(now Time) (Act, Time) {
	for h := s.due; ; h = h.Pop() {
		next, ok := h.First()
		if !ok || next.at > now {
			return nil, 0
		}
		if act := next.act(s); act != nil {
			return act, next.at
		}
	}
}

// NextDue returns the moment of the first act the clock will do, zero for none.
func (s *State) NextDue() Time {
	_, at := s.Due(1<<63 - 1)
	return at
}

// reschedule builds the queue anew from the rows.
func (d *Draft) reschedule() {
	for letter, end := range deadlines {
		for n := uint32(1); end != nil && end.has(&d.State, n); n++ {
			d.schedule(Ref{byte(letter), n})
		}
	}
}
