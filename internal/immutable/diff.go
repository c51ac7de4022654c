package immutable

import "iter"

// Diff yields, in order, every id whose row is not stored once for both tables:
// all rows that differ, and some that may not. Rows that one table lacks are nil.
// Where the tables are versions of one, it costs what changed between them.
func Diff[K ~uint32, V any](a, b Table[K, V]) iter.Seq2[K, [2]*V] {
	return func(yield func(K, [2]*V) bool) {
		x, y := a.root, b.root
		for d := a.depth; d < b.depth && x != nil; d++ {
			x = &node[V]{kids: []*node[V]{x}}
		}
		for d := b.depth; d < a.depth && y != nil; d++ {
			y = &node[V]{kids: []*node[V]{y}}
		}
		differ(x, y, max(a.depth, b.depth), 0, func(i uint32, x, y *V) bool {
			return yield(K(i+1), [2]*V{x, y})
		})
	}
}

// differ walks two nodes of the same depth that hold the rows from first on.
func differ[V any](a, b *node[V], depth uint8, first uint32, yield func(uint32, *V, *V) bool) bool {
	if a == b {
		return true
	}
	if depth == 0 {
		x, y := a.leaf(), b.leaf()
		for i := range max(len(x), len(y)) {
			if !yield(first+uint32(i), at(x, i), at(y, i)) {
				return false
			}
		}
		return true
	}
	x, y := a.inner(), b.inner()
	for i := range max(len(x), len(y)) {
		var p, q *node[V]
		if i < len(x) {
			p = x[i]
		}
		if i < len(y) {
			q = y[i]
		}
		if !differ(p, q, depth-1, first+uint32(i)<<(bits*uint32(depth)), yield) {
			return false
		}
	}
	return true
}

func (nd *node[V]) leaf() []V {
	if nd == nil {
		return nil
	}
	return nd.rows
}

func (nd *node[V]) inner() []*node[V] {
	if nd == nil {
		return nil
	}
	return nd.kids
}

func at[V any](rows []V, i int) *V {
	if i < len(rows) {
		return &rows[i]
	}
	return nil
}
