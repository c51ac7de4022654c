package org

// What the acts tell of how long things stand: what came back, what nobody leads, and what
// nobody touched. Lists of what is worth a conversation and the points of a reflection are
// made of the same.

// Back is how often something that was raised came back within a year.
type Back struct {
	Tension        TensionID
	Passed, Opened int        // times that it was passed on, and opened again
	From           []CircleID // that passed it on
	last           *Trace
}

// Times is how often it came back in all.
func (b *Back) Times() int { return b.Passed + b.Opened }

// CameBack returns how often each thing that was raised came back in the year before a
// moment, in the order in which the first of these steps were taken. What was passed back
// within the time for taking back was a slip.
func (s *State) CameBack(at Time) []*Back {
	all := map[TensionID]*Back{}
	var order []*Back
	for row := range s.Traces() {
		if row.Tension == 0 || (at-row.At)/Day >= 365 || row.At > at {
			continue
		}
		b := all[row.Tension]
		if b == nil {
			b = &Back{Tension: row.Tension}
			all[row.Tension] = b
			order = append(order, b)
		}
		switch {
		case row.From == row.To:
			b.Opened++
		case b.last != nil && b.last.To == row.From && b.last.From == row.To && row.At-b.last.At < UndoFor:
			b.Passed--
		default:
			b.Passed++
			b.From = append(b.From, row.From)
		}
		b.last = row
	}
	return order
}

// RolesTouched returns when each role was last touched up to a moment: made, changed or
// moved, kept in a reflection, or somebody came or went.
func (s *State) RolesTouched(at Time) map[RoleID]Time {
	touched := map[RoleID]Time{}
	touch := func(id RoleID, when Time) {
		if when <= at {
			touched[id] = max(touched[id], when)
		}
	}
	for row := range s.Traces() {
		touch(row.Role, row.At)
	}
	for _, t := range s.Seats() {
		touch(t.Role, t.Since)
		touch(t.Role, t.Until)
	}
	for id, r := range s.Roles() {
		touch(id, r.Made)
	}
	return touched
}

// Unled returns since when nobody leads a piece of work that goes on, and nobody was asked
// to; false where that is not so.
func (s *State) Unled(id InitiativeID) (since Time, is bool) {
	i := s.Initiative(id)
	if !i.unled() || len(i.Offers) > 0 {
		return 0, false
	}
	return s.unledSince(i), true
}

// unledSince is when the last lead of work that nobody leads ended, or the work began.
func (s *State) unledSince(i *Initiative) Time {
	if l := s.Lead(i.LastLead); l != nil {
		return l.Until
	}
	return i.Started
}

// Unanswered reports whether something raised is open, and no work about it goes on.
func (s *State) Unanswered(t *Tension) bool {
	i := s.Initiative(t.Initiative)
	return t.Open() && (i == nil || !i.Live())
}
