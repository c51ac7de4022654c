package immutable_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"orpheus/internal/immutable"
)

// What is noted of edits are the rows that were edited, once each, as they were before
// the first edit and as they are, and whether one was appended; whoever may change them
// in place or copied them first.
func TestNotesOfEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table immutable.Table[uint32, int]
		o := new(immutable.Owner)
		for range rapid.IntRange(1, 60).Draw(t, "rows") {
			table.Append(o, rapid.IntRange(0, 3).Draw(t, "row"))
		}
		if rapid.Bool().Draw(t, "handed out") {
			o = new(immutable.Owner)
		}
		for range 2 { // the second time nothing of the first is left
			before, edited, more := table.Rows(), map[uint32]bool{}, false
			o.Note()
			for range rapid.IntRange(0, 8).Draw(t, "edits") {
				if rapid.IntRange(0, 9).Draw(t, "append") == 0 {
					table.Append(o, 7)
					more = true
					continue
				}
				k := uint32(rapid.IntRange(1, len(before)).Draw(t, "id"))
				edited[k] = true
				*table.Edit(o, k) = rapid.IntRange(0, 3).Draw(t, "value")
			}
			rows, appended := o.Noted()
			if appended != more {
				t.Fatalf("appended %v, and noted %v", more, appended)
			}
			if more {
				continue // they may lie elsewhere
			}
			var got, want [][2]int
			for _, row := range rows {
				was, is := row.Pair()
				got = append(got, [2]int{*was.(*int), *is.(*int)})
			}
			for k := range edited {
				want = append(want, [2]int{before[k-1], table.Get(k)})
			}
			order := func(a, b [2]int) int { return slices.Compare(a[:], b[:]) }
			slices.SortFunc(got, order)
			slices.SortFunc(want, order)
			if !slices.Equal(got, want) {
				t.Fatalf("noted %v, and it is %v", got, want)
			}
			*table.Edit(o, 1) = 9 // when nothing is noted
			if again, _ := o.Noted(); len(again) != len(rows) {
				t.Fatal("an edit was noted that came after")
			}
		}
	})
}
