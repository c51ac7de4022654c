package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"orpheus/face/web"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service"
)

// View returns an organisation at a moment with what was done and written there.
func (p *pages) View(ctx context.Context, slug string, at time.Time) (*web.View, error) {
	now, err := p.desk.Engine.State(ctx, slug)
	if errors.Is(err, ledger.ErrNoOrganisation) {
		return nil, fmt.Errorf("%w: %w", web.ErrNotFound, err)
	}
	if err != nil {
		return nil, err
	}
	s, err := p.desk.Look(ctx, slug, org.At(at))
	if err != nil {
		return nil, err
	}
	names, err := p.desk.NamesOf(ctx, now)
	if err != nil {
		return nil, err
	}
	view := &web.View{
		Version: now.Version, Names: names.Edition, State: s,
		Name: names.Of,
		Texts: func(ctx context.Context, ids ...org.TextID) (map[org.TextID]string, error) {
			texts, err := p.desk.Store().Texts(ctx, slug, ids...)
			out := make(map[org.TextID]string, len(texts))
			for id, t := range texts {
				out[id] = t.Body
			}
			return out, err
		},
		Acts: func(ctx context.Context, f web.ActFilter) (web.Acts, error) {
			q := service.Query{Before: s.Version + 1, After: f.After, Most: f.Most, Kinds: f.Kinds, Wants: f.Wants}
			if f.Before != 0 {
				q.Before = min(q.Before, f.Before)
			}
			found, next, err := p.desk.Newest(ctx, slug, q)
			return web.Acts{Entries: found, Next: next}, err
		},
	}
	view.AtVersion = func(ctx context.Context, version uint64) (*org.State, error) {
		return p.desk.Engine.AtVersion(ctx, slug, version)
	}
	if at.IsZero() {
		return view, nil
	}
	changes, err := p.desk.StructureChanges(ctx, slug)
	if err != nil {
		return nil, err
	}
	first, _ := slices.BinarySearch(changes, org.At(at)+1)
	view.ChangesSince = len(changes) - first
	return view, nil
}
