package service

import (
	"context"

	"orpheus/org"
)

// Listen returns a channel on which everything that is appended is announced until
// ctx ends or the organisation is loaded anew; then it is closed.
func (d *Service) Listen(ctx context.Context, slug string) (<-chan org.Batch, error) {
	return d.engine.Listen(ctx, slug)
}
