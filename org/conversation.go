package org

import "slices"

// Answers returns the work that was begun in answer to a tension, the first first; what was
// taken back is not among it.
func (s *State) Answers(t TensionID) (all []InitiativeID) {
	row := s.Tension(t)
	if row == nil || row.Initiative == 0 {
		return nil
	}
	for id, i := range s.Initiatives() {
		if i.Tension == t {
			all = append(all, id)
		}
	}
	return all
}

// Matter returns what a conversation is about: a tension and all work that answers it, or
// work that answers none.
func (s *State) Matter(t TensionID, i InitiativeID) (TensionID, []InitiativeID) {
	if work := s.Initiative(i); t == 0 && work != nil {
		t = work.Tension
	}
	if t == 0 {
		return 0, []InitiativeID{i}
	}
	return t, s.Answers(t)
}

// Conversation returns what was said about a matter, in the order in which it was said.
// What was taken back is among it. It is for the caller to leave out what somebody may
// not see.
func (s *State) Conversation(t TensionID, i InitiativeID) []NoteID {
	var all []NoteID
	follow := func(last NoteID) {
		for id := last; id != 0; id = s.Note(id).Prev {
			if n := s.Note(id); n.Lead == 0 || n.Stands() { // else of a hand-over that was taken back
				all = append(all, id)
			}
		}
	}
	t, works := s.Matter(t, i)
	if row := s.Tension(t); row != nil {
		follow(row.LastNote)
	}
	for _, id := range works {
		if row := s.Initiative(id); row != nil {
			follow(row.LastNote)
		}
	}
	slices.Sort(all)
	return all
}

// Thread returns the words that a note answers in the end; itself where it answers none.
func (s *State) Thread(id NoteID) NoteID {
	for n := s.Note(id); n != nil && n.Answers != 0; n = s.Note(id) {
		id = n.Answers
	}
	return id
}
