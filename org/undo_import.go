package org

// ofImport is a kind of act that goes back otherwise, where an import did it, than where
// somebody did: with others, and by nobody.
type ofImport interface {
	undoImport(u undoing) ([]Act, error)
}

// UndoImported returns the acts that put back what an entry of an import did, as Undo does
// for one of somebody: none where it only wrote down what was, which stays, or where it is
// back already.
func UndoImported(before, now *State, e Entry) ([]Act, error) {
	if a, ok := e.Act.(ofImport); ok {
		return a.undoImport(undoing{before: before, now: now, e: e})
	}
	return Undo(before, now, e)
}

// Imported says what an act notes at the end of an import: of which kind its source was, and
// whether it was taken back. It is false for all other acts.
func Imported(act Act) (format string, back, ok bool) {
	if a, is := act.(interface{ imported() (string, bool) }); is {
		format, back = a.imported()
		return format, back, true
	}
	return "", false, false
}

func (a *NoteSource) imported() (format string, back bool) { return a.Format, a.Back }

func (*NoteSource) undoImport(undoing) ([]Act, error)   { return nil, nil }
func (*RecordPerson) undoImport(undoing) ([]Act, error) { return nil, nil }
func (*RecordSeat) undoImport(undoing) ([]Act, error)   { return nil, nil }

// Who came leaves again, unless they are in something by now.
func (a *JoinPerson) undoImport(u undoing) ([]Act, error) {
	p := u.now.Person(a.Person)
	switch {
	case !p.Present():
		return nil, nil
	case p.Steward || len(p.Seats)+len(p.Circles)+len(p.Leads)+len(p.Offers) > 0:
		return nil, inUse(a.Person)
	}
	return []Act{&LeavePerson{Person: a.Person}}, nil
}

// Who left comes back.
func (a *LeavePerson) undoImport(u undoing) ([]Act, error) {
	if p := u.now.Person(a.Person); p.Erased || p.Present() {
		return nil, nil
	}
	return []Act{&JoinPerson{Person: a.Person}}, nil
}
