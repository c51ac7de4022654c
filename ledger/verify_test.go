package ledger_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"orpheus/ledger"
	"orpheus/ledger/ledgertest"
	"orpheus/ledger/loadtest"
	"orpheus/ledger/memory"
	"orpheus/ledger/sqlite"
	"orpheus/org"
)

// tamper changes the file behind the back of the program.
func tamper(t testing.TB, path, query string, args ...any) int64 {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	r, err := db.ExecContext(t.Context(), query, args...)
	must(t, err)
	n, err := r.RowsAffected()
	must(t, err)
	return n
}

// written is a file with organisations "a", "linde" and "z", of which "linde" has
// n acts, a redacted entry and a snapshot.
func written(t testing.TB, n int) (path string, version, redacted uint64) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "o.db")
	l := file(t, path)
	e := ledger.New(l, ledger.Options{Follow: -1})
	for _, slug := range []string{"a", "linde", "z"} {
		must(t, e.Found(t.Context(), loadtest.Founding(slug), loadtest.Begin))
		g := loadtest.New(20, 3)
		_, err := e.Bulk(t.Context(), slug, loadtest.Begin, org.Import, func(b *ledger.Bulk) error { return g.Fill(b, n, n) })
		must(t, err)
	}
	s, err := e.State(t.Context(), "linde")
	must(t, err)
	for redacted = s.Version / 2; ; redacted++ {
		if err := e.Redact(t.Context(), "linde", redacted); err == nil {
			break
		}
	}
	if s, err = e.State(t.Context(), "linde"); err != nil {
		t.Fatal(err)
	}
	head, err := l.Head(t.Context(), "linde")
	must(t, err)
	raw, err := s.Encode()
	must(t, err)
	must(t, l.SaveSnapshot(t.Context(), "linde", ledger.Snapshot{Head: head, Shape: org.Shape(), State: raw}))
	must(t, e.Close())
	_, err = ledger.Verify(t.Context(), l, "linde")
	must(t, err)
	return path, s.Version, redacted
}

// verify returns the number of the entry that Verify names; -1 where it finds
// nothing, 0 where it names what is no entry.
func verify(t testing.TB, l ledger.Log, slug string) (int, error) {
	t.Helper()
	_, err := ledger.Verify(context.Background(), l, slug)
	if err == nil {
		return -1, nil
	}
	if e, ok := errors.AsType[*ledger.BrokenError](err); ok {
		if e.Slug != slug {
			t.Fatalf("%v is about another organisation", err)
		}
		return int(e.Seq), err
	}
	t.Fatalf("not located: %v", err)
	return 0, nil
}

// Whatever byte of whatever row is changed, Verify names the entry.
func TestVerifyNamesTheEntry(t *testing.T) {
	path, version, redacted := written(t, 50)
	l := file(t, path)
	r := rand.New(rand.NewPCG(1, 1))
	named := func(what string, want int, err error, got int) {
		t.Helper()
		if got != want {
			t.Errorf("%s: Verify names %d: %v, want %d", what, got, err, want)
		}
	}
	change := func(table, column, where string, at func(n int) int, want int) {
		t.Helper()
		var value []byte
		db, err := sql.Open("sqlite", path)
		must(t, err)
		defer db.Close()
		must(t, db.QueryRow("SELECT CAST("+column+" AS BLOB) FROM "+table+" WHERE "+where).Scan(&value))
		i := at(len(value))
		bad := append([]byte{}, value...)
		bad[i] ^= byte(1 << r.IntN(8))
		tamper(t, path, "UPDATE "+table+" SET "+column+" = ? WHERE "+where, bad)
		got, err := verify(t, l, "linde")
		named(fmt.Sprintf("%s.%s byte %d of %s", table, column, i, where), want, err, got)
		tamper(t, path, "UPDATE "+table+" SET "+column+" = ? WHERE "+where, value)
	}
	first, last := func(int) int { return 0 }, func(n int) int { return n - 1 }
	for seq := 1; seq <= int(version); seq++ {
		where := fmt.Sprintf("id = (2 << 40) + %d", seq)
		for _, at := range []func(int) int{first, r.IntN, last} {
			change("acts", "line", where, at, seq)
			change("acts", "hash", where, at, seq)
		}
		if seq == int(redacted) {
			change("acts", "digest", where, r.IntN, seq)
			continue
		}
		tamper(t, path, "UPDATE acts SET digest = ? WHERE "+where, make([]byte, 32)) // none, written another way
		if got, err := verify(t, l, "linde"); got != -1 && got != seq {
			t.Errorf("digest of zeros: %d, %v", got, err)
		}
		var line, digest []byte
		for _, row := range rowsAt(t, l, uint64(seq)) {
			line = row.Line
			d := row.LineDigest()
			digest = d[:]
		}
		// Changed the way a redaction changes it, but with none that says so.
		line[len(line)/2] ^= 1
		tamper(t, path, "UPDATE acts SET line = ?, digest = ? WHERE "+where, line, digest)
		got, err := verify(t, l, "linde")
		named("a redaction nobody did", seq, err, got)
		line[len(line)/2] ^= 1
		tamper(t, path, "UPDATE acts SET line = ?, digest = NULL WHERE "+where, line)
	}
	for range 20 {
		change("snapshots", "state", "org = 2", r.IntN, 0)
		change("snapshots", "hash", "org = 2", r.IntN, 0)
		change("snapshots", "sum", "org = 2", r.IntN, 0)
		change("orgs", "hash", "slug = 'linde'", r.IntN, int(version))
	}
	if got, err := verify(t, l, "linde"); got != -1 {
		t.Fatal("the file was not put right again", err)
	}
}

