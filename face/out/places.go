package out

import (
	"context"

	"orpheus/internal/circlepack"
	"orpheus/org"
	"orpheus/service"
)

// PlacesKept is how many places of circles and roles are remembered, on all maps
// together: by the steps that led to them, which say nothing of whose they are, and
// within one bound for the whole program.
const PlacesKept = 300_000

// Placed returns where everything is on the map that is looked at. That follows
// from how the map grew until the moment that is looked at, and from nothing that
// this process has seen: every process draws the same, before and after a restart.
func Placed(ctx context.Context, places *circlepack.Memory, look *service.Look) (*circlepack.Layout, error) {
	return places.Grow(ctx, nodes(look.Map()), Steps(look))
}

// Steps are the shifts that led to the map. To somebody who sees a part, the map
// grew of that part alone: nothing hidden moves anything on it.
func Steps(look *service.Look) []circlepack.Step {
	var seen map[org.Ref]bool
	if !look.Sight.All() {
		seen = map[org.Ref]bool{}
		note(seen, look.Map())
	}
	steps := make([]circlepack.Step, 0, look.State.NumShifts())
	for s := range look.State.Shifts() {
		step := circlepack.Step{Key: uint64(s.Circle), Into: uint64(s.Into), Gone: s.Into == 0}
		ref := org.RefOf(s.Circle)
		if s.Role != 0 {
			step.Key, step.Leaf, ref = uint64(s.Role), true, org.RefOf(s.Role)
		}
		if seen == nil || seen[ref] && (step.Gone || seen[org.RefOf(s.Into)]) {
			steps = append(steps, step)
		}
	}
	return steps
}

// note adds all that is on a map.
func note(seen map[org.Ref]bool, m *org.MapCircle) {
	if m == nil {
		return
	}
	seen[org.RefOf(m.ID)] = true
	for _, r := range m.Roles {
		seen[org.RefOf(r.ID)] = true
	}
	for _, c := range m.Circles {
		note(seen, c)
	}
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
