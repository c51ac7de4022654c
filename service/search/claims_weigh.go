package search

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"orpheus/org"
)

// ranked is a claimant in its place among all that were met. Until it was looked at it has the
// most that it could come to, so what comes first and was looked at is the next answer.
type ranked struct {
	score  float64 // rounded
	of     int32   // its place in the index; below zero for a rule about the structure, from -1 on
	ref    org.Ref
	looked bool
}

// before orders what claims something: the strongest first, then by ids.
func (r *ranked) before(o *ranked) bool {
	if r.score != o.score {
		return r.score > o.score
	}
	if r.ref.Letter != o.ref.Letter {
		return r.ref.Letter < o.ref.Letter
	}
	return r.ref.N < o.ref.N || r.ref.N == o.ref.N && r.of > o.of
}

// answers yields everything that claims something of what was asked, in order. A word that
// is everywhere stands in thousands of claims: only those that could be next are looked at.
func (a *asking) answers(yield func(ranked) bool) {
	for _, i := range a.met {
		if most := a.most(i); most > 0 {
			a.all = append(a.all, ranked{score: rounded(most), of: i, ref: a.c.short[i].Ref})
		}
	}
	a.rules = a.structure()
	for n, r := range a.rules {
		a.all = append(a.all, ranked{rounded(r.Score), int32(-1 - n), r.Ref, true})
	}
	for i := len(a.all) / 2; i >= 0; i-- {
		sink(a.all, i)
	}
	for len(a.all) > 0 {
		if first := &a.all[0]; !first.looked {
			first.score, first.looked = rounded(a.score(first.of)), true
		} else if first.score == 0 || !yield(*first) {
			return
		} else {
			*first, a.all = a.all[len(a.all)-1], a.all[:len(a.all)-1]
		}
		sink(a.all, 0)
	}
}

// sink brings one of a heap to its place: none comes before what is above it.
func sink(heap []ranked, at int) {
	for {
		under := 2*at + 1
		if under >= len(heap) {
			return
		}
		if under+1 < len(heap) && heap[under+1].before(&heap[under]) {
			under++
		}
		if !heap[under].before(&heap[at]) {
			return
		}
		heap[at], heap[under] = heap[under], heap[at]
		at = under
	}
}

// score is how strong the strongest claim of a claimant is, 0 where none fits.
func (a *asking) score(i int32) (best float64) {
	a.weigh(i, func(_ int, _, score float64) { best = max(best, score) })
	return best * a.near(a.c.short[i].in)
}

var nothing [mostWords]float64

// most is at least the score of a claimant, and close to it, by the wishes that were found in
// it and by where they were; 0 where no claim of it could fit well enough.
func (a *asking) most(i int32) float64 {
	fits := 1.0
	if !a.q.Sentence {
		around := &nothing
		if len(a.called) > 0 {
			around = a.around(a.c.all[i])
		}
		var sum float64
		for w, weight := range a.weight {
			if a.has[i]>>w&1 == 1 {
				sum += weight
			} else {
				sum += inCircle * around[w] * weight
			}
		}
		if fits = sum / a.total; fits < leastOfAll-1e-9 {
			return 0
		}
	}
	met, best := float64(bits.OnesCount16(a.has[i])), 0.0
	whole := byFit(fits)
	for f := a.first[i]; f != 0; f = a.finds[f-1].next {
		at := a.finds[f-1].writing
		best = max(best, strengths[at.kind]*(whole+byCover*met/float64(at.words)))
	}
	return best * a.near(a.c.short[i].in) * (1 + 1e-12) // in whichever order it is added up
}

// claiming is the claim of one of those that were met, with its reasons.
func (a *asking) claiming(r ranked) Claiming {
	if r.of < 0 {
		return a.rules[-1-r.of]
	}
	row := a.c.all[r.of]
	out := Claiming{Claimant: row.Claimant, Near: a.near(row.Circle)}
	a.weigh(r.of, func(n int, fits, score float64) {
		out.Why = append(out.Why, Reason{Claim: row.Claims[n], fits: fits, score: score})
	})
	slices.SortStableFunc(out.Why, func(x, y Reason) int { return cmp.Compare(y.score, x.score) })
	out.Why = slices.DeleteFunc(out.Why, func(r Reason) bool { return r.score < leastBeside*out.Why[0].score })
	out.Fits, out.Score = out.Why[0].fits, out.Why[0].score*out.Near
	return out
}

// weigh says of each claim of a claimant that fits how well it does, and how strong it is.
func (a *asking) weigh(i int32, each func(claim int, fits, score float64)) {
	row, wishes := a.c.all[i], len(a.wishes)
	a.clear(len(row.texts)+1, wishes)
	bare := true
	for f := a.first[i]; f != 0; f = a.finds[f-1].next {
		hit := &a.finds[f-1]
		w, weight := int(hit.wish), hit.weight()
		if hit.text == 0 {
			a.named[w], bare = max(a.named[w], weight), false
			continue
		}
		a.in[hit.text] = true
		at := int(hit.text)*wishes + w
		a.own[at] = max(a.own[at], weight)
		a.beside[w] = max(a.beside[w], nearby*weight)
	}
	around := &nothing
	if len(a.called) > 0 {
		around = a.around(row)
	}
	for w, named := range a.named {
		if row.Ref.Letter != 'C' {
			named *= byName
		}
		a.beside[w] = max(a.beside[w], named, inCircle*around[w])
	}
	for n, text := range row.texts {
		written := a.in[n+1]
		if !written && bare {
			continue
		}
		var sum, heavy float64
		met, own := 0, a.own[(n+1)*wishes:]
		for w, weight := range a.weight {
			got := a.beside[w]
			if own[w] > 0 {
				got = max(got, own[w])
				heavy += weight
				met++
			}
			sum += got * weight
		}
		fits := sum / a.total
		if a.q.Sentence && heavy >= leastHeavy {
			if told := min(1, float64(met)/float64(max(1, a.tells(row, n+1)))); told >= leastCovered {
				fits = max(fits, told)
			}
		}
		if fits < leastFits[text.kind] {
			continue
		}
		covers := float64(met) / float64(max(1, text.words))
		score := strengths[text.kind] * (byFit(fits) + byCover*covers)
		if !written { // known by its name alone
			score *= byName
		}
		each(n, fits, score)
	}
}

// byCover is what a claim gains that says nothing but what was asked, beside what it has by
// how well it fits.
const byCover = 0.2

func byFit(fits float64) float64 { return (1 - byCover) * fits * math.Sqrt(fits) }

// clear makes room for the texts of one claimant.
func (s *space) clear(texts, wishes int) {
	if n := texts * wishes; len(s.own) < n {
		s.own = make([]float64, 2*n)
	}
	if len(s.in) < texts {
		s.in = make([]bool, 2*texts)
	}
	if cap(s.named) == 0 {
		s.named, s.beside = make([]float64, mostWords), make([]float64, mostWords)
	}
	s.named, s.beside = s.named[:wishes], s.beside[:wishes]
	clear(s.own[:texts*wishes])
	clear(s.in[:texts])
	clear(s.named)
	clear(s.beside)
}
