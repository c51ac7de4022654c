package service

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"

	"orpheus/internal/lru"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service/projection"
)

// Inbox is what reached somebody of what others did, the newest first, as far as they
// may see it and want to. It is for reading only.
type Inbox struct {
	List     []org.Notice
	Changed  []org.Notice // those not seen that tell of a change: what is asked of somebody waits for them elsewhere
	Settings NoticeSettings
	Mark     string // another one where anything of it is another

	seen    seen
	version uint64
}

// Seen reports whether they have seen a notice: by opening the thing, or by saying so.
func (i *Inbox) Seen(n *org.Notice) bool { return i.seen.has(n) }

// unseen is how much there is that they have not seen.
func (i *Inbox) unseen() (n int) {
	for k := range i.List {
		if !i.Seen(&i.List[k]) {
			n++
		}
	}
	return n
}

// Latest is the number of the last act that reached them; zero for none.
func (i *Inbox) Latest() uint64 {
	if len(i.List) == 0 {
		return 0
	}
	return i.List[0].Act
}

// Inbox returns what reached the visitor.
func (v *Visit) Inbox(ctx context.Context) (*Inbox, error) {
	if v.who == Nobody {
		return new(Inbox), nil
	}
	edition := v.d.store.Edition() // before what is read
	all, now, err := v.d.notices.Of(ctx, v.d.engine, v.slug)
	if err == nil {
		err = v.takesPart(now)
	}
	if err != nil {
		return nil, err
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
	var settings, saw string
	var err error
	if i.Settings, settings, err = said[NoticeSettings](ctx, v, privateNotices); err != nil {
		return nil, err
	}
	if i.seen, saw, err = said[seen](ctx, v, privateSeen); err != nil {
		return nil, err
	}
	i.List = reached(all, now, v.who, &i.Settings, at)
	if sight := v.sight(now, now); !sight.All() {
		if i.List, err = v.cut(ctx, i.List, sight); err != nil {
			return nil, err
		}
	}
	for k := range i.List {
		if n := &i.List[k]; n.Because != org.BecauseAsked && !i.Seen(n) {
			i.Changed = append(i.Changed, *n)
		}
	}
	asked, err := v.feedbackWaits(ctx)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %d %d %d %v", settings, saw, i.Latest(), len(i.List), len(i.Changed), asked))
	i.Mark = hex.EncodeToString(sum[:8])
	return i, nil
}

// mostListed is how many notices of somebody are looked at.
const mostListed = 300

// reached is what reached somebody: as a person, by what they follow, and by their
// circles; each act once, by the first of its reasons.
func reached(all *projection.Notices, now *org.State, who org.PersonID, set *NoticeSettings, at org.Time) []org.Notice {
	var list []org.Notice
	since := max(at-projection.NoticesLast, now.Person(who).Since)
	add := func(from org.Time, notices iter.Seq[org.Notice]) {
		for n := range notices {
			if n.At < max(since, from) {
				break
			}
			if n.By != who && set.wants(&n) {
				list = append(list, n)
			}
		}
	}
	add(0, all.Of(who))
	for name, from := range set.Follows {
		if r, ok := org.ParseRef(name); ok {
			add(from, all.About(r))
		}
	}
	for _, c := range now.CirclesOf(who) {
		if c != org.Root {
			add(0, all.In(c))
		}
	}
	slices.SortFunc(list, func(a, b org.Notice) int {
		return cmp.Or(cmp.Compare(b.Act, a.Act), cmp.Compare(a.Because, b.Because))
	})
	list = slices.CompactFunc(list, func(a, b org.Notice) bool { return a.Act == b.Act })
	return list[:min(len(list), mostListed)]
}

// cut leaves a guest what they may be told of.
func (v *Visit) cut(ctx context.Context, list []org.Notice, sight *org.Sight) ([]org.Notice, error) {
	acts := make([]uint64, len(list))
	for i, n := range list {
		acts[i] = n.Act
	}
	entries, err := v.d.entriesAt(ctx, v.slug, acts)
	return slices.DeleteFunc(list, func(n org.Notice) bool {
		e, there := entries[n.Act]
		return !there || !sight.Sees(n.Thing) || !sight.SeesEntry(&e)
	}), err
}

// See notes that the visitor has seen what a thing's page tells, up to an act. It costs
// nothing where there was nothing to see.
func (v *Visit) See(ctx context.Context, thing org.Ref, upto uint64) error {
	i, err := v.Inbox(ctx)
	if err != nil || !slices.ContainsFunc(i.List, func(n org.Notice) bool { return n.Thing == thing && n.Act <= upto && !i.Seen(&n) }) {
		return err
	}
	upto = min(upto, i.version) // nobody has seen what is to come
	return saying(ctx, v, privateSeen, func(s *seen) {
		if s.Things == nil {
			s.Things = map[string]uint64{}
		}
		s.Things[thing.String()] = max(s.Things[thing.String()], upto)
	})
}

// SeeAll notes that the visitor has seen everything up to an act.
func (v *Visit) SeeAll(ctx context.Context, upto uint64) error {
	i, err := v.Inbox(ctx)
	if err != nil {
		return err
	}
	upto = min(upto, i.version)
	return saying(ctx, v, privateSeen, func(s *seen) {
		s.All = max(s.All, upto)
		for name, n := range s.Things {
			if n <= s.All {
				delete(s.Things, name)
			}
		}
	})
}

// inboxes remembers those of the people of one organisation.
type inboxes = lru.Cache[inboxKey, *Inbox]

type inboxKey struct {
	who     org.PersonID
	version uint64
	edition uint64
	day     org.Time
}

// inboxBytes bounds what is remembered in one organisation: those who are about now.
const inboxBytes = 2 << 20

func newInboxes() *ledger.Projection[*inboxes] {
	return &ledger.Projection[*inboxes]{Begin: func(context.Context, ledger.Version) (*inboxes, error) {
		return lru.New[inboxKey](inboxBytes, func(i *Inbox) int { return 512 + 64*(len(i.List)+len(i.Changed)) }), nil
	}}
}
