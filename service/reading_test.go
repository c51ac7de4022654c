package service_test

import (
	"context"
	"testing"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// slowTexts are records whose texts take long to read.
type slowTexts struct {
	*memory.Log
	gate chan struct{}
}

func (s *slowTexts) Texts(ctx context.Context, slug string, ids ...org.TextID) (map[org.TextID]records.Text, error) {
	select {
	case <-s.gate:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return s.Log.Texts(ctx, slug, ids...)
}

// While texts are being read a search answers with the names and says so, and what it
// began goes on though nobody waits for it.
func TestSearchWhileTextsAreRead(t *testing.T) {
	slow := &slowTexts{new(memory.Log), make(chan struct{})}
	d := service.New(slow, ledger.Options{})
	defer d.Close()
	linde(t, d)
	do(t, d, 0, &org.FormCircle{Parents: []org.CircleID{org.Root}, Name: "Vergaderploeg"})
	do(t, d, 2, &org.KeepLearning{Text: org.Write("Elke vergadering duurt lang")})
	r, err := d.Search(t.Context(), "linde", 1, "vergader", 5)
	if err != nil || !r.Reading || len(r.Texts) != 0 || len(r.Groups) != 1 || r.Groups[0].Hits[0].Name != "Vergaderploeg" {
		t.Fatalf("%+v, %v", r, err)
	}
	close(slow.gate)
	if got := found(t, d, 1, "vergader"); got != "C2 Vergaderploeg; K1: [{Elke  false} {vergadering true} { duurt lang false}]" {
		t.Error(got)
	}
}
