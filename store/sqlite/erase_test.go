package sqlite_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
	"orpheus/store/sqlite"
	"orpheus/store/storetest"
)

// left returns which of these words are in the bytes of the store's files.
func left(t *testing.T, path string, words ...string) (found []string) {
	t.Helper()
	for _, name := range []string{path, path + "-wal", path + "-journal"} {
		b, err := os.ReadFile(name)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) {
				found = append(found, filepath.Base(name)+" has "+w)
			}
		}
	}
	return found
}

// What is erased is in none of the bytes of the store's files, however often the
// pages it lay on were split and joined before.
func TestErasureLeavesNoBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	r := rand.New(rand.NewPCG(1, 2))
	heads := map[string]ledger.Head{}
	const people = 60
	secret := func(p int, what string) string { return fmt.Sprintf("secret-%03d-%s", p, what) }
	id := 0
	for range 40 { // three organisations grow into each other's pages
		for _, slug := range []string{"a", "b", "c"} {
			var c records.Changes
			for range 12 {
				p := 1 + r.IntN(people)
				id++
				long := bytes.Repeat([]byte("x"), r.IntN([]int{40, 400, 9000}[r.IntN(3)]))
				c.Texts = append(c.Texts, records.Text{
					ID: org.TextID(1 + r.IntN(1<<20)), By: org.PersonID(p), At: org.Time(id),
					Body: secret(p, "start") + string(long) + secret(p, "sentence") + string(long) + secret(p, "end"),
				})
				c.Profiles = append(c.Profiles, records.Profile{
					Person: org.PersonID(p), Name: secret(p, "name") + string(long[:len(long)%50]), Mail: secret(p, "mail"),
					Key: secret(p, "key"), Handle: secret(p, "handle"),
				})
			}
			b := ledger.Batch{Slug: slug, Before: heads[slug], Rows: storetest.Rows(heads[slug], 3, slug), Records: c}
			if err := l.Append(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			heads[slug] = b.Last()
		}
	}
	if len(left(t, path, secret(7, "sentence"))) == 0 {
		t.Fatal("the test finds nothing even before the erasure")
	}
	for i, p := range r.Perm(people)[:20] {
		p++
		for _, slug := range []string{"a", "b", "c"} {
			e := records.Changes{Erasures: []records.Erasure{{Person: org.PersonID(p)}}}
			var err error
			if b := (ledger.Batch{Slug: slug, Before: heads[slug], Rows: storetest.Rows(heads[slug], 1, "e"), Records: e}); i%2 == 0 {
				err = l.Append(t.Context(), b)
				heads[slug] = b.Last()
			} else {
				err = l.Amend(t.Context(), slug, e)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, what := range []string{"start", "sentence", "end", "name", "mail", "key", "handle"} {
			if found := left(t, path, secret(p, what)); len(found) > 0 {
				t.Errorf("after erasure %d: %v", i, found)
			}
		}
	}
	if found, err := l.Check(t.Context()); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}

// What a redaction takes out is in none of the bytes either, nor in a snapshot.
func TestRedactionLeavesNoBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	heads := map[string]ledger.Head{}
	for i := range 900 { // in the order in which pages split most
		slug := []string{"c", "a", "b"}[i%3]
		row := storetest.Row(heads[slug], fmt.Sprintf(`{"title":"secret-%03d-%s"}`, i/3, slug))
		if err := l.Append(t.Context(), ledger.Batch{Slug: slug, Before: heads[slug], Rows: []ledger.Row{row}}); err != nil {
			t.Fatal(err)
		}
		heads[slug] = ledger.Head{Seq: row.Seq, Hash: row.Hash}
	}
	for i := range 60 {
		i *= 5
		slug := []string{"c", "a", "b"}[i%3]
		word := fmt.Sprintf("secret-%03d-%s", i, slug)
		err := l.SaveSnapshot(t.Context(), slug, ledger.Snapshot{Head: heads[slug], Shape: "s", State: bytes.Repeat([]byte(word), 50*i)})
		if err != nil {
			t.Fatal(err)
		}
		b := ledger.Batch{Slug: slug, Before: heads[slug], Rows: storetest.Rows(heads[slug], 1, "r")}
		if err := l.Redact(t.Context(), b, uint64(i+1), []byte("{}")); err != nil {
			t.Fatal(err)
		}
		heads[slug] = b.Last()
		if found := left(t, path, word); len(found) > 0 {
			t.Error(found)
		}
	}
	if found, err := l.Check(t.Context()); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}

// Nor where the entry lies in a run with others, longer than a page.
func TestRedactionInARunLeavesNoBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	heads := map[string]ledger.Head{}
	word := func(slug string, seq int) string { return fmt.Sprintf("secret-%s-%03d", slug, seq) }
	for range 6 {
		for _, slug := range []string{"c", "a", "b"} {
			b := ledger.Batch{Slug: slug, Before: heads[slug]}
			for range 1 + heads[slug].Seq%50 {
				end := b.Last()
				secret, long := word(slug, int(end.Seq)+1), bytes.Repeat([]byte{'x'}, int(end.Seq)%7*60)
				b.Rows = append(b.Rows, storetest.Row(end, fmt.Sprintf(`{"title":"%s %s %s"}`, secret, long, secret)))
			}
			if err := l.Append(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			heads[slug] = b.Last()
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	for _, at := range r.Perm(int(heads["a"].Seq))[:20] {
		for slug, head := range heads {
			if len(left(t, path, word(slug, at+1))) == 0 {
				t.Fatal("the test finds nothing even before the redaction")
			}
			b := ledger.Batch{Slug: slug, Before: head, Rows: storetest.Rows(head, 1, "r")}
			line := bytes.Repeat([]byte{'-'}, r.IntN(300)) // shorter or longer than it was
			if err := l.Redact(t.Context(), b, uint64(at+1), line); err != nil {
				t.Fatal(err)
			}
			heads[slug] = b.Last()
			if found := left(t, path, word(slug, at+1)); len(found) > 0 {
				t.Error(found)
			}
		}
	}
	if found, err := l.Check(t.Context()); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}

// While somebody reads an older state the write-ahead log cannot be emptied: it
// is as soon as they let go, and nobody waits for it.
func TestErasureWaitsForReaders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	rows := storetest.Rows(ledger.Head{}, 500, "a")
	b := ledger.Batch{Slug: "a", Rows: rows, Records: records.Changes{Profiles: []records.Profile{{Person: 1, Name: "secret-name"}}}}
	if err := l.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	for range l.Read(t.Context(), "a", 0) {
		if err := l.Amend(t.Context(), "a", records.Changes{Erasures: []records.Erasure{{Person: 1}}}); err != nil {
			t.Fatal(err)
		}
		if err := l.Amend(t.Context(), "a", records.Changes{Profiles: []records.Profile{{Person: 2}}}); err != nil {
			t.Fatal(err)
		}
		if len(left(t, path, "secret-name")) == 0 {
			t.Fatal("the test does not hold up the scrubbing")
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		if err := l.Scrub(ctx); err == nil {
			t.Fatal("scrubbed under a reader")
		}
		cancel()
		break
	}
	for deadline := time.Now().Add(10 * time.Second); len(left(t, path, "secret-name")) > 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the name is still there: ", left(t, path, "secret-name"))
		}
	}
}

// A program that fell over between the erasure and the scrubbing is made good
// for when the file is next opened.
func TestOpenScrubs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	b := ledger.Batch{Slug: "a", Rows: storetest.Rows(ledger.Head{}, 5, "a"), Records: records.Changes{
		Profiles: []records.Profile{{Person: 1, Name: "secret-name"}},
	}}
	if err := l.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	for range l.Read(t.Context(), "a", 0) {
		if err := l.Amend(t.Context(), "a", records.Changes{Erasures: []records.Erasure{{Person: 1}}}); err != nil {
			t.Fatal(err)
		}
		break
	}
	for _, ext := range []string{"", "-wal"} { // the files as they are now
		from, err := os.ReadFile(path + ext)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path+".copy"+ext, from, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if len(left(t, path+".copy", "secret-name")) == 0 {
		t.Fatal("the copy has nothing to scrub")
	}
	open(t, path+".copy")
	if found := left(t, path+".copy", "secret-name"); len(found) > 0 {
		t.Fatal(found)
	}
}

var _ storetest.Store = (*sqlite.Log)(nil)

func erase(t *testing.T, l *sqlite.Log, slug string, p org.PersonID) {
	t.Helper()
	if err := l.Amend(t.Context(), slug, records.Changes{Erasures: []records.Erasure{{Person: p}}}); err != nil {
		t.Fatal(err)
	}
}

// Nor of what came with words, in whichever way it goes; and a photo goes with whoever leaves.
func TestErasureOfFilesLeavesNoBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	head := ledger.Head{}
	var attached []records.Attached
	body := func(word string, n int) []byte { return bytes.Repeat([]byte(word+" "), n) }
	for i := 1; i <= 40; i++ {
		key := fmt.Sprint("k", i)
		by, word := org.PersonID(1+i%4), fmt.Sprintf("secret-file-%02d", i)
		if head.Seq == 0 {
			b := ledger.Batch{Slug: "a", Rows: storetest.Rows(head, 1, "a")}
			if err := l.Append(t.Context(), b); err != nil {
				t.Fatal(err)
			}
			head = b.Last()
		}
		f := records.File{Key: key, By: by, Kind: "text/plain", Name: word + ".txt", Body: body(word, 1+i*i), Small: body(word+"-small", i)}
		if err := l.AddFile(t.Context(), "a", f); err != nil {
			t.Fatal(err)
		}
		attached = append(attached, records.Attached{ID: org.FileID(i), Key: key, By: by})
	}
	if err := l.Amend(t.Context(), "a", records.Changes{Attached: attached[:38], Photos: []records.Photo{
		{Person: 1, Kind: "image/png", Body: body("secret-photo-1", 900)}, {Person: 2, Kind: "image/png", Body: body("secret-photo-2", 900)},
	}}); err != nil {
		t.Fatal(err)
	}
	words := func(by org.PersonID, also ...string) []string {
		for i := 1; i <= 40; i++ {
			if org.PersonID(1+i%4) == by {
				also = append(also, fmt.Sprintf("secret-file-%02d", i))
			}
		}
		return also
	}
	if len(left(t, path, words(2, "secret-photo-2")...)) == 0 {
		t.Fatal("the test finds nothing even before the erasure")
	}
	for _, c := range []struct {
		gone    records.Changes
		nowhere []string
	}{
		{records.Changes{DroppedFiles: []org.FileID{7, 34}}, []string{"secret-file-07", "secret-file-34"}},
		{records.Changes{Photos: []records.Photo{{Person: 2}}}, []string{"secret-photo-2"}},
		{records.Changes{Erasures: []records.Erasure{{Person: 1}}}, words(1, "secret-photo-1")},
		{records.Changes{Erasures: []records.Erasure{{Person: 3}}}, words(3)}, // with one that waits
	} {
		if err := l.Amend(t.Context(), "a", c.gone); err != nil {
			t.Fatal(err)
		}
		if found := left(t, path, c.nowhere...); len(found) > 0 {
			t.Errorf("%+v: %v", c.gone, found)
		}
	}
	if len(left(t, path, words(2)...)) == 0 {
		t.Error("what others added is gone too")
	}
	if found, err := l.Check(t.Context()); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}

// What is not what was added is found.
func TestCheckReadsFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "o.db")
	l := open(t, path)
	if err := l.Append(t.Context(), ledger.Batch{Slug: "a", Rows: storetest.Rows(ledger.Head{}, 1, "a")}); err != nil {
		t.Fatal(err)
	}
	word := []byte("what was added to words")
	if err := l.PutFile(t.Context(), "a", records.File{ID: 3, Kind: "text/plain", Name: "a.txt", Body: bytes.Repeat(word, 900)}); err != nil {
		t.Fatal(err)
	}
	path += ".copy"
	if err := l.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(b, word)
	b[at] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := open(t, path).Check(t.Context())
	if err != nil || len(found) != 1 || found[0] != "file 3 of organisation 1: it is not what was added" {
		t.Error(found, err)
	}
}
