package org

// Conversation returns what was said about a matter, in the order in which it was said:
// about the tension and about all that answered it, or about an initiative that answers
// none. What was taken back is among it. It is for the caller to leave out what somebody
// may not see.
func (s *State) Conversation(t TensionID, i InitiativeID) []NoteID {
	if work := s.Initiative(i); t == 0 && work != nil {
		t = work.Tension
	}
	var all []NoteID
	for id, n := range s.notes.All() {
		if n.Lead != 0 && !n.Stands() { // a hand-over that was taken back
			continue
		}
		if n.Tension == t && t != 0 || n.Initiative != 0 && (n.Initiative == i || t != 0 && s.Initiative(n.Initiative).Tension == t) {
			all = append(all, id)
		}
	}
	return all
}

// Thread returns the words that a note answers in the end; itself where it answers none.
func (s *State) Thread(id NoteID) NoteID {
	for n := s.Note(id); n != nil && n.Answers != 0; n = s.Note(id) {
		id = n.Answers
	}
	return id
}
