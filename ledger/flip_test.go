package ledger_test

import (
	"database/sql"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"orpheus/ledger"
	"orpheus/store/sqlite"
)

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
	must(t, db.QueryRow(`SELECT group_concat(id || typeof(lines) || hex(lines) || typeof(hashes) || hex(hashes) || typeof(digests) || hex(digests))
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
