package search

import (
	"iter"
	"math"
	"slices"

	"orpheus/org"
)

// Claims is an index of what is written in one version of an organisation about who
// decides. It never changes, so any number may read it at once; that of another version is
// made from it at the cost of what differs.
type Claims struct {
	state *org.State
	*lexicon
	all     []*claimed
	at      map[org.Ref]int32 // places in all
	written [][]writing       // by the number of a word: where it is written
	short   []short           // of each of all, close together: a question may meet every one
	circles org.CircleID      // the highest id of a circle in which something claims
}

// claimed is a claimant with its words: first those of its name, then those of each claim.
type claimed struct {
	org.Claimant
	words [][]*term
	texts []size // of each claim, close together: every question looks at them
}

// size is of what kind a claim is, and how many words of it say something.
type size struct {
	kind  org.ClaimKind
	words uint16
}

// short is where a claimant is, and which it is.
type short struct {
	in org.CircleID
	org.Ref
}

// writing is that a word is written in one of the texts of a claimant, with the kind of the
// claim and how many words that has, which are at most 255 here. A name stands for the
// strongest kind of its claims.
type writing struct {
	of    int32
	text  uint16
	kind  org.ClaimKind
	words uint8
}

// NewClaims makes the index of s.
func NewClaims(s *org.State) *Claims { return (&Claims{lexicon: newLexicon(s.Lang)}).Of(s) }

// State returns the version that the index is of.
func (c *Claims) State() *org.State { return c.state }

// As returns the index as that of a version in which nothing that claims is otherwise.
func (c *Claims) As(s *org.State) *Claims {
	next := *c
	next.state = s
	return &next
}

// Of returns the index of another version.
func (c *Claims) Of(s *org.State) *Claims { return c.of(s, s.Claimants()) }

func (c *Claims) of(s *org.State, claimants iter.Seq[org.Claimant]) *Claims {
	if c.lexicon.lang != max(0, slices.Index(tongues[:], s.Lang)) {
		c = &Claims{lexicon: newLexicon(s.Lang)}
	}
	next := &Claims{state: s, all: make([]*claimed, 0, len(c.all)), at: make(map[org.Ref]int32, len(c.all))}
	words, same := c.lexicon.grow(), true
	for one := range claimants {
		row := c.find(one.Ref)
		if row == nil || !row.says(&one) {
			row, same = read(words, one), false
		}
		next.circles = max(next.circles, one.Circle)
		next.at[one.Ref] = int32(len(next.all))
		next.all = append(next.all, row)
	}
	if same && len(next.all) == len(c.all) {
		return c.As(s)
	}
	next.lexicon = words.done()
	next.written, next.short = make([][]writing, len(next.lexicon.list)), make([]short, len(next.all))
	for i, row := range next.all {
		next.short[i] = short{row.Circle, row.Ref}
		for text, all := range row.words {
			at := row.writing(int32(i), text)
			for _, w := range all {
				next.written[w.n] = append(next.written[w.n], at)
			}
		}
	}
	return next
}

func (c *Claims) find(r org.Ref) *claimed {
	if i, known := c.at[r]; known {
		return c.all[i]
	}
	return nil
}

func (row *claimed) says(o *org.Claimant) bool {
	return row.Circle == o.Circle && row.Name == o.Name && slices.Equal(row.Claims, o.Claims)
}

// writing is that a word is written in one of the texts of row.
func (row *claimed) writing(of int32, text int) writing {
	if text > 0 {
		claim := row.texts[text-1]
		return writing{of, uint16(text), claim.kind, uint8(max(1, min(claim.words, math.MaxUint8)))}
	}
	at := writing{of: of, words: math.MaxUint8}
	for _, claim := range row.texts {
		if strengths[claim.kind] > strengths[at.kind] {
			at.kind = claim.kind
		}
	}
	return at
}

// mostClaims is how many claims of one thing count.
const mostClaims = 1 << 15

// read finds the words of a claimant, each once in a text.
func read(l *growing, c org.Claimant) *claimed {
	c.Claims = c.Claims[:min(len(c.Claims), mostClaims)]
	row := &claimed{Claimant: c, words: make([][]*term, len(c.Claims)+1), texts: make([]size, len(c.Claims))}
	for i := range row.words {
		text := c.Name
		if i > 0 {
			text = c.Claims[i-1].Text
		}
		for _, w := range words(text) {
			if known := l.term(w); known != nil && !slices.Contains(row.words[i], known) {
				row.words[i] = append(row.words[i], known)
			}
		}
		if i > 0 {
			row.texts[i-1] = size{c.Claims[i-1].Kind, uint16(min(len(row.words[i]), math.MaxUint16))}
		}
	}
	return row
}
