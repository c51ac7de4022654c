package service

import (
	"context"
	"slices"
	"time"

	"orpheus/identity"
	"orpheus/org"
	"orpheus/service/projection"
)

// mostInOverview is how many acts one overview tells of.
const mostInOverview = 50

// mailOverviews tells everybody whose overview is due of what they have not seen, and keeps
// when the next one is. An organisation in which none is due costs one look.
func (d *Service) mailOverviews(ctx context.Context, slug string) error {
	upto, err := d.store.Told(ctx, slug, wayOverview)
	if err != nil || upto[0] > uint64(org.At(d.now())) {
		return err
	}
	// What was told at once up to here is known when it is read after this.
	once, err := d.store.Told(ctx, slug, wayOnce)
	if err != nil {
		return err
	}
	r, err := d.round(ctx, slug, wayOverview, upto[0])
	if err != nil {
		return err
	}
	r.Is = uint64(r.at + org.Day)
	r.People = map[org.PersonID]uint64{}
	o := overviews{round: r, upto: upto, last: once[0]}
	if err := o.read(ctx); err != nil || r.s.Version < o.last {
		return err // who knows of less than another told of looks again later
	}
	now := r.local(r.at)
	for p, who := range r.s.People() {
		set := r.set(p)
		if !who.Present() || set.NoMail {
			continue
		}
		slot, next := set.Slot(now)
		if !next.IsZero() {
			r.Is = min(r.Is, uint64(org.At(next)))
		}
		if r.Was == 0 || slot.IsZero() || uint64(org.At(slot)) < r.Was {
			continue // the first look only begins
		}
		if err := o.add(ctx, p, slot); err != nil {
			return err
		}
	}
	return r.tell(ctx)
}

// overviews are those of one round.
type overviews struct {
	*round
	upto    map[org.PersonID]uint64 // up to which act they were told by an overview
	last    uint64                  // up to which act it was looked whether it is told at once
	notices *projection.Notices
	waiting func(org.PersonID) []org.Wait
	written *exchanges // feedback
	seens   map[org.PersonID]*seen
	mailed  map[org.PersonID]*[]uint64
}

// read reads what is needed of everybody.
func (o *overviews) read(ctx context.Context) (err error) {
	if o.Was == 0 {
		return nil
	}
	if o.notices, o.s, err = o.d.notices.Of(ctx, o.d.engine, o.slug); err != nil {
		return err
	}
	o.waiting = o.s.WaitingAt(o.at)
	if o.written, err = o.d.exchanges(ctx, o.slug); passOver(err) != nil {
		return err
	}
	if o.seens, err = privates[seen](ctx, o.d, o.slug, privateSeen); err != nil {
		return err
	}
	o.mailed, err = privates[[]uint64](ctx, o.d, o.slug, identity.KeptBy(wayOnce))
	return err
}

// add adds the overview of somebody, where there is something to tell.
func (o *overviews) add(ctx context.Context, p org.PersonID, slot time.Time) error {
	set := o.set(p)
	before, _ := set.Slot(slot.Add(-time.Minute))
	about := MailAbout{From: org.At(before), Upto: org.At(slot)}
	var mailed []uint64
	if m := o.mailed[p]; m != nil {
		mailed = *m
	}
	saw := o.seens[p]
	for _, n := range reached(o.notices, o.s, p, set, o.at) {
		switch {
		case n.Act <= o.upto[p] || o.upto[p] == 0 && n.At < about.From:
		case n.Act > o.last || slices.Contains(mailed, n.Act) || saw != nil && saw.has(&n):
		case set.byMail(n.Matter) && len(about.Acts) < mostInOverview:
			about.Acts = append(about.Acts, n.Act)
		}
	}
	feedback, err := o.d.feedbackWaiting(ctx, o.s, o.written, p)
	if err != nil {
		return err
	}
	if len(about.Acts) == 0 && !slices.ContainsFunc(append(o.waiting(p), feedback...), func(w org.Wait) bool { return set.tells(w, about) }) {
		return nil
	}
	done, err := o.mail(ctx, identity.Overview, p, o.at, about)
	if done {
		o.People[p] = o.last
	}
	return err
}

// byMail reports whether a matter is told by mail.
func (n *NoticeSettings) byMail(m org.Matter) bool {
	way := n.Way(m)
	return way == AtOnce || way == InOverview
}

// tells reports whether an overview tells of something that waits: it began to wait since
// the one before, or its last day did.
func (n *NoticeSettings) tells(w org.Wait, about MailAbout) bool {
	m := org.MatterDue
	switch {
	case w.Offer != 0:
		return false // a notice tells of it
	case w.Tension != 0:
		m = org.MatterRaised
	case w.Decision != 0, w.Agreement != 0, w.Pulse != 0, w.Feedback != "":
		m = org.MatterAsked
	}
	within := func(at org.Time) bool { return about.From < at && at <= about.Upto }
	told := w.Feedback != "" && !w.Returned && n.Way(m) == AtOnce          // by a mail of its own
	begins := w.Agreement == 0 && w.Pulse == 0 && !told && within(w.Since) // that an agreement is to be looked at is a notice, and that a pulse is asked
	return n.byMail(m) && (begins || within(w.By-org.Day))
}

// overviewSooner has the next look be no later than the next overview of the visitor, who
// chose another hour.
func (v *Visit) overviewSooner(ctx context.Context) error {
	for {
		now, err := v.present(ctx)
		if err != nil {
			return err
		}
		set, _, err := said[NoticeSettings](ctx, v, privateNotices)
		if err != nil {
			return err
		}
		told, err := v.d.store.Told(ctx, v.slug, wayOverview)
		if err != nil {
			return err
		}
		_, next := set.Slot(v.d.now().In(Zone(now.Zone)))
		if next.IsZero() || told[0] <= uint64(org.At(next)) {
			return nil
		}
		done, err := v.d.store.Tell(ctx, v.slug, identity.Round{Way: wayOverview, Was: told[0], Is: uint64(org.At(next))})
		if done || err != nil {
			return err
		}
	}
}
