package service

import (
	"cmp"
	"context"
	"slices"

	"orpheus/org"
	"orpheus/service/search"
	"orpheus/store/records"
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
	kept, _, err := l.v.d.matchings.Of(ctx, l.v.d.engine, l.v.slug)
	if err != nil {
		return nil, err
	}
	texts, err := l.alikeTexts(ctx)
	if err != nil {
		return nil, err
	}
	var learned, open []Alike
	found := func(text string, in org.CircleID) (Alike, bool) {
		shared := search.Shared(asked, kept.telling(text))
		a := Alike{Near: l.nextTo(circle, in)}
		for _, w := range shared {
			a.Words = append(a.Words, w.Text)
		}
		return a, len(shared) >= min(alikeWords, len(asked))
	}
	for id, k := range l.State.Learnings() {
		if body := texts[k.Text].Body; body != "" && l.Sight.Sees(org.RefOf(id)) {
			if a, is := found(l.learnedOf(k)+"\n"+body, k.Circle); is {
				a.Learning = id
				learned = append(learned, a)
			}
		}
	}
	for id, t := range l.State.Tensions() {
		if id != but && t.Open() && l.Sight.Sees(org.RefOf(id)) {
			if a, is := found(t.Title+"\n"+texts[t.Body].Body, t.Circle); is {
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

// alikeTexts are the texts in which is looked.
func (l *Look) alikeTexts(ctx context.Context) (map[org.TextID]records.Text, error) {
	var ids []org.TextID
	for _, k := range l.State.Learnings() {
		ids = append(ids, k.Text)
	}
	for _, t := range l.State.Tensions() {
		if t.Open() && t.Body != 0 {
			ids = append(ids, t.Body)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return l.v.d.store.Texts(ctx, l.v.slug, ids...)
}

// learnedOf is what the work is called that taught something, and what it answered.
func (l *Look) learnedOf(k *org.Learning) string {
	i := l.State.Initiative(k.Initiative)
	if i == nil {
		return ""
	}
	if t := l.State.Tension(i.Tension); t != nil {
		return i.Title + "\n" + t.Title
	}
	return i.Title
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
