package service

import (
	"context"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"orpheus/ledger"
	"orpheus/org"
	"orpheus/store/records"
)

// Deed is somebody doing something: an act at its moment, with the profile of
// whom person.join adds. What people write travels in the act's Prose. The acts of the clock
// are not among the deeds: they are done when they are due.
type Deed struct {
	Moment  org.Moment
	Act     org.Act
	Profile *records.Profile // of whom the act adds; nil for other acts
}

// deedsAtOnce is how many deeds go into one transaction.
const deedsAtOnce = 4_000

// Tell writes the past of an organisation that is not there yet: its deeds, the founding
// first, and what the clock owes up to the end. On an error, or when ctx ends, what was
// written stays. step, where not nil, is told how many deeds are done.
func (d *Service) Tell(ctx context.Context, slug string, deeds iter.Seq[Deed], end org.Time, step func(done int)) error {
	t := &teller{ctx: ctx, slug: slug, step: step}
	// The engine lives in the time of the deeds: else its clock would end, between two
	// transactions, what is due only later.
	t.engine = ledger.New(d.store, ledger.Options{
		Now: func() time.Time { return time.UnixMicro(t.now.Load()) }, Idle: 100 * 366 * 24 * time.Hour, Follow: -1,
		SaveEvery: 1 << 62,
	})
	err := t.all(deeds, end)
	if closed := t.engine.Close(); err == nil {
		err = closed
	}
	return err
}

type teller struct {
	ctx    context.Context
	engine *ledger.Engine
	slug   string
	step   func(int)
	now    atomic.Int64
	done   int
}

// all writes the deeds while the next ones are being thought of.
func (t *teller) all(deeds iter.Seq[Deed], end org.Time) error {
	ctx, stop := context.WithCancel(t.ctx)
	chunks := make(chan []Deed, 1)
	var thinking sync.WaitGroup
	thinking.Go(func() {
		defer close(chunks)
		send(ctx, deeds, chunks)
	})
	defer thinking.Wait()
	defer stop()
	for list := range chunks {
		if err := t.write(list); err != nil {
			return err
		}
	}
	if err := t.ctx.Err(); err != nil {
		return err
	}
	// What the clock owes up to the end comes before a run that does nothing.
	t.now.Store(int64(end))
	_, err := t.engine.Bulk(t.ctx, t.slug, end, org.Operator, func(*ledger.Bulk) error { return nil })
	return err
}

// send sends the deeds in chunks until ctx ends.
func send(ctx context.Context, deeds iter.Seq[Deed], chunks chan<- []Deed) {
	var list []Deed
	flush := func() bool {
		select {
		case chunks <- list:
			list = make([]Deed, 0, deedsAtOnce)
			return true
		case <-ctx.Done():
			return false
		}
	}
	for deed := range deeds {
		if list = append(list, deed); len(list) == deedsAtOnce && !flush() {
			return
		}
	}
	if len(list) > 0 {
		flush()
	}
}

// write writes a chunk in one transaction, the founding with what follows it.
func (t *teller) write(list []Deed) (err error) {
	at, deeds := list[0].Moment.At, list
	t.now.Store(int64(at))
	do := func(b *ledger.Bulk) error {
		for _, d := range deeds {
			if err := b.DoAs(d.Act, d.Moment, d.Profile); err != nil {
				return fmt.Errorf("telling %s at %s: %w", org.NameOf(d.Act), d.Moment.At, err)
			}
		}
		return nil
	}
	if found, ok := list[0].Act.(*org.FoundOrganisation); ok {
		deeds = list[1:]
		err = t.engine.Found(t.ctx, found, at, do)
	} else {
		_, err = t.engine.Bulk(t.ctx, t.slug, at, org.Operator, do)
	}
	if err != nil {
		return err
	}
	if t.done += len(list); t.step != nil {
		t.step(t.done)
	}
	return t.ctx.Err()
}
