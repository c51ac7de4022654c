package search

import (
	"cmp"
	"math"
	"slices"
)

// ranked is a claimant in its place among all that were met.
type ranked struct {
	of    int32 // its place in the index; below zero for a rule about the structure, from -1 on
	score float64
}

// firstLooked is how many claims are looked at whole, where that is enough: of the others
// only the strength is worked out.
const firstLooked = 3 * mostClaiming

// ranked is everything that claims something of what was asked, with its strength.
func (a *asking) ranked() []ranked {
	var best float64
	each := func(_ int, _, score float64) { best = max(best, score) }
	for _, i := range a.met {
		if !a.mayFit(i) {
			continue
		}
		best = 0
		if a.weigh(i, each); best > 0 {
			a.all = append(a.all, ranked{i, best * a.near(a.c.all[i].Circle)})
		}
	}
	a.rules = a.structure()
	for n, r := range a.rules {
		a.all = append(a.all, ranked{int32(-1 - n), r.Score})
	}
	return a.all
}

var nothing [mostWords]float64

// mayFit reports whether a claim of a claimant could fit well enough, by the wishes that
// were found in it: most questions have a word that is everywhere beside one that is rare.
func (a *asking) mayFit(i int32) bool {
	if a.q.Sentence {
		return true
	}
	around := &nothing
	if len(a.called) > 0 {
		around = a.around(a.c.all[i])
	}
	var most float64
	for w, weight := range a.weight {
		if a.has[i]>>w&1 == 1 {
			most += weight
		} else {
			most += inCircle * around[w] * weight
		}
	}
	return most >= (leastOfAll-1e-9)*a.total
}

// before orders what claims something: the strongest first, then by ids.
func (a *asking) before(x, y ranked) int {
	if by := cmp.Compare(rounded(y.score), rounded(x.score)); by != 0 {
		return by
	}
	p, q := a.row(x), a.row(y)
	return cmp.Or(cmp.Compare(p.Ref.Letter, q.Ref.Letter), cmp.Compare(p.Ref.N, q.Ref.N), cmp.Compare(y.of, x.of))
}

func (a *asking) row(r ranked) *claimed {
	if r.of < 0 {
		return a.c.find(a.rules[-1-r.of].Ref)
	}
	return a.c.all[r.of]
}

// strongest returns the first of some in order, so many at most.
func strongest[T any](all []T, most int, order func(T, T) int) []T {
	out := make([]T, 0, min(most, len(all)))
	for _, one := range all {
		if len(out) == most && order(one, out[most-1]) >= 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(out, one, order)
		out = slices.Insert(out[:min(len(out), most-1)], at, one)
	}
	return out
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
	out.Fits, out.Score = out.Why[0].fits, r.score
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
		score := strengths[text.kind] * (0.8*fits*math.Sqrt(fits) + 0.2*covers)
		if !written { // known by its name alone
			score *= byName
		}
		each(n, fits, score)
	}
}

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
