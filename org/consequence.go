package org

// follower is an act that entails others: leaving the organisation ends one's
// seats. They are logged as acts of their own, so the log alone explains the
// state. They are such that the act itself makes them possible, and are not
// checked. Follow runs after Apply and is not asked on replay.
type follower interface {
	Follow(s *State, m Moment) []Act
}

// attempter is an act that brings about others which may not be possible by now:
// a proposal, adopted a week after it was made. They are tried on a draft in their
// order, each as it would be by nobody in person. All of them are done then, apart
// from what would change nothing, or none; then Conflict is, which is an act too, so
// that the log says what did not come about and why. It runs after Apply and Follow
// and is not asked on replay.
type attempter interface {
	Attempt(s *State, m Moment) []Act
	// Conflict returns the act that is done instead: the one at index i of the
	// attempted was refused, for this reason.
	Conflict(i int, why Reason) Act
}

// enact does an act and all that comes of it.
func (d *Draft) enact(done []Done, act Act, m Moment, cause int) []Done {
	d.perform(act, m)
	return d.entail(done, act, m, cause)
}

// perform does an act alone.
func (d *Draft) perform(act Act, m Moment) {
	if p, ok := act.(preparer); ok {
		p.Prepare(&d.State, m)
	}
	numberProse(act, d.State.Texts)
	d.Replay(act, m)
}

// entail does all that comes of an act that was done.
func (d *Draft) entail(done []Done, act Act, m Moment, cause int) []Done {
	at := len(done)
	done = append(done, Done{Act: act, Moment: m, Cause: cause})
	entailed := Moment{At: m.At, Face: Rule}
	if f, ok := act.(follower); ok {
		for _, next := range f.Follow(&d.State, m) {
			done = d.enact(done, next, entailed, at)
		}
	}
	if a, ok := act.(attempter); ok {
		for _, next := range d.attempt(a, m, entailed) {
			done = d.enact(done, next, entailed, at)
		}
	}
	return done
}

// attempt returns what is to be done of what a attempts: all that changes something,
// or that it was not possible. The acts are copies: those of a stay as they were
// proposed, whatever is worked out when they are done.
func (d *Draft) attempt(a attempter, m, entailed Moment) []Act {
	beside, bound := d.State.Edit(), binding{}
	var todo []Act
	for i, act := range a.Attempt(&d.State, m) {
		named, err := bound.put(proposed(act))
		try := Copy(named)
		if err == nil {
			err = try.Check(&beside.State, entailed)
		}
		if err != nil {
			return []Act{a.Conflict(i, reasonOf(err))}
		}
		if beside.change(try, entailed) == nil {
			beside.entail(nil, try, entailed, -1)
			bound.note(act, try) // what is done later in the same order gets the same numbers
			todo = append(todo, named)
		}
	}
	return todo
}

// proposed returns a copy of an act that another carried. Its sentences are in the
// records since then, under the name of whoever wrote them, and are not written anew.
func proposed(act Act) Act {
	c := Copy(act)
	for _, p := range ProseOf(c) {
		p.text = ""
	}
	return c
}

// Possible says whether acts can be done one after the other now, by nobody in
// person: what a proposal asks before it is made. The state stays as it is.
func (s *State) Possible(acts []Act, at Time) error {
	d, bound := s.Edit(), binding{}
	for _, act := range acts {
		named, err := bound.put(act)
		if err == nil {
			_, err = d.Do(named, Moment{At: at, Face: Rule})
		}
		if err != nil {
			return err
		}
		bound.note(act, named)
	}
	return nil
}
