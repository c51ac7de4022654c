package search

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"orpheus/org"
)

// Question is what somebody asks about, and for whom.
type Question struct {
	Words      string
	Circles    []org.CircleID // from where it is asked: what is near counts more
	Unfinished bool           // its last word is still being written
	Sentence   bool           // it tells something: a claim all of whose words are in it is meant too
	Sees       Sees           // nothing else counts, in the order neither
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
var strengths = map[org.ClaimKind]float64{
	org.OnDomain: 1, org.OnAgreement: 0.8, org.OnAccountability: 0.65, org.OnGuardrail: 0.6, org.OnStructure: 0.6, org.OnDecision: 0.5, org.OnPurpose: 0.35,
}

// leastFits is how much of the question a claim of each kind fits at least: below it
// something else was asked. A domain may be wider than the question.
var leastFits = map[org.ClaimKind]float64{
	org.OnDomain: 0.4, org.OnAgreement: 0.5, org.OnAccountability: 0.55, org.OnGuardrail: 0.5, org.OnStructure: 0.4, org.OnDecision: 0.55, org.OnPurpose: 0.55,
}

// Ask returns what claims to decide something, the strongest claim first; nothing where
// nothing does.
func (c *Claims) Ask(q Question) []Claiming {
	a := &asking{c: c, where: map[org.CircleID][]string{}, dist: map[org.CircleID]float64{}, name: map[org.CircleID]*[mostWords]float64{}, sees: make([]int8, len(c.all)), see: q.Sees, q: q}
	a.wishes = c.asksAbout(q.Words, q.Unfinished, a.said)
	if len(a.wishes) == 0 {
		return nil
	}
	a.gather()
	a.far = c.steps(q.Circles)
	var out []Claiming
	for _, i := range a.met {
		if one, ok := a.claiming(i); ok {
			out = append(out, one)
		}
	}
	out = append(out, a.structure()...)
	slices.SortFunc(out, func(x, y Claiming) int {
		return cmp.Or(cmp.Compare(rounded(y.Score), rounded(x.Score)), cmp.Compare(x.Ref.Letter, y.Ref.Letter), cmp.Compare(x.Ref.N, y.Ref.N))
	})
	return best(out)
}

// rounded is a score without what the order of adding up leaves: what is as strong comes in
// the order of ids, however the index came about.
func rounded(score float64) float64 { return math.Round(score * 1e9) }

// best leaves out what is far weaker than the first, and what says of another circle what
// a nearer one says of its own.
func best(all []Claiming) []Claiming {
	var out []Claiming
	for _, one := range all {
		if len(out) == mostClaiming || one.Score < leastBeside*all[0].Score {
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
	c      *Claims
	q      Question
	see    Sees
	sees   []int8 // of each claimant: not asked yet, seen, not seen
	wishes []*wish
	weight []float64 // of each wish: rare words say more
	total  float64
	met    []int32 // claimants in which something was found
	first  []int32 // of each claimant: the last of its finds, from 1
	finds  []find
	called map[org.CircleID]map[int]float64 // circles by whose name: which wishes, and how much
	far    map[org.CircleID]int
	where  map[org.CircleID][]string // the words by which a circle and those around it are called

	// What is worked out for one claimant after the other: the same room for all.
	own  [][mostWords]float64 // by text: how much of each wish stands in it
	has  []bool               // texts in which any does
	dist map[org.CircleID]float64
	name map[org.CircleID]*[mostWords]float64
}

// find is that a wish stands in a text.
type find struct {
	wish   uint8
	text   uint16
	weight float64
	next   int32
}

// said reports whether a word is written where who asks may read it.
func (a *asking) said(w *term) bool {
	return slices.ContainsFunc(a.c.written[w.n], func(at writing) bool { return a.may(at.of) })
}

func (a *asking) may(i int32) bool {
	if a.sees[i] == 0 {
		a.sees[i] = -1
		if a.see(a.c.all[i].Ref) {
			a.sees[i] = 1
		}
	}
	return a.sees[i] > 0
}

// gather finds where each wish is written, as far as it may be read.
func (a *asking) gather() {
	a.first = make([]int32, len(a.c.all))
	a.called = map[org.CircleID]map[int]float64{}
	for n, w := range a.wishes {
		in := 0
		in += a.note(n, w.whole, 1)
		in += a.note(n, w.partly, asPart)
		weight := 1 / (1 + math.Log1p(float64(max(in, 3))))
		if a.callsCircle(n) {
			weight *= asPlace
		}
		a.weight, a.total = append(a.weight, weight), a.total+weight
	}
}

// note notes the places of words, and returns in how many claimants they are new.
func (a *asking) note(wish int, all []*term, weight float64) (in int) {
	for _, w := range all {
		for _, at := range a.c.written[w.n] {
			if !a.may(at.of) {
				continue
			}
			last := a.first[at.of]
			if last == 0 {
				a.met = append(a.met, at.of)
			}
			if last == 0 || a.finds[last-1].wish != uint8(wish) {
				in++
			}
			a.finds = append(a.finds, find{uint8(wish), at.text, weight, last})
			a.first[at.of] = int32(len(a.finds))
			if row := a.c.all[at.of]; row.Ref.Letter == 'C' && at.text == 0 && row.Circle != org.Root {
				if a.called[row.Circle] == nil {
					a.called[row.Circle] = map[int]float64{}
				}
				a.called[row.Circle][wish] = weight
			}
		}
	}
	return in
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

// claiming says how strong the claim of one of those is that were met.
func (a *asking) claiming(i int32) (Claiming, bool) {
	row := a.c.all[i]
	var anywhere, inName [mostWords]float64 // of each wish
	a.clear(len(row.Claims) + 1)
	for f := a.first[i]; f != 0; f = a.finds[f-1].next {
		hit := &a.finds[f-1]
		if hit.text == 0 {
			inName[hit.wish] = max(inName[hit.wish], hit.weight)
			continue
		}
		anywhere[hit.wish] = max(anywhere[hit.wish], hit.weight)
		a.has[hit.text] = true
		a.own[hit.text][hit.wish] = max(a.own[hit.text][hit.wish], hit.weight)
	}
	around := a.around(row)
	out := Claiming{Claimant: row.Claimant}
	bare := inName == [mostWords]float64{}
	for n, claim := range row.Claims {
		here, written := &a.own[n+1], a.has[n+1]
		if !written && bare {
			continue
		}
		var sum, heavy float64
		met := 0
		for w := range a.wishes {
			got := max(byName*inName[w], inCircle*around[w], nearby*anywhere[w])
			if row.Ref.Letter == 'C' {
				got = max(got, inName[w])
			}
			if here[w] > 0 {
				got = max(got, here[w])
				heavy += a.weight[w]
				met++
			}
			sum += got * a.weight[w]
		}
		r := Reason{Claim: claim, fits: sum / a.total}
		covers := float64(met) / float64(max(1, len(row.words[n+1])))
		if a.q.Sentence && heavy >= leastHeavy {
			if told := min(1, float64(met)/float64(max(1, a.tells(row, n+1)))); told >= leastCovered {
				r.fits = max(r.fits, told)
			}
		}
		r.score = strengths[claim.Kind] * (0.8*r.fits*math.Sqrt(r.fits) + 0.2*covers)
		if !written { // known by its name alone
			r.score *= byName
		}
		if r.fits >= leastFits[claim.Kind] {
			out.Why = append(out.Why, r)
		}
	}
	if len(out.Why) == 0 {
		return out, false
	}
	slices.SortStableFunc(out.Why, func(x, y Reason) int { return cmp.Compare(y.score, x.score) })
	out.Why = slices.DeleteFunc(out.Why, func(r Reason) bool { return r.score < leastBeside*out.Why[0].score })
	out.Fits, out.Near = out.Why[0].fits, a.near(row.Circle)
	out.Score = out.Why[0].score * out.Near
	return out, true
}

// clear makes room for the texts of one claimant.
func (a *asking) clear(texts int) {
	if len(a.own) < texts {
		a.own, a.has = make([][mostWords]float64, 2*texts), make([]bool, 2*texts)
		return
	}
	clear(a.own[:texts])
	clear(a.has[:texts])
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
	if known := a.name[at]; known != nil {
		return known
	}
	all := new([mostWords]float64)
	a.name[at] = all
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
	if known := a.dist[c]; known > 0 {
		return known
	}
	near := a.nearness(c)
	a.dist[c] = near
	return near
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
