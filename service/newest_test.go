package service_test

import (
	"fmt"
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
