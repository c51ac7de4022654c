package postgres_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/store/postgres"
	"orpheus/store/storetest"
)

// writer appends to a log of its own until it is told to stop, and notes what was
// acknowledged.
type writer struct {
	slug string
	log  *postgres.Log
	kept []ledger.Hash
	some chan struct{} // told of what was kept
}

func (w *writer) write(t *testing.T, stop <-chan struct{}) {
	head := ledger.Head{}
	var maybe []ledger.Batch // of which nobody could say whether they were kept
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		default:
		}
		b := ledger.Batch{Slug: w.slug, Before: head, Rows: storetest.Rows(head, 1+n%3, fmt.Sprint(n))}
		if err := w.log.Append(t.Context(), b); err == nil {
			head, maybe = w.keep(b), nil
			select {
			case w.some <- struct{}{}:
			default:
			}
			continue
		} else if errors.Is(err, postgres.ErrUnsure) {
			maybe = append(maybe, b)
		}
		now, err := w.log.Head(t.Context(), w.slug)
		if err != nil || now == head {
			continue
		}
		one := slices.IndexFunc(maybe, func(b ledger.Batch) bool { return b.Last() == now })
		if one < 0 {
			t.Errorf("%s ends where nobody wrote, or what was refused is there", w.slug)
			return
		}
		head, maybe = w.keep(maybe[one]), nil
	}
}

func (w *writer) keep(b ledger.Batch) ledger.Head {
	for _, r := range b.Rows {
		w.kept = append(w.kept, r.Hash)
	}
	return b.Last()
}

// Whatever happens to the server while acts are written, each that was acknowledged is there,
// once and in order, and the same store goes on by itself.
func TestTheServerGoesAndComes(t *testing.T) {
	server := pgtest.Start(t)
	address := server.Database(t)
	a, b := open(t, address), open(t, address)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	var all []*writer
	for n, l := range []*postgres.Log{a, a, b, b} {
		w := &writer{slug: fmt.Sprint("org", n), log: l, some: make(chan struct{})}
		all = append(all, w)
		wg.Go(func() { w.write(t, stop) })
	}
	goesOn := func(why string) {
		t.Helper()
		for _, w := range all {
			for range 5 {
				select {
				case <-w.some:
				case <-time.After(time.Minute):
					t.Fatalf("%s: %s does not go on", why, w.slug)
				}
			}
		}
	}
	goesOn("at first")
	for range 10 {
		if err := server.Do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"); err != nil {
			t.Fatal(err)
		}
		goesOn("backends were ended")
	}
	for _, signal := range []string{"INT", "QUIT", "QUIT"} {
		if _, err := b.Head(t.Context(), "org2"); err != nil {
			t.Error(err)
		}
		server.Stop(signal)
		if err := a.Ready(t.Context()); !postgres.IsUnreachable(err) {
			t.Errorf("without a server: %v", err)
		}
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Head(t.Context(), "org2"); err != nil { // by a connection of before
			t.Errorf("reading after the server was stopped by %s: %v", signal, err)
		}
		goesOn("the server was stopped by " + signal)
		if err := b.Ready(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if err := server.Do("ALTER SYSTEM SET default_transaction_read_only = on"); err != nil {
		t.Fatal(err)
	}
	reload(t, server)
	for !postgres.IsReadOnly(a.Ready(t.Context())) {
		time.Sleep(10 * time.Millisecond)
	}
	if _, err := a.Head(t.Context(), "org0"); err != nil {
		t.Errorf("reading while nothing can be written: %v", err)
	}
	if err := server.Do("ALTER SYSTEM RESET default_transaction_read_only"); err != nil {
		t.Fatal(err)
	}
	reload(t, server)
	goesOn("the server was for reading only")
	close(stop)
	wg.Wait()
	for _, w := range all {
		n := 0
		for r, err := range w.log.Read(t.Context(), w.slug, 0) {
			if err != nil || n >= len(w.kept) || r.Hash != w.kept[n] {
				t.Fatalf("%s: entry %d of %d: %v", w.slug, n+1, len(w.kept), err)
			}
			n++
		}
		if n != len(w.kept) {
			t.Errorf("%s has %d entries, %d were acknowledged", w.slug, n, len(w.kept))
		}
	}
}

func reload(t *testing.T, s *pgtest.Server) {
	t.Helper()
	if err := s.Do("SELECT pg_reload_conf()"); err != nil {
		t.Fatal(err)
	}
}

// News of other programs come by themselves; after the connection that hears them was lost,
// too.
func TestNewsAreHeard(t *testing.T) {
	postgres.OnlyHear(t)
	server := pgtest.Start(t, "fsync=off")
	address := server.Database(t)
	a, b := open(t, address), open(t, address)
	head := ledger.Head{}
	for round := range 4 {
		batch := ledger.Batch{Slug: "linde", Before: head, Rows: storetest.Rows(head, 1, "x")}
		if err := a.Append(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		head = batch.Last()
		got, after := make(chan error, 1), head
		go func() {
			now, err := b.Watch(t.Context(), "linde", after)
			if err == nil && now.Seq != after.Seq+1 {
				err = fmt.Errorf("it ends at %d", now.Seq)
			}
			got <- err
		}()
		for !b.Listening() {
			time.Sleep(time.Millisecond)
		}
		if round%2 == 1 {
			if err := server.Do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"); err != nil {
				t.Fatal(err)
			}
		}
		batch = ledger.Batch{Slug: "linde", Before: head, Rows: storetest.Rows(head, 1, "y")}
		if err := a.Append(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		head = batch.Last()
		if err := <-got; err != nil {
			t.Fatal(err)
		}
	}
}
