package org

// UndoFor is how long something can be taken back by one press. Later, another act
// puts right what was wrong, where everybody sees it.
const UndoFor = Day / (24 * 6)

// UndoableBy reports whether an entry is one that p did a moment ago, of their own
// accord. Undo says whether what it did can still be reverted.
func (e *Entry) UndoableBy(p PersonID, now Time) bool {
	return p != 0 && e.By == p && e.Cause == 0 && now-e.At < UndoFor
}
