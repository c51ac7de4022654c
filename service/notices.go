package service

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"orpheus/internal/lru"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service/projection"
)

// Inbox is what reached somebody of what others did, the newest first, as far as they
// may see it and want to. It is for reading only.
type Inbox struct {
	List   []org.Notice
	Unseen int // how many of them they have not seen and that changed something
	Wishes Wishes

	seen    seen
	version uint64
}

// Seen reports whether they have seen a notice: by opening the thing, or by saying so.
func (i *Inbox) Seen(n *org.Notice) bool { return i.seen.has(n) }

// Changed are the notices not seen that tell of a change; what is asked of somebody waits
// for them elsewhere.
func (i *Inbox) Changed() []org.Notice {
	var out []org.Notice
	for k := range i.List {
		if n := &i.List[k]; n.Because != org.BecauseAsked && !i.Seen(n) {
			out = append(out, *n)
		}
	}
	return out
}

// inboxes remembers those of the people of one organisation.
type inboxes = lru.Cache[inboxKey, *Inbox]

type inboxKey struct {
	who     org.PersonID
	version uint64
	edition uint64
	day     org.Time
}

const mostInboxes = 4096

func newInboxes() *ledger.Projection[*inboxes] {
	return &ledger.Projection[*inboxes]{Begin: func(context.Context, ledger.Version) (*inboxes, error) {
		return lru.New[inboxKey, *Inbox](mostInboxes, nil), nil
	}}
}

// Inbox returns what reached the visitor.
func (v *Visit) Inbox(ctx context.Context) (*Inbox, error) {
	edition := v.d.store.Edition()
	all, now, err := v.d.notices.Of(ctx, v.d.engine, v.slug)
	if err == nil {
		err = v.takesPart(now)
	}
	if err != nil || v.who == Nobody {
		return new(Inbox), err
	}
	kept, _, err := v.d.inboxes.Of(ctx, v.d.engine, v.slug)
	if err != nil {
		return nil, err
	}
	at := org.At(v.d.now())
	key := inboxKey{v.who, now.Version, edition, at / org.Day}
	if i, ok := kept.Get(key); ok {
		return i, nil
	}
	i, err := v.inbox(ctx, all, now, at)
	if err != nil {
		return nil, err
	}
	return kept.Keep(key, i), nil
}

// inbox gathers what reached the visitor.
func (v *Visit) inbox(ctx context.Context, all *projection.Notices, now *org.State, at org.Time) (*Inbox, error) {
	i := &Inbox{version: now.Version}
	var err error
	if i.Wishes, err = v.Wishes(ctx); err != nil {
		return nil, err
	}
	if i.seen, err = said[seen](ctx, v, privateSeen); err != nil {
		return nil, err
	}
	i.List = reached(all, now, v.who, &i.Wishes, at)
	if err := v.cutNotices(ctx, now, i); err != nil {
		return nil, err
	}
	i.Unseen = len(i.Changed())
	return i, nil
}

// mostListed is how many notices of somebody are looked at.
const mostListed = 300

// reached is what reached somebody: as a person, by what they follow, and by their
// circles; each act once, by the first of its reasons.
func reached(all *projection.Notices, now *org.State, who org.PersonID, w *Wishes, at org.Time) []org.Notice {
	var list []org.Notice
	since := max(at-projection.NoticesLast, now.Person(who).Since)
	add := func(from org.Time, notices func(func(org.Notice) bool)) {
		for n := range notices {
			if n.At < max(since, from) {
				break
			}
			if w.wants(&n) && n.By != who {
				list = append(list, n)
			}
		}
	}
	add(0, all.Of(who))
	for name, from := range w.Follows {
		if r, ok := org.ParseRef(name); ok {
			add(from, all.About(r))
		}
	}
	for _, c := range circlesOf(now, who) {
		add(0, all.In(c))
	}
	slices.SortFunc(list, func(a, b org.Notice) int {
		return cmp.Or(cmp.Compare(b.Act, a.Act), cmp.Compare(a.Because, b.Because))
	})
	list = slices.CompactFunc(list, func(a, b org.Notice) bool { return a.Act == b.Act })
	return list[:min(len(list), mostListed)]
}

// wants reports whether a notice is to reach them at all.
func (w *Wishes) wants(n *org.Notice) bool {
	_, muted := w.Muted[n.Thing.String()]
	return w.Way(n.Matter) != Never && (!muted || n.Matter == org.MatterAsked)
}

// circlesOf are the circles that somebody belongs to, the organisation itself not.
func circlesOf(s *org.State, who org.PersonID) []org.CircleID {
	p := s.Person(who)
	list := slices.Clone(p.Circles)
	for _, seat := range p.Seats {
		list = append(list, s.Role(s.Seat(seat).Role).Circle)
	}
	slices.Sort(list)
	list = slices.Compact(list)
	return slices.DeleteFunc(list, func(c org.CircleID) bool { return c == org.Root })
}

// cutNotices leaves a guest what they may be told of.
func (v *Visit) cutNotices(ctx context.Context, now *org.State, i *Inbox) error {
	sight := v.sight(now, now)
	if sight.All() {
		return nil
	}
	var out []org.Notice
	for _, n := range i.List {
		for e, err := range v.d.Entries(ctx, v.slug, n.Act-1) {
			if err != nil {
				return err
			}
			if sight.Sees(n.Thing) && sight.SeesEntry(&e) {
				out = append(out, n)
			}
			break
		}
	}
	i.List = out
	return nil
}

// See notes that the visitor has seen what a thing's page tells, up to an act. It costs
// nothing where there was nothing to see.
func (v *Visit) See(ctx context.Context, thing org.Ref, upto uint64) error {
	i, err := v.Inbox(ctx)
	if err != nil || !slices.ContainsFunc(i.List, func(n org.Notice) bool { return n.Thing == thing && n.Act <= upto && !i.Seen(&n) }) {
		return err
	}
	upto = min(upto, i.version)
	return saying(ctx, v, privateSeen, func(s *seen) {
		if s.Things == nil {
			s.Things = map[string]uint64{}
		}
		s.Things[thing.String()] = max(s.Things[thing.String()], upto)
	})
}

// SeeAll notes that the visitor has seen everything up to an act.
func (v *Visit) SeeAll(ctx context.Context, upto uint64) error {
	now, err := v.present(ctx)
	if err != nil {
		return err
	}
	upto = min(upto, now.Version) // nobody has seen what is to come
	return saying(ctx, v, privateSeen, func(s *seen) {
		s.All = max(s.All, upto)
		for name, n := range s.Things {
			if n <= s.All {
				delete(s.Things, name)
			}
		}
	})
}

// EntriesOf returns acts by their numbers, as far as the visitor may be told of them.
func (l *Look) EntriesOf(ctx context.Context, acts ...uint64) (map[uint64]org.Entry, error) {
	out := map[uint64]org.Entry{}
	for _, seq := range acts {
		e, err := l.Entry(ctx, seq)
		if err != nil {
			return nil, err
		}
		if e != nil {
			out[seq] = *e
		}
	}
	return out, nil
}

// Mark names what an inbox is at: another one where something came or was seen.
func (i *Inbox) Mark() string {
	if len(i.List) == 0 {
		return ""
	}
	return strconv.Itoa(i.Unseen) + "." + strconv.FormatUint(i.List[0].Act, 36)
}
