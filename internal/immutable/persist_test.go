package immutable

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/internal/racetest"
)

// The cases differ in their order, not in who shares what.
func TestMain(m *testing.M) {
	racetest.Checks(20)
	m.Run()
}

type id uint32

// A random run of appends, edits and copies behaves like Go maps, and no copy
// ever sees what happens after it was taken.
func TestTableBehavesLikeAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type version struct {
			table Table[id, int]
			model map[id]int
		}
		var (
			tab   Table[id, int]
			model = map[id]int{}
			owner = new(Owner)
			kept  []version
		)
		t.Repeat(map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				for range rapid.SampledFrom([]int{1, 1, 1, 40, 300}).Draw(t, "n") {
					v := rapid.Int().Draw(t, "v")
					model[tab.Append(owner, v)] = v
				}
			},
			"edit": func(t *rapid.T) {
				if len(model) == 0 {
					t.Skip("empty")
				}
				k := id(rapid.IntRange(1, len(model)).Draw(t, "k"))
				v := rapid.Int().Draw(t, "v")
				*tab.Edit(owner, k) = v
				model[k] = v
			},
			"keep": func(t *rapid.T) {
				kept = append(kept, version{tab, maps.Clone(model)})
				owner = new(Owner)
			},
			"branch": func(t *rapid.T) {
				if len(kept) == 0 {
					t.Skip("nothing kept")
				}
				v := kept[rapid.IntRange(0, len(kept)-1).Draw(t, "version")]
				kept = append(kept, version{tab, maps.Clone(model)})
				tab, model, owner = v.table, maps.Clone(v.model), new(Owner)
			},
			"": func(t *rapid.T) {
				for _, v := range append(kept, version{tab, model}) {
					same(t, v.table, v.model)
				}
			},
		})
	})
}

func same(t *rapid.T, tab Table[id, int], model map[id]int) {
	if tab.Len() != len(model) {
		t.Fatalf("table has %d rows, model %d", tab.Len(), len(model))
	}
	n := 0
	for k, v := range tab.All() {
		n++
		if k != id(n) || *v != model[k] || tab.Get(k) != model[k] {
			t.Fatalf("row %d is %d, want %d", k, *v, model[k])
		}
	}
	if n != len(model) || tab.Has(0) || tab.Has(id(n+1)) || tab.Ptr(id(n+1)) != nil {
		t.Fatalf("walked %d rows of %d, or found rows that are not there", n, len(model))
	}
	if got := Of[id](tab.Rows()); got.Len() != n || (n > 0 && got.Get(id(n)) != model[id(n)]) {
		t.Fatal("rows do not make the same table again")
	}
}

func TestEditOfAMissingRowPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Fatal("no panic")
		}
	}()
	var tab Table[id, int]
	tab.Edit(new(Owner), 1)
}

type due int

func (a due) Before(b due) bool { return a < b }

// However it was built, a heap gives back its items in order, and pushing onto
// a heap leaves the old one as it was.
func TestHeapSorts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := rapid.SliceOf(rapid.Map(rapid.IntRange(0, 50), func(i int) due { return due(i) })).Draw(t, "items")
		var h, half Heap[due]
		for i, it := range items {
			if i == len(items)/2 {
				half = h
			}
			h = h.Push(it)
		}
		drain := func(h Heap[due], want []due) {
			if h.Len() != len(want) {
				t.Fatalf("heap has %d items, want %d", h.Len(), len(want))
			}
			for _, w := range slices.SortedFunc(slices.Values(want), cmp.Compare[due]) {
				got, ok := h.First()
				if !ok || got != w {
					t.Fatalf("got %d, want %d", got, w)
				}
				h = h.Pop()
			}
			if _, ok := h.First(); ok || h.Pop().Len() != 0 {
				t.Fatal("heap is not empty in the end")
			}
		}
		drain(h, items)
		drain(half, items[:len(items)/2])
	})
}

func TestSetsAreAscendingAndUntouched(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var set []id
		model := map[id]bool{}
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			v := id(rapid.IntRange(1, 20).Draw(t, "v"))
			before := slices.Clone(set)
			old := set
			if rapid.Bool().Draw(t, "add") {
				set, model[v] = With(set, v), true
			} else {
				set = Without(set, v)
				delete(model, v)
			}
			if !slices.Equal(old, before) {
				t.Fatalf("the given set changed from %v to %v", before, old)
			}
			if !slices.Equal(set, slices.Sorted(maps.Keys(model))) {
				t.Fatalf("got %v, want the keys of %v", set, model)
			}
			if Contains(set, v) != model[v] {
				t.Fatalf("contains(%d) = %v", v, !model[v])
			}
		}
	})
}