func rowsAt(t testing.TB, l ledger.Log, seq uint64) (rows []ledger.Row) {
	for r, err := range l.Read(t.Context(), "linde", seq-1) {
		must(t, err)
		r.Line = append([]byte{}, r.Line...)
		return []ledger.Row{r}
	}
	return nil
}

// Rows taken out, swapped, moved, cut off or added are found where they were.
func TestVerifyFindsRowsOutOfPlace(t *testing.T) {
	const row = "(2 << 40) + "
	for name, c := range map[string]struct {
		change []string
		want   func(version int) int
	}{
		"removed":       {[]string{"DELETE FROM acts WHERE id = " + row + "17"}, func(int) int { return 17 }},
		"first removed": {[]string{"DELETE FROM acts WHERE id = " + row + "1"}, func(int) int { return 1 }},
		"all removed":   {[]string{"DELETE FROM acts WHERE id >> 40 = 2"}, func(int) int { return 1 }},
		"cut off":       {[]string{"DELETE FROM acts WHERE id >> 40 = 2 AND id > " + row + "90"}, func(int) int { return 91 }},
		"last cut off":  {[]string{"DELETE FROM acts WHERE id = (SELECT max(id) FROM acts WHERE id >> 40 = 2)"}, func(v int) int { return v }},
		"head set back": {[]string{"UPDATE orgs SET seq = 90 WHERE id = 2"}, func(int) int { return 90 }},
		"head and hash set back": {
			[]string{"UPDATE orgs SET seq = 90, hash = (SELECT hash FROM acts WHERE id = " + row + "90) WHERE id = 2"},
			func(int) int { return 91 },
		},
		"head set forward": {[]string{"UPDATE orgs SET seq = seq + 1 WHERE id = 2"}, func(v int) int { return v + 1 }},
		"swapped lines": {
			[]string{
				"UPDATE acts SET id = 1 WHERE id = " + row + "20", "UPDATE acts SET id = " + row + "20 WHERE id = " + row + "30",
				"UPDATE acts SET id = " + row + "30 WHERE id = 1",
			},
			func(int) int { return 20 },
		},
		"copied over another": {
			[]string{"UPDATE acts SET (line, hash) = (SELECT line, hash FROM acts WHERE id = " + row + "20) WHERE id = " + row + "21"},
			func(int) int { return 21 },
		},
		"of another organisation": {
			[]string{"UPDATE acts SET (line, hash) = (SELECT line, hash FROM acts WHERE id = (1 << 40) + 20) WHERE id = " + row + "20"},
			func(int) int { return 20 },
		},
		"moved to another organisation": {
			[]string{"DELETE FROM acts WHERE id = (1 << 40) + 20", "UPDATE acts SET id = (1 << 40) + 20 WHERE id = " + row + "20"},
			func(int) int { return 20 },
		},
		"added": {
			[]string{"INSERT INTO acts SELECT max(id) + 1, line, hash, NULL FROM acts WHERE id >> 40 = 2"},
			func(v int) int { return v + 1 },
		},
		"known under another name": {[]string{"UPDATE orgs SET slug = 'y' WHERE slug = 'linde'", "UPDATE orgs SET slug = 'linde' WHERE slug = 'z'"}, func(int) int { return 1 }},
	} {
		t.Run(name, func(t *testing.T) {
			path, version, _ := written(t, 100)
			for _, q := range c.change {
				tamper(t, path, q)
			}
			if got, err := verify(t, file(t, path), "linde"); got != c.want(int(version)) {
				t.Errorf("Verify names %d: %v, want %d", got, err, c.want(int(version)))
			}
		})
	}
}

