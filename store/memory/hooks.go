package memory

import (
	"cmp"
	"context"
	"slices"

	"orpheus/org"
	"orpheus/store/hooks"
)

// hookAt is one hook of an organisation.
type hookAt struct {
	slug string
	id   uint32
}

// AddHook adds one.
func (l *Log) AddHook(ctx context.Context, h hooks.Row) (id uint32, err error) {
	err = l.with(ctx, h.Org, func(p *people) {
		for at := range p.hooks {
			if at.slug == h.Org {
				id = max(id, at.id)
			}
		}
		id++
		h.ID, h.Held = id, 0
		p.hooks[hookAt{h.Org, id}] = h
	})
	return id, err
}

// Hooks returns those of an organisation.
func (l *Log) Hooks(ctx context.Context, slug string) (out []hooks.Row, err error) {
	err = l.with(ctx, slug, func(p *people) {
		for at, h := range p.hooks {
			if at.slug == slug {
				out = append(out, h)
			}
		}
	})
	slices.SortFunc(out, func(a, b hooks.Row) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// LeaseHook gives one to one who tells it.
func (l *Log) LeaseHook(ctx context.Context, now, until org.Time) (h hooks.Row, found bool, next org.Time, err error) {
	err = l.with(ctx, "", func(p *people) {
		for _, other := range p.hooks {
			at := max(other.Due, other.Held)
			switch {
			case other.Due == 0 || !other.Timed && uint64(len(l.orgs[other.Org].rows)) <= other.Upto:
			case at <= now:
				if !found || cmp.Or(cmp.Compare(other.Due, h.Due), cmp.Compare(other.Org, h.Org), cmp.Compare(other.ID, h.ID)) < 0 {
					h, found = other, true
				}
			case next == 0 || at < next:
				next = at
			}
		}
		if found {
			h.Held, next = until, 0
			p.hooks[hookAt{h.Org, h.ID}] = h
		}
	})
	return h, found, next, err
}

// PutHook writes how far a lease came.
func (l *Log) PutHook(ctx context.Context, h hooks.Row, held org.Time) (ours bool, err error) {
	err = l.with(ctx, h.Org, func(p *people) {
		at := hookAt{h.Org, h.ID}
		was, there := p.hooks[at]
		if ours = there && was.Held == h.Held; ours {
			was.State, was.Upto, was.Due, was.Held = h.State, h.Upto, h.Due, held
			p.hooks[at] = was
		}
	})
	return ours, err
}

// SetHook replaces one where it is still as it was.
func (l *Log) SetHook(ctx context.Context, was, is hooks.Row) (done bool, err error) {
	err = l.with(ctx, was.Org, func(p *people) {
		at := hookAt{was.Org, was.ID}
		now, there := p.hooks[at]
		same := now
		same.Held = was.Held
		if done = there && same == was; done {
			now.URL, now.Detail, now.State, now.Upto, now.Due, now.Held = is.URL, is.Detail, is.State, is.Upto, is.Due, 0
			p.hooks[at] = now
		}
	})
	return done, err
}

// DropHook removes one.
func (l *Log) DropHook(ctx context.Context, slug string, id uint32) error {
	return l.with(ctx, slug, func(p *people) { delete(p.hooks, hookAt{slug, id}) })
}
