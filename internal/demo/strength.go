package demo

import (
	"math/rand/v2"
	"slices"

	"orpheus/org"
)

// anybodys is how many of the strengths suit anybody; the others are for care.
const anybodys = 16

// aside lets f draw its chances from a source of its own: what is planned beside
// the story leaves the story as it is.
func (s *sim) aside(rng *rand.Rand, f func()) {
	story := s.rng
	s.rng, s.calendar.rng = rng, rng
	f()
	s.rng, s.calendar.rng = story, story
}

// strengths has people say what they are good at, what they wish to grow in and
// what gives them energy, and peers confirm some of it.
func (r *region) strengths() {
	rng := rand.New(rand.NewPCG(uint64(r.n), r.o.Seed))
	r.aside(rng, func() {
		for _, p := range r.people {
			if !r.chance(0.85) {
				continue
			}
			r.chapter(max(p.from, 100)+r.between(10, 500), func() { r.aside(rng, func() { r.introduces(p, rng) }) })
		}
	})
}

// introduces has somebody name up to three strengths, a wish and what gives energy.
func (r *region) introduces(p *person, rng *rand.Rand) {
	if !r.there(p) {
		return
	}
	list := r.text.lists["strengths"]
	if home := r.circle("home"); home == 0 || r.circle(p.home) == 0 || !r.draft.Within(r.circle(p.home), home) {
		list = list[:anybodys]
	}
	var said []string
	for range r.between(1, 3) {
		if text := pick(r.sim, list); !slices.Contains(said, text) {
			said = append(said, text)
			r.says(p, rng, org.AsStrength, text)
		}
	}
	if r.chance(0.5) {
		r.says(p, rng, org.AsWish, pick(r.sim, r.text.lists["wishes"]))
	}
	if r.chance(0.6) {
		r.says(p, rng, org.AsEnergy, pick(r.sim, r.text.lists["energies"]))
	}
}

// says has somebody name one thing, which a few drop again.
func (r *region) says(p *person, rng *rand.Rand, as org.Naming, text string) {
	act := &org.NameStrength{As: as, Text: org.Write(text)}
	if !r.do(p.pid, act) {
		return
	}
	if as == org.AsStrength {
		for range r.between(0, 3) {
			r.plan(r.later(r.between(2, 90)), func() { r.aside(rng, func() { r.confirms(act.Strength, rng) }) })
		}
	}
	if r.chance(0.1) {
		r.plan(r.later(r.between(100, 300)), func() {
			r.aside(rng, func() {
				if r.draft.Strength(act.Strength).Named() {
					r.do(p.pid, &org.DropStrength{Strength: act.Strength})
				}
			})
		})
	}
}

// confirms has somebody who shares a circle with whoever named a strength confirm
// it; a few take that back.
func (r *region) confirms(id org.StrengthID, rng *rand.Rand) {
	named := r.draft.Strength(id)
	p := r.byPID[named.Person]
	if !named.Named() || p == nil {
		return
	}
	c := r.circle(r.worksIn(p))
	if c == 0 {
		return
	}
	by := pick(r.sim, r.draft.Members(c))
	if by == 0 || by == named.Person || slices.Contains(named.Confirmed, by) || !r.do(by, &org.ConfirmStrength{Strength: id}) {
		return
	}
	if r.chance(0.12) {
		r.plan(r.later(r.between(10, 120)), func() {
			r.aside(rng, func() { r.do(by, &org.UnconfirmStrength{Strength: id}) })
		})
	}
}
