package search

import (
	"iter"
	"math"
	"slices"
	"strings"
	"sync"

	"orpheus/org"
)

// Question is what somebody asks about, and for whom.
type Question struct {
	Words      string
	Circles    []org.CircleID // from where it is asked: what is near counts more
	Unfinished bool           // its last word is still being written
	Sentence   bool           // it tells something: a claim all of whose words are in it is meant too
	Sees       Sees           // nothing else counts, in the order neither; nil for all
}

// Claiming is a thing that claims to decide what was asked.
type Claiming struct {
	org.Claimant
	Why   []Reason // the strongest first
	Score float64  // of 1: how strong the claim is, how well it fits, and how near it is
	Fits  float64  // of 1: how much of the question it answers
	Near  float64  // of 1: 1 in the circles from which it is asked
}

// Reason is a claim, with its place in the claimant.
type Reason struct {
	org.Claim
	fits, score float64
}

const (
	mostClaiming = 12
	leastBeside  = 0.55 // of the score of the best; below it nobody would ask them, and no reason says more
	byName       = 0.9  // what a word counts that is in the name of the role, not in the claim
	inCircle     = 0.8  // in the name of a circle around it
	nearby       = 0.3  // in another claim of the same role
	asPlace      = 0.6  // a word that says where, beside those that say what
	asPart       = 0.8  // as a part of a longer word
	leastCovered = 0.5  // of a claim, where a sentence has its words among many
	leastHeavy   = 0.3  // what these weigh: a word that is everywhere says nothing
	aStep        = 0.08 // what one step on the map takes off
	downwards    = 2    // steps: what is below others governs nobody but them
)

// strengths are how much a claim of each kind weighs.
var strengths = [...]float64{
	org.OnDomain: 1, org.OnAgreement: 0.8, org.OnAccountability: 0.65, org.OnGuardrail: 0.6, org.OnStructure: 0.6, org.OnDecision: 0.5, org.OnPurpose: 0.35,
}

// leastFits is how much of the question a claim of each kind fits at least: below it
// something else was asked. A domain may be wider than the question.
var leastFits = [...]float64{
	org.OnDomain: 0.4, org.OnAgreement: 0.5, org.OnAccountability: 0.55, org.OnGuardrail: 0.5, org.OnStructure: 0.4, org.OnDecision: 0.55, org.OnPurpose: 0.55,
}

// leastOfAll is the least of them.
var leastOfAll = slices.Min(leastFits[:])

// Ask returns what claims to decide something, the strongest claim first; nothing where
// nothing does.
func (c *Claims) Ask(q Question) []Claiming {
	space := spaces.Get().(*space)
	defer spaces.Put(space)
	a := c.asks(q, space)
	if a == nil {
		return nil
	}
	return best(func(yield func(Claiming) bool) {
		for r := range a.answers {
			if !yield(a.claiming(r)) {
				return
			}
		}
	})
}

// asks reads a question, and finds where what it asks about is written; nil where it asks
// about nothing.
func (c *Claims) asks(q Question, in *space) *asking {
	in.begin(len(c.all))
	a := &asking{
		c: c, q: q, space: in, where: map[org.CircleID][]string{}, called: map[org.CircleID]map[int]float64{},
		nears: make([]float64, c.circles+1), names: make([]*[mostWords]float64, c.circles+1),
	}
	if a.wishes = c.asksAbout(q.Words, q.Unfinished, a.said); len(a.wishes) == 0 {
		return nil
	}
	a.gather()
	a.far = c.steps(q.Circles)
	return a
}

// rounded is a score without what the order of adding up leaves: what is as strong comes in
// the order of ids, however the index came about.
func rounded(score float64) float64 { return math.Round(score * 1e9) }

// best leaves out what is far weaker than the first, and what says of another circle what
// a nearer one says of its own.
func best(all iter.Seq[Claiming]) (out []Claiming) {
	var least float64
	for one := range all {
		if least == 0 {
			least = leastBeside * one.Score
		}
		if len(out) == mostClaiming || one.Score < least {
			break
		}
		if !slices.ContainsFunc(out, func(o Claiming) bool { return o.Score > one.Score && o.SaysSame(one) }) {
			out = append(out, one)
		}
	}
	return out
}

// SaysSame reports whether two claim the same in the same words, each for its own circle.
func (c Claiming) SaysSame(o Claiming) bool {
	return c.Circle != o.Circle && c.Ref.Letter == o.Ref.Letter && c.Name == o.Name && c.Why[0].Kind == o.Why[0].Kind &&
		strings.EqualFold(c.Why[0].Text, o.Why[0].Text)
}

// asking is one question on its way.
type asking struct {
	c *Claims
	q Question
	*space
	wishes []*wish
	weight []float64 // of each wish: rare words say more
	total  float64
	called map[org.CircleID]map[int]float64 // circles by whose name: which wishes, and how much
	far    map[org.CircleID]int
	where  map[org.CircleID][]string // the words by which a circle and those around it are called
	rules  []Claiming                // who may change the structure, where that is asked

	// What is worked out for one claimant after the other, kept by circle.
	nears []float64
	names []*[mostWords]float64
}

// space is what a question takes for each claimant that it may meet: one question after
// the other has the same.
type space struct {
	sees  []int8   // of each claimant: not asked yet, seen, not seen
	has   []uint16 // of each claimant: the wishes found in it, a bit each
	first []int32  // of each claimant that has any: the last of its finds, from 1
	met   []int32  // claimants in which something was found
	finds []find
	all   []ranked

	// Of one claimant:
	own    []float64 // by text and wish: how much of it stands there
	in     []bool    // by text: whether any does
	named  []float64 // how much of each wish is in its name
	beside []float64 // and what each wish is worth in all its claims
}

