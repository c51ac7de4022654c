package sse

import "sync"

// Most is how many streams one person has at once.
const Most = 64

// Count counts the open streams of everybody, or what else of theirs takes its time. Its zero value counts none. It is no
// organisation's: it holds a number for as long as a stream is open, and nothing after.
type Count struct {
	mu   sync.Mutex
	open map[string]int
}

// Begin counts one more of somebody, until end is called; false where they have as many
// as one may have.
func (c *Count) Begin(who string, most int) (end func(), ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[who] >= most {
		return nil, false
	}
	if c.open == nil {
		c.open = map[string]int{}
	}
	c.open[who]++
	return func() { c.end(who) }, true
}

func (c *Count) end(who string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open[who]--; c.open[who] <= 0 {
		delete(c.open, who)
	}
}
