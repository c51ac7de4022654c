// Package lru keeps what was used lately, up to a bound.
package lru

import (
	"container/list"
	"sync"
)

// Cache keeps values up to a weight all together; what was not asked for goes first.
// It may be used by many at once.
type Cache[K comparable, V any] struct {
	most   int
	weight func(V) int

	mu   sync.Mutex
	by   map[K]*list.Element
	age  *list.List // most recently used first
	size int
}

type item[K comparable, V any] struct {
	key    K
	value  V
	weight int
}

// New returns a cache of values that weigh most together. Weight is asked once for
// each; nil lets each weigh one.
func New[K comparable, V any](most int, weight func(V) int) *Cache[K, V] {
	if weight == nil {
		weight = func(V) int { return 1 }
	}
	return &Cache[K, V]{most: most, weight: weight, by: map[K]*list.Element{}, age: list.New()}
}

// Get returns what is kept.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.by[key]; e != nil {
		c.age.MoveToFront(e)
		return e.Value.(*item[K, V]).value, true
	}
	var none V
	return none, false
}

// Keep keeps a value where none is kept by that key, and returns the one that is
// kept. The newest is always kept, whatever it weighs.
func (c *Cache[K, V]) Keep(key K, value V) V {
	w := c.weight(value)
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.by[key]; e != nil {
		c.age.MoveToFront(e)
		return e.Value.(*item[K, V]).value
	}
	c.by[key] = c.age.PushFront(&item[K, V]{key, value, w})
	for c.size += w; c.size > c.most && c.age.Len() > 1; {
		old := c.age.Remove(c.age.Back()).(*item[K, V])
		delete(c.by, old.key)
		c.size -= old.weight
	}
	return value
}

// Len is how many values are kept.
func (c *Cache[K, V]) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.age.Len()
}
