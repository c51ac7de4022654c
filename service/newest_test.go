package service_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
	"orpheus/store/memory"
)

// Whatever is asked for, and however little at a time, what comes is what is in
// the log between the two bounds, each once, the newest first.
func TestNewestIsWhatTheLogHas(t *testing.T) {
	d := service.New(new(memory.Log), ledger.Options{})
	defer d.Close()
	linde(t, d)
	for i := range 40 {
		do(t, d, 1, &org.RaiseTension{Circle: org.Root, Title: fmt.Sprint("Tension ", i), Lead: i%3 == 0})
	}
	var log []org.Entry
	for e, err := range d.Entries(t.Context(), "linde", 0) {
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, e)
	}
	last := log[len(log)-1].Seq
	rapid.Check(t, func(t *rapid.T) {
		q := service.Query{
			Before: rapid.Uint64Range(1, last+1).Draw(t, "before"),
			After:  rapid.Uint64Range(0, last+1).Draw(t, "after"),
			Most:   rapid.IntRange(1, 60).Draw(t, "most"),
			Kinds:  rapid.SampledFrom([][]string{nil, {"tension.raise"}, {"lead.take", "person.join"}, {"circle.close"}}).Draw(t, "kinds"),
		}
		if rapid.Bool().Draw(t, "wants") {
			q.Wants = func(e *org.Entry) bool { return e.Seq%2 == 0 }
		}
		var want, got []uint64
		for _, e := range slices.Backward(log) {
			if e.Seq < q.Before && e.Seq > q.After && (len(q.Kinds) == 0 || slices.Contains(q.Kinds, org.NameOf(e.Act))) && (q.Wants == nil || q.Wants(&e)) {
				want = append(want, e.Seq)
			}
		}
		for next := q.Before; next != 0; {
			q.Before = next
			found, more, err := d.Newest(t.Context(), "linde", q)
			if err != nil {
				t.Fatal(err)
			}
			if len(found) > q.Most || more != 0 && len(found) < q.Most || more != 0 && more >= next {
				t.Fatalf("%d of at most %d, and on before %d", len(found), q.Most, more)
			}
			for _, e := range found {
				got = append(got, e.Seq)
			}
			next = more
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// long is a log of so many acts, none of which is of the kind that is looked for.
type long struct {
	*memory.Log
	line []byte
	last uint64
}

func (l long) Read(_ context.Context, _ string, after uint64) iter.Seq2[ledger.Row, error] {
	return func(yield func(ledger.Row, error) bool) {
		for n := after + 1; n <= l.last && yield(ledger.Row{Seq: n, Line: l.line}, nil); n++ {
		}
	}
}

// A query that finds nothing does not read the whole of a long log at once: it says where
// to go on.
func TestNewestReadsSoMuchAtOnce(t *testing.T) {
	const last = 120_000
	d := service.New(long{&memory.Log{}, []byte(`{"kind":"tension.raise"}`), last}, ledger.Options{})
	defer d.Close()
	pieces, before := 0, uint64(last+1)
	for before != 0 {
		found, next, err := d.Newest(t.Context(), "linde", service.Query{Before: before, Most: 5, Kinds: []string{"circle.close"}})
		if err != nil || len(found) != 0 || next >= before {
			t.Fatalf("from %d: %d found, next is %d, %v", before, len(found), next, err)
		}
		pieces, before = pieces+1, next
	}
	if pieces != 3 {
		t.Errorf("it was read in %d pieces", pieces)
	}
}
