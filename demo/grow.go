package demo

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"orpheus/ledger"
	"orpheus/org"
)

// chunk is how many deeds go into one transaction.
const chunk = 4_000

// Grow writes the story into a log that has no organisation of that slug yet.
// On an error, or when ctx ends, what was written stays. step, where not nil, is
// told how many deeds are done.
func Grow(ctx context.Context, log ledger.Log, o Options, step func(done int)) error {
	deeds, err := Deeds(o)
	if err != nil {
		return err
	}
	g := &grower{ctx: ctx, slug: o.Slug, step: step}
	if g.slug == "" {
		g.slug = "linde"
	}
	// The engine lives in the story's time: else its clock would end, between two
	// transactions, what is due only later in the story.
	g.engine = ledger.New(log, ledger.Options{
		Now: func() time.Time { return time.UnixMicro(g.now.Load()) }, Idle: 100 * 366 * 24 * time.Hour, Follow: -1,
		SaveEvery: 1 << 62,
	})
	err = g.all(deeds, o.End())
	if closed := g.engine.Close(); err == nil {
		err = closed
	}
	return err
}

type grower struct {
	ctx    context.Context
	engine *ledger.Engine
	slug   string
	step   func(int)
	now    atomic.Int64
	deeds  []Deed
	done   int
}

func (g *grower) all(deeds func(func(Deed) bool), end org.Time) (err error) {
	for deed := range deeds {
		if found, ok := deed.Act.(*org.FoundOrganisation); ok {
			g.now.Store(int64(deed.Moment.At))
			if err := g.engine.Found(g.ctx, found, deed.Moment.At); err != nil {
				return err
			}
			continue
		}
		if g.deeds = append(g.deeds, deed); len(g.deeds) == chunk {
			if err = g.flush(); err != nil {
				return err
			}
		}
	}
	if err := g.flush(); err != nil {
		return err
	}
	// What the clock owes up to the end comes before a run that does nothing.
	g.now.Store(int64(end))
	_, err = g.engine.Bulk(g.ctx, g.slug, end, org.Operator, func(*ledger.Bulk) error { return nil })
	return err
}

func (g *grower) flush() error {
	if len(g.deeds) == 0 {
		return g.ctx.Err()
	}
	at := g.deeds[0].Moment.At
	g.now.Store(int64(at))
	_, err := g.engine.Bulk(g.ctx, g.slug, at, org.Operator, func(b *ledger.Bulk) error {
		for _, d := range g.deeds {
			if err := b.DoAs(d.Act, d.Moment, d.Profile); err != nil {
				return fmt.Errorf("demo: %s at %s: %w", org.NameOf(d.Act), d.Moment.At, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if g.done += len(g.deeds); g.step != nil {
		g.step(g.done)
	}
	g.deeds = g.deeds[:0]
	return g.ctx.Err()
}
