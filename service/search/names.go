package search

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/tidwall/btree"

	"orpheus/org"
)

// Names is an index of the names in one version of an organisation. It never
// changes, so any number may read it at once; the one of the next version is
// made from it at the cost of what changed.
type Names struct {
	state *org.State
	refs  *btree.BTreeG[*entry]  // everything that has a name, by its id
	words *btree.BTreeG[posting] // the words of what is found by name
}

// entry is one thing with a name.
type entry struct {
	ref    org.Ref
	name   string
	whole  string // the name folded
	text   string // its words in all their forms, ascending, a blank before and after each
	past   bool   // resolved, concluded, gone
	hidden bool   // reached by its id only: closed circles, retired roles
}

// posting is one word of a name. What it repeats of the entry saves looking
// there: a query of one letter comes by thousands.
type posting struct {
	word   string
	e      *entry
	kind   uint8 // place in kinds
	shared uint8 // how many bytes the word before it in the same name begins with too
	head   bool  // the name begins with the same byte
	past   bool
}

// postings returns the words by which e is found.
func (e *entry) postings() []posting {
	if e.hidden {
		return nil
	}
	all := strings.Fields(e.text)
	out := make([]posting, len(all))
	for i, w := range all {
		out[i] = posting{word: w, e: e, kind: uint8(order(e.ref.Letter)), past: e.past, head: e.whole[0] == w[0]}
		if i > 0 {
			n := 0
			for n < min(len(w), len(all[i-1]), 255) && w[n] == all[i-1][n] {
				n++
			}
			out[i].shared = uint8(n)
		}
	}
	return out
}

// People returns what somebody is called today; nothing for who was erased.
type People func(org.PersonID) string

func byRef(a, b *entry) int {
	return cmp.Or(cmp.Compare(order(a.ref.Letter), order(b.ref.Letter)), cmp.Compare(a.ref.N, b.ref.N))
}

func byWord(a, b posting) int {
	if c := strings.Compare(a.word, b.word); c != 0 {
		return c
	}
	return byRef(a.e, b.e)
}

// NewNames makes the index of s.
func NewNames(s *org.State, people People) *Names {
	n := &Names{
		state: s,
		refs:  btree.NewBTreeG(func(a, b *entry) bool { return byRef(a, b) < 0 }),
		words: btree.NewBTreeG(func(a, b posting) bool { return byWord(a, b) < 0 }),
	}
	var all []posting
	for e := range everything(s, people) {
		n.refs.Load(e)
		all = append(all, e.postings()...)
	}
	slices.SortFunc(all, byWord)
	for _, p := range all {
		n.words.Load(p)
	}
	return n
}

// Next returns the index of a later version, in which the given things, and no
// others, may have other names.
func (n *Names) Next(s *org.State, people People, changed []org.Ref) *Names {
	next := &Names{state: s, refs: n.refs.Copy(), words: n.words.Copy()}
	for _, ref := range changed {
		if order(ref.Letter) < 0 {
			continue
		}
		if old, ok := next.refs.Delete(&entry{ref: ref}); ok {
			for _, p := range old.postings() {
				next.words.Delete(p)
			}
		}
		e := named(s, people, ref)
		if e == nil {
			continue
		}
		next.refs.Set(e)
		for _, p := range e.postings() {
			next.words.Set(p)
		}
	}
	return next
}

// State returns the version that the index is of.
func (n *Names) State() *org.State { return n.state }

// everything yields what has a name, in the order of byRef.
func everything(s *org.State, people People) iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		_ = each(s.People(), s, people, yield) && each(s.Circles(), s, people, yield) && each(s.Roles(), s, people, yield) &&
			each(s.Tensions(), s, people, yield) && each(s.Initiatives(), s, people, yield) &&
			each(s.Decisions(), s, people, yield) && each(s.Agreements(), s, people, yield)
	}
}

func each[ID interface {
	~uint32
	Letter() byte
}, V any](rows iter.Seq2[ID, V], s *org.State, people People, yield func(*entry) bool,
) bool {
	for id := range rows {
		if e := named(s, people, org.RefOf(id)); e != nil && !yield(e) {
			return false
		}
	}
	return true
}

// named returns the entry of a thing, nil where it has no name or is none.
func named(s *org.State, people People, ref org.Ref) *entry {
	e := &entry{ref: ref}
	switch ref.Letter {
	case 'P':
		if p := s.Person(org.PersonID(ref.N)); p != nil && !p.Erased {
			e.name, e.past = people(org.PersonID(ref.N)), !p.Present()
		}
	case 'C':
		if c := s.Circle(org.CircleID(ref.N)); c != nil {
			e.name, e.past, e.hidden = c.Name, !c.Live(), !c.Live()
		}
	case 'R':
		if r := s.Role(org.RoleID(ref.N)); r != nil {
			e.name, e.past, e.hidden = r.Name, !r.Live(), !r.Live()
		}
	case 'T':
		if t := s.Tension(org.TensionID(ref.N)); t != nil && !t.Withdrawn {
			e.name, e.past = t.Title, !t.Open()
		}
	case 'I':
		if i := s.Initiative(org.InitiativeID(ref.N)); i != nil && !i.Withdrawn {
			e.name, e.past = i.Title, !i.Live()
		}
	case 'D':
		if x := s.Decision(org.DecisionID(ref.N)); x != nil {
			e.name, e.past = x.Title, !x.Open()
		}
	case 'M':
		if g := s.Agreement(org.AgreementID(ref.N)); g != nil {
			e.name, e.past = g.Title, !g.Holds()
		}
	}
	if e.name == "" {
		return nil
	}
	e.text, e.whole = nameWords(e.name)
	return e
}
