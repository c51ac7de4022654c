package org

// Undo returns the acts that revert entry e, in the order in which to do them:
// before is the state just before e, now the present one. Done on now they put back
// everything that e changed, and what it entailed. Where that is not possible, Undo
// says why: because it is another kind of act, because what e did was changed
// since, or because something would end that e did not make.
//
// The first act is done by whoever undoes e, and says whether they may. The others
// are what it entails, as the program did what e entailed: they are done by nobody,
// together with the first. Seats come back as new ones, with the origin they had.
func Undo(before, now *State, e Entry) ([]Act, error) {
	u := undoing{before: before, now: now, e: e}
	acts, err := u.acts()
	if err != nil {
		return nil, err
	}
	return acts, u.try(acts)
}

// reverter is a kind of act that can be undone: it names the acts that put back what
// it did. A kind that is none says in the table of kinds why (stays).
type reverter interface {
	Undo(u undoing) ([]Act, error)
}

// Undoable reports whether acts of the kind can be undone at all.
func (k *Kind) Undoable() bool { _, ok := k.New().(reverter); return ok }

// UndoneBy returns who alone may undo e: what somebody did about their own part is
// theirs to undo. Zero where rights decide.
func UndoneBy(e Entry) PersonID {
	if k := KindOf(e.Act); k != nil && k.own {
		return e.By
	}
	return 0
}

// undoing is one run of Undo: the states just before entry e and now.
type undoing struct {
	before, now *State
	e           Entry
}

func (u undoing) acts() ([]Act, error) {
	if a, ok := u.e.Act.(reverter); ok {
		if acts, err := a.Undo(u); len(acts) > 0 || err != nil {
			return acts, err
		}
	}
	return nil, refuse(Conflict, "undo.kind")
}

// try does the acts on a draft: the reasons of the domain against an act, such as
// a circle closed since, are reasons against undoing.
func (u undoing) try(acts []Act) error {
	d := u.now.Edit()
	for i, act := range acts {
		m := Moment{At: u.now.Last, Face: Rule}
		if i == 0 {
			m.By = UndoneBy(u.e)
		}
		if _, err := d.Do(act, m); err != nil {
			return err
		}
	}
	return nil
}

// changed refuses to undo what was changed again since.
func changed[ID ~uint32](id ID) error { return refuse(Conflict, "undo.changed", id) }

// inUse refuses to undo where something would end that e did not make.
func inUse[ID ~uint32](id ID) error { return refuse(Conflict, "undo.in_use", id) }

// nothing refuses to undo what changed nothing.
func nothing() error { return refuse(Conflict, "undo.nothing") }

// field notes how one field goes back: *set is what an act set (nil for nothing), old what
// was there, now what is. It returns what to set, and whether now is what was set.
func field[T any](set *T, old, now T, same func(a, b T) bool, differs *bool) (back *T, still bool) {
	if set == nil {
		return nil, true
	}
	*differs = *differs || !same(*set, old)
	return &old, same(*set, now)
}

func equal[T comparable](a, b T) bool { return a == b }

// seats brings back who held a role, but for those whose term is over by now.
func (u undoing) seats(r RoleID) []Act {
	var acts []Act
	for _, id := range u.before.Role(r).Seats {
		if t := u.before.Seat(id); t.Term == 0 || t.Term > u.now.Last {
			acts = append(acts, &RestoreSeat{Of: id})
		}
	}
	return acts
}
