package service_test

import (
	"testing"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// What is undone goes back with all that it entailed, in one transaction, by the
// one who did it alone.
func TestUndo(t *testing.T) {
	d := service.New(new(memory.Log), ledger.Options{})
	defer d.Close()
	linde(t, d)
	do(t, d, 1, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Night team"})
	do(t, d, 1, &org.CreateRole{Circle: 2, Name: "Rosters"})
	do(t, d, 1, &org.FillSeat{Role: 1, Person: 2})
	do(t, d, 1, &org.RetireRole{Role: 1})
	s, err := service.EngineOf(d).State(t.Context(), "linde")
	if err != nil || s.Role(1).Live() {
		t.Fatal("the role is still there", err)
	}
	seq := s.Version - 1 // the seat ended after it
	for by, key := range map[org.PersonID]string{0: "undo.others", 2: "undo.others", 3: "undo.others"} {
		if _, err := d.Undo(t.Context(), "linde", seq, by, org.Web); err == nil || err.Error() != key {
			t.Errorf("%v may undo it: %v", by, err)
		}
	}
	a, err := d.Undo(t.Context(), "linde", seq, 1, org.Web)
	if err != nil {
		t.Fatal(err)
	}
	first, second := a.Entries[0], a.Entries[1]
	if len(a.Entries) != 2 || first.By != 1 || first.Face != org.Web || second.By != 0 || second.Face != org.Rule || second.Cause != first.Seq {
		t.Fatalf("%+v", a.Entries)
	}
	if !a.State.Role(1).Live() || a.State.HoldsRole(2, 1) == 0 {
		t.Error("the role or its seat is not back")
	}
	for seq, key := range map[uint64]string{seq: "undo.changed: R1", a.State.Version + 9: "undo.kind", 0: "undo.kind"} {
		if _, err := d.Undo(t.Context(), "linde", seq, 1, org.Web); err == nil || err.Error() != key {
			t.Errorf("entry %d: %v, want %s", seq, err, key)
		}
	}
	now, _ := service.EngineOf(d).State(t.Context(), "linde")
	if now.Version != a.State.Version {
		t.Error("a refusal changed something")
	}
}
