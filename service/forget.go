package service

import (
	"context"

	"orpheus/ledger"
	"orpheus/org"
)

// mostForgotten is how many are let go of in one round: each leads to the next round.
const mostForgotten = 20

// forget lets go of what somebody said no to long ago. It is done with the next thing that
// happens once the time is over.
func (d *Service) forget(ctx context.Context, slug string, s *org.State) error {
	for n, id := range s.Forgettable(org.At(d.now())) {
		if n == mostForgotten {
			break
		}
		_, err := d.engine.Do(ctx, slug, ledger.Request{Act: &org.ForgetOffer{Offer: id}, By: Nobody, Face: org.Clock})
		if err != nil && org.CodeOf(err) != org.Conflict { // another one was at it
			return err
		}
	}
	return nil
}
