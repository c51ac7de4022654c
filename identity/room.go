package identity

import (
	"context"

	"orpheus/org"
)

// HasRoom reports whether somebody has room to lead one more, as they said
// themselves; they do until they say otherwise. It serves to suggest things to them,
// and is told to nobody else.
func (s *Service) HasRoom(ctx context.Context, slug string, p org.PersonID) (bool, error) {
	busy, err := s.Store.Busy(ctx, slug, p)
	return !busy, err
}

// SetRoom keeps what they say.
func (s *Service) SetRoom(ctx context.Context, slug string, p org.PersonID, room bool) error {
	return s.Store.SetBusy(ctx, slug, p, !room)
}
