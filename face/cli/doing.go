package cli

import (
	"context"
	"errors"
	"fmt"

	"orpheus/face/web"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Do does an act that a page asks for.
func (p *pages) Do(ctx context.Context, slug string, a web.Asked) (web.Answer, error) {
	r := ledger.Request{Act: a.Act, By: a.By, Face: a.Face, Key: a.Key}
	if a.Profile != nil {
		r.Profile = &records.Profile{Name: a.Profile.Name, Mail: a.Profile.Mail}
	}
	return answer(p.desk.Engine.Do(ctx, slug, r))
}

// Undo takes back an entry for whoever did it.
func (p *pages) Undo(ctx context.Context, slug string, seq uint64, by org.PersonID) (web.Answer, error) {
	return answer(p.desk.Undo(ctx, slug, seq, by, org.Web))
}

func answer(a ledger.Answer, err error) (web.Answer, error) {
	if errors.Is(err, ledger.ErrNoOrganisation) {
		err = fmt.Errorf("%w: %w", web.ErrNotFound, err)
	}
	return web.Answer{Entries: a.Entries, State: a.State, Repeated: a.Repeated}, err
}

var _ web.Doer = (*pages)(nil)
