package storetest

import (
	"bytes"
	"errors"
	"strconv"
	"sync"
	"testing"

	"orpheus/ledger"
	"orpheus/store/records"
)

func appending(t *testing.T, s Store) {
	first := Rows(ledger.Head{}, 3, "a")
	b := ledger.Batch{Slug: "linde", Rows: first}
	must(t, s.Append(t.Context(), b))
	has(t, s, "linde", first)
	for i := range first { // the log has copies
		first[i].Line = bytes.Clone(first[i].Line)
	}
	more := Rows(b.Last(), 2, "b")
	must(t, s.Append(t.Context(), ledger.Batch{Slug: "linde", Before: b.Last(), Rows: more}))
	all := append(first, more...)
	has(t, s, "linde", all)
	for after := range uint64(8) {
		got, err := read(t.Context(), s, "linde", after)
		must(t, err)
		equal(t, "rows after "+strconv.Itoa(int(after)), len(got), max(0, 5-int(after)))
		if len(got) > 0 {
			equal(t, "rows", got, all[after:])
		}
	}
	for _, after := range []uint64{1<<40 - 2, 1<<40 - 1, 1 << 40, 1 << 41, 1<<63 - 1, 1 << 63, 1<<64 - 1} {
		if got, err := read(t.Context(), s, "linde", after); err != nil || len(got) > 0 {
			t.Fatalf("after %d there are %d rows, %v", after, len(got), err)
		}
	}
	n := 0
	for range s.Read(t.Context(), "linde", 0) { // whoever has enough stops
		if n++; n == 2 {
			break
		}
	}
}

func whole(t *testing.T, s Store) {
	head := add(t, s, "linde", ledger.Head{}, 3)
	before, err := read(t.Context(), s, "linde", 0)
	must(t, err)
	must(t, s.Append(t.Context(), ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 1, "k"), Keys: []ledger.Key{{Key: "k", First: 4, Last: 4}}}))
	rows := append(before, Rows(head, 1, "k")...)
	head = ledger.Head{Seq: 4, Hash: rows[3].Hash}

	next := Rows(head, 40, "x")
	gap, back, twice := Rows(head, 40, "x"), Rows(head, 40, "x"), Rows(head, 40, "x")
	gap[20].Seq++
	back[39].Seq = 2
	twice[10].Seq--
	person := records.Changes{Profiles: []records.Profile{{Person: 1, Name: "Ada"}}}
	for name, bad := range map[string]ledger.Batch{
		"a gap":            {Rows: gap},
		"a row of before":  {Rows: back},
		"a row twice":      {Rows: twice},
		"first row absent": {Rows: next[1:]},
		"a key used before": {
			Rows: next, Keys: []ledger.Key{{Key: "new", First: 5, Last: 5}, {Key: "k", First: 6, Last: 6}},
		},
	} {
		bad.Slug, bad.Before, bad.Records = "linde", head, person
		if err := s.Append(t.Context(), bad); err == nil {
			t.Fatalf("%s was appended", name)
		}
		has(t, s, "linde", rows)
		if p, err := s.Profiles(t.Context(), "linde"); err != nil || len(p) > 0 {
			t.Fatalf("%s: the profiles of a refused batch are there: %v %v", name, p, err)
		}
		if _, found, err := s.Answered(t.Context(), "linde", "new"); found || err != nil {
			t.Fatalf("%s: the key of a refused batch is there: %v", name, err)
		}
	}
	must(t, s.Append(t.Context(), ledger.Batch{Slug: "linde", Before: head, Rows: next}))
	has(t, s, "linde", append(rows, next...))
}

