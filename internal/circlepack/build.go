package circlepack

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// work is a node on its way to a place.
type work struct {
	key   uint64
	leaf  bool
	depth int
	high  int     // levels of circles inside
	pct   int     // title band in per cent of r
	old   int     // index in prev.Items, or prevNone
	kids  []*work // in the order given
	subs  []*work // circles inside, largest first
	roles []*work
	r     float64
	at    point // relative to the centre of the parent
}

type id struct {
	key  uint64
	leaf bool
}

type builder struct {
	p      *Packer
	prev   []Placed
	index  map[id]int
	kids   []int     // number of children of prev items
	filled []float64 // squares of the padded radii of the children of prev items, added up
	count  int

	ctx   context.Context
	steps atomic.Int64 // of all groups together
}

const (
	prevRoot = -2 // the root is compared with the root, whatever its key
	prevNone = -1
)

func newBuilder(p *Packer, prev *Layout) *builder {
	b := &builder{p: p}
	if !usable(prev) {
		return b
	}
	b.prev = prev.Items
	b.index = make(map[id]int, len(b.prev))
	b.kids = make([]int, len(b.prev))
	b.filled = make([]float64, len(b.prev))
	for i, it := range b.prev {
		if i > 0 {
			b.kids[it.Parent]++
			b.filled[it.Parent] += sq(it.R + pad(it.R))
		}
		k := id{it.Key, it.Leaf}
		if _, twice := b.index[k]; !twice {
			b.index[k] = i
		}
	}
	return b
}

// usable tells whether a layout, perhaps read from a store, can be built on.
func usable(l *Layout) bool {
	if l == nil || len(l.Items) == 0 {
		return false
	}
	for i, p := range l.Items {
		far := math.Abs(p.X) + math.Abs(p.Y) + p.R + math.Abs(p.Band)
		if !(far < 1e9) || !(p.R > 0) || p.Parent >= i || (p.Parent < 0) != (i == 0) {
			return false
		}
	}
	return true
}

// tree makes the working copy. Nil children are left out.
func (b *builder) tree(n *Node, depth, old int) *work {
	w := &work{key: n.Key, leaf: n.Leaf, depth: depth, old: old}
	b.count++
	switch {
	case b.index == nil:
		w.old = prevNone
	case old == prevRoot:
		w.old = 0
	default:
		w.old = prevNone
		if i, ok := b.index[id{n.Key, n.Leaf}]; ok {
			w.old = i
		}
	}
	if n.Leaf {
		w.r = 1
		return w
	}
	w.kids = make([]*work, 0, len(n.Children))
	for _, c := range n.Children {
		if c == nil {
			continue
		}
		k := b.tree(c, depth+1, prevNone)
		w.kids = append(w.kids, k)
		if k.leaf {
			w.roles = append(w.roles, k)
		} else {
			w.subs = append(w.subs, k)
			w.high = max(w.high, k.high+1)
		}
	}
	return w
}

// size gives every circle its radius and every child its place in it.
func (b *builder) size(top *work) {
	if top.leaf {
		return
	}
	b.inner(top)
	b.arrange(top)
}

func (b *builder) inner(w *work) {
	b.each(w, b.inner)
	if w.depth == 0 {
		b.titles(w)
	} else {
		for _, s := range w.subs {
			s.pct = bandOf(s.high)
		}
	}
	b.each(w, b.arrange)
}

// each calls f for the circles inside w, near the root on all processors.
// What f does to one of them never depends on another.
func (b *builder) each(w *work, f func(*work)) {
	n := min(runtime.GOMAXPROCS(0), len(w.subs))
	if b.p.Loose || w.depth > 1 || n < 2 {
		for _, s := range w.subs {
			f(s)
		}
		return
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(w.subs); i = int(next.Add(1)) - 1 {
				f(w.subs[i])
			}
		})
	}
	all.Wait()
}