// Rows that belong to nobody are no part of any log: Check finds them.
func TestCheckFindsStrays(t *testing.T) {
	path, _, _ := written(t, 30)
	l := file(t, path)
	if found, err := l.Check(t.Context()); len(found) > 0 || err != nil {
		t.Fatal(found, err)
	}
	for _, id := range []string{"5", "1 << 40", "2 << 40", "(4 << 40) + 1", "(3 << 40)", "-7", "0"} {
		tamper(t, path, "INSERT INTO acts SELECT "+id+", line, hash, NULL FROM acts LIMIT 1")
		if found, err := l.Check(t.Context()); len(found) != 1 || err != nil {
			t.Errorf("row %s: %v %v", id, found, err)
		}
		tamper(t, path, "DELETE FROM acts WHERE id = "+id)
	}
	tamper(t, path, "DELETE FROM orgs WHERE slug = 'linde'")
	if found, err := l.Check(t.Context()); len(found) == 0 || err != nil {
		t.Error(found, err)
	}
}

// A snapshot that is whole but says something else than the log is found, and
// does not hide a problem of the log.
func TestVerifyOfAWrongSnapshot(t *testing.T) {
	path, version, _ := written(t, 60)
	l := file(t, path)
	snap, _, err := l.Snapshot(t.Context(), "linde")
	must(t, err)
	s, err := org.DecodeState(snap.State)
	must(t, err)
	f, err := ledger.Fork(s, 0, &org.AmendCircle{Circle: 1, Purpose: new(string)}, &org.FormCircle{Name: "x", Parents: []org.CircleID{1}})
	must(t, err)
	f.Version = s.Version
	other, err := f.Encode()
	must(t, err)
	for name, bad := range map[string]ledger.Snapshot{
		"another state": {Head: snap.Head, Shape: snap.Shape, State: other},
		"another hash":  {Head: ledger.Head{Seq: snap.Head.Seq}, Shape: snap.Shape, State: snap.State},
		"no state":      {Head: snap.Head, Shape: snap.Shape, State: []byte("x")},
		"beyond":        {Head: ledger.Head{Seq: version + 9}, Shape: snap.Shape, State: other},
	} {
		must(t, l.SaveSnapshot(t.Context(), "linde", bad))
		if got, err := verify(t, l, "linde"); got != 0 {
			t.Errorf("%s: %d %v", name, got, err)
		}
	}
	must(t, l.SaveSnapshot(t.Context(), "linde", ledger.Snapshot{Head: snap.Head, Shape: "older", State: other}))
	if got, err := verify(t, l, "linde"); got != -1 {
		t.Error("a snapshot of another version of the program is no problem", got, err)
	}
	must(t, l.SaveSnapshot(t.Context(), "linde", ledger.Snapshot{Head: snap.Head, Shape: snap.Shape, State: other}))
	tamper(t, path, "UPDATE acts SET line = x'7b7d' WHERE id = (2 << 40) + 33")
	if got, err := verify(t, l, "linde"); got != 33 {
		t.Error(got, err)
	}
	tamper(t, path, "UPDATE snapshots SET sum = zeroblob(32)")
	if got, err := verify(t, l, "linde"); got != 33 {
		t.Error(got, err)
	}
}

// An entry that is well linked but cannot have happened is named, not fallen over.
func TestVerifyOfWhatCannotBe(t *testing.T) {
	l := new(memory.Log)
	b := newBench(t, l, ledger.Options{})
	version := b.state().Version
	must(t, b.Close())
	for _, line := range []string{
		`{"at":"2026-01-01T00:00:00Z","kind":"seat.leave","act":{"seat":99}}`,
		`{"at":"2026-01-01T00:00:00Z","kind":"role.retire","act":{"role":0}}`,
		`{"at":"2026-01-01T00:00:00Z","kind":"circle.join","act":{"circle":1,"person":77}}`,
		`{"at":"yesterday","kind":"circle.join","act":{}}`, `{}`, ``, `null`, `[`,
	} {
		l := copyOf(t, l)
		head, err := l.Head(t.Context(), "linde")
		must(t, err)
		must(t, l.Append(t.Context(), ledger.Batch{Slug: "linde", Before: head, Rows: []ledger.Row{ledgertest.Row(head, line)}}))
		if got, err := verify(t, l, "linde"); got != int(version+1) {
			t.Errorf("%s: %d %v", line, got, err)
		}
		e := ledger.New(l, ledger.Options{})
		_, err = e.State(t.Context(), "linde")
		if broken, ok := errors.AsType[*ledger.BrokenError](err); !ok || broken.Seq != version+1 {
			t.Errorf("%s: %v", line, err)
		}
		must(t, e.Close())
	}
}

