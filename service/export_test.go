package service

import (
	"context"

	"orpheus/internal/volume"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service/search"
)

// EngineOf is the engine of a service; StoreOf its store.
func EngineOf(d *Service) *ledger.Engine { return d.engine }

func StoreOf(d *Service) Store { return d.store }

// VolumeOf has the service believe of disks what a test says, and returns what it believed before.
func VolumeOf(says func(folder string) (volume.Volume, error)) (was func(folder string) (volume.Volume, error)) {
	was, volumeOf = volumeOf, says
	return was
}

// What visits are made of.

func (d *Service) Undo(ctx context.Context, slug string, seq uint64, by org.PersonID, face org.Face) (ledger.Answer, error) {
	return d.undo(ctx, slug, seq, by, face)
}

func (d *Service) Newest(ctx context.Context, slug string, q Query) ([]org.Entry, uint64, error) {
	return d.newest(ctx, slug, q)
}

func (d *Service) StructureChanges(ctx context.Context, slug string) ([]org.Time, error) {
	return d.structureChanges(ctx, slug)
}

func (d *Service) Search(ctx context.Context, slug string, viewer org.PersonID, query string, limit int) (Results, error) {
	return d.search(ctx, slug, query, limit, func(s *org.State) search.Sees { return s.SightOf(viewer, s).Sees })
}

// Unsealed is what is in a box.
func (d *Service) Unsealed(ctx context.Context, slug, name string) (string, error) {
	text, _, err := d.readSealed(ctx, slug, name)
	return text, err
}

// PutSealed puts it into a box that is empty.
func (d *Service) PutSealed(ctx context.Context, slug, name, text string) (bool, error) {
	return d.swapSealed(ctx, slug, name, "", text)
}

// Unpack sets how much a packed file may hold, until the function returned is called.
func Unpack(most int64) (back func()) {
	before := mostUnpacked
	mostUnpacked = most
	return func() { mostUnpacked = before }
}

// MatchingOf is what whom to invite is worked out of; the same one where nothing changed.
func (l *Look) MatchingOf(ctx context.Context) (any, error) { return l.matching(ctx) }
