package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"

	"orpheus/ledger"
	"orpheus/store/records"
)

// every calls every method about an organisation.
func every(ctx context.Context, s Store, slug string) map[string]error {
	out := map[string]error{}
	_, out["Head"] = s.Head(ctx, slug)
	_, out["Read"] = read(ctx, s, slug, 0)
	_, _, out["Answered"] = s.Answered(ctx, slug, "k")
	_, _, out["Snapshot"] = s.Snapshot(ctx, slug)
	out["SaveSnapshot"] = s.SaveSnapshot(ctx, slug, ledger.Snapshot{Head: ledger.Head{Seq: 9}, State: []byte("x")})
	_, out["Profiles"] = s.Profiles(ctx, slug)
	_, out["Texts"] = s.Texts(ctx, slug, 1)
	_, out["AllTexts"] = s.AllTexts(ctx, slug)
	_, out["Forgotten"] = s.Forgotten(ctx, slug, "k")
	_, out["Version"] = s.Version(ctx, slug)
	_, out["AllForgotten"] = s.AllForgotten(ctx, slug)
	_, out["Watch"] = s.Watch(ctx, slug, ledger.Head{})
	out["Amend"] = s.Amend(ctx, slug, records.Changes{Profiles: []records.Profile{{Person: 9, Name: "Zed"}}})
	return out
}

func nobody(t *testing.T, s Store) {
	for range 2 { // in an empty store, and in one with another organisation
		for method, err := range every(t.Context(), s, "linde") {
			if !errors.Is(err, ledger.ErrNoOrganisation) {
				t.Errorf("%s gives %v", method, err)
			}
		}
		want(t, s.Append(t.Context(), ledger.Batch{Slug: "linde"}), ledger.ErrNoOrganisation)
		if _, err := s.Head(t.Context(), "other"); err != nil {
			add(t, s, "other", ledger.Head{}, 1)
		}
	}
	add(t, s, "linde", ledger.Head{}, 1) // it was not remembered as absent
	if _, err := s.Profiles(t.Context(), "linde"); err != nil {
		t.Fatal(err)
	}
}

func ended(t *testing.T, s Store) {
	head := people(t, s, "linde")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	all := every(ctx, s, "linde")
	_, all["Orgs"] = s.Orgs(ctx)
	all["Append"] = s.Append(ctx, ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 1, "x")})
	all["AppendNext"] = s.AppendNext(ctx, "linde", func(ledger.Head) (ledger.Batch, error) {
		return ledger.Batch{Before: head, Rows: Rows(head, 1, "x")}, nil
	})
	all["Redact"] = s.Redact(ctx, ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 1, "x")}, 1, []byte("left"))
	for method, err := range all {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s gives %v", method, err)
		}
	}
	has(t, s, "linde", Rows(ledger.Head{}, 2, "linde"))
	knows(t, s, "linde", []records.Profile{ada, bo, cy}, []records.Text{first, second, third, nobodys})
	if _, found, err := s.Snapshot(t.Context(), "linde"); found || err != nil {
		t.Fatal("a snapshot was saved", err)
	}

	add(t, s, "linde", head, 2000)
	ctx, cancel = context.WithCancel(t.Context())
	n := 0
	var err error
	for _, err = range s.Read(ctx, "linde", 0) {
		if n++; n == 10 {
			cancel()
		}
		if err != nil {
			break
		}
	}
	if cancel(); err == nil || n > 1000 {
		t.Fatalf("%d rows were read after the context ended: %v", n-10, err)
	}
}

// Readers always see a whole number of batches, whatever is written meanwhile.
func readers(t *testing.T, s Store) {
	head := add(t, s, "linde", ledger.Head{}, 7)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for {
				rows, err := read(t.Context(), s, "linde", 0)
				if err != nil || len(rows)%7 != 0 {
					t.Errorf("a reader sees %d rows: %v", len(rows), err)
					return
				}
				end := ledger.Head{}
				for i := range rows {
					if err := ledger.CheckRow("linde", end, &rows[i]); err != nil {
						t.Error(err)
						return
					}
					end = ledger.Head{Seq: rows[i].Seq, Hash: rows[i].Hash}
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for range 60 {
		head = add(t, s, "linde", head, 7)
	}
	close(done)
	wg.Wait()
}

// Those who ask for more while they read do not wait for each other.
func nested(t *testing.T, s Store) {
	people(t, s, "linde")
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			for _, err := range s.Read(t.Context(), "linde", 0) {
				if err == nil {
					_, err = s.Profiles(t.Context(), "linde")
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}
