package service

import (
	"context"

	"orpheus/insight/watch"
	"orpheus/org"
	"orpheus/service/search"
)

// topics are what people say others may ask them about, each with the work whose title has to
// do with it. It is the same for every member.
func (l *Look) topics(ctx context.Context) (out []watch.Topic, err error) {
	says, _, err := l.v.d.telling.Of(ctx, l.v.d.engine, l.v.slug)
	if err != nil {
		return nil, err
	}
	words, _, err := l.v.d.strengths.Of(ctx, l.v.d.engine, l.v.slug)
	if err != nil {
		return nil, err
	}
	at, who := map[string]int{}, map[string]map[org.PersonID]bool{}
	var texts []org.TextID // of whoever named it first
	for id, z := range l.State.Strengths() {
		key := words.Folded[id]
		if key == "" || z.As != org.AsStrength || !z.Named() || !l.State.Person(z.Person).Present() {
			continue
		}
		if who[key] == nil {
			who[key], at[key] = map[org.PersonID]bool{}, len(out)
			out, texts = append(out, watch.Topic{Words: words.Words[id]}), append(texts, z.Text)
		}
		if !who[key][z.Person] {
			who[key][z.Person] = true
			out[at[key]].Named++
		}
	}
	titles, works := search.Lexicon{}, []org.Ref{}
	add := func(r org.Ref, title string) {
		for _, w := range says.title(title) {
			titles.Add(w, len(works))
		}
		works = append(works, r)
	}
	since := l.At - 366*org.Day
	for id, t := range l.State.Tensions() {
		if t.Raised >= since {
			add(org.RefOf(id), t.Title)
		}
	}
	for id, i := range l.State.Initiatives() {
		if i.Tension == 0 && i.Started >= since {
			add(org.RefOf(id), i.Title)
		}
	}
	for n := range out {
		if out[n].Named != 1 {
			continue
		}
		seen := map[int]bool{}
		for _, w := range says.texts[texts[n]].words {
			for _, i := range titles.In(w) {
				if !seen[i] {
					seen[i] = true
					out[n].Works = append(out[n].Works, works[i])
				}
			}
		}
	}
	return out, nil
}
