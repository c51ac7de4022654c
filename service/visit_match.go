package service

import (
	"context"
	"slices"

	"orpheus/insight/match"
	"orpheus/org"
	"orpheus/service/search"
)

// MostInvited is how many people are suggested at once.
const MostInvited = 3

// Suggestion is somebody to invite, with what speaks for it: what they named in the open,
// who confirmed it, and what they lead, as everybody sees it. No value of theirs is in it.
type Suggestion struct {
	Person org.PersonID
	Knows  []org.StrengthID
	Energy []org.StrengthID
	Wishes []org.StrengthID
	Buddy  org.PersonID // who could show them what they wish to learn; nobody where nobody named it
	Leads  []org.InitiativeID
	Lot    bool // somebody else is as near: a lot set who stands first
}

// Whom is whom to invite to lead something open, and why.
type Whom struct {
	Opening   org.Opening
	Invite    []Suggestion
	Seed      uint64
	Openings  int   // that the whole is about
	People    int   // who can be suggested
	Worth     int64 // of the whole
	Bound     int64 // what no whole can be worth more than
	Price     int64 // how much other openings would gain by whom this one has
	Usual     int64 // what the price of most is
	Weights   match.Weights
	Ranges    *[5]match.Range // in which the three stay the same; nil where that was not asked, or is too much
	Mine      *OwnTerms       // of the visitor, for them alone; nil for who is not suggested
	AsksWords []string        // the words that it asks for, as far as somebody named them
}

// OwnTerms is why somebody is suggested for something or not, for them alone.
type OwnTerms struct {
	Chosen bool // they are among those to invite
	Paired bool // something speaks for it
	Room   bool // they have room for one more
	Parts  [5]match.Part
	Loss   int64 // how much less the whole would be worth with them
	Energy int   // what they said it would give them; 0 for nothing
}

// manyPairs is how many pairs are solved anew for every other weight, at most.
const manyPairs = 50_000

// Whom returns whom to invite to lead something open; nil where it is not open. Ranges are
// only worked out where they are asked for.
func (l *Look) Whom(ctx context.Context, r org.Ref, ranges bool) (*Whom, error) {
	if l.Past || !l.Sight.Sees(r) {
		return nil, nil
	}
	m, err := l.matching(ctx)
	if err != nil {
		return nil, err
	}
	i, open := m.place[r]
	if !open {
		return nil, nil
	}
	w := &Whom{
		Opening: m.openings[i], Seed: seed(m.openings[i]), Openings: len(m.openings), People: len(m.people),
		Worth: m.plan.Worth(), Bound: m.plan.Bound(), Price: m.plan.Price(i), Usual: m.usualPrice(), Weights: match.Usual,
	}
	if l.members() == nil {
		for _, word := range m.asked[i] {
			w.AsksWords = append(w.AsksWords, word.Text)
		}
	}
	all := m.invite(i, m.plan)
	for _, v := range all {
		p := m.people[m.problem.Openings[i].Pairs[v.Pair].Person]
		if len(w.Invite) < MostInvited && p != l.v.who && l.State.SeesStrengths(l.v.who, p) {
			if one := l.suggestion(m, i, p, v.Lot); len(one.Knows)+len(one.Energy)+len(one.Wishes) > 0 { // else only what they said for themselves speaks for it
				w.Invite = append(w.Invite, one)
			}
		}
	}
	w.Mine = l.ownTerms(m, i, all)
	if ranges && m.pairs() <= manyPairs {
		w.Ranges, err = m.stands(ctx, i, all)
	}
	return w, err
}

// stands are the ranges of an opening: worked out once, since each is many times the whole.
func (m *matching) stands(ctx context.Context, i int, all []match.Invited) (*[5]match.Range, error) {
	m.mu.Lock()
	found := m.ranges[i]
	m.mu.Unlock()
	if found != nil {
		return found, nil
	}
	first := m.first(i, all)
	ranges, err := match.Stands(ctx, match.Usual, func(weights match.Weights) bool {
		plan, err := match.Solve(m.by(weights))
		return err == nil && slices.Equal(first, m.first(i, m.invite(i, plan)))
	})
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ranges == nil {
		m.ranges = map[int]*[5]match.Range{}
	}
	m.ranges[i] = &ranges
	return &ranges, nil
}

// pairs is how many there are.
func (m *matching) pairs() (n int) {
	for i := range m.terms {
		n += len(m.terms[i])
	}
	return n
}

