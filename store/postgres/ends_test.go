package postgres

import (
	"testing"

	"orpheus/ledger"
)

// Where a log ends is known as long as somebody waits for it to go on, and no longer.
func TestEndsAreForgotten(t *testing.T) {
	var s signals
	w := &waiter{woken: make(chan struct{}, 1)}
	s.wait("linde", w)
	s.hear("linde", ledger.Head{Seq: 3})
	s.hear("beuk", ledger.Head{Seq: 3}) // nobody waits for it
	s.waited()
	if end, known := s.end("linde"); !known || end.Seq != 3 || len(s.ends) != 1 {
		t.Errorf("while somebody waits: %v, %v, of %d", end, known, len(s.ends))
	}
	s.leave("linde", w)
	s.waited()
	if len(s.ends) != 0 {
		t.Errorf("nobody waits, and %d ends are known", len(s.ends))
	}
}
