package circlepack

import (
	"container/list"
	"sync"
)

// Cache remembers tightened groups by the list of their radii. It is bounded
// and safe for concurrent use. What it holds never changes a layout, only the
// time that it takes.
type Cache struct {
	mu   sync.Mutex
	room int
	used int
	by   map[string]*list.Element
	age  *list.List // most recently used first
}

type cached struct {
	key string
	g   *group
}

// NewCache returns a cache for about so many discs in all.
func NewCache(discs int) *Cache {
	return &Cache{room: discs, by: map[string]*list.Element{}, age: list.New()}
}

// Len is the number of groups remembered.
func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.age.Len()
}

func (c *Cache) get(key string) *group {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.by[key]
	if e == nil {
		return nil
	}
	c.age.MoveToFront(e)
	return e.Value.(cached).g
}

func (c *Cache) put(key string, g *group) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by[key] != nil || g.weight() > c.room {
		return
	}
	c.by[key] = c.age.PushFront(cached{key, g})
	for c.used += g.weight(); c.used > c.room; {
		e := c.age.Back()
		old := c.age.Remove(e).(cached)
		delete(c.by, old.key)
		c.used -= old.g.weight()
	}
}
