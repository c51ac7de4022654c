package service

import (
	"context"
	"slices"
	"strings"
	"sync"

	"orpheus/org"
)

// trails remember when the structure of each organisation changed, so that a
// page need not read the log again.
type trails struct {
	mu sync.Mutex
	of map[string]*trail
}

type trail struct {
	version uint64
	at      []org.Time
}

// Structural reports whether acts of this kind change the structure that the map
// shows: circles, roles, seats and guardrails.
func Structural(kind string) bool {
	switch kind {
	case "circle.join", "circle.leave", "seat.correct_origin", "seat.record":
		return false
	}
	noun, _, _ := strings.Cut(kind, ".")
	return slices.Contains([]string{"circle", "role", "seat", "guardrail"}, noun)
}

// StructureChanges returns the moments of all structural changes, ascending, up
// to the present.
func (d *Service) StructureChanges(ctx context.Context, slug string) ([]org.Time, error) {
	d.trails.mu.Lock()
	defer d.trails.mu.Unlock()
	if d.trails.of == nil {
		d.trails.of = map[string]*trail{}
	}
	t := d.trails.of[slug]
	if t == nil {
		t = &trail{}
		d.trails.of[slug] = t
	}
	for e, err := range d.Entries(ctx, slug, t.version) {
		if err != nil {
			return nil, err
		}
		t.version = e.Seq
		if Structural(org.NameOf(e.Act)) {
			t.at = append(t.at, e.At)
		}
	}
	return slices.Clip(t.at), nil
}
