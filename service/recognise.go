package service

import (
	"context"
	"errors"

	"orpheus/ledger"
	"orpheus/org"
)

// recognise refuses an import into an organisation that an import has fed and
// whose people are known by no key any more, as after the restore of an export
// without what is personal: everybody would join a second time.
func (d *Service) recognise(ctx context.Context, slug string) error {
	s, err := d.engine.State(ctx, slug)
	if errors.Is(err, ledger.ErrNoOrganisation) || err == nil && len(s.Sources) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	profiles, err := d.store.Profiles(ctx, slug)
	if err != nil {
		return err
	}
	for _, p := range profiles {
		if p.Key != "" || p.Handle != "" {
			return nil
		}
	}
	// Whom an import brought had a key; those who were erased are known by a hash.
	for e, err := range d.Entries(ctx, slug, 0) {
		if err != nil {
			return err
		}
		if p := s.Person(org.EffectOf(e.Act).Known); e.Face == org.Import && p != nil && !p.Erased {
			return &org.Error{Code: org.Conflict, Key: "import.keys"}
		}
	}
	return nil
}