var spaces = sync.Pool{New: func() any { return new(space) }}

// begin makes room for a question to so many claimants.
func (s *space) begin(claimants int) {
	if cap(s.has) < claimants {
		s.sees, s.has, s.first = make([]int8, claimants), make([]uint16, claimants), make([]int32, claimants)
	}
	s.sees, s.has, s.first = s.sees[:claimants], s.has[:claimants], s.first[:claimants]
	clear(s.sees)
	clear(s.has)
	s.met, s.finds, s.all = s.met[:0], s.finds[:0], s.all[:0]
}

// find is that a wish stands in a text.
type find struct {
	writing
	next int32
	wish uint8
	part bool // of a longer word
}

func (f *find) weight() float64 {
	if f.part {
		return asPart
	}
	return 1
}

// said reports whether a word is written where who asks may read it.
func (a *asking) said(w *term) bool {
	return slices.ContainsFunc(a.c.written[w.n], func(at writing) bool { return a.may(at.of) })
}

func (a *asking) may(i int32) bool {
	if a.q.Sees == nil {
		return true
	}
	if a.sees[i] == 0 {
		a.sees[i] = -1
		if a.q.Sees(a.c.all[i].Ref) {
			a.sees[i] = 1
		}
	}
	return a.sees[i] > 0
}

// gather finds where each wish is written, as far as it may be read.
func (a *asking) gather() {
	for n, w := range a.wishes {
		in := a.note(n, w.whole, false) + a.note(n, w.partly, true)
		weight := 1 / (1 + math.Log1p(float64(max(in, 3))))
		if a.callsCircle(n) {
			weight *= asPlace
		}
		a.weight, a.total = append(a.weight, weight), a.total+weight
	}
}

// note notes the places of words, and returns in how many claimants they are new.
func (a *asking) note(wish int, all []*term, part bool) (in int) {
	bit := uint16(1) << wish
	for _, w := range all {
		for _, at := range a.c.written[w.n] {
			if !a.may(at.of) {
				continue
			}
			one := find{writing: at, wish: uint8(wish), part: part}
			if has := a.has[at.of]; has == 0 {
				a.met = append(a.met, at.of)
			} else {
				one.next = a.first[at.of]
			}
			in += truth(a.has[at.of]&bit == 0)
			a.has[at.of] |= bit
			a.finds = append(a.finds, one)
			a.first[at.of] = int32(len(a.finds))
			if at.text == 0 {
				a.calls(a.c.all[at.of], wish, one.weight())
			}
		}
	}
	return in
}

// calls notes that a wish is in the name of something, where that is a circle.
func (a *asking) calls(row *claimed, wish int, weight float64) {
	if row.Ref.Letter != 'C' || row.Circle == org.Root {
		return
	}
	if a.called[row.Circle] == nil {
		a.called[row.Circle] = map[int]float64{}
	}
	a.called[row.Circle][wish] = weight
}

// callsCircle reports whether a wish is in the name of a circle.
func (a *asking) callsCircle(wish int) bool {
	for _, by := range a.called {
		if by[wish] > 0 {
			return true
		}
	}
	return false
}

// tells is how many words of a text say more than where it is.
func (a *asking) tells(row *claimed, text int) (n int) {
	where, known := a.where[row.Circle]
	if !known {
		for at := row.Circle; at != 0; at = a.c.state.Circle(at).Parent() {
			for _, w := range words(a.c.state.Circle(at).Name) {
				where = append(where, telltale(w))
			}
		}
		a.where[row.Circle] = where
	}
	for _, w := range row.words[text] {
		n += 1 - truth(slices.Contains(where, w.text))
	}
	return n
}

// around is which wishes the circle of a claimant and those around it are called by.
func (a *asking) around(row *claimed) *[mostWords]float64 {
	at := row.Circle
	if row.Ref.Letter == 'C' {
		at = a.c.state.Circle(at).Parent()
	}
	if known := a.names[at]; known != nil {
		return known
	}
	all := new([mostWords]float64)
	a.names[at] = all
	for ; len(a.called) > 0 && at != 0; at = a.c.state.Circle(at).Parent() {
		for w, weight := range a.called[at] {
			all[w] = max(all[w], weight)
		}
	}
	return all
}

// near is 1 for the circles from which it is asked, and less for each step on the map.
func (a *asking) near(c org.CircleID) float64 {
	if len(a.q.Circles) == 0 {
		return 1
	}
	if a.nears[c] == 0 {
		a.nears[c] = a.nearness(c)
	}
	return a.nears[c]
}

func (a *asking) nearness(c org.CircleID) float64 {
	down := 0
	for at := c; at != 0; at = a.c.state.Circle(at).Parent() {
		if up, known := a.far[at]; known {
			return 1 / (1 + aStep*float64(up+down*downwards))
		}
		down++
	}
	return 1 / (1 + aStep*float64(down*downwards))
}

// steps are how far each circle is above the nearest of some.
func (c *Claims) steps(from []org.CircleID) map[org.CircleID]int {
	far := map[org.CircleID]int{}
	for _, at := range from {
		for n := 0; at != 0 && c.state.Circle(at) != nil; at, n = c.state.Circle(at).Parent(), n+1 {
			if was, known := far[at]; !known || n < was {
				far[at] = n
			}
		}
	}
	return far
}
