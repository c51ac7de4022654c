package cli

import (
	"context"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/web"
)

// Do does an act that a page asks for.
func (p *pages) Do(ctx context.Context, slug string, a web.Asked) (web.Answer, error) {
	return answer(p.desk.Engine.Do(ctx, slug, ledger.Request{Act: a.Act, By: a.By, Face: a.Face, Key: a.Key}))
}

// Undo takes back an entry for whoever did it.
func (p *pages) Undo(ctx context.Context, slug string, seq uint64, by org.PersonID) (web.Answer, error) {
	return answer(p.desk.Undo(ctx, slug, seq, by, org.Web))
}

func answer(a ledger.Answer, err error) (web.Answer, error) {
	return web.Answer{Entries: a.Entries, State: a.State, Repeated: a.Repeated}, err
}

var _ web.Doer = (*pages)(nil)
