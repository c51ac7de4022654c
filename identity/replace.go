package identity

import (
	"context"
	"errors"

	"orpheus/org"
)

// Replace ends the session that a browser had in an organisation before it signed in again. Of
// the same person, the device goes on taking messages; of somebody else, it does not.
func (s *Service) Replace(ctx context.Context, p org.PersonID, id string, by Session) error {
	if id == by.Hash.ID() {
		return nil
	}
	if p == by.Person {
		all, err := s.Store.Credentials(ctx, by.Org, p, OfPush)
		for i := range all {
			d, fault := detailed[pushDetail](&all[i])
			if err = errors.Join(err, fault); err == nil && d.Session == id {
				d.Session = by.Hash.ID()
				all[i].Detail = detail(d)
				err = s.Store.PutCredential(ctx, all[i])
			}
		}
		if err != nil {
			return err
		}
	}
	return s.Revoke(ctx, by.Org, p, id)
}
