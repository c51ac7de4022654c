package service_test

import (
	"bytes"
	"context"
	"path"
	"testing"

	"orpheus/identity"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// noting is a store that notes what is appended.
type noting struct {
	service.Store
	all []ledger.Batch
}

func (n *noting) Append(ctx context.Context, b ledger.Batch) error {
	n.all = append(n.all, b)
	return n.Store.Append(ctx, b)
}

// manyActs is an export of more acts than one transaction takes.
func manyActs(t *testing.T) []byte {
	t.Helper()
	d := service.New(new(memory.Log), ledger.Options{Follow: -1})
	defer d.Close()
	if _, err := d.Found(t.Context(), service.Founding{Slug: "linde", Name: "De Linde", Lang: "nl", Person: service.Profile{Name: "Fatima"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := service.EngineOf(d).Bulk(t.Context(), "linde", 0, org.Operator, func(b *ledger.Bulk) error {
		for range 5_001 {
			if err := b.Do(&org.JoinPerson{}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := d.Export(t.Context(), "linde", true, &out, func(uint64) {}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// While an organisation is put back in parts the clock has nothing to do there, at any program on
// the store: what it did behind a part would be where the next part belongs. By a link it is put
// back in one part.
func TestNobodyGoesOnWithAPartOfWhatIsRestored(t *testing.T) {
	export := manyActs(t)
	store := &noting{Store: new(memory.Log)}
	d := service.New(store, ledger.Options{Follow: -1})
	defer d.Close()
	if _, err := d.Restore(t.Context(), bytes.NewReader(export), func(_, _ uint64) {}); err != nil {
		t.Fatal(err)
	}
	if len(store.all) < 2 {
		t.Fatalf("it came in %d parts", len(store.all))
	}
	for i, b := range store.all {
		if last := i == len(store.all)-1; last != (b.Due == 0) || !last && b.Due != ledger.NeverDue {
			t.Errorf("part %d of %d has the clock look at %d", i+1, len(store.all), b.Due)
		}
	}

	store = &noting{Store: new(memory.Log)}
	by := service.New(store, ledger.Options{Follow: -1})
	defer by.Close()
	links := by.Identity("http://o.example")
	link, err := links.NewLink(t.Context(), identity.Link{Kind: identity.Found})
	if err != nil {
		t.Fatal(err)
	}
	use, err := links.FoundingUse(t.Context(), path.Base(link))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := by.RestoreNew(t.Context(), bytes.NewReader(export), use); err != nil {
		t.Fatal(err)
	}
	if len(store.all) != 1 || store.all[0].Due != 0 {
		t.Errorf("by a link it came in %d parts", len(store.all))
	}
	if behind, err := store.Behind(t.Context(), "mail"); err != nil || len(behind) > 0 {
		t.Errorf("people of %v are told again of what was done before: %v", behind, err)
	}
}
