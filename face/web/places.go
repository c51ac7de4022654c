package web

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"orpheus/internal/circlepack"
	"orpheus/internal/lru"
	"orpheus/org"
)

// placesKept is how many packed maps are remembered.
const placesKept = 48

// placesOrgs is of how many organisations the last map is remembered.
const placesOrgs = 256

// places remembers where everything is on the maps looked at lately. A map is
// packed starting from the one before it, and one of the past starting from
// that of today, so that circles keep their place.
type places struct {
	maps   *lru.Cache[placesKey, *packedMap]
	latest *lru.Cache[string, *atomic.Pointer[circlepack.Layout]]
}

type placesKey struct {
	org     string
	version uint64
	at      int64 // zero is now
	to      int64 // the other of two moments
	two     bool  // two moments, one over the other
}

type packedMap struct {
	once sync.Once
	l    *circlepack.Layout
}

func newPlaces() *places {
	return &places{lru.New[placesKey, *packedMap](placesKept, nil), lru.New[string, *atomic.Pointer[circlepack.Layout]](placesOrgs, nil)}
}

func (p *places) entry(key placesKey) *packedMap {
	if e, ok := p.maps.Get(key); ok {
		return e
	}
	return p.maps.Keep(key, new(packedMap))
}

func (p *places) last(slug string) *circlepack.Layout {
	if l, ok := p.latest.Get(slug); ok {
		return l.Load()
	}
	return nil
}

func (p *places) keep(slug string, l *circlepack.Layout) {
	p.latest.Keep(slug, new(atomic.Pointer[circlepack.Layout])).Store(l)
}

// now packs the map of today.
func (p *places) now(slug string, look *Look) *circlepack.Layout {
	e := p.entry(placesKey{org: slug, version: look.Version})
	e.once.Do(func() {
		e.l = circlepack.Pack(nodes(look.Map), p.last(slug))
		p.keep(slug, e.l)
	})
	return e.l
}

// then packs a map of the past; today answers with the one of today.
func (p *places) then(slug string, look *Look, at time.Time, today func() *circlepack.Layout) *circlepack.Layout {
	e := p.entry(placesKey{org: slug, version: look.Version, at: at.UnixNano()})
	e.once.Do(func() { e.l = circlepack.Pack(nodes(look.Map), today()) })
	return e.l
}

// placed returns where everything is on the map that is looked at.
func (s *server) placed(ctx context.Context, slug string, look *Look, m moment) *circlepack.Layout {
	if look.Place != "" { // a part of the map, packed for itself
		return circlepack.Pack(nodes(look.Map), s.places.last(slug))
	}
	if !m.past() {
		return s.places.now(slug, look)
	}
	return s.places.then(slug, look, m.at, func() *circlepack.Layout {
		now, err := s.Source.Look(ctx, slug, time.Time{})
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
