package circlepack

// Step is one change of a tree: a circle or role came into a circle, from nowhere
// or from another one, or left the tree.
type Step struct {
	Key  uint64
	Leaf bool
	Into uint64 // the circle it is in from now on
	Gone bool   // or it is nowhere
}

// Anchors are numbers of steps after which a picture is made that later ones start
// from. They are fixed by their number alone, and lie closer the earlier they are:
// every step at first, then so many while the number of steps doubles. So a picture
// comes by a short chain from the first step, and two pictures with one step
// between them by the same chain but for its last link.
const (
	young = 1024 // steps before which all anchors pack anew what has become loose
	old   = 4096 // steps from which anchors lie far apart, since each costs more
)

// spacing is how many anchors there are about step n while steps double, and how
// far apart they lie.
func spacing(n int) (count, unit int) {
	count, unit = 64, 1
	switch {
	case n >= old:
		count = 8
	case n >= young:
		count = 16
	}
	for n/unit >= 2*count {
		unit *= 2
	}
	return count, unit
}

// anchor is the last anchor at or before step n.
func anchor(n int) int {
	_, unit := spacing(n)
	return n / unit * unit
}

// judged tells whether anchor n packs anew what has become loose. In all other
// pictures circles keep their places as far as there is room.
func judged(n int) bool {
	count, unit := spacing(n)
	return n < young || n/unit%(count/2) == 0
}

// renewed tells at which anchors the whole picture is made anew and turned to where
// it was: once while the number of steps doubles. Without that a picture is only
// ever mended, and after some years nothing in it is in order any more.
func renewed(n int) bool {
	return n >= 32 && n&(n-1) == 0
}

// growing is a tree on its way through its steps.
type growing struct {
	root  uint64
	steps []Step
	n     int // steps taken
	in    map[id]uint64
	order []id // all that ever came, in the order of their coming
}

func grow(root uint64, steps []Step) *growing {
	return &growing{root: root, steps: steps, in: map[id]uint64{}}
}

// to takes the steps up to the n-th.
func (g *growing) to(n int) {
	for ; g.n < n; g.n++ {
		s := g.steps[g.n]
		k := id{s.Key, s.Leaf}
		if s.Gone {
			delete(g.in, k)
			continue
		}
		if _, here := g.in[k]; !here {
			g.order = append(g.order, k)
		}
		g.in[k] = s.Into
	}
}

// tree is what there is now. What is in a circle that is not there is left out.
func (g *growing) tree() *Node {
	circles := make(map[uint64]*Node, len(g.in))
	root := &Node{Key: g.root}
	circles[g.root] = root
	for k := range g.in {
		if !k.leaf && k.key != g.root {
			circles[k.key] = &Node{Key: k.key}
		}
	}
	seen := make(map[id]bool, len(g.in))
	for _, k := range g.order { // what came back is in it twice
		in, here := g.in[k]
		up := circles[in]
		if !here || up == nil || seen[k] || k == (id{key: g.root}) {
			continue
		}
		seen[k] = true
		n := circles[k.key]
		if k.leaf {
			n = &Node{Key: k.key, Leaf: true}
		}
		up.Children = append(up.Children, n)
	}
	return root
}