func stale(t *testing.T, s Store) {
	head := add(t, s, "linde", ledger.Head{}, 3)
	rows, err := read(t.Context(), s, "linde", 0)
	must(t, err)
	for _, before := range []ledger.Head{
		{}, {Seq: 2, Hash: rows[1].Hash}, {Seq: 3}, {Seq: 3, Hash: rows[1].Hash}, {Seq: 4, Hash: head.Hash},
	} {
		want(t, s.Append(t.Context(), ledger.Batch{Slug: "linde", Before: before, Rows: Rows(before, 1, "x")}), ledger.ErrStale)
		want(t, s.Append(t.Context(), ledger.Batch{Slug: "linde", Before: before}), ledger.ErrStale)
	}
	want(t, s.Append(t.Context(), ledger.Batch{Slug: "other", Before: head, Rows: Rows(head, 1, "x")}), ledger.ErrStale)
	_, err = s.Head(t.Context(), "other")
	want(t, err, ledger.ErrNoOrganisation)
	has(t, s, "linde", rows)
}

func empty(t *testing.T, s Store) {
	want(t, s.Append(t.Context(), ledger.Batch{Slug: "linde"}), ledger.ErrNoOrganisation)
	head := add(t, s, "linde", ledger.Head{}, 1)
	must(t, s.Append(t.Context(), ledger.Batch{Slug: "linde", Before: head}))
	has(t, s, "linde", Rows(ledger.Head{}, 1, "linde"))
	b := ledger.Batch{Slug: "linde", Before: head, Records: records.Changes{Profiles: []records.Profile{{Person: 1, Name: "Ada"}}}}
	must(t, s.Append(t.Context(), b)) // records alone
	p, err := s.Profiles(t.Context(), "linde")
	must(t, err)
	equal(t, "profiles", p, b.Records.Profiles)
}

func appendNext(t *testing.T, s Store) {
	head := add(t, s, "linde", ledger.Head{}, 2)
	boom := errors.New("boom")
	err := s.AppendNext(t.Context(), "linde", func(ledger.Head) (ledger.Batch, error) { return ledger.Batch{}, boom })
	want(t, err, boom)
	err = s.AppendNext(t.Context(), "linde", func(at ledger.Head) (ledger.Batch, error) {
		got, err := s.Head(t.Context(), "linde")
		must(t, err)
		equal(t, "head", got, head)
		equal(t, "head told", at, head)
		rows, err := read(t.Context(), s, "linde", 0)
		must(t, err)
		equal(t, "rows", len(rows), 2)
		return ledger.Batch{Slug: "linde", Before: got, Rows: Rows(got, 3, "n")}, nil
	})
	must(t, err)
	got, err := read(t.Context(), s, "linde", 2)
	must(t, err)
	equal(t, "rows", got, Rows(head, 3, "n"))
	err = s.AppendNext(t.Context(), "linde", func(ledger.Head) (ledger.Batch, error) {
		return ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 1, "n")}, nil
	})
	want(t, err, ledger.ErrStale)
	err = s.AppendNext(t.Context(), "nobody", func(at ledger.Head) (ledger.Batch, error) {
		equal(t, "head of none", at, ledger.Head{})
		return ledger.Batch{}, boom
	})
	want(t, err, boom)
}

