package immutable

import "reflect"

// Share returns t with the nodes of other in place of those of its own that hold the same
// rows, so that these are stored once. It looks at every row.
func Share[K ~uint32, V any](t, other Table[K, V]) Table[K, V] {
	if with := other.root.under(other.depth, t.depth); with != nil {
		t.root = share(t.root, with)
	}
	return t
}

func share[V any](x, with *node[V]) *node[V] {
	if x == nil || with == nil || x == with {
		return x
	}
	if x.kids == nil {
		if alike(reflect.ValueOf(x.rows), reflect.ValueOf(with.rows)) {
			return with
		}
		return x
	}
	to := &node[V]{kids: make([]*node[V], len(x.kids))}
	all := len(x.kids) == len(with.kids)
	for i, kid := range x.kids {
		twin := with.kid(i)
		to.kids[i] = share(kid, twin)
		all = all && to.kids[i] == twin
	}
	if all {
		return with
	}
	return to
}

// alike reports whether two values hold the same. An empty list is as none: what is read
// from a snapshot has empty ones. Of what rows do not have, maps and such, it says no.
func alike(x, y reflect.Value) bool {
	switch x.Kind() {
	case reflect.Struct:
		for i := range x.NumField() {
			if !alike(x.Field(i), y.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice, reflect.Array:
		if x.Len() != y.Len() {
			return false
		}
		for i := range x.Len() {
			if !alike(x.Index(i), y.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer, reflect.Interface:
		if x.IsNil() || y.IsNil() {
			return x.IsNil() && y.IsNil()
		}
		return x.Elem().Type() == y.Elem().Type() && alike(x.Elem(), y.Elem())
	case reflect.Map, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return x.IsNil() && y.IsNil()
	default:
		return x.Equal(y)
	}
}

// Follow returns t with the nodes of is in place of those that it has in common with was,
// where is has the same rows as was.
func Follow[K ~uint32, V any](t, was, is Table[K, V]) Table[K, V] {
	before, now := was.root.under(was.depth, t.depth), is.root.under(is.depth, t.depth)
	if before != nil && now != nil {
		t.root = follow(t.root, before, now)
	}
	return t
}

func follow[V any](x, was, is *node[V]) *node[V] {
	if x == was && x != nil {
		return is
	}
	if x == nil || was == nil || x.kids == nil {
		return x
	}
	to := &node[V]{kids: make([]*node[V], len(x.kids))}
	for i, kid := range x.kids {
		to.kids[i] = follow(kid, was.kid(i), is.kid(i))
	}
	return to
}

// under is the first node below nd that is so deep as the root of another table; nil where
// there is none.
func (nd *node[V]) under(depth, other uint8) *node[V] {
	if depth < other {
		return nil
	}
	for ; depth > other && nd != nil; depth-- {
		nd = nd.kid(0)
	}
	return nd
}

// kid is the i-th below nd; nil where there is none.
func (nd *node[V]) kid(i int) *node[V] {
	if nd == nil || i >= len(nd.kids) {
		return nil
	}
	return nd.kids[i]
}
