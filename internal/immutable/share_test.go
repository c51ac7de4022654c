package immutable

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Versions of a table that are stored once with the same table made in another way have the
// rows that they had, and all that did not change is stored once.
func TestShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		run := func(tab *Table[id, int], from int, edits []int) (all []Table[id, int]) {
			o := new(Owner)
			for i, n := range edits {
				if n < 0 && tab.n > 0 {
					*tab.Edit(o, id(1+uint32(-n)%tab.n)) = i + from
				}
				for range n {
					tab.Append(o, i)
				}
				if i%3 == 0 {
					all, o = append(all, *tab), new(Owner)
				}
			}
			return all
		}
		edits := rapid.SliceOfN(rapid.OneOf(rapid.IntRange(-1000, 1), rapid.SampledFrom([]int{1, 16, 40, 256})), 1, 60).Draw(t, "edits")
		var a, b Table[id, int]
		kept := run(&a, 0, edits)
		other := run(&b, 0, edits)[len(kept)-1]
		if rapid.Bool().Draw(t, "goes on") {
			run(&b, 1000, rapid.SliceOfN(rapid.SampledFrom([]int{-7, -1000, 0, 3, 16}), 1, 30).Draw(t, "more"))
			other = b
		}
		apart := 0
		var was, is Table[id, int]
		for i, tab := range slices.Backward(kept) {
			want, now := tab.Rows(), Table[id, int]{}
			if i == len(kept)-1 {
				now = Share(tab, other)
				apart = Apart(now, other)
			} else {
				now = Follow(tab, was, is)
				if got, most := Apart(now, is), Apart(tab, was); got > most {
					t.Fatalf("%d bytes apart, were %d", got, most)
				}
			}
			if !slices.Equal(now.Rows(), want) || !slices.Equal(tab.Rows(), want) {
				t.Fatal("other rows")
			}
			was, is = tab, now
		}
		if last := kept[len(kept)-1]; slices.Equal(last.Rows(), other.Rows()) && apart != 0 {
			t.Fatalf("the same is %d bytes apart", apart)
		}
	})
}

// Rows read in another way may have empty lists where others have none, and lie elsewhere.
func TestShareOfRows(t *testing.T) {
	type inner struct{ n *int }
	type row struct {
		name string
		list []int
		deep any
		in   []inner
	}
	n, m, k := 1, 1, 2
	one := func(name string, list []int, at *int) Table[id, row] {
		return Of[id]([]row{{name, list, *at, []inner{{at}}}})
	}
	was := one("a", nil, &n)
	for _, other := range []struct {
		Table[id, row]
		same bool
	}{
		{one("a", []int{}, &m), true},
		{one("b", nil, &m), false},
		{one("a", []int{0}, &m), false},
		{one("a", nil, &k), false},
		{Of[id]([]row{{"a", nil, "1", []inner{{&m}}}}), false},
		{Of[id]([]row{{"a", nil, 1, []inner{{nil}}}}), false},
	} {
		if got := Apart(Share(was, other.Table), other.Table) == 0; got != other.same {
			t.Errorf("%+v is the same as %+v: %v", was.Rows(), other.Rows(), got)
		}
	}
	two, other := Of[id]([]any{inner{&n}, 1}), Of[id]([]any{struct{}{}, 1})
	if got := Share(two, other); got.Get(1) != two.Get(1) {
		t.Errorf("%v became %v", two.Rows(), got.Rows())
	}
	few, more := Of[id](make([]row, 3*width)), Of[id](make([]row, 5*width))
	if got := len(Share(few, more).Rows()); got != 3*width {
		t.Errorf("%d rows became %d", 3*width, got)
	}
}
