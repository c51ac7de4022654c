package demo

import (
	"context"
	"fmt"
	"iter"
	"sync"
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
	done   int
}

// all writes the deeds while the next ones are being thought of.
func (g *grower) all(deeds iter.Seq[Deed], end org.Time) error {
	ctx, stop := context.WithCancel(g.ctx)
	chunks := make(chan []Deed, 1)
	var thinking sync.WaitGroup
	thinking.Go(func() {
		defer close(chunks)
		send(ctx, deeds, chunks)
	})
	defer thinking.Wait()
	defer stop()
	for list := range chunks {
		if err := g.write(list); err != nil {
			return err
		}
	}
	if err := g.ctx.Err(); err != nil {
		return err
	}
	// What the clock owes up to the end comes before a run that does nothing.
	g.now.Store(int64(end))
	_, err := g.engine.Bulk(g.ctx, g.slug, end, org.Operator, func(*ledger.Bulk) error { return nil })
	return err
}

// send sends the deeds in chunks until ctx ends.
func send(ctx context.Context, deeds iter.Seq[Deed], chunks chan<- []Deed) {
	var list []Deed
	flush := func() bool {
		select {
		case chunks <- list:
			list = make([]Deed, 0, chunk)
			return true
		case <-ctx.Done():
			return false
		}
	}
	for deed := range deeds {
		if list = append(list, deed); len(list) == chunk && !flush() {
			return
		}
	}
	if len(list) > 0 {
		flush()
	}
}

// write writes a chunk in one transaction; the founding stands for itself.
func (g *grower) write(list []Deed) error {
	at := list[0].Moment.At
	g.now.Store(int64(at))
	if found, ok := list[0].Act.(*org.FoundOrganisation); ok {
		if err := g.engine.Found(g.ctx, found, at); err != nil {
			return err
		}
		list = list[1:]
	}
	_, err := g.engine.Bulk(g.ctx, g.slug, at, org.Operator, func(b *ledger.Bulk) error {
		for _, d := range list {
			if err := b.DoAs(d.Act, d.Moment, d.Profile); err != nil {
				return fmt.Errorf("demo: %s at %s: %w", org.NameOf(d.Act), d.Moment.At, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if g.done += len(list); g.step != nil {
		g.step(g.done)
	}
	return g.ctx.Err()
}