func copyOf(t *testing.T, from ledger.Log) *memory.Log {
	to := new(memory.Log)
	var rows []ledger.Row
	for r, err := range from.Read(t.Context(), "linde", 0) {
		must(t, err)
		rows = append(rows, r)
	}
	must(t, to.Append(t.Context(), ledger.Batch{Slug: "linde", Rows: rows}))
	return to
}

// Verify may run while others append and redact.
func TestVerifyWhileWriting(t *testing.T) {
	eachLog(t, func(t *testing.T, s ledgertest.Store) {
		b := newBench(t, s, ledger.Options{SaveEvery: 7})
		done := make(chan struct{})
		go func() {
			defer close(done)
			for i := range 60 {
				a, err := b.Do(context.Background(), "linde", ledger.Request{Act: tension("x"), By: 1})
				if err == nil && i%20 == 0 {
					err = b.Redact(context.Background(), "linde", a.Entries[0].Seq)
				}
				if err != nil {
					t.Error(err)
				}
			}
		}()
		for {
			if _, err := ledger.Verify(t.Context(), s, "linde"); err != nil {
				t.Error(err)
			}
			select {
			case <-done:
				return
			default:
			}
		}
	})
}

// Whatever byte of the pages of the log is changed in the file, Verify or Check
// says so, unless nobody ever reads that byte.
func TestFlippedBytesInTheFile(t *testing.T) {
	path, _, _ := written(t, 60)
	tamper(t, path, "PRAGMA wal_checkpoint(TRUNCATE)")
	whole, err := os.ReadFile(path)
	must(t, err)
	want := dump(t, path)
	used := actsBytes(t, path, whole)
	r := rand.New(rand.NewPCG(5, 5))
	bad := filepath.Join(t.TempDir(), "bad.db")
	flips := 150
	if testing.Short() {
		flips = 60
	}
	for range flips {
		at := used[r.IntN(len(used))]
		b := append([]byte{}, whole...)
		b[at] ^= byte(1 << r.IntN(8))
		must(t, os.WriteFile(bad, b, 0o600))
		if reported(t, bad) {
			continue
		}
		if got := dump(t, bad); got != want {
			t.Errorf("byte %d of page %d went unseen", at%4096, at/4096+1)
		}
	}
}

// reported reports whether Open, Check or Verify finds something.
func reported(t *testing.T, path string) bool {
	l, err := sqlite.Open(t.Context(), path, false)
	if err != nil {
		return true
	}
	defer func() {
		_ = l.Close()
		_ = os.Remove(path + "-wal")
		_ = os.Remove(path + "-shm")
	}()
	found, err := l.Check(t.Context())
	if err != nil || len(found) > 0 {
		return true
	}
	for _, slug := range []string{"a", "linde", "z"} {
		if _, err := ledger.Verify(t.Context(), l, slug); err != nil {
			return true
		}
	}
	return false
}

// dump returns all that SQLite reads of the log, with the types of the values.
func dump(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	var s string
	must(t, db.QueryRow(`SELECT group_concat(id || typeof(line) || hex(line) || typeof(hash) || hex(hash) || typeof(digest) || hex(digest))
		FROM (SELECT * FROM acts ORDER BY id)`).Scan(&s))
	return s
}

// actsBytes returns the places, in the file, of all bytes of the pages of the log
// that are not in the gap of their page.
func actsBytes(t *testing.T, path string, whole []byte) (at []int) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	rows, err := db.Query("SELECT pageno, pagetype FROM dbstat WHERE name = 'acts'")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var page int
		var kind string
		must(t, rows.Scan(&page, &kind))
		start := (page - 1) * 4096
		p := whole[start : start+4096]
		from, to := 4096, 4096
		if kind != "overflow" {
			header := 8
			if kind == "internal" {
				header = 12
			}
			from = header + 2*int(binary.BigEndian.Uint16(p[3:]))
			to = int(binary.BigEndian.Uint16(p[5:]))
		}
		for i := range p {
			if i < from || i >= to {
				at = append(at, start+i)
			}
		}
	}
	must(t, rows.Err())
	return at
}
