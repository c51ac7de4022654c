package service_test

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"
	"weak"

	"orpheus/internal/test/need"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/records"
	"orpheus/store/sqlite"
)

// brief is a service that lets go of an organisation as soon as nobody asks.
func brief(t testing.TB) *service.Service {
	t.Helper()
	log, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "o.db"), true)
	if err != nil {
		t.Fatal(err)
	}
	d := service.New(log, ledger.Options{Idle: time.Millisecond, Follow: 10 * time.Millisecond})
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// use does with an organisation whatever people do: they search it, look at it now and
// as it was, and watch it.
func use(t testing.TB, d *service.Service, slug string) *org.State {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	heard, err := d.Listen(ctx, slug)
	must(err)
	_, err = service.EngineOf(d).Do(ctx, slug, ledger.Request{Act: &org.RaiseTension{Circle: org.Root, Title: "Te veel overleg", Body: org.Write("Elke vergadering duurt lang"), Lead: true}, By: 1})
	must(err)
	<-heard
	for reading := true; reading; {
		r, err := d.Search(ctx, slug, 1, "vergadering", 5)
		must(err)
		if reading = r.Reading; !reading && len(r.Texts) == 0 {
			t.Fatal("nothing was found")
		}
	}
	s, err := service.EngineOf(d).State(ctx, slug)
	must(err)
	_, err = d.NamesOf(ctx, s)
	must(err)
	_, _, err = d.Who(ctx, slug, 1)
	must(err)
	_, err = d.StructureChanges(ctx, slug)
	must(err)
	_, err = service.EngineOf(d).AtVersion(ctx, slug, 2)
	must(err)
	_, _, err = d.Newest(ctx, slug, service.Query{Before: s.Version + 1, Most: 5})
	must(err)
	return s
}

func begin(t testing.TB, d *service.Service, slug string) {
	t.Helper()
	_, err := d.Found(t.Context(), service.Founding{Slug: slug, Name: "De Linde", Lang: "nl", Person: records.Profile{Name: "Ada Steward"}})
	if err != nil {
		t.Fatal(err)
	}
}

// An organisation that was searched, looked at and watched is let go of as one that
// was not.
func TestNothingHoldsAnOrganisation(t *testing.T) {
	d := brief(t)
	begin(t, d, "linde")
	held := weak.Make(use(t, d, "linde"))
	for end := time.Now().Add(10 * time.Second); held.Value() != nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it is held")
		}
		runtime.GC()
	}
	use(t, d, "linde")
}

// A thousand organisations, each asked for once, leave no more in memory than ten.
func TestManyOrganisationsLeaveNoTrace(t *testing.T) {
	need.Brisk(t) // it founds a thousand organisations
	d := brief(t)
	heap := func(from, to int) uint64 {
		for i := from; i < to; i++ {
			slug := fmt.Sprintf("o%d", i)
			begin(t, d, slug)
			if i%10 == 0 { // else looked at only, as by a list of all
				use(t, d, slug)
			} else if _, err := service.EngineOf(d).State(t.Context(), slug); err != nil {
				t.Fatal(err)
			}
		}
		var m runtime.MemStats
		least := uint64(1 << 62)
		for range 30 { // until the last is let go of
			time.Sleep(30 * time.Millisecond)
			runtime.GC()
			runtime.ReadMemStats(&m)
			least = min(least, m.HeapAlloc)
		}
		return least
	}
	ten := heap(0, 10)
	thousand := heap(10, 1000)
	t.Logf("ten leave %d kB, a thousand %d kB", ten>>10, thousand>>10)
	if float64(thousand) > 1.2*float64(ten) {
		t.Errorf("ten leave %d kB, a thousand %d kB", ten>>10, thousand>>10)
	}
}
