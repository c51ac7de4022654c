package service

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"sync"

	"orpheus/identity"
	"orpheus/insight/match"
	"orpheus/internal/lru"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service/search"
)

// matching is whom to invite to all that is open, as it is worked out of the present: of what
// people said and peers confirmed, and who chose to be suggested. It holds what people said
// for themselves alone, and so never leaves the service as it is.
type matching struct {
	openings []org.Opening
	place    map[org.Ref]int // which of them something is
	words    [][]search.Word // of each opening, those that say something
	asked    [][]search.Word // those of them that somebody named a strength in
	people   []org.PersonID  // who can be suggested
	willing  map[org.PersonID]identity.Willing
	named    map[org.PersonID][]naming // of everybody who is there
	shows    search.Lexicon            // who named, and peers confirmed, in which words
	terms    [][]match.Terms           // of each opening, those of its pairs
	problem  match.Problem
	plan     *match.Plan

	mu     sync.Mutex
	ranges map[int]*[5]match.Range // of the openings for which they were asked; for reading only
}

// naming is something that somebody named, as it is compared.
type naming struct {
	id        org.StrengthID
	as        org.Naming
	confirmed bool
	words     []search.Word
}

// How much it counts to have named something: all of it where a peer confirmed it. Whoever
// named so many of the words that something open asks for knows all of it.
const (
	unconfirmed = 0.6
	enoughWords = 3
	noBuddy     = 0.5 // a wish to grow where nobody named that they know it
)

type matchings struct {
	kept *lru.Cache[matchKey, *matching]
	said *lru.Cache[uint64, *willing] // by the edition of the store before they were read
}

// matchKey is all that the whole is worked out of.
type matchKey struct {
	version, records uint64
	said             [sha256.Size]byte
	away             string // who of those who can be suggested is, today
}

// willing is what people said who chose to be suggested.
type willing struct {
	of  map[org.PersonID]identity.Willing
	sum [sha256.Size]byte
}

func newMatchings() *ledger.Projection[*matchings] {
	return &ledger.Projection[*matchings]{Begin: func(context.Context, ledger.Version) (*matchings, error) {
		return &matchings{lru.New[matchKey, *matching](1, nil), lru.New[uint64, *willing](1, nil)}, nil
	}}
}

// willing reads what people said, where the store was written to since.
func (m *matchings) willing(ctx context.Context, d *Service, slug string) (*willing, error) {
	edition := d.store.Edition() // before what is read
	if said, ok := m.said.Get(edition); ok {
		return said, nil
	}
	of, err := identity.Willingness(ctx, d.store, slug)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	for _, p := range slices.Sorted(maps.Keys(of)) {
		fmt.Fprintln(sum, p, of[p].AtOnce(), of[p].Energy, of[p].NotMe) // maps in the order of their keys
	}
	said := &willing{of: of}
	sum.Sum(said.sum[:0])
	return m.said.Keep(edition, said), nil
}

// matching works out the present, or finds what was worked out. Whatever else is written to the
// store, it is worked out once.
func (l *Look) matching(ctx context.Context) (*matching, error) {
	d, slug, s := l.v.d, l.v.slug, l.Present
	kept, _, err := d.matchings.Of(ctx, d.engine, slug)
	if err != nil {
		return nil, err
	}
	says, _, err := d.telling.Of(ctx, d.engine, slug)
	if err != nil {
		return nil, err
	}
	said, err := kept.willing(ctx, d, slug)
	if err != nil {
		return nil, err
	}
	now := org.At(d.now())
	away := func(p org.PersonID) bool { return s.Person(p) != nil && s.Away(p, now) != 0 }
	key := matchKey{s.Version, says.records, said.sum, fmt.Sprint(slices.DeleteFunc(slices.Sorted(maps.Keys(said.of)), func(p org.PersonID) bool { return !away(p) }))}
	if m, ok := kept.kept.Get(key); ok {
		return m, nil
	}
	m := &matching{openings: s.Openings(), willing: said.of, named: map[org.PersonID][]naming{}, place: map[org.Ref]int{}}
	for i, o := range m.openings {
		m.place[o.Ref] = i
	}
	for id, z := range s.Strengths() {
		if text := says.texts[z.Text]; text.there && z.Named() && s.Person(z.Person).Present() {
			m.named[z.Person] = append(m.named[z.Person], naming{id, z.As, len(z.Confirmed) > 0, text.words})
		}
	}
	for _, p := range slices.Sorted(maps.Keys(m.willing)) {
		if row := s.Person(p); row != nil && row.Present() && !away(p) && len(row.Leads) < m.willing[p].AtOnce() {
			m.people = append(m.people, p)
			m.problem.People = append(m.problem.People, match.Person{Leads: len(row.Leads), Room: m.willing[p].AtOnce() - len(row.Leads)})
		}
	}
	m.pair(s, says)
	m.problem.Fair = match.Fair
	m.weigh(match.Usual)
	if m.plan, err = match.Solve(&m.problem); err != nil {
		return nil, err
	}
	return kept.kept.Keep(key, m), nil
}

