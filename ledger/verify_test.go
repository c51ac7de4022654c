package ledger_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/memory"
	"orpheus/store/storetest"
)

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

// Whatever byte of whatever entry is changed, Verify names the entry.
func TestVerifyNamesTheEntry(t *testing.T) {
	path, version, redacted := written(t, 80)
	l := file(t, path)
	r := rand.New(rand.NewPCG(1, 1))
	named := func(what string, want int) {
		t.Helper()
		if got, err := verify(t, l, "linde"); got != want {
			t.Errorf("%s: Verify names %d: %v, want %d", what, got, err, want)
		}
	}
	flip := func(b []byte) { b[r.IntN(len(b))] ^= byte(1 << r.IntN(8)) }
	for seq := 1; seq <= int(version); seq++ {
		// with writes the run that has the entry as f leaves it, and puts it right after.
		with := func(what string, want int, f func(p *packed, i, from, to int)) {
			t.Helper()
			p, i := has(t, path, seq)
			was := packed{p.id, bytes.Clone(p.lines), bytes.Clone(p.hashes), bytes.Clone(p.digests)}
			from, to := p.line(i)
			f(&p, i, from, to)
			put(t, path, p)
			named(fmt.Sprintf("%s of entry %d", what, seq), want)
			put(t, path, was)
		}
		with("first byte", seq, func(p *packed, _, from, _ int) { flip(p.lines[from : from+1]) })
		with("a byte", seq, func(p *packed, _, from, to int) { flip(p.lines[from:to]) })
		with("last byte", seq, func(p *packed, _, _, to int) { flip(p.lines[to-1 : to]) })
		with("first byte of the hash", seq, func(p *packed, i, _, _ int) { flip(p.hashes[32*i : 32*i+1]) })
		with("a byte of the hash", seq, func(p *packed, i, _, _ int) { flip(p.hashes[32*i : 32*i+32]) })
		with("last byte of the hash", seq, func(p *packed, i, _, _ int) { flip(p.hashes[32*i+31 : 32*i+32]) })
		if p, i := has(t, path, seq); i+1 < p.count() {
			with("the line break after", seq, func(p *packed, _, _, to int) { flip(p.lines[to : to+1]) })
		}
		digest := func(p *packed, i int) []byte {
			if p.digests == nil {
				p.digests = make([]byte, len(p.hashes))
			}
			return p.digests[32*i : 32*i+32]
		}
		with("a byte of the digest", seq, func(p *packed, i, _, _ int) { flip(digest(p, i)) })
		if seq == int(redacted) {
			continue
		}
		with("digest of zeros", -1, func(p *packed, i, _, _ int) { digest(p, i) }) // none, written another way
		with("a redaction nobody did", seq, func(p *packed, i, from, to int) {
			sum := sha256.Sum256(p.lines[from:to])
			copy(digest(p, i), sum[:])
			p.lines[(from+to)/2] ^= 1
		})
	}
	change := func(table, column, where string, want int) {
		t.Helper()
		var value []byte
		db, err := sql.Open("sqlite", path)
		must(t, err)
		defer db.Close()
		must(t, db.QueryRow("SELECT "+column+" FROM "+table+" WHERE "+where).Scan(&value))
		bad := bytes.Clone(value)
		flip(bad)
		tamper(t, path, "UPDATE "+table+" SET "+column+" = ? WHERE "+where, bad)
		named(table+"."+column, want)
		tamper(t, path, "UPDATE "+table+" SET "+column+" = ? WHERE "+where, value)
	}
	for range 20 {
		change("snapshots", "state", "org = 2", 0)
		change("snapshots", "hash", "org = 2", 0)
		change("snapshots", "sum", "org = 2", 0)
		change("orgs", "hash", "slug = 'linde'", int(version))
	}
	named("the file put right again", -1)
}

// Entries taken out, swapped, moved, cut off or added are found where they were,
// whether each lies alone or in a run with its neighbours.
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
			[]string{"UPDATE orgs SET seq = 90, hash = (SELECT hashes FROM acts WHERE id = " + row + "90) WHERE id = 2"},
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
			[]string{"UPDATE acts SET (lines, hashes) = (SELECT lines, hashes FROM acts WHERE id = " + row + "20) WHERE id = " + row + "21"},
			func(int) int { return 21 },
		},
		"of another organisation": {
			[]string{"UPDATE acts SET (lines, hashes) = (SELECT lines, hashes FROM acts WHERE id = (1 << 40) + 20) WHERE id = " + row + "20"},
			func(int) int { return 20 },
		},
		"moved to another organisation": {
			[]string{"DELETE FROM acts WHERE id = (1 << 40) + 20", "UPDATE acts SET id = (1 << 40) + 20 WHERE id = " + row + "20"},
			func(int) int { return 20 },
		},
		"added": {
			[]string{"INSERT INTO acts SELECT max(id) + 1, lines, hashes, NULL FROM acts WHERE id >> 40 = 2"},
			func(v int) int { return v + 1 },
		},
		"known under another name": {[]string{"UPDATE orgs SET slug = 'y' WHERE slug = 'linde'", "UPDATE orgs SET slug = 'linde' WHERE slug = 'z'"}, func(int) int { return 1 }},
	} {
		t.Run(name, func(t *testing.T) {
			path, version, _ := written(t, 100)
			unpack(t, path)
			for _, q := range c.change {
				tamper(t, path, q)
			}
			l := file(t, path)
			for _, how := range []string{"alone", "in runs"} {
				if got, err := verify(t, l, "linde"); got != c.want(int(version)) {
					t.Errorf("%s: Verify names %d: %v, want %d", how, got, err, c.want(int(version)))
				}
				pack(t, path)
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
		tamper(t, path, "INSERT INTO acts SELECT "+id+", lines, hashes, NULL FROM acts LIMIT 1")
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
	f, err := ledger.Fork(s, org.Moment{}, &org.AmendCircle{Circle: 1, Purpose: new("Well at home")}, &org.FormCircle{Name: "x", Parents: []org.CircleID{1}})
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
	unpack(t, path)
	tamper(t, path, "UPDATE acts SET lines = x'7b7d' WHERE id = (2 << 40) + 33")
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
		must(t, l.Append(t.Context(), ledger.Batch{Slug: "linde", Before: head, Rows: []ledger.Row{storetest.Row(head, line)}}))
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
	eachLog(t, func(t *testing.T, s storetest.Store) {
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
