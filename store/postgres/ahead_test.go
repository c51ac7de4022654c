package postgres

import (
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"orpheus/ledger"
)

func tailOf(first, last uint64) tail {
	t := tail{after: first - 1, bytes: int(last-first+1) * 100, at: time.Now()}
	for n := first; n <= last; n++ {
		t.rows = append(t.rows, ledger.Row{Seq: n})
	}
	return t
}

// What is taken follows the entry that was asked for, without a gap, and is taken once.
func TestAheadFollows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a ahead
		kept := map[string]uint64{} // the last entry that was put
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			slug := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "log")
			at := rapid.Uint64Range(1, 80).Draw(t, "entry")
			if rapid.Bool().Draw(t, "puts") {
				last := at + rapid.Uint64Range(0, 20).Draw(t, "more")
				a.put(slug, tailOf(at, last))
				kept[slug] = last
				continue
			}
			rows := a.take(slug, at)
			for i, r := range rows {
				if r.Seq != at+1+uint64(i) {
					t.Fatalf("after %d comes %d as number %d", at, r.Seq, i)
				}
			}
			if n := len(rows); n > 0 && (rows[n-1].Seq != kept[slug] || n > farthest) {
				t.Fatalf("%d rows end with %d, and not with %d", n, rows[n-1].Seq, kept[slug])
			}
			if len(a.take(slug, at)) > 0 {
				t.Fatal("it is taken twice")
			}
		}
		for slug := range kept {
			a.take(slug, 1000)
		}
		if a.bytes != 0 || len(a.rows) != 0 {
			t.Fatalf("%d bytes of %d logs are kept", a.bytes, len(a.rows))
		}
	})
}

// What nobody takes is let go of, and never more is kept than so much.
func TestAheadIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a ahead
		large := func(slug string) {
			one := tailOf(1, 1)
			one.bytes = aheadBytes / 2
			a.put(slug, one)
		}
		for _, slug := range []string{"a", "b", "c"} {
			large(slug)
		}
		if a.bytes > aheadBytes || len(a.take("c", 0)) != 0 || len(a.take("a", 0)) != 1 {
			t.Errorf("%d bytes are kept", a.bytes)
		}
		time.Sleep(2 * aheadFor)
		if len(a.take("b", 0)) != 0 {
			t.Error("what is old is taken")
		}
		large("d")
		large("e")
		time.Sleep(2 * aheadFor)
		large("f")
		if len(a.take("f", 0)) != 1 {
			t.Error("what is old takes the room")
		}
	})
}
