// Package circlepack places an organisation on its map: circles inside circles,
// roles as small discs, everything as tight and as even as it will go.
//
// Packing is a pure function of the tree and the previous layout. There is no
// clock, no random source and no dependence on map order, so the same
// structure always gives the same picture.
//
// Roles take seats in rings around an empty middle. Circles are packed with a
// front chain (Wang et al., 2006), then tightened from several starts. The
// wall around a group is the smallest enclosing circle (Welzl, 1991; Matoušek,
// Sharir and Welzl, 1996), widened so that a title band stays free at the top.
package circlepack

import "context"

// Node is a circle or a role to place. Key is unique among circles and among
// roles; a role and a circle may share one. A role's Children are ignored.
type Node struct {
	Key      uint64
	Leaf     bool
	Children []*Node
}

// Placed is one node's place: absolute, y pointing down, the root circle
// centred at 0,0. The unit is the radius of a role disc.
type Placed struct {
	Key    uint64  `json:"k"`
	Leaf   bool    `json:"l,omitempty"`
	Depth  int     `json:"d"`
	Parent int     `json:"p"` // index in Layout.Items, -1 for the root
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	R      float64 `json:"r"`
	Band   float64 `json:"b,omitempty"` // height of the free title band below the top of the circle
}

// Layout holds the places of a whole tree in preorder, siblings in the order
// in which they were given. It may be stored and used later as prev.
type Layout struct {
	Items []Placed `json:"items"`
}

// Radius is the radius of the root circle, half the width of the map.
func (l *Layout) Radius() float64 {
	if l == nil || len(l.Items) == 0 {
		return 0
	}
	return l.Items[0].R
}

// Find returns the place of one node.
func (l *Layout) Find(key uint64, leaf bool) (Placed, bool) {
	if l != nil {
		for _, p := range l.Items {
			if p.Key == key && p.Leaf == leaf {
				return p, true
			}
		}
	}
	return Placed{}, false
}

// Packer packs trees. The zero value tightens and remembers nothing between
// calls. A Packer may be used by several goroutines at once.
type Packer struct {
	Cache *Cache // tightened groups by their list of radii; may be shared
	Loose bool   // front chain only: fastest, less beautiful

	steady bool // what has a past is never packed anew, only held and tightened
	renew  bool // all is packed anew, and turned to where it was
}

var shared = NewCache(1 << 20)

// Pack places root with tightening. With prev, nodes keep their place as far
// as they can and new ones take the nearest free spot. Tightened groups are
// remembered in a bounded cache shared by the whole process.
func Pack(root *Node, prev *Layout) *Layout {
	return (&Packer{Cache: shared}).Pack(root, prev)
}

// Pack places root, starting from prev when it is not nil.
func (p *Packer) Pack(root *Node, prev *Layout) *Layout {
	l, _ := p.PackContext(context.Background(), root, prev)
	return l
}

// PackContext is Pack for somebody who may stop waiting: it fails with the error
// of ctx, after the group it is at, when ctx has ended.
func (p *Packer) PackContext(ctx context.Context, root *Node, prev *Layout) (*Layout, error) {
	l, _, err := p.pack(ctx, root, prev)
	return l, err
}

func (p *Packer) pack(ctx context.Context, root *Node, prev *Layout) (l *Layout, steps int64, err error) {
	if root == nil {
		return &Layout{}, 0, ctx.Err()
	}
	b := newBuilder(p, prev)
	b.ctx = ctx
	top := b.tree(root, 0, prevRoot)
	b.size(top)
	if err := ctx.Err(); err != nil {
		return nil, b.steps.Load(), err
	}
	return b.layout(top), b.steps.Load(), nil
}