// pair finds for each opening who has something to say to it, by the words that they share.
func (m *matching) pair(s *org.State, says *telling) {
	known := search.Lexicon{} // in which words somebody named a strength
	m.shows = search.Lexicon{}
	for _, p := range slices.Sorted(maps.Keys(m.named)) {
		for _, n := range m.named[p] {
			if n.as == org.AsStrength {
				for _, w := range n.words {
					if known.Add(w, int(p)); n.confirmed {
						m.shows.Add(w, int(p))
					}
				}
			}
		}
	}
	m.asked, m.terms = make([][]search.Word, len(m.openings)), make([][]match.Terms, len(m.openings))
	m.problem.Openings = make([]match.Opening, len(m.openings))
	m.words = make([][]search.Word, len(m.openings))
	opens := search.Lexicon{} // in which openings a word stands
	for i := range m.openings {
		m.words[i] = says.opening(s, m.openings[i].Ref)
		for _, w := range m.words[i] {
			opens.Add(w, i)
			if len(known.In(w)) > 0 {
				m.asked[i] = append(m.asked[i], w)
			}
		}
		m.problem.Openings[i].Seats = 1
		if m.openings[i].Critical {
			m.problem.Openings[i].Critical = 1
		}
	}
	at := make(map[org.PersonID]int32, len(m.people))
	for n, p := range m.people {
		at[p] = int32(n)
		near := map[int]bool{}
		for _, z := range m.named[p] {
			for _, w := range z.words {
				for _, i := range opens.In(w) {
					near[i] = true
				}
			}
		}
		for name := range m.willing[p].Energy {
			if r, named := org.ParseRef(name); named {
				if i, open := m.place[r]; open {
					near[i] = true
				}
			}
		}
		for _, i := range slices.Sorted(maps.Keys(near)) {
			if !m.mayLead(s, p, m.openings[i]) {
				continue
			}
			if t := m.termsOf(s, p, i, m.words[i], known); !t.None() {
				m.terms[i] = append(m.terms[i], t)
				m.problem.Openings[i].Pairs = append(m.problem.Openings[i].Pairs, match.Pair{Person: at[p]})
			}
		}
	}
}

// mayLead reports whether somebody can be asked to lead something: they see it, were not asked
// yet, and did not say that it is not for them.
func (m *matching) mayLead(s *org.State, p org.PersonID, o org.Opening) bool {
	_, not := m.willing[p].NotMe[o.Ref]
	return !not && s.Sees(p, o.Circle) && !s.Invited(p, o.Ref)
}

// termsOf are the terms of somebody for an opening.
func (m *matching) termsOf(s *org.State, p org.PersonID, i int, says []search.Word, known search.Lexicon) (t match.Terms) {
	o := m.openings[i]
	var has float64
	for _, w := range m.asked[i] {
		most := 0.0
		for _, z := range m.named[p] {
			if z.as == org.AsStrength && slices.ContainsFunc(z.words, w.Is) {
				level := unconfirmed
				if z.confirmed {
					level = 1
				}
				most = max(most, level)
			}
		}
		has += most
		if most > 0 && !slices.ContainsFunc(known.In(w), func(other int) bool {
			return org.PersonID(other) != p && s.Belongs(org.PersonID(other), o.Circle)
		}) {
			t.Completes = 1
		}
	}
	if has > 0 {
		t.Knows = min(1, has/float64(min(len(m.asked[i]), enoughWords)))
	}
	for _, z := range m.named[p] {
		switch about := search.Shared(z.words, says); {
		case len(about) == 0:
		case z.as == org.AsEnergy:
			t.Energy = 1
		case z.as == org.AsWish:
			t.Grows = max(t.Grows, noBuddy)
			if m.buddy(p, about) != 0 {
				t.Grows = 1
			}
		}
	}
	if said, ok := m.willing[p].Energy[o.Ref.String()]; ok { // of this very thing they said it
		t.Energy = float64(said-1) / (identity.MostEnergy - 1)
	}
	if o.Last == p {
		t.Again = 1
	}
	return t
}

// buddy is somebody who named a strength in one of these words that peers confirmed: the
// first by number, so that it is the same one whoever asks.
func (m *matching) buddy(but org.PersonID, about []search.Word) (first org.PersonID) {
	for _, w := range about {
		for _, in := range m.shows.In(w) {
			if p := org.PersonID(in); p != but && (first == 0 || p < first) {
				first = p
			}
		}
	}
	return first
}

// weigh gives all pairs the worth that they have by some weights.
func (m *matching) weigh(w match.Weights) {
	for i := range m.terms {
		for k, t := range m.terms[i] {
			m.problem.Openings[i].Pairs[k].Worth = w.Worth(t)
		}
	}
}

// by is a problem with other weights.
func (m *matching) by(w match.Weights) *match.Problem {
	other := &matching{terms: m.terms, problem: match.Problem{People: m.problem.People, Fair: m.problem.Fair}}
	for _, o := range m.problem.Openings {
		o.Pairs = slices.Clone(o.Pairs)
		other.problem.Openings = append(other.problem.Openings, o)
	}
	other.weigh(w)
	return &other.problem
}

// seed is what the lot of an opening is drawn by: of what the log says of it, so that nobody
// chose it and anybody finds it again.
func seed(o org.Opening) uint64 {
	return (uint64(o.Since)/1_000_000+uint64(o.Ref.Letter)<<32+uint64(o.Ref.N)*7919)%9000 + 1000
}

// invite is whom to invite to an opening, in order.
func (m *matching) invite(i int, plan *match.Plan) []match.Invited {
	pairs := m.problem.Openings[i].Pairs
	return match.Invite(plan.Loss(i), seed(m.openings[i]), func(k int) uint64 { return uint64(m.people[pairs[k].Person]) })
}
