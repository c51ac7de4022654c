package postgres_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"orpheus/internal/test/pgtest"
	"orpheus/ledger"
	"orpheus/store/postgres"
	"orpheus/store/records"
	"orpheus/store/storetest"
)

// between stands between a store and the server, and cuts a connection when the server
// answers something.
type between struct {
	answer atomic.Pointer[[]byte] // nil for none
	cuts   atomic.Int32
}

func (b *between) cutAt(answer string) {
	bytes := []byte(answer)
	b.answer.Store(&bytes)
}

// stand returns the address by which one comes through it.
func (b *between) stand(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	server := filepath.Join(q.Get("host"), ".s.PGSQL.5432")
	dir := t.TempDir()
	in, err := net.Listen("unix", filepath.Join(dir, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	t.Cleanup(func() { _ = in.Close(); wg.Wait() })
	wg.Go(func() {
		for {
			client, err := in.Accept()
			if err != nil {
				return
			}
			to, err := net.Dial("unix", server)
			if err != nil {
				_ = client.Close()
				continue
			}
			wg.Go(func() { _, _ = io.Copy(to, client); _ = to.Close() })
			wg.Go(func() { b.answers(client, to) })
		}
	})
	q.Set("host", dir)
	u.RawQuery = q.Encode()
	return u.String()
}

func (b *between) answers(client, server net.Conn) {
	defer client.Close()
	defer server.Close()
	buf := make([]byte, 1<<16)
	for {
		n, err := server.Read(buf)
		if cut := b.answer.Load(); cut != nil && bytes.Contains(buf[:n], *cut) && b.answer.CompareAndSwap(cut, nil) {
			b.cuts.Add(1)
			return // the client never hears of it
		}
		if _, err2 := client.Write(buf[:n]); err != nil || err2 != nil {
			return
		}
	}
}

// Whenever a connection is lost, an act is kept once: what was confirmed without us hearing it
// is found, and what was not is written again.
func TestALostConnection(t *testing.T) {
	address := pgtest.Database(t)
	if !strings.Contains(address, "host=%2F") {
		return // another server, to which there is no socket
	}
	b := &between{}
	l := open(t, b.stand(t, address))
	head := ledger.Head{}
	var all []ledger.Row
	for i, at := range []string{"", "SELECT 1\x00", "COMMIT\x00", "BEGIN\x00", "COMMIT\x00"} {
		rows := storetest.Rows(head, 2, at)
		batch := ledger.Batch{Slug: "linde", Before: head, Rows: rows, Keys: []ledger.Key{{Key: strings.Repeat("k", i+1), First: head.Seq + 1, Last: head.Seq + 2}}}
		if at != "" {
			b.cutAt(at)
		}
		if err := l.Append(t.Context(), batch); err != nil {
			t.Fatalf("cut at %q: %v", at, err)
		}
		head, all = batch.Last(), append(all, rows...)
	}
	next := 0
	b.cutAt("COMMIT\x00")
	err := l.AppendNext(t.Context(), "linde", func(ledger.Head) (ledger.Batch, error) {
		next++
		return ledger.Batch{Before: head, Rows: storetest.Rows(head, 1, "next")}, nil
	})
	if err != nil || next != 1 {
		t.Fatalf("next was called %d times: %v", next, err)
	}
	all = append(all, storetest.Rows(head, 1, "next")...)
	if b.cuts.Load() != 5 {
		t.Fatalf("%d connections were cut", b.cuts.Load())
	}
	n := 0
	for r, err := range l.Read(t.Context(), "linde", 0) {
		if err != nil || n == len(all) || r.Hash != all[n].Hash {
			t.Fatalf("entry %d is %v, %v", n, r, err)
		}
		n++
	}
	if n != len(all) {
		t.Fatalf("%d entries of %d", n, len(all))
	}

	// What has no entry that tells is not done twice, and whoever asked hears that it may be done.
	b.cutAt("COMMIT\x00")
	err = l.Amend(t.Context(), "linde", records.Changes{Profiles: []records.Profile{{Person: 1, Name: "Ada"}}})
	if !errors.Is(err, postgres.ErrUnsure) {
		t.Fatalf("a change that may be there: %v", err)
	}
	version, err := l.Version(t.Context(), "linde")
	if err != nil || version != 1 {
		t.Fatalf("it was done %d times: %v", version, err)
	}
}
