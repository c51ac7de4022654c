package circlepack_test

import (
	"fmt"

	"orpheus/internal/circlepack"
)

func ExamplePack() {
	team := &circlepack.Node{Key: 2}
	for key := range uint64(6) {
		team.Children = append(team.Children, &circlepack.Node{Key: 10 + key, Leaf: true})
	}
	root := &circlepack.Node{Key: 1, Children: []*circlepack.Node{team}}
	before := circlepack.Pack(root, nil)

	// One more role: the others make room for it.
	team.Children = append(team.Children, &circlepack.Node{Key: 20, Leaf: true})
	after := circlepack.Pack(root, before)
	a, _ := before.Find(2, false)
	b, _ := after.Find(2, false)
	fmt.Printf("%d places, then %d; the team grows from %.1f to %.1f\n",
		len(before.Items), len(after.Items), a.R, b.R)
	// Output: 8 places, then 9; the team grows from 4.1 to 4.6
}
