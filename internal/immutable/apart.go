package immutable

import "unsafe"

// Apart returns how many bytes t takes beside from: those of the nodes that are not
// stored once for both. What rows point to is not counted. It costs what it counts.
func Apart[K ~uint32, V any](t, from Table[K, V]) int {
	x, y := t.root, from.root
	for d := t.depth; d < from.depth && x != nil; d++ {
		x = &node[V]{kids: []*node[V]{x}}
	}
	for d := from.depth; d < t.depth && y != nil; d++ {
		y = &node[V]{kids: []*node[V]{y}}
	}
	return apart(x, y)
}

func apart[V any](x, y *node[V]) int {
	if x == nil || x == y {
		return 0
	}
	var row V
	n := int(unsafe.Sizeof(*x)) + cap(x.rows)*int(unsafe.Sizeof(row)) + cap(x.kids)*int(unsafe.Sizeof(x))
	have := y.inner()
	for i, kid := range x.kids {
		var twin *node[V]
		if i < len(have) {
			twin = have[i]
		}
		n += apart(kid, twin)
	}
	return n
}
