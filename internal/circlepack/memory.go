package circlepack

import (
	"container/list"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math"
	"sync"
)

// Memory makes the pictures of trees that grow, and remembers the latest ones. A
// picture is a function of the steps that led to its tree and of nothing else: what
// is remembered saves time and changes no place. A Memory may be used by several
// goroutines at once; one picture is made once, and nobody waits for another one.
type Memory struct {
	packer Packer
	room   int // places

	mu   sync.Mutex
	used int
	by   map[sum]*list.Element
	age  *list.List // most recently used first
}

type sum [sha256.Size]byte

// picture is remembered, or is being made by who holds busy.
type picture struct {
	key    sum
	busy   chan struct{}
	l      *Layout
	weight int
}

// NewMemory returns a memory of about so many places in all.
func NewMemory(places int) *Memory {
	return &Memory{packer: Packer{Cache: NewCache(places)}, room: places, by: map[sum]*list.Element{}, age: list.New()}
}

// Grow places root, the tree to which the steps led from a bare root. It fails only
// with the error of ctx.
func (m *Memory) Grow(ctx context.Context, root *Node, steps []Step) (*Layout, error) {
	if root == nil {
		return &Layout{}, ctx.Err()
	}
	c := &course{m: m, ctx: ctx, g: grow(root.Key, steps), sums: sums(root.Key, steps)}
	h := sha256.New()
	h.Write([]byte("tree"))
	last := c.sums[len(steps)]
	h.Write(last[:])
	writeTree(h, root)
	return m.picture(ctx, sum(h.Sum(nil)), func() (*Layout, error) {
		l, err := c.at(anchor(len(steps)))
		if err != nil {
			return nil, err
		}
		return c.pack(root, l, Packer{steady: len(steps) >= young})
	})
}

// Pack places root so that little of what is on prev moves: as Grow would, where root were
// the next picture of what so many steps led to.
func (m *Memory) Pack(ctx context.Context, root *Node, prev *Layout, steps int) (*Layout, error) {
	if root == nil {
		return &Layout{}, ctx.Err()
	}
	how := Packer{Cache: m.packer.Cache, steady: steps >= young}
	h := sha256.New()
	h.Write([]byte("over"))
	h.Write([]byte{flag(how.steady)})
	writeTree(h, root)
	if prev != nil {
		writePlaces(h, prev.Items)
	}
	return m.picture(ctx, sum(h.Sum(nil)), func() (*Layout, error) { return how.PackContext(ctx, root, prev) })
}

// course is the way from the first step through the anchors.
type course struct {
	m    *Memory
	ctx  context.Context
	g    *growing
	sums map[int]sum // of the steps up to each anchor, and of all
}

// at is the picture of an anchor; nil before the first step.
func (c *course) at(n int) (*Layout, error) {
	if n <= 0 {
		return nil, nil
	}
	return c.m.picture(c.ctx, c.sums[n], func() (*Layout, error) {
		prev, err := c.at(anchor(n - 1))
		if err != nil {
			return nil, err
		}
		c.g.to(n)
		return c.pack(c.g.tree(), prev, Packer{steady: !judged(n), renew: renewed(n)})
	})
}

func (c *course) pack(root *Node, prev *Layout, how Packer) (*Layout, error) {
	how.Cache = c.m.packer.Cache
	return how.PackContext(c.ctx, root, prev)
}

// sums are the hashes of the steps up to each anchor and up to the last.
func sums(root uint64, steps []Step) map[int]sum {
	all := map[int]sum{}
	h := sha256.New()
	h.Write(binary.LittleEndian.AppendUint64([]byte("step"), root))
	all[0] = sum(h.Sum(nil))
	var b [18]byte
	for i, s := range steps {
		binary.LittleEndian.PutUint64(b[:], s.Key)
		binary.LittleEndian.PutUint64(b[8:], s.Into)
		b[16], b[17] = flag(s.Leaf), flag(s.Gone)
		h.Write(b[:])
		if n := i + 1; n == len(steps) || anchor(n) == n {
			all[n] = sum(h.Sum(nil))
		}
	}
	return all
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// writeTree adds the order in which places are listed.
func writeTree(h hash.Hash, n *Node) {
	var b [13]byte
	binary.LittleEndian.PutUint64(b[:], n.Key)
	b[8] = flag(n.Leaf)
	binary.LittleEndian.PutUint32(b[9:], uint32(len(n.Children)))
	h.Write(b[:])
	for _, c := range n.Children {
		if c != nil {
			writeTree(h, c)
		}
	}
}

func writePlaces(h hash.Hash, items []Placed) {
	var b [33]byte
	for _, p := range items {
		binary.LittleEndian.PutUint64(b[:], p.Key)
		binary.LittleEndian.PutUint64(b[8:], math.Float64bits(p.X))
		binary.LittleEndian.PutUint64(b[16:], math.Float64bits(p.Y))
		binary.LittleEndian.PutUint64(b[24:], math.Float64bits(p.R))
		b[32] = flag(p.Leaf)
		h.Write(b[:])
	}
}

// picture returns what is remembered under key, or makes it. Whoever comes while it
// is being made waits for it, or goes when their own context ends; if the one who
// makes it goes, the next one makes it.
func (m *Memory) picture(ctx context.Context, key sum, make func() (*Layout, error)) (*Layout, error) {
	p := m.entry(key)
	select {
	case p.busy <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-p.busy }()
	if p.l != nil {
		return p.l, nil
	}
	l, err := make()
	if err != nil {
		return nil, err
	}
	p.l = l
	m.keep(p, len(l.Items))
	return l, nil
}

func (m *Memory) entry(key sum) *picture {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e := m.by[key]; e != nil {
		m.age.MoveToFront(e)
		return e.Value.(*picture)
	}
	p := &picture{key: key, busy: make(chan struct{}, 1), weight: 1}
	m.by[key] = m.age.PushFront(p)
	m.used += p.weight
	m.trim()
	return p
}

// keep counts a picture with what it holds. It is the latest now: a chain asks for its
// last anchor first and makes it last, and the next picture starts from that one. So
// it comes back if it was dropped while it was made.
func (m *Memory) keep(p *picture, places int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.by[p.key]
	switch {
	case e == nil:
		m.by[p.key] = m.age.PushFront(p)
		m.used += p.weight
	case e.Value != p: // somebody else is making it again
		return
	default:
		m.age.MoveToFront(e)
	}
	p.weight += places
	m.used += places
	m.trim()
}

// trim forgets what was not asked for the longest. Who is making it goes on.
func (m *Memory) trim() {
	for m.used > m.room && m.age.Len() > 1 {
		old := m.age.Remove(m.age.Back()).(*picture)
		delete(m.by, old.key)
		m.used -= old.weight
	}
}
