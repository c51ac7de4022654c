package demo

import (
	"hash/fnv"
	"math/rand/v2"

	"orpheus/org"
)

// smallStep is a small step that a circle of De Linde tried, with what it said of it: the names of
// its words begin with its own.
type smallStep struct {
	key, circle, by string
	small           string // of the library; empty for one of their own
	back            int    // how many days before the end of the story it begins
	after           int    // how many days later they look back; zero for not yet
	outcome         org.TryOutcome
}

// journey is what De Linde tried in two years: some of it went on, some became something else,
// and some was too much for the time.
var journey = []smallStep{
	{"west1", "west", "samira", "reflection-45", 706, 44, org.TryKept},
	{"oost1", "oost", "ward", "write-first", 655, 30, org.TryKept},
	{"home1", "home", "precious", "one-thing-each", 612, 25, org.TryStopped},
	{"linde1", "linde", "els", "figures-on-the-table", 501, 58, org.TryKept},
	{"noord1", "noord", "ania", "advice-first", 470, 45, org.TryChanged},
	{"centrum1", "centrum", "yasmina", "end-date", 421, 16, org.TryKept},
	{"oost2", "oost", "ward", "lead-in-pairs", 302, 60, org.TryKept},
	{"west2", "west", "samira", "one-in-one-out", 243, 57, org.TryChanged},
	{"linde2", "linde", "els", "speak-last", 184, 29, org.TryKept},
	{"noord2", "noord", "ania", "guest-at-the-table", 128, 50, org.TryStopped},
	{"quiet", "oost", "ward", "", 92, 31, org.TryStopped},
	{"zuid1", "zuid", "an", "five-sentences", 24, 0, org.TryGoesOn},
	{"centrum2", "centrum", "yasmina", "give-back", 31, 0, org.TryGoesOn}, // over, and nobody looked back yet
	{"home2", "home", "precious", "advice-first", 17, 0, org.TryGoesOn},
	{"west3", "west", "samira", "who-decides-ten", 9, 0, org.TryGoesOn},
}

// tries lays out what was tried. Each draws from a source of its own, so that the rest of the
// story is as it would be without.
func (r *region) tries() {
	if r.n > 0 {
		return
	}
	for i := range journey {
		t := &journey[i]
		h := fnv.New64a()
		h.Write([]byte("journey." + t.key))
		rng := rand.New(rand.NewPCG(h.Sum64(), r.o.Seed))
		r.aside(rng, func() {
			r.plan(r.back(t.back, 10+rng.IntN(5), rng.IntN(60)), func() { r.aside(rng, func() { r.beginsTry(t, rng) }) })
		})
	}
}

// beginsTry has somebody of the circle begin it, and the circle look back later.
func (r *region) beginsTry(t *smallStep, rng *rand.Rand) {
	c := r.circle(t.circle)
	if c == 0 || !r.draft.Circle(c).Live() {
		return
	}
	by := r.pid(t.by)
	if !r.draft.Belongs(by, c) {
		by = r.someone(c)
	}
	begin := &org.BeginTry{Circle: c, Small: t.small, Room: org.Write(r.text.words["tryroom"])}
	if t.small == "" {
		begin.Title, begin.What = r.text.words["try"+t.key+"title"], org.Write(r.text.words["try"+t.key+"what"])
	}
	if by == 0 || !r.do(by, begin) || t.after == 0 {
		return
	}
	r.plan(r.back(t.back-t.after, 11+rng.IntN(4), rng.IntN(60)), func() {
		r.aside(rng, func() {
			r.do(by, &org.LookBackOnTry{
				Try: begin.Try, Outcome: t.outcome, Saw: r.saidOf(t, "saw"), Beside: r.saidOf(t, "beside"), Cost: r.saidOf(t, "cost"), Learned: r.saidOf(t, "learned"),
			})
		})
	})
}

// saidOf is what they said of it; nothing where they said nothing.
func (r *region) saidOf(t *smallStep, part string) org.Prose {
	if text := r.text.words["try"+t.key+part]; text != "" {
		return org.Write(text)
	}
	return org.Prose{}
}
