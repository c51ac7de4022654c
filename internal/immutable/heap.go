package immutable

// Heap is an immutable priority queue: a leftist heap (Crane 1972; Knuth, The
// Art of Computer Programming 3, 5.2.3). Push and Pop share all but a short path
// with the heap they start from. The zero Heap is empty.
type Heap[T interface{ Before(T) bool }] struct {
	top *heapNode[T]
	n   int
}

type heapNode[T any] struct {
	item        T
	left, right *heapNode[T]
	rank        int // length of the right spine
}

// Len returns the number of items.
func (h Heap[T]) Len() int { return h.n }

// First returns the item that comes before all others, and whether there is one.
func (h Heap[T]) First() (item T, ok bool) {
	if h.top == nil {
		return item, false
	}
	return h.top.item, true
}

// Push returns a heap that has item too.
func (h Heap[T]) Push(item T) Heap[T] {
	return Heap[T]{merge(h.top, &heapNode[T]{item: item, rank: 1}), h.n + 1}
}

// Pop returns the heap without its first item; an empty heap stays empty.
func (h Heap[T]) Pop() Heap[T] {
	if h.top == nil {
		return h
	}
	return Heap[T]{merge(h.top.left, h.top.right), h.n - 1}
}

// merge walks two right spines, whose lengths are logarithmic.
func merge[T interface{ Before(T) bool }](a, b *heapNode[T]) *heapNode[T] {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	if b.item.Before(a.item) {
		a, b = b, a
	}
	l, r := a.left, merge(a.right, b)
	if rank(l) < rank(r) {
		l, r = r, l
	}
	return &heapNode[T]{a.item, l, r, rank(r) + 1}
}

func rank[T any](n *heapNode[T]) int {
	if n == nil {
		return 0
	}
	return n.rank
}
