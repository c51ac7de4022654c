package identity

import (
	"context"

	"orpheus/org"
)

// asksPasskey reports whether somebody who came in is asked for a passkey too. Where one is
// required and they have none, they come in owing one.
func (s *Service) asksPasskey(ctx context.Context, slug string, p org.PersonID, came *Came) (bool, error) {
	return false, nil
}
