package graph

import (
	"slices"
	"testing"
)

// A group that does not hang together is as many as do, numbered by their first person.
func TestGroupsArePartedWhereTheyDoNotHang(t *testing.T) {
	g, err := New(6, false, []Tie{{From: 0, To: 4}, {From: 1, To: 2}, {From: 2, To: 3}, {From: 3, To: 4}})
	if err != nil {
		t.Fatal(err)
	}
	if got := g.apart([]int{7, 7, 7, 1, 7, 7}); !slices.Equal(got, []int{0, 1, 1, 2, 0, 3}) {
		t.Errorf("%v", got)
	}
}
