package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"orpheus/internal/contain"
	"orpheus/org"
)

const (
	// hooksAtOnce is how many hooks are told at the same time, so that a slow one holds up
	// none of the others.
	hooksAtOnce = 4
	// hookHeldFor is how long one is leased: longer than a try may take.
	hookHeldFor = org.Day / 24 / 30 // two minutes
	// turnActs is how many acts are told at one hook before others have their turn.
	turnActs = 50
	// turnRead is how many acts are looked through in a turn.
	turnRead = 2000
	// turnFor is how long a turn is at most.
	turnFor = 30 * time.Second
	// mostInDigest is how many acts a digest names.
	mostInDigest = 20
	// mostCounted is how many acts a digest counts.
	mostCounted = 1000
)

// hookPauses are how long to wait after each try; after the last, three days in all, a hook
// is paused.
var hookPauses = []time.Duration{
	5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour,
}

// OnHooks has f called whenever there may be something new to tell at hooks because they
// changed; f is quick.
func (d *Service) OnHooks(f func()) { d.onHooks.Store(&f) }

// TellHooks tells at hooks what is to be told by now, and returns after how long the next
// one is due; zero for never, as far as is known. Of several programs on a store one tells
// at a hook.
func (d *Service) TellHooks(ctx context.Context) (time.Duration, error) {
	sender := d.hookSender.Load()
	if sender == nil {
		return 0, nil
	}
	var each sync.WaitGroup
	var mu sync.Mutex
	var faults []error
	var next org.Time
	for range hooksAtOnce {
		each.Go(func() {
			then, err := d.tellSome(ctx, *sender)
			mu.Lock()
			defer mu.Unlock()
			if faults = append(faults, err); then != 0 && (next == 0 || then < next) {
				next = then
			}
		})
	}
	each.Wait()
	err := errors.Join(faults...)
	if next == 0 || err != nil {
		return 0, err
	}
	return max(time.Second, time.Duration(next-org.At(d.now()))*time.Microsecond), nil
}

// tellSome tells at one hook after the other, until none has anything to tell.
func (d *Service) tellSome(ctx context.Context, sender HookSender) (next org.Time, err error) {
	for {
		now := org.At(d.now())
		row, found, next, err := d.store.LeaseHook(ctx, now, now+hookHeldFor)
		if err != nil || !found {
			return next, err
		}
		h, err := readHook(row)
		if err != nil {
			return 0, err
		}
		t := &hookTurn{d: d, ctx: ctx, h: h, sender: sender, ends: time.Now().Add(turnFor)}
		if err := contain.Panics(t.tell); err != nil {
			return 0, errors.Join(err, t.giveBack())
		}
	}
}

// hookTurn is a while in which one program tells at one hook.
type hookTurn struct {
	d      *Service
	ctx    context.Context
	h      *Hook
	sender HookSender
	look   *Look
	ends   time.Time
}

// tell tells what waits, as far as one turn goes. Its error is of the store, or that the
// context ended.
func (t *hookTurn) tell() error {
	soon, end := context.WithTimeout(t.ctx, catchUpWithin)
	defer end()
	from := t.h.row.Upto + 1
	if t.h.Chat() {
		from = t.h.row.Upto
	}
	var err error
	if t.look, err = t.d.anyMember(t.h.row.Org).LookSince(soon, from); err != nil {
		return err
	}
	if t.h.Chat() {
		return t.digest()
	}
	return t.acts()
}

// giveBack lets others have it at once.
func (t *hookTurn) giveBack() error {
	_, err := t.put(0)
	return err
}

// put writes how far it came, and goes on holding it, or not. It does neither, and reports
// false, where another has it now.
func (t *hookTurn) put(held org.Time) (bool, error) {
	row, err := t.h.kept()
	if err != nil {
		return false, err
	}
	ours, err := t.d.store.PutHook(context.WithoutCancel(t.ctx), row, held)
	if ours {
		t.h.row.Held = held
	}
	return ours, err
}

// acts tells one act after the other.
func (t *hookTurn) acts() error {
	h := t.h
	if h.Gap != nil {
		went, err := t.send(&HookMessage{ID: h.messageID("skipped", h.Gap.Upto), Gap: h.Gap})
		if !went || err != nil {
			return err
		}
		h.Gap = nil
	}
	some, upto, err := t.next()
	if err != nil {
		return err
	}
	for i := range some {
		if time.Now().After(t.ends) {
			upto = h.row.Upto
			break
		}
		went, err := t.send(&HookMessage{ID: h.messageID("act", some[i].Seq), At: some[i].At, Entry: &some[i]})
		if !went || err != nil {
			return err
		}
		h.row.Upto = some[i].Seq
		if ours, err := t.put(org.At(t.d.now()) + hookHeldFor); err != nil || !ours {
			return err
		}
	}
	h.row.Upto, h.Due = upto, max(1, org.At(t.d.now())) // others may have waited for longer
	return t.giveBack()
}

// next reads what is told in a turn, and up to which act that is everything.
func (t *hookTurn) next() (some []org.Entry, upto uint64, err error) {
	upto = t.h.row.Upto
	for seq, told := range t.look.Entries(t.ctx, upto) {
		if told.Err != nil {
			return nil, 0, told.Err
		}
		if upto = seq; told.Entry != nil && t.h.Wants(told.Entry) {
			some = append(some, *told.Entry)
		}
		if len(some) == turnActs || seq-t.h.row.Upto >= turnRead {
			break
		}
	}
	return some, upto, nil
}

// digest tells of all that happened since the last one, where anything did.
func (t *hookTurn) digest() error {
	h, now := t.h, org.At(t.d.now())
	acts, _, err := t.look.Acts(t.ctx, Query{After: h.row.Upto, Most: mostCounted, Wants: func(e *org.Entry) bool {
		return e.Face != org.Import && org.Tell(t.look.State, e).Thing.N != 0
	}})
	if err != nil {
		return err
	}
	if n := len(acts); n > 0 {
		d := &HookDigest{Since: h.Since, Entries: slices.Clone(acts[:min(n, mostInDigest)]), More: max(0, n-mostInDigest)}
		slices.Reverse(d.Entries)
		went, err := t.send(&HookMessage{ID: h.messageID("digest", h.row.Upto), At: now, Digest: d})
		if !went || err != nil {
			return err
		}
	}
	h.row.Upto, h.Since, h.Due = t.look.State.Version, now, h.nextSlot(t.look.State, now)
	return t.giveBack()
}

// send sends a message and reports whether it was taken. Where it was not, when it is tried
// again is written down.
func (t *hookTurn) send(m *HookMessage) (bool, error) {
	h := t.h
	m.Look = t.look
	fault := t.sender.Send(t.ctx, h, m)
	if err := t.ctx.Err(); err != nil { // it was us who stopped: another may send it at once
		return false, err
	}
	now := org.At(t.d.now())
	h.Tried = now
	if fault == nil {
		h.Tries, h.Fault, h.Told = 0, HookFault{}, now
		return true, nil
	}
	h.Fault, h.Due = faultOf(fault), 0
	switch {
	case h.Fault.Why == HookLeft:
		h.Paused = HookGone
	case h.Tries >= len(hookPauses):
		h.Paused = HookFailing
	default:
		h.Due = now + org.Time(hookPauses[h.Tries]/time.Microsecond)
	}
	h.Tries++
	return false, t.giveBack()
}

// messageID names a message at a hook for ever.
func (h *Hook) messageID(what string, n uint64) string {
	return fmt.Sprintf("%s_%d_%s_%d", h.row.Org, h.ID, what, n)
}
