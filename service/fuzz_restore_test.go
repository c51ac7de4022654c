package service_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/records"
)

// FuzzRestore: whatever is given as an export is restored whole, or refused, and then nothing is
// there.
func FuzzRestore(f *testing.F) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	options := ledger.Options{Now: func() time.Time { return at }, Follow: -1}
	d := service.New(new(memory.Log), options)
	defer d.Close()
	ctx := context.Background()
	who, err := d.Found(ctx, service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Fatima", Mail: "f@linde.example"}})
	if err != nil {
		f.Fatal(err)
	}
	v, err := d.As(ctx, "linde", who)
	if err != nil {
		f.Fatal(err)
	}
	if _, err := v.Do(ctx, service.Asked{Act: &org.RaiseTension{Title: "x", Body: org.Write("why")}, Face: org.Web}); err != nil {
		f.Fatal(err)
	}
	for _, personal := range []bool{true, false} {
		var b bytes.Buffer
		if err := d.Export(ctx, "linde", personal, &b, func(uint64) {}); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
		f.Add(b.Bytes()[:b.Len()/2])
	}
	f.Add([]byte("{}\n[]\nnull\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		store := new(memory.Log)
		to := service.New(store, options)
		defer to.Close()
		done, err := to.Restore(t.Context(), bytes.NewReader(b), func(_, _ uint64) {})
		orgs, err2 := store.Orgs(t.Context())
		if err2 != nil {
			t.Fatal(err2)
		}
		if err != nil && len(orgs) > 0 && !strings.Contains(err.Error(), "digest") {
			t.Errorf("it was refused (%v), and there is %v", err, orgs)
		}
		for _, o := range orgs {
			if _, err := ledger.Verify(t.Context(), store, o.Slug); err != nil {
				t.Errorf("what was restored (%+v): %v", done, err)
			}
		}
		if errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}
