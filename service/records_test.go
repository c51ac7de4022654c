package service_test

import (
	"path/filepath"
	"testing"
	"time"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
	"orpheus/store/postgres"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// pairs opens two services on one store, as two processes would have them; their
// clocks stand still.
func pairs(t *testing.T, each func(t *testing.T, one, two *service.Service)) {
	opts := ledger.Options{Now: func() time.Time { return noon }, Follow: -1}
	serve := func(t *testing.T, store service.Store) *service.Service {
		d := service.New(store, opts)
		t.Cleanup(func() { _ = d.Close() })
		return d
	}
	t.Run("memory", func(t *testing.T) {
		log := new(memory.Log)
		each(t, serve(t, log), serve(t, log))
	})
	t.Run("database", func(t *testing.T) {
		address := pgtest.Database(t)
		open := func() *service.Service {
			log, err := postgres.Open(t.Context(), address, postgres.Options{Create: true})
			if err != nil {
				t.Fatal(err)
			}
			return serve(t, log)
		}
		one := open()
		each(t, one, open())
	})
	t.Run("file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "o.db")
		open := func() *service.Service {
			log, err := sqlite.Open(t.Context(), path, true)
			if err != nil {
				t.Fatal(err)
			}
			return serve(t, log)
		}
		one := open()
		each(t, one, open())
	})
}

// What one process sets right in the records, another shows at the next look: nothing
// is believed for a time.
func TestRecordsHoldAtOnce(t *testing.T) {
	pairs(t, func(t *testing.T, one, two *service.Service) {
		linde(t, one)
		ada, bo := as(t, one, 1), as(t, two, 2)
		var edition uint64
		check := func(name, mail string) {
			t.Helper()
			for _, d := range []*service.Service{one, two} {
				look, err := as(t, d, 2).Look(t.Context(), 0)
				if err != nil || look.Name(1) != name {
					t.Errorf("a page says %q (%v), not %q", look.Name(1), err, name)
				}
				if look.Edition() == edition {
					t.Error("the pages of before are taken to hold")
				}
				who, _, err := d.Who(t.Context(), "linde", 1)
				if err != nil || who.Name != name || who.Mail != mail {
					t.Errorf("%+v, %v", who, err)
				}
				if got := found(t, d, 2, name); got != "P1 "+name {
					t.Errorf("a search for %q finds %q", name, got)
				}
				if got := found(t, d, 2, "Steward"); name != "Ada Steward" && got != "" {
					t.Errorf("a search for what nobody is called any more finds %q", got)
				}
			}
			look, _ := bo.Look(t.Context(), 0)
			edition = look.Edition()
		}
		check("Ada Steward", "")
		if err := ada.Correct(t.Context(), "Ada Byron", "ada@o.example"); err != nil {
			t.Fatal(err)
		}
		check("Ada Byron", "ada@o.example")
		if err := two.Correct(t.Context(), "linde", 1, "Ada Lovelace", "ada@o.example"); err != nil {
			t.Fatal(err)
		}
		check("Ada Lovelace", "ada@o.example")

		// Of who is erased by the one, the other knows nothing, though it has not yet heard
		// of the act.
		look, err := as(t, two, 1).Look(t.Context(), 0)
		if err != nil || look.Name(2) == "" {
			t.Fatalf("%q, %v", look.Name(2), err)
		}
		name := look.Name(2)
		if err := one.Erase(t.Context(), "linde", 2, true); err != nil {
			t.Fatal(err)
		}
		for _, d := range []*service.Service{one, two} {
			look, err := as(t, d, 1).Look(t.Context(), 0)
			if err != nil || look.Name(2) != "" {
				t.Errorf("%q, %v", look.Name(2), err)
			}
			if got := found(t, d, 1, name); got != "" {
				t.Errorf("a search finds %q", got)
			}
		}
	})
}

// A text that is written makes no name be read again.
func TestTextsAreNoNames(t *testing.T) {
	store := &counting{Log: new(memory.Log)}
	d := service.New(store, ledger.Options{Follow: -1})
	t.Cleanup(func() { _ = d.Close() })
	linde(t, d)
	v := as(t, d, 1)
	look := func() {
		if _, err := v.Look(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		found(t, d, 1, "ada")
	}
	look()
	was := store.profiles.Load()
	for range 5 {
		if _, err := v.Do(t.Context(), service.Asked{Act: &org.RaiseTension{Circle: org.Root, Title: "x", Body: org.Write("why")}}); err != nil {
			t.Fatal(err)
		}
		look()
	}
	if n := store.profiles.Load(); n != was {
		t.Errorf("the profiles were read %d times more", n-was)
	}
	if err := store.Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{{Person: 2, Name: "Bob"}}}); err != nil {
		t.Fatal(err)
	}
	look()
	if n := store.profiles.Load(); n == was {
		t.Error("the profiles were not read")
	}
}