// first are the first of those to invite for whom something speaks in the open, whatever order
// they stand in.
func (m *matching) first(i int, all []match.Invited) (out []int) {
	for _, v := range all {
		named := m.named[m.people[m.problem.Openings[i].Pairs[v.Pair].Person]]
		if slices.ContainsFunc(named, func(z naming) bool { return len(search.Shared(z.words, m.words[i])) > 0 }) {
			out = append(out, v.Pair)
		}
		if len(out) == MostInvited {
			break
		}
	}
	slices.Sort(out)
	return out
}

// usualPrice is the middle of all prices.
func (m *matching) usualPrice() int64 {
	if len(m.openings) == 0 {
		return 0
	}
	all := make([]int64, len(m.openings))
	for i := range all {
		all[i] = m.plan.Price(i)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// suggestion says in the open what speaks for somebody.
func (l *Look) suggestion(m *matching, i int, p org.PersonID, lot bool) Suggestion {
	out := Suggestion{Person: p, Lot: lot}
	for _, z := range m.named[p] {
		about := search.Shared(z.words, m.words[i])
		if len(about) == 0 {
			continue
		}
		switch z.as {
		case org.AsStrength:
			out.Knows = append(out.Knows, z.id)
		case org.AsEnergy:
			out.Energy = append(out.Energy, z.id)
		case org.AsWish:
			out.Wishes = append(out.Wishes, z.id)
			if b := m.buddy(p, about); out.Buddy == 0 && b != 0 && l.Sight.Sees(org.RefOf(b)) {
				out.Buddy = b
			}
		}
	}
	for _, lead := range l.State.Person(p).Leads {
		if work := l.State.Lead(lead).Initiative; l.Sight.Sees(org.RefOf(work)) {
			out.Leads = append(out.Leads, work)
		}
	}
	return out
}

// ownTerms are those of the visitor.
func (l *Look) ownTerms(m *matching, i int, all []match.Invited) *OwnTerms {
	said, on := m.willing[l.v.who]
	if !on {
		return nil
	}
	own := &OwnTerms{Energy: said.Energy[m.openings[i].Ref.String()]}
	at := slices.Index(m.people, l.v.who)
	if own.Room = at >= 0; !own.Room {
		return own
	}
	first := m.first(i, all)
	for _, v := range all {
		if pair := m.problem.Openings[i].Pairs[v.Pair]; int(pair.Person) == at {
			own.Paired, own.Chosen, own.Loss = true, slices.Contains(first, v.Pair), v.Loss
			own.Parts = match.Usual.Parts(m.terms[i][v.Pair])
		}
	}
	return own
}

// ForMe is something open with what of the visitor's own has to do with it.
type ForMe struct {
	Opening org.Opening
	Named   []org.StrengthID // theirs
	Energy  int              // what they said it would give them; 0 for nothing
}

// ForMe returns what is open to the visitor and has to do with what they named, whether or not
// they chose to be suggested: what the whole would have them lead first, then what asks for
// most of what they named, then the longest open.
func (l *Look) ForMe(ctx context.Context) (out []ForMe, err error) {
	if l.Past || l.v.who == Nobody {
		return nil, nil
	}
	m, err := l.matching(ctx)
	if err != nil {
		return nil, err
	}
	said, err := l.v.d.Identity("").Suggested(ctx, l.v.slug, l.v.who)
	if err != nil {
		return nil, err
	}
	not, err := l.v.d.Identity("").NotMe(ctx, l.v.slug, l.v.who)
	if err != nil {
		return nil, err
	}
	at, chosen := int32(slices.Index(m.people, l.v.who)), map[org.Ref]bool{}
	for i, o := range m.openings {
		if _, away := not[o.Ref]; away || !l.Sight.Sees(o.Ref) {
			continue
		}
		one := ForMe{Opening: o, Energy: said.Energy[o.Ref.String()]}
		for _, z := range m.named[l.v.who] {
			if len(search.Shared(z.words, m.words[i])) > 0 {
				one.Named = append(one.Named, z.id)
			}
		}
		if len(one.Named) == 0 && one.Energy == 0 {
			continue
		}
		chosen[o.Ref] = slices.Contains(m.plan.Chosen[i], at)
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b ForMe) int {
		if x, y := chosen[a.Opening.Ref], chosen[b.Opening.Ref]; x != y {
			if x {
				return -1
			}
			return 1
		}
		if len(a.Named) != len(b.Named) {
			return len(b.Named) - len(a.Named)
		}
		return int(a.Opening.Since/org.Day - b.Opening.Since/org.Day)
	})
	return out, nil
}
