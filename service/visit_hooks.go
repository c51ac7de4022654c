package service

import (
	"context"
	"errors"

	"orpheus/org"
	"orpheus/store/hooks"
)

// steward refuses who does not look after the settings.
func (v *Visit) steward(ctx context.Context) (*org.State, error) {
	s, err := v.present(ctx)
	if err != nil || v.who == Nobody {
		return s, err
	}
	if p := s.Person(v.who); p == nil || !p.Steward {
		return nil, &org.Error{Code: org.Forbidden, Key: "right.steward"}
	}
	return s, nil
}

// Hooks returns those of the organisation in the order in which they were made, to stewards.
func (v *Visit) Hooks(ctx context.Context) ([]*Hook, error) {
	if _, err := v.steward(ctx); err != nil {
		return nil, err
	}
	rows, err := v.d.store.Hooks(ctx, v.slug)
	if err != nil {
		return nil, err
	}
	var out []*Hook
	for _, row := range rows {
		h, err := readHook(row)
		if err == nil && h.Paused != "" && !h.Chat() {
			h.Waits, _, err = v.d.waitsAt(ctx, v.slug, h)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// waitsAt counts what waits to be told at a hook, and says after which act the last
// MostWaiting of it begin.
func (d *Service) waitsAt(ctx context.Context, slug string, h *Hook) (n int, after uint64, err error) {
	look, err := d.anyMember(slug).Look(ctx, 0)
	if err != nil {
		return 0, 0, err
	}
	acts, next, err := look.Acts(ctx, Query{After: h.row.Upto, Most: MostWaiting, Wants: h.Wants})
	if n = len(acts); next != 0 {
		n++
		after = next - 1
	}
	return n, max(after, h.row.Upto), err
}

// hook returns one of them.
func (v *Visit) hook(ctx context.Context, id uint32) (*Hook, error) {
	rows, err := v.d.store.Hooks(ctx, v.slug)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if row.ID == id {
			return readHook(row)
		}
	}
	return nil, &org.Error{Code: org.NotFound, Key: "hook.unknown"}
}

// MakeHook makes one that tells what happens from now on.
func (v *Visit) MakeHook(ctx context.Context, address string, terms HookTerms) (*Hook, error) {
	s, err := v.steward(ctx)
	if err != nil {
		return nil, err
	}
	if err := v.d.checkAddress(address); err != nil {
		return nil, err
	}
	if err := checkHookName(terms.Name); err != nil {
		return nil, err
	}
	all, err := v.d.store.Hooks(ctx, v.slug)
	if err != nil {
		return nil, err
	}
	if len(all) >= mostHooks {
		return nil, ErrHookMany
	}
	now := org.At(v.d.now())
	h := &Hook{By: v.who, Made: now, URL: address, HookTerms: terms, Due: 1}
	if h.Secret = ""; !h.Chat() {
		h.Secret = NewHookSecret()
	}
	h.row = hooks.Row{Org: v.slug, By: v.who, Made: now, Upto: s.Version}
	if h.Chat() {
		h.Since, h.Due = now, h.nextSlot(s, now)
	}
	row, err := h.kept()
	if err != nil {
		return nil, err
	}
	if row.ID, err = v.d.store.AddHook(ctx, row); err != nil {
		return nil, err
	}
	call(&v.d.onHooks)
	return readHook(row)
}

// nextSlot is when its next digest comes.
func (h *Hook) nextSlot(s *org.State, now org.Time) org.Time {
	_, next := h.slots().Slot(now.Std().In(Zone(s.Zone)))
	return org.At(next)
}

// changeHook changes one, whoever else changes it meanwhile.
func (v *Visit) changeHook(ctx context.Context, id uint32, change func(s *org.State, h *Hook) error) (*Hook, error) {
	s, err := v.steward(ctx)
	if err != nil {
		return nil, err
	}
	for {
		h, err := v.hook(ctx, id)
		if err != nil {
			return nil, err
		}
		was := h.row
		if err := change(s, h); err != nil {
			return nil, err
		}
		is, err := h.kept()
		if err != nil {
			return nil, err
		}
		if done, err := v.d.store.SetHook(ctx, was, is); done || err != nil {
			call(&v.d.onHooks)
			return h, err
		}
	}
}

// checkHookName refuses what cannot be a name; a hook needs none.
func checkHookName(name string) error {
	if name == "" {
		return nil
	}
	return org.CheckName(name)
}

// ChangeHook gives one another name, other things to tell and, where an address is given,
// another address. Who listens stays, with the secrets. What failed at another address does
// not count at this one; one that is paused stays so.
func (v *Visit) ChangeHook(ctx context.Context, id uint32, address string, terms HookTerms) (*Hook, error) {
	if err := checkHookName(terms.Name); err != nil {
		return nil, err
	}
	if address != "" {
		if err := v.d.checkAddress(address); err != nil {
			return nil, err
		}
	}
	return v.changeHook(ctx, id, func(s *org.State, h *Hook) error {
		h.Name = terms.Name
		if moved := address != "" && address != h.URL; moved {
			h.URL = address
			if h.Paused == "" && h.Tries > 0 {
				h.Tries, h.Fault, h.Due = 0, HookFault{}, 1
			}
		}
		if !h.Chat() {
			h.Nouns = terms.Nouns
			return nil
		}
		same := h.Rhythm == terms.Rhythm && h.Hour == terms.Hour && h.Day == terms.Day
		h.Lang, h.Rhythm, h.Hour, h.Day = terms.Lang, terms.Rhythm, terms.Hour, terms.Day
		if !same && h.Paused == "" && h.Tries == 0 {
			h.Due = h.nextSlot(s, org.At(v.d.now()))
		}
		return nil
	})
}

// PauseHook has one tell nothing; what happens meanwhile waits.
func (v *Visit) PauseHook(ctx context.Context, id uint32) error {
	_, err := v.changeHook(ctx, id, func(_ *org.State, h *Hook) error {
		h.Due, h.Paused = 0, HookStopped
		return nil
	})
	return err
}

// ResumeHook has one go on. What waited is told; where it is more than MostWaiting, what
// came first is left out, and that is told instead.
func (v *Visit) ResumeHook(ctx context.Context, id uint32) error {
	_, err := v.changeHook(ctx, id, func(s *org.State, h *Hook) error {
		if h.Paused == "" {
			return nil
		}
		h.Paused, h.Tries, h.Fault = "", 0, HookFault{}
		if h.Chat() {
			h.Due = h.nextSlot(s, org.At(v.d.now()))
			return nil
		}
		_, after, err := v.d.waitsAt(ctx, v.slug, h)
		if after > h.row.Upto {
			gap := HookGap{After: h.row.Upto, Upto: after}
			if h.Gap != nil {
				gap.After = h.Gap.After
			}
			h.Gap, h.row.Upto = &gap, after
		}
		h.Due = 1
		return err
	})
	return err
}

// TurnHook gives one a new secret, which it returns; the one before signs too for a day.
func (v *Visit) TurnHook(ctx context.Context, id uint32) (secret string, err error) {
	_, err = v.changeHook(ctx, id, func(_ *org.State, h *Hook) error {
		if h.Chat() {
			return &org.Error{Code: org.NotFound, Key: "hook.unknown"}
		}
		secret = NewHookSecret()
		h.Before, h.Until, h.Secret = h.Secret, org.At(v.d.now())+oldSecretFor, secret
		return nil
	})
	return secret, err
}

// DropHook removes one: nothing is told there any more.
func (v *Visit) DropHook(ctx context.Context, id uint32) error {
	if _, err := v.steward(ctx); err != nil {
		return err
	}
	return v.d.store.DropHook(ctx, v.slug, id)
}

// errNoSender is a program that sends nothing.
var errNoSender = errors.New("nothing is sent from here")

// TryHook sends a trial to one, at once, and returns why it was not taken.
func (v *Visit) TryHook(ctx context.Context, id uint32) (fault *HookFault, err error) {
	if _, err := v.steward(ctx); err != nil {
		return nil, err
	}
	h, err := v.hook(ctx, id)
	if err != nil {
		return nil, err
	}
	sender := v.d.hookSender.Load()
	if sender == nil {
		return nil, errNoSender
	}
	look, err := v.d.anyMember(v.slug).Look(ctx, 0)
	if err != nil {
		return nil, err
	}
	now := org.At(v.d.now())
	err = (*sender).Send(ctx, h, &HookMessage{ID: h.messageID("trial", uint64(now)), At: now, Look: look, Trial: true})
	if err == nil || ctx.Err() != nil {
		return nil, err
	}
	f := faultOf(err)
	return &f, nil
}
