package web

import (
	"context"

	"orpheus/face/out"
	"orpheus/internal/circlepack"
)

// placed returns where everything is on the map that is looked at.
func (s *server) placed(ctx context.Context, look *view) (*circlepack.Layout, error) {
	return out.Placed(ctx, s.places, look.Look)
}
