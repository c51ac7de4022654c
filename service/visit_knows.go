package service

import (
	"context"

	"orpheus/org"
	"orpheus/service/search"
)

// Knew is something in the open for which somebody can be asked about a matter: what they
// learned, or a decision on which their advice was given.
type Knew struct {
	Of   org.Ref // a learning or a decision
	Text string  // what was learned, or the title of the decision
}

// Knew finds whom a matter can be asked of by what they did: who wrote down something learned
// that says it, or led the work that taught it, and whose advice was given on a decision about
// it that has ended. What is found is only what the viewer sees, of each person the latest, and
// what was learned before advice. It says nothing of how well anybody knows it.
func (l *Look) Knew(ctx context.Context, words string) (map[org.PersonID]Knew, error) {
	m := search.NewMatch(words)
	found := map[org.PersonID]Knew{}
	if !m.Any() {
		return found, nil
	}
	for id, x := range l.State.Decisions() {
		if x.Open() || !l.Sight.Sees(org.RefOf(id)) || !m.Fits(x.Title) || !x.ShowsAdvice(l.v.who) {
			continue
		}
		for i := range x.Advice {
			if a := &x.Advice[i]; a.Text != 0 {
				found[a.Person] = Knew{org.RefOf(id), x.Title}
			}
		}
	}
	var ids []org.LearningID
	var texts []org.TextID
	for id, k := range l.State.Learnings() {
		if l.Sight.Sees(org.RefOf(id)) {
			ids, texts = append(ids, id), append(texts, k.Text)
		}
	}
	said, err := l.Texts(ctx, texts...)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		k, about := l.State.Learning(id), ""
		work := l.State.Initiative(k.Initiative)
		if work != nil && l.Sight.Sees(org.RefOf(k.Initiative)) {
			about = " " + work.Title
		}
		text, kept := said[k.Text]
		if !kept || !m.Fits(text+about) {
			continue
		}
		by := Knew{org.RefOf(id), text}
		found[k.By] = by
		if work == nil {
			continue
		}
		for lead := work.LastLead; lead != 0; lead = l.State.Lead(lead).PrevOfWork {
			if row := l.State.Lead(lead); row.End != org.LeadTakenBack {
				found[row.Person] = by
			}
		}
	}
	delete(found, 0)
	return found, nil
}