const (
	bandTop  = 15 // per cent of the radius, for a large circle at depth 1
	bandDeep = 34 // below depth 1, and at most
	titleMap = 8  // per cent of the map's radius that a title needs
)

// titles sets the bands at depth 1. Titles have the same size on every circle
// there, so a small circle needs a larger share for its own.
func (b *builder) titles(root *work) {
	guess := func(w *work) float64 {
		area := 0.0
		for _, k := range w.kids {
			area += sq(k.r + pad(k.r))
		}
		return max(minRadius, math.Sqrt(area)*1.25)
	}
	area := 0.0
	for _, k := range root.kids {
		r := k.r
		if !k.leaf {
			r = guess(k)
		}
		area += sq(r + pad(r))
	}
	all := math.Sqrt(area) * 1.2
	for _, s := range root.subs {
		want := titleMap * all / guess(s)
		s.pct = min(max(int(want), bandTop), bandDeep)
		if s.high > highest {
			s.pct = min(s.pct, bandOf(s.high))
			continue
		}
		// A band stays as it was until it is clearly wrong.
		if was := b.bandBefore(s); was > 0 && math.Abs(float64(was)-want) < 4 {
			s.pct = was
		}
	}
}

func (b *builder) bandBefore(w *work) int {
	if w.old < 0 || b.prev[w.old].Depth != w.depth || b.prev[w.old].R <= 0 {
		return 0
	}
	pct := int(math.Round(100 * b.prev[w.old].Band / b.prev[w.old].R))
	if pct < bandTop || pct > bandDeep {
		return 0
	}
	return pct
}

// arrange places the children of w, whose circles have their radii by now.
// Nothing is placed any more once nobody waits for the answer.
func (b *builder) arrange(w *work) {
	if b.ctx.Err() != nil {
		return
	}
	slices.SortFunc(w.subs, func(a, b *work) int {
		return cmp.Or(cmp.Compare(b.r, a.r), cmp.Compare(a.key, b.key))
	})
	slices.SortFunc(w.roles, func(a, b *work) int { return cmp.Compare(a.key, b.key) })
	t := task{radii: make([]float64, len(w.subs)), roles: len(w.roles), pct: w.pct, depth: min(w.depth, 2), loose: b.p.Loose, levels: w.high}
	for i, s := range w.subs {
		t.radii[i] = s.r
	}
	if !b.p.renew && b.keep(w) {
		return
	}
	if w.old >= 0 && len(w.kids) > 0 {
		b.warm(w, t)
		return
	}
	g := b.solve(t)
	w.r = g.r
	for i, s := range w.subs {
		s.at = g.subs[i]
	}
	for i, s := range w.roles {
		s.at = g.seats[i]
	}
}

func (b *builder) solve(t task) *group {
	if t.loose || b.p.Cache == nil {
		return b.solveNow(t)
	}
	k := t.key()
	g := b.p.Cache.get(k)
	if g == nil {
		g = b.solveNow(t)
		b.p.Cache.put(k, g)
	}
	return g
}

// solveNow has its own steps, so that it comes to the same whether it was
// remembered or not.
func (b *builder) solveNow(t task) *group {
	t.effort = effortFor(len(t.radii) + t.roles)
	g := t.solve()
	b.steps.Add(int64(t.effort.done))
	return g
}

func (b *builder) layout(top *work) *Layout {
	l := &Layout{Items: make([]Placed, 0, b.count)}
	var put func(w *work, x, y float64, parent int)
	put = func(w *work, x, y float64, parent int) {
		me := len(l.Items)
		l.Items = append(l.Items, Placed{
			Key: w.key, Leaf: w.leaf, Depth: w.depth, Parent: parent,
			X: x, Y: y, R: w.r, Band: float64(w.pct) / 100 * w.r,
		})
		for _, k := range w.kids {
			put(k, x+k.at.x, y+k.at.y, me)
		}
	}
	put(top, 0, 0, -1)
	return l
}
