package watch

import (
	"cmp"
	"slices"

	"orpheus/org"
)

// Topic is something that people say others may ask them about, with the work that has to do
// with it.
type Topic struct {
	Words string // as whoever named it first wrote it
	Named int    // by how many people who are there
	Works []org.Ref
}

// oneKnows finds circles in which work came back within a year to something that one person
// alone says others may ask them about. Who that is, is said nowhere in it.
func oneKnows(l *look) (found []Signal) {
	in := map[org.CircleID]*Signal{}
	for _, t := range l.topics {
		if t.Named != 1 {
			continue
		}
		works := map[org.CircleID][]org.Ref{}
		for _, w := range t.Works {
			if c := l.s.HomeOf(w); l.live(c) && l.began(w) >= l.ago(yearDays) {
				works[c] = append(works[c], w)
			}
		}
		for c, some := range works {
			if len(some) < askedFor || l.members(c) < leastPeople {
				continue
			}
			if was := in[c]; was != nil && cmp.Compare(string(was.Args[1].(Words)), t.Words) <= 0 {
				continue // one topic of a circle is said: the first in the alphabet
			}
			ref := org.RefOf(c)
			since := l.at
			for _, w := range some {
				since = min(since, l.began(w))
			}
			in[c] = &Signal{
				About: []org.Ref{ref}, Args: []any{ref, Words(t.Words)}, More: []any{len(some)}, Facts: some, Since: since,
				Step: Step{Text: "watch.step.grow", Kind: "tension.raise", Fields: []string{"circle", ref.String()}},
			}
		}
	}
	for _, one := range in {
		found = append(found, *one)
	}
	slices.SortFunc(found, func(a, b Signal) int { return cmp.Compare(a.About[0].N, b.About[0].N) })
	return found
}

// began is when something was raised, or when work began that nobody raised anything for.
func (l *look) began(w org.Ref) org.Time {
	if w.Letter == 'T' {
		return l.s.Tension(org.TensionID(w.N)).Raised
	}
	return l.s.Initiative(org.InitiativeID(w.N)).Started
}
