package web

import (
	"container/list"
	"sync"
	"time"

	"orpheus/internal/circlepack"
	"orpheus/org"
)

// placesKept is how many packed maps are remembered.
const placesKept = 48

// places remembers where everything is on the maps looked at lately. A map is
// packed starting from the one before it, and one of the past starting from
// that of today, so that circles keep their place.
type places struct {
	mu     sync.Mutex
	by     map[placesKey]*list.Element
	age    *list.List // most recently used first
	latest map[string]*circlepack.Layout
}

type placesKey struct {
	org     string
	version uint64
	at      int64 // zero is now
	to      int64 // the other of two moments
	two     bool  // two moments, one over the other
}

type packed struct {
	key  placesKey
	once sync.Once
	l    *circlepack.Layout
}

func newPlaces() *places {
	return &places{by: map[placesKey]*list.Element{}, age: list.New(), latest: map[string]*circlepack.Layout{}}
}

func (p *places) entry(key placesKey) *packed {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e := p.by[key]; e != nil {
		p.age.MoveToFront(e)
		return e.Value.(*packed)
	}
	made := &packed{key: key}
	p.by[key] = p.age.PushFront(made)
	if p.age.Len() > placesKept {
		delete(p.by, p.age.Remove(p.age.Back()).(*packed).key)
	}
	return made
}

func (p *places) last(slug string) *circlepack.Layout {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.latest[slug]
}

func (p *places) keep(slug string, l *circlepack.Layout) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.latest[slug] = l
}

// now packs the map of today.
func (p *places) now(slug string, look *view) *circlepack.Layout {
	e := p.entry(placesKey{org: slug, version: look.Version()})
	e.once.Do(func() {
		e.l = circlepack.Pack(nodes(look.Map()), p.last(slug))
		p.keep(slug, e.l)
	})
	return e.l
}

// then packs a map of the past; today answers with the one of today.
func (p *places) then(slug string, look *view, at time.Time, today func() *circlepack.Layout) *circlepack.Layout {
	e := p.entry(placesKey{org: slug, version: look.Version(), at: at.UnixNano()})
	e.once.Do(func() { e.l = circlepack.Pack(nodes(look.Map()), today()) })
	return e.l
}

// placed returns where everything is on the map that is looked at.
func (s *server) placed(v *visit, look *view, m moment) *circlepack.Layout {
	slug := v.org.Slug
	if !look.Sight.All() { // a part of the map, packed for itself
		return circlepack.Pack(nodes(look.Map()), s.places.last(slug))
	}
	if !m.past() {
		return s.places.now(slug, look)
	}
	return s.places.then(slug, look, m.at, func() *circlepack.Layout {
		now, err := s.look(v, time.Time{})
		if err != nil {
			return s.places.last(slug) // the past can be seen without today
		}
		return s.places.now(slug, now)
	})
}

// nodes is the tree that is packed.
func nodes(m *org.MapCircle) *circlepack.Node {
	if m == nil {
		return nil
	}
	n := &circlepack.Node{Key: uint64(m.ID), Children: make([]*circlepack.Node, 0, len(m.Roles)+len(m.Circles))}
	for _, r := range m.Roles {
		n.Children = append(n.Children, &circlepack.Node{Key: uint64(r.ID), Leaf: true})
	}
	for _, c := range m.Circles {
		n.Children = append(n.Children, nodes(c))
	}
	return n
}
