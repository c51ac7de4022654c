package search

import (
	"cmp"
	"slices"
	"strings"

	"orpheus/org"
)

// Hit is a thing found by its name.
type Hit struct {
	Ref  org.Ref
	Name string
	Past bool // resolved, concluded, gone

	rank  int
	whole string
}

// Group is what was found of one kind, the best first.
type Group struct {
	Letter byte
	Hits   []Hit
	More   bool // there were more than the limit
}

// Found is what Find found.
type Found struct {
	Thing  *Hit    // what the query names by its id; nil for none
	Groups []Group // the one with the best hit first
}

// How well a name fits.
const (
	exact   = iota // it is what was asked
	begins         // it begins so
	entire         // every word asked is a word of it
	partial        // every word asked begins one of it
)

// mostWords is how many words of a query count.
const mostWords = 12

// Find returns the things of whose names every word of the query begins a word,
// at most limit of each kind. What sees does not let through does not count.
func (n *Names) Find(query string, limit int, sees Sees) Found {
	var found Found
	if ref, ok := parseRef(query); ok && sees(ref) {
		if e, ok := n.refs.Get(&entry{ref: ref}); ok {
			found.Thing = &Hit{Ref: ref, Name: e.name, Past: e.past}
		}
	}
	q := newNameQuery(query)
	if len(q.words) == 0 || limit <= 0 {
		return found
	}
	groups := make([]Group, len(kinds))
	for i, start := range q.words[q.longest] {
		n.words.Ascend(posting{word: start, e: &entry{}}, func(p posting) bool {
			if !strings.HasPrefix(p.word, start) {
				return false
			}
			if int(p.shared) >= len(start) { // the word before it in the name was found
				return true
			}
			g := &groups[p.kind]
			if g.More && q.beyond(p, &g.Hits[limit-1]) {
				return true
			}
			if q.hasAny(p.e, q.words[q.longest][:i]) || !q.fits(p.e) {
				return true
			}
			g.add(q.hit(p.e), limit, sees)
			return true
		})
	}
	for i := range groups {
		if groups[i].Letter = kinds[i]; len(groups[i].Hits) > 0 {
			found.Groups = append(found.Groups, groups[i])
		}
	}
	slices.SortStableFunc(found.Groups, func(a, b Group) int { return cmp.Compare(a.Hits[0].rank, b.Hits[0].rank) })
	return found
}

// add puts h in its place, and lets go of the last where there are too many.
func (g *Group) add(h Hit, limit int, sees Sees) {
	at, _ := slices.BinarySearchFunc(g.Hits, h, compare)
	if at >= limit && g.More || !sees(h.Ref) {
		return
	}
	if g.Hits = slices.Insert(g.Hits, at, h); len(g.Hits) > limit {
		g.Hits, g.More = g.Hits[:limit], true
	}
}

func compare(a, b Hit) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), truth(a.Past)-truth(b.Past), strings.Compare(a.whole, b.whole), cmp.Compare(a.Ref.N, b.Ref.N))
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// nameQuery is a query as names are compared with it.
type nameQuery struct {
	whole   string
	words   [][]string // every word in its forms
	longest int        // the word that fewest names have, as a rule
}

func newNameQuery(query string) *nameQuery {
	q := &nameQuery{}
	var plain []string
	for _, w := range words(query) {
		f := forms(w)
		if f == nil {
			continue
		}
		plain = append(plain, f[0])
		if len(f) == 2 && strings.HasPrefix(f[1], f[0]) {
			f = f[:1] // whatever begins with the second begins with the first
		} else if len(f) == 2 && strings.HasPrefix(f[0], f[1]) {
			f = f[1:]
		}
		if q.words = append(q.words, f); len(f[0]) > len(q.words[q.longest][0]) {
			q.longest = len(q.words) - 1
		}
		if len(q.words) == mostWords {
			break
		}
	}
	q.whole = strings.Join(plain, " ")
	return q
}

// beyond reports whether p comes after the last of a full group for sure: what
// cannot begin with what was asked after what does, and the past after the present.
func (q *nameQuery) beyond(p posting, last *Hit) bool {
	if len(q.words) > 1 || last.rank > begins {
		return false
	}
	return !p.head || p.past && !last.Past && p.word != q.whole
}

func (q *nameQuery) hasAny(e *entry, forms []string) bool {
	return slices.ContainsFunc(forms, func(start string) bool { return has(e.text, start) })
}

// has reports whether a word of text begins with start.
func has(text, start string) bool {
	for i := 0; ; {
		n := strings.Index(text[i:], start)
		if n < 0 {
			return false
		}
		if i += n; text[i-1] == ' ' {
			return true
		}
		i++
	}
}

func (q *nameQuery) fits(e *entry) bool {
	for i, w := range q.words {
		if i != q.longest && !q.hasAny(e, w) {
			return false
		}
	}
	return true
}

func (q *nameQuery) hit(e *entry) Hit {
	h := Hit{Ref: e.ref, Name: e.name, Past: e.past, rank: partial, whole: e.whole}
	switch {
	case e.whole == q.whole:
		h.rank = exact
	case strings.HasPrefix(e.whole, q.whole):
		h.rank = begins
	case !slices.ContainsFunc(q.words, func(w []string) bool {
		return !slices.ContainsFunc(w, func(f string) bool { return strings.Contains(e.text, " "+f+" ") })
	}):
		h.rank = entire
	}
	return h
}
