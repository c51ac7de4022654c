package service

import (
	"cmp"
	"context"
	"slices"

	"orpheus/org"
	"orpheus/service/search"
)

// Alike is something like what somebody is about to raise: what was learned, or what is open
// still, with why it was found.
type Alike struct {
	Learning org.LearningID // one of the two
	Tension  org.TensionID
	Words    []string // of what is raised, that stand in it too
	Near     bool     // it is of the circle where that is raised, or one beside it
}

// How much has to be shared: so many words, or all where fewer say something. So many of each
// kind are told.
const (
	alikeWords = 2
	mostAlike  = 2
)

// Alike returns what is like some words that the visitor means to raise in a circle, by the
// stems of the words and by how near the circles are: what was learned, then what is open,
// each by how many words it shares. Of but it says nothing. Nobody is told that they looked.
func (l *Look) Alike(ctx context.Context, words string, circle org.CircleID, but org.TensionID) ([]Alike, error) {
	asked := search.Telling(firstBytes(words, longestQuery))
	if len(asked) == 0 || l.Past {
		return nil, nil
	}
	says, _, err := l.v.d.telling.Of(ctx, l.v.d.engine, l.v.slug)
	if err != nil {
		return nil, err
	}
	var learned, open []Alike
	found := func(in org.CircleID, parts ...[]search.Word) (Alike, bool) {
		shared := search.Shared(asked, parts...)
		a := Alike{Near: l.nextTo(circle, in)}
		for _, w := range shared {
			a.Words = append(a.Words, w.Text)
		}
		return a, len(shared) >= min(alikeWords, len(asked))
	}
	for id, k := range l.State.Learnings() {
		if text := says.texts[k.Text]; text.there && l.Sight.Sees(org.RefOf(id)) {
			if a, is := found(k.Circle, append(l.learnedOf(says, k), text.words)...); is {
				a.Learning = id
				learned = append(learned, a)
			}
		}
	}
	for id, t := range l.State.Tensions() {
		if id != but && t.Open() && l.Sight.Sees(org.RefOf(id)) {
			if a, is := found(t.Circle, says.title(t.Title), says.texts[t.Body].words); is {
				a.Tension = id
				open = append(open, a)
			}
		}
	}
	return append(nearest(learned), nearest(open)...), nil
}

// nearest are the first of what is alike: by the words shared, then by how near, then the
// latest.
func nearest(all []Alike) []Alike {
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b Alike) int {
		if n := cmp.Compare(len(b.Words), len(a.Words)); n != 0 || a.Near == b.Near {
			return n
		}
		if a.Near {
			return -1
		}
		return 1
	})
	return all[:min(len(all), mostAlike)]
}

// learnedOf is what the work is called that taught something, and what it answered.
func (l *Look) learnedOf(says *telling, k *org.Learning) (parts [][]search.Word) {
	if i := l.State.Initiative(k.Initiative); i != nil {
		parts = append(parts, says.title(i.Title))
		if t := l.State.Tension(i.Tension); t != nil {
			parts = append(parts, says.title(t.Title))
		}
	}
	return parts
}

// nextTo reports whether two circles are one, or have one main circle around them, the whole
// apart.
func (l *Look) nextTo(a, b org.CircleID) bool {
	if l.State.Circle(a) == nil {
		return false
	}
	up, other := l.State.Circle(a).Parent(), l.State.Circle(b).Parent()
	return a == b || a == other || b == up || up == other && up > org.Root
}
