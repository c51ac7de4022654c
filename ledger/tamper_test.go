package ledger_test

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/ledger/loadtest"
	"orpheus/org"
)

// behind opens the file behind the back of the program.
func behind(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", path+"?_pragma=synchronous(OFF)&_pragma=busy_timeout(10000)&_pragma=ignore_check_constraints(ON)")
	must(t, err)
	return db
}

// tamper changes the file behind the back of the program.
func tamper(t testing.TB, path, query string, args ...any) int64 {
	t.Helper()
	db := behind(t, path)
	defer db.Close()
	r, err := db.ExecContext(t.Context(), query, args...)
	must(t, err)
	n, err := r.RowsAffected()
	must(t, err)
	return n
}

// written is a file with organisations "a", "linde" and "z", of which "linde" has
// n acts, a redacted entry and a snapshot. Its entries lie in runs: the first, n
// by 64, the last.
func written(t testing.TB, n int) (path string, version, redacted uint64) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "o.db")
	l := file(t, path)
	now := func() time.Time { return org.Time(loadtest.Begin).Std() } // the clock ends nothing on the way
	e := ledger.New(l, ledger.Options{Follow: -1, Now: now})
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

// packed is a run as it lies in the file.
type packed struct {
	id                     int64
	lines, hashes, digests []byte
}

// runs returns what lies in the file.
func runs(t testing.TB, path string) (all []packed) {
	t.Helper()
	db := behind(t, path)
	defer db.Close()
	rows, err := db.Query("SELECT id, lines, hashes, digests FROM acts ORDER BY id")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var p packed
		must(t, rows.Scan(&p.id, &p.lines, &p.hashes, &p.digests))
		all = append(all, p)
	}
	must(t, rows.Err())
	return all
}

func (p *packed) count() int { return bytes.Count(p.lines, []byte("\n")) + 1 }

// line returns where the i-th line begins and ends.
func (p *packed) line(i int) (from, to int) {
	for ; i > 0; i-- {
		from += bytes.IndexByte(p.lines[from:], '\n') + 1
	}
	if n := bytes.IndexByte(p.lines[from:], '\n'); n >= 0 {
		return from, from + n
	}
	return from, len(p.lines)
}

// put writes runs over those of the same id.
func put(t testing.TB, path string, all ...packed) {
	t.Helper()
	db := behind(t, path)
	defer db.Close()
	tx, err := db.Begin()
	must(t, err)
	for _, p := range all {
		_, err := tx.Exec("INSERT OR REPLACE INTO acts VALUES (?, ?, ?, nullif(?, x''))", p.id, p.lines, p.hashes, append([]byte{}, p.digests...))
		must(t, err)
	}
	must(t, tx.Commit())
}

// has returns the run that has an entry of the second organisation, and its place
// in it.
func has(t testing.TB, path string, seq int) (p packed, i int) {
	t.Helper()
	for _, r := range runs(t, path) {
		if r.id <= 2<<40+int64(seq) {
			p = r
		}
	}
	return p, int(2<<40 + int64(seq) - p.id)
}

// unpack makes each entry a run of its own.
func unpack(t testing.TB, path string) {
	t.Helper()
	all := runs(t, path)
	var out []packed
	for _, p := range all {
		for i, line := range bytes.Split(p.lines, []byte("\n")) {
			one := packed{id: p.id + int64(i), lines: line, hashes: p.hashes[32*i : 32*i+32]}
			if p.digests != nil && !bytes.Equal(p.digests[32*i:32*i+32], make([]byte, 32)) {
				one.digests = p.digests[32*i : 32*i+32]
			}
			out = append(out, one)
		}
	}
	tamper(t, path, "DELETE FROM acts")
	put(t, path, out...)
}

// pack makes what follows each other runs of at most 64, as far as it is single.
func pack(t testing.TB, path string) {
	t.Helper()
	var out []packed
	for _, p := range runs(t, path) {
		if n := len(out) - 1; n < 0 || out[n].count() == 64 || out[n].id+int64(out[n].count()) != p.id {
			out = append(out, packed{id: p.id, lines: p.lines})
		} else {
			out[n].lines = append(append(out[n].lines, '\n'), p.lines...)
		}
		last := &out[len(out)-1]
		if p.digests != nil { // zeros for those before
			last.digests = append(last.digests, make([]byte, len(last.hashes)-len(last.digests))...)
			last.digests = append(last.digests, p.digests...)
		}
		last.hashes = append(last.hashes, p.hashes...)
	}
	for i := range out {
		if p := &out[i]; p.digests != nil {
			p.digests = append(p.digests, make([]byte, len(p.hashes)-len(p.digests))...)
		}
	}
	tamper(t, path, "DELETE FROM acts")
	put(t, path, out...)
}
