package identity

import (
	"context"

	"orpheus/org"
)

// Uncopied is a mail that tells who looks after an organisation that no copy of the store could
// be made. It lets nobody in.
const Uncopied LinkKind = 10

// TellUncopied queues such a mail.
func (s *Service) TellUncopied(ctx context.Context, slug string, p org.PersonID) error {
	lang, err := s.Lang(ctx, slug, p)
	if err != nil {
		return err
	}
	return s.post(ctx, Mail{Kind: Uncopied, Org: slug, Person: p, Lang: lang})
}
