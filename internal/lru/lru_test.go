package lru_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/internal/lru"
)

// What is kept is what a plain list of the last used says.
func TestKeepsTheLastUsed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 30).Draw(t, "most")
		c := lru.New[int](most, func(v int) int { return v })
		type kept struct{ key, value int }
		var model []kept // most recently used first
		at := func(key int) int { return slices.IndexFunc(model, func(k kept) bool { return k.key == key }) }
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			key := rapid.IntRange(0, 9).Draw(t, "key")
			if rapid.Bool().Draw(t, "get") {
				got, ok := c.Get(key)
				i := at(key)
				if ok != (i >= 0) || ok && got != model[i].value {
					t.Fatalf("get %d: %d, %v, and the model has %v", key, got, ok, model)
				}
				if i >= 0 {
					k := model[i]
					model = append([]kept{k}, slices.Delete(model, i, i+1)...)
				}
				continue
			}
			value := rapid.IntRange(1, 12).Draw(t, "value")
			want := value
			if i := at(key); i >= 0 {
				want = model[i].value
				k := model[i]
				model = append([]kept{k}, slices.Delete(model, i, i+1)...)
			} else {
				model = append([]kept{{key, value}}, model...)
				sum := func() (n int) {
					for _, k := range model {
						n += k.value
					}
					return n
				}
				for sum() > most && len(model) > 1 {
					model = model[:len(model)-1]
				}
			}
			if got := c.Keep(key, value); got != want {
				t.Fatalf("keeping %d for %d gives %d, not %d", value, key, got, want)
			}
		}
		if c.Len() != len(model) {
			t.Fatalf("%d are kept, not %d", c.Len(), len(model))
		}
	})
}
