package identity

import (
	"context"
	"errors"
	"sync"

	"orpheus/org"
)

// Push is a message to the devices of somebody that something happened. It goes the way of
// mails, since the same rules hold for it.
const Push LinkKind = 9

// byMailAfter is how many tries a message is given before a mail goes instead: half an hour.
const byMailAfter = 3

// pushBy hands a message to all devices of somebody, once to each: it is told when one of
// them takes it. Where none does, a mail goes instead if that is how they want it.
func (s *Service) pushBy(ctx context.Context, p Postman, m Mail, who Who) (taken bool, err error) {
	if m.Handed || s.Writer == nil { // a device may have it already
		return false, s.Store.DropMail(ctx, m)
	}
	w, fault := s.Writer.Write(ctx, m, who)
	if ctx.Err() != nil {
		return false, errors.Join(ctx.Err(), s.Store.PutMail(context.WithoutCancel(ctx), m))
	}
	if fault != nil {
		return false, s.failed(ctx, m, fault)
	}
	if w == nil {
		return false, s.Store.DropMail(ctx, m)
	}
	mayMail := w.OrMail && who.Mail != "" && !p.Printed()
	devices, err := s.takers(ctx, m, w)
	if err != nil {
		return false, err
	}
	if len(devices) == 0 {
		return false, s.mailInstead(ctx, m, mayMail)
	}
	if ours, err := s.Store.HandMail(ctx, m); err != nil || !ours {
		return false, err
	}
	after := context.WithoutCancel(ctx)
	got, fault := s.pushAll(ctx, m, devices, w.Push)
	switch {
	case got:
		return true, nil
	case errors.Is(fault, ErrUnsure):
		m.Handed, m.Tries = true, len(pauses) // not again
	case ctx.Err() != nil: // it was us who stopped
		return false, errors.Join(ctx.Err(), s.Store.PutMail(after, m))
	case errors.Is(fault, ErrRefused), mayMail && m.Tries >= byMailAfter:
		return false, s.mailInstead(after, m, mayMail)
	}
	return false, s.failed(after, m, fault)
}

// takers are the devices to which a message goes.
func (s *Service) takers(ctx context.Context, m Mail, w *Written) (out []PushDevice, err error) {
	if s.Pusher == nil || w.Push == nil {
		return nil, nil
	}
	all, err := s.PushDevices(ctx, m.Org, m.Person)
	for _, d := range all {
		if takes(d) {
			out = append(out, d)
		}
	}
	return out, err
}

// mailInstead makes a mail of what no device took, in its place: so there is one of both,
// whatever happens meanwhile.
func (s *Service) mailInstead(ctx context.Context, m Mail, may bool) error {
	if !may {
		return s.Store.DropMail(ctx, m)
	}
	m.Kind, m.Due, m.Tries, m.Fault, m.Tried, m.Handed = Notice, max(s.now(), 1), 0, "", 0, false
	return s.Store.PutMail(ctx, m)
}

// pushAll calls all push services at once, and reports whether one took it. Else it says why
// not: ErrUnsure where one may have it, ErrRefused where no device is there any more.
func (s *Service) pushAll(ctx context.Context, m Mail, devices []PushDevice, message *PushMessage) (got bool, fault error) {
	faults := make([]error, len(devices))
	var all sync.WaitGroup
	for k := range devices {
		all.Go(func() { faults[k] = s.push(ctx, m.Org, m.Person, &devices[k], *message) })
	}
	all.Wait()
	fault = ErrRefused
	for _, f := range faults {
		switch {
		case f == nil:
			got = true
		case errors.Is(f, ErrRefused):
		case errors.Is(f, ErrUnsure), !errors.Is(fault, ErrUnsure):
			fault = f
		}
	}
	return got, fault
}

// push hands a message to one device. One that is not there any more is marked, so that its
// owner sees it.
func (s *Service) push(ctx context.Context, slug string, p org.PersonID, d *PushDevice, message PushMessage) (err error) {
	if message.Arrived, err = s.pushArrived(ctx, slug, p, d); err != nil {
		return err
	}
	err = s.Pusher.Push(ctx, d.Address, &message)
	if errors.Is(err, ErrRefused) {
		if fault := s.Store.TouchCredential(context.WithoutCancel(ctx), d.key, d.Arrived, s.now()); fault != nil {
			return fault
		}
	}
	return err
}

// TryPush sends a message to the device of an address at once, beside all rules: its owner
// presses for it.
func (s *Service) TryPush(ctx context.Context, slug string, p org.PersonID, endpoint string, message PushMessage) error {
	all, err := s.PushDevices(ctx, slug, p)
	if err != nil {
		return err
	}
	for k := range all {
		if d := &all[k]; d.key == HashOf(endpoint) && takes(*d) && s.Pusher != nil {
			return s.push(ctx, slug, p, d, message)
		}
	}
	return ErrRefused
}
