package service

import (
	"context"
	"maps"
	"slices"
	"strings"

	"orpheus/identity"
	"orpheus/insight/match"
	"orpheus/internal/lru"
	"orpheus/ledger"
	"orpheus/org"
	"orpheus/service/search"
	"orpheus/store/records"
)

// matching is whom to invite to all that is open, as it is worked out of the present: of what
// people said and peers confirmed, and who chose to be suggested. It holds what people said
// for themselves alone, and so never leaves the service as it is.
type matching struct {
	openings []org.Opening
	words    [][]search.Word // of each opening, those that say something
	asked    [][]search.Word // those of them that somebody named a strength in
	people   []org.PersonID  // who can be suggested
	willing  map[org.PersonID]identity.Willing
	named    map[org.PersonID][]naming // of everybody who is there
	shows    search.Lexicon            // who named, and peers confirmed, in which words
	terms    [][]match.Terms           // of each opening, those of its pairs
	problem  match.Problem
	plan     *match.Plan
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
	kept  *lru.Cache[matchKey, *matching]
	words *lru.Cache[string, []search.Word]
}

type matchKey struct{ version, edition uint64 }

func newMatchings() *ledger.Projection[*matchings] {
	return &ledger.Projection[*matchings]{Begin: func(context.Context, ledger.Version) (*matchings, error) {
		return &matchings{lru.New[matchKey, *matching](1, nil), lru.New[string, []search.Word](100_000, nil)}, nil
	}}
}

// telling are the words of a text that say something; texts come back with every act.
func (m *matchings) telling(text string) []search.Word {
	if all, ok := m.words.Get(text); ok {
		return all
	}
	return m.words.Keep(text, search.Telling(text))
}

// matching works out the present, or finds what was worked out.
func (l *Look) matching(ctx context.Context) (*matching, error) {
	d, slug, s := l.v.d, l.v.slug, l.Present
	kept, _, err := d.matchings.Of(ctx, d.engine, slug)
	if err != nil {
		return nil, err
	}
	key := matchKey{s.Version, d.store.Edition()}
	if m, ok := kept.kept.Get(key); ok {
		return m, nil
	}
	m := &matching{openings: s.Openings(), named: map[org.PersonID][]naming{}}
	if m.willing, err = identity.Willingness(ctx, d.store, slug); err != nil {
		return nil, err
	}
	words, _, err := d.strengths.Of(ctx, d.engine, slug)
	if err != nil {
		return nil, err
	}
	for id, z := range s.Strengths() {
		if text := words.Words[id]; text != "" && z.Named() && s.Person(z.Person).Present() {
			m.named[z.Person] = append(m.named[z.Person], naming{id, z.As, len(z.Confirmed) > 0, kept.telling(text)})
		}
	}
	texts, err := m.texts(ctx, d, slug, s)
	if err != nil {
		return nil, err
	}
	now := org.At(d.now())
	for _, p := range slices.Sorted(maps.Keys(m.willing)) {
		if row := s.Person(p); row != nil && row.Present() && s.Away(p, now) == 0 && len(row.Leads) < m.willing[p].AtOnce() {
			m.people = append(m.people, p)
			m.problem.People = append(m.problem.People, match.Person{Leads: len(row.Leads), Room: m.willing[p].AtOnce() - len(row.Leads)})
		}
	}
	m.pair(s, kept, texts)
	m.problem.Fair = match.Fair
	m.weigh(match.Usual)
	if m.plan, err = match.Solve(&m.problem); err != nil {
		return nil, err
	}
	return kept.kept.Keep(key, m), nil
}

// texts are what each opening says of itself.
func (m *matching) texts(ctx context.Context, d *Service, slug string, s *org.State) ([]string, error) {
	body := func(r org.Ref) org.TextID {
		switch r.Letter {
		case 'T':
			return s.Tension(org.TensionID(r.N)).Body
		case 'I':
			return s.Initiative(org.InitiativeID(r.N)).Body
		}
		return 0
	}
	var ids []org.TextID
	for _, o := range m.openings {
		if id := body(o.Ref); id != 0 {
			ids = append(ids, id)
		}
	}
	written := map[org.TextID]records.Text{}
	if len(ids) > 0 {
		var err error
		if written, err = d.store.Texts(ctx, slug, ids...); err != nil {
			return nil, err
		}
	}
	out := make([]string, len(m.openings))
	for i, o := range m.openings {
		all := []string{s.Title(o.Ref), written[body(o.Ref)].Body}
		if o.Ref.Letter == 'R' {
			r := s.Role(org.RoleID(o.Ref.N))
			all = append(append(append(all, r.Purpose), r.Accountabilities...), r.Domains...)
		}
		out[i] = strings.Join(all, "\n")
	}
	return out, nil
}

// pair finds for each opening who has something to say to it, by the words that they share.
func (m *matching) pair(s *org.State, kept *matchings, texts []string) {
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
		m.words[i] = kept.telling(texts[i])
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
			if i := slices.IndexFunc(m.openings, func(o org.Opening) bool { return o.Ref.String() == name }); i >= 0 {
				near[i] = true
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
