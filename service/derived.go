package service

import (
	"context"

	"orpheus/ledger"
	"orpheus/org"
)

// Projection is something worked out for one organisation: a face that has to
// remember anything about an organisation declares one, and keeps no map of its own.
type Projection[T any] = ledger.Projection[T]

// Version is an organisation as a projection sees it.
type Version = ledger.Version

// Derived returns what a projection is at the present version, and that version.
func Derived[T any](ctx context.Context, d *Service, slug string, p *Projection[T]) (T, *org.State, error) {
	return p.Of(ctx, d.engine, slug)
}
