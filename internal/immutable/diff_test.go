package immutable

import (
	"testing"

	"pgregory.net/rapid"
)

// Every row that differs is found, in order and once, whatever the two tables
// share; and of two versions close to each other little else is.
func TestDiff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var a Table[id, int]
		owner := new(Owner)
		for i := range rapid.SampledFrom([]int{0, 1, 15, 16, 17, 255, 256, 257, 3000}).Draw(t, "rows") {
			a.Append(owner, i)
		}
		b := a
		if rapid.IntRange(0, 4).Draw(t, "apart") == 0 {
			b = Of[id](a.Rows())
		}
		owner = new(Owner)
		edits := rapid.IntRange(0, 5).Draw(t, "edits")
		for range edits {
			if b.Len() > 0 && rapid.Bool().Draw(t, "edit") {
				*b.Edit(owner, id(rapid.IntRange(1, b.Len()).Draw(t, "k"))) = -1
			} else {
				for range rapid.SampledFrom([]int{1, 20, 300}).Draw(t, "n") {
					b.Append(owner, -2)
				}
			}
		}
		if rapid.Bool().Draw(t, "turned") {
			a, b = b, a
		}
		found, last := map[id]bool{}, id(0)
		for k, rows := range Diff(a, b) {
			if k <= last || rows[0] != a.Ptr(k) || rows[1] != b.Ptr(k) {
				t.Fatalf("%d after %d, with rows of something else", k, last)
			}
			found[k], last = true, k
		}
		for k := id(1); int(k) <= max(a.Len(), b.Len()); k++ {
			if (a.Has(k) != b.Has(k) || a.Get(k) != b.Get(k)) && !found[k] {
				t.Fatalf("row %d differs unseen", k)
			}
		}
	})
}

func TestDiffSkipsWhatIsShared(t *testing.T) {
	a := Of[id](make([]int, 10_000))
	b := a
	*b.Edit(new(Owner), 5_000) = 1
	n := 0
	for range Diff(a, b) {
		n++
	}
	if n != width {
		t.Errorf("%d rows looked at, want the %d of one leaf", n, width)
	}
	for range Diff(a, b) {
		break // stopping early is fine
	}
}
