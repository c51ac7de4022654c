// Package immutable has immutable tables over dense ids. A table is a small
// value: copying it costs nothing, and the copy never sees later edits. Edits
// go through an Owner: nodes made under it are changed in place, all others are
// copied first, so a run of edits copies each touched node once.
package immutable

import "iter"

// bits is the width of a node; 16 slots keep a copied leaf within a few cache
// lines even for wide rows.
const (
	bits  = 4
	width = 1 << bits
	mask  = width - 1
)

// Owner marks the nodes that one run of edits may change in place. The zero
// pointer owns nothing. An Owner must not be used after a table edited under it
// has been handed out.
type Owner struct{ notes notes }

// Table maps the ids 1, 2, 3, … to rows. The zero Table is empty.
type Table[K ~uint32, V any] struct {
	root  *node[V]
	depth uint8 // levels above the leaves
	n     uint32
}

type node[V any] struct {
	owner *Owner
	kids  []*node[V] // of an inner node
	rows  []V        // of a leaf
}

// Len returns the number of rows, which is also the highest id.
func (t Table[K, V]) Len() int { return int(t.n) }

// Next returns the id that Append will give.
func (t Table[K, V]) Next() K { return K(t.n + 1) }

// Has reports whether the table has a row k.
func (t Table[K, V]) Has(k K) bool { return k != 0 && uint32(k) <= t.n }

// Get returns row k, or the zero row where there is none.
func (t Table[K, V]) Get(k K) V {
	if p := t.Ptr(k); p != nil {
		return *p
	}
	var zero V
	return zero
}

// Ptr returns row k for reading, without a copy; nil where there is none.
// Writing through it would change every table that shares the row.
func (t Table[K, V]) Ptr(k K) *V {
	if !t.Has(k) {
		return nil
	}
	i := uint32(k) - 1
	nd := t.root
	for level := t.depth; level > 0; level-- {
		nd = nd.kids[i>>(bits*uint32(level))&mask]
	}
	return &nd.rows[i&mask]
}

// All yields every row in the order of its id. The pointer is for reading.
func (t Table[K, V]) All() iter.Seq2[K, *V] {
	return func(yield func(K, *V) bool) {
		if t.root != nil {
			id := K(0)
			t.root.walk(func(v *V) bool { id++; return yield(id, v) })
		}
	}
}

func (nd *node[V]) walk(yield func(*V) bool) bool {
	for _, kid := range nd.kids {
		if !kid.walk(yield) {
			return false
		}
	}
	for i := range nd.rows {
		if !yield(&nd.rows[i]) {
			return false
		}
	}
	return true
}

// Append adds a row under the next id and returns that id.
func (t *Table[K, V]) Append(o *Owner, v V) K {
	if o != nil && o.notes.on {
		o.notes.appended = true
	}
	i := t.n
	switch {
	case t.root == nil:
		t.root = &node[V]{owner: o}
	case i == width<<(bits*uint32(t.depth)): // full: one level more
		t.root = &node[V]{owner: o, kids: []*node[V]{t.root}}
		t.depth++
	default:
		t.root = t.root.own(o)
	}
	nd := t.root
	for level := t.depth; level > 0; level-- {
		at := int(i >> (bits * uint32(level)) & mask)
		if at == len(nd.kids) {
			nd.kids = append(nd.kids, &node[V]{owner: o})
		} else {
			nd.kids[at] = nd.kids[at].own(o)
		}
		nd = nd.kids[at]
	}
	nd.rows = append(nd.rows, v)
	t.n++
	return K(t.n)
}

// Edit returns row k for writing. It panics where there is no such row: which
// rows exist is checked before anything is changed. The pointer is good until
// the next call on this table.
func (t *Table[K, V]) Edit(o *Owner, k K) *V {
	if !t.Has(k) {
		panic("persist: edit of a row that does not exist")
	}
	i := uint32(k) - 1
	t.root = t.root.own(o)
	nd := t.root
	for level := t.depth; level > 0; level-- {
		at := i >> (bits * uint32(level)) & mask
		nd.kids[at] = nd.kids[at].own(o)
		nd = nd.kids[at]
	}
	row := &nd.rows[i&mask]
	if o != nil && o.notes.on {
		note(o, row)
	}
	return row
}

// own returns nd itself where o may change it, else a copy that o may change.
func (nd *node[V]) own(o *Owner) *node[V] {
	if o != nil && nd.owner == o {
		return nd
	}
	c := &node[V]{owner: o}
	if nd.kids != nil {
		c.kids = append(make([]*node[V], 0, min(width, len(nd.kids)+1)), nd.kids...)
	}
	if nd.rows != nil {
		c.rows = append(make([]V, 0, min(width, len(nd.rows)+1)), nd.rows...)
	}
	return c
}

// Of returns a table of the rows given, under the ids 1, 2, 3, ….
func Of[K ~uint32, V any](rows []V) Table[K, V] {
	var t Table[K, V]
	o := new(Owner)
	for _, v := range rows {
		t.Append(o, v)
	}
	return t
}

// Rows returns all rows in the order of their ids.
func (t Table[K, V]) Rows() []V {
	rows := make([]V, 0, t.n)
	for _, v := range t.All() {
		rows = append(rows, *v)
	}
	return rows
}
