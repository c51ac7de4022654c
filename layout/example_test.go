package layout_test

import (
	"fmt"

	"orpheus/layout"
)

func ExamplePack() {
	team := &layout.Node{Key: 2}
	for key := range uint64(6) {
		team.Children = append(team.Children, &layout.Node{Key: 10 + key, Leaf: true})
	}
	root := &layout.Node{Key: 1, Children: []*layout.Node{team}}
	before := layout.Pack(root, nil)

	// One more role: the others make room for it.
	team.Children = append(team.Children, &layout.Node{Key: 20, Leaf: true})
	after := layout.Pack(root, before)
	a, _ := before.Find(2, false)
	b, _ := after.Find(2, false)
	fmt.Printf("%d places, then %d; the team grows from %.1f to %.1f\n",
		len(before.Items), len(after.Items), a.R, b.R)
	// Output: 8 places, then 9; the team grows from 4.1 to 4.6
}