// Writers who append on whatever head they find never overwrite each other.
func contention(t *testing.T, s Store) {
	add(t, s, "linde", ledger.Head{}, 1)
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for range 15 {
				err := s.AppendNext(t.Context(), "linde", func(head ledger.Head) (ledger.Batch, error) {
					return ledger.Batch{Slug: "linde", Before: head, Rows: Rows(head, 2, strconv.Itoa(w))}, nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	rows, err := read(t.Context(), s, "linde", 0)
	must(t, err)
	equal(t, "rows", len(rows), 1+4*15*2)
	end := ledger.Head{}
	for _, r := range rows {
		must(t, ledger.CheckRow("linde", end, &r))
		end = ledger.Head{Seq: r.Seq, Hash: r.Hash}
	}
}

func ordered(t *testing.T, s Store) {
	got, err := s.Orgs(t.Context())
	must(t, err)
	equal(t, "organisations", len(got), 0)
	var infos []ledger.Info
	for _, slug := range []string{"b", "a-1", "a", "z", "a1"} {
		add(t, s, slug, ledger.Head{}, 2)
	}
	for _, slug := range []string{"a", "a-1", "a1", "b", "z"} {
		head, err := s.Head(t.Context(), slug)
		must(t, err)
		infos = append(infos, ledger.Info{Slug: slug, Head: head})
	}
	got, err = s.Orgs(t.Context())
	must(t, err)
	equal(t, "organisations", got, infos)
}

// Organisations whose numbers are next to each other do not see each other.
func apart(t *testing.T, s Store) {
	slugs := []string{"one", "two", "three"}
	heads := make([]ledger.Head, 3)
	for range 5 {
		for i, slug := range slugs {
			heads[i] = add(t, s, slug, heads[i], i+1)
		}
	}
	for i, slug := range slugs {
		rows, err := read(t.Context(), s, slug, 0)
		must(t, err)
		equal(t, slug, len(rows), 5*(i+1))
		for _, r := range rows {
			if !bytes.Contains(r.Line, []byte(slug)) {
				t.Fatalf("%s has the row %s", slug, r.Line)
			}
		}
		tail, err := read(t.Context(), s, slug, heads[i].Seq)
		must(t, err)
		equal(t, "rows after the end", len(tail), 0)
		must(t, s.SaveSnapshot(t.Context(), slug, ledger.Snapshot{Head: heads[i], Shape: slug, State: []byte(slug)}))
	}
	for i, slug := range slugs {
		snap, ok, err := s.Snapshot(t.Context(), slug)
		if err != nil || !ok || snap.Shape != slug || snap.Head != heads[i] {
			t.Fatalf("the snapshot of %s is %+v, %v", slug, snap, err)
		}
	}
}

func keys(t *testing.T, s Store) {
	one, two := ledger.Key{Key: "a", First: 1, Last: 2}, ledger.Key{Key: "A", First: 3, Last: 3}
	b := ledger.Batch{Slug: "linde", Rows: Rows(ledger.Head{}, 3, "k"), Keys: []ledger.Key{one, two}}
	must(t, s.Append(t.Context(), b))
	add(t, s, "other", ledger.Head{}, 1)
	for _, k := range []ledger.Key{one, two} {
		got, found, err := s.Answered(t.Context(), "linde", k.Key)
		must(t, err)
		equal(t, "found", found, true)
		equal(t, "key", got, k)
	}
	for slug, key := range map[string]string{"linde": "b", "other": "a"} {
		if k, found, err := s.Answered(t.Context(), slug, key); found || err != nil {
			t.Fatalf("%s has the key %s: %v %v", slug, key, k, err)
		}
	}
	again := ledger.Batch{Slug: "linde", Before: b.Last(), Rows: Rows(b.Last(), 1, "k"), Keys: []ledger.Key{{Key: "a", First: 4, Last: 4}}}
	want(t, s.Append(t.Context(), again), ledger.ErrStale)
	has(t, s, "linde", b.Rows)
	again.Keys[0].Key = "c"
	must(t, s.Append(t.Context(), again))
}

func large(t *testing.T, s Store) {
	head := ledger.Head{}
	var all []ledger.Row
	for _, size := range []int{0, 1, 4000, 5000, 70_000, 3 << 20, 10} {
		r := Row(head, string(bytes.Repeat([]byte{'x'}, size)))
		must(t, s.Append(t.Context(), ledger.Batch{Slug: "linde", Before: head, Rows: []ledger.Row{r}}))
		head = ledger.Head{Seq: r.Seq, Hash: r.Hash}
		all = append(all, r)
	}
	got, err := read(t.Context(), s, "linde", 0)
	must(t, err)
	for i := range all {
		if !bytes.Equal(got[i].Line, all[i].Line) || got[i].Hash != all[i].Hash {
			t.Fatalf("row %d of %d bytes came back as %d bytes", i+1, len(all[i].Line), len(got[i].Line))
		}
	}
}

func many(t *testing.T, s Store) {
	head := ledger.Head{}
	for _, n := range []int{1, 31, 32, 33, 63, 64, 65, 1000} {
		head = add(t, s, "linde", head, n)
	}
	end := ledger.Head{}
	for r, err := range s.Read(t.Context(), "linde", 0) {
		must(t, err)
		must(t, ledger.CheckRow("linde", end, &r))
		end = ledger.Head{Seq: r.Seq, Hash: r.Hash}
	}
	equal(t, "end", end, head)
}
