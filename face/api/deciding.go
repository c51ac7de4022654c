package api

import (
	"orpheus/face/view"
	"orpheus/org"
)

// decision is a decision; where it alone is asked for, with what people wrote about it.
func decision(v *naming, id org.DecisionID, x *org.Decision) (view.Decision, error) {
	out := view.Decision{
		ID: id, Circle: x.Circle, Title: x.Title, By: v.person(x.By), Tension: linked(v, x.Tension), Initiative: linked(v, x.Initiative), Proposed: view.OrNull(x.At),
		Process: x.Process.String(), AdviceFirst: x.AdviceFirst, Second: x.Second, Portfolio: x.Portfolio, TwoThirds: x.TwoThirds,
		Role: linked(v, x.Role), Facilitator: v.person(x.Facilitator), Stage: x.Stage.String(), Began: view.OrNull(x.Began), Round: int(x.Round),
		Together: []org.PersonID{}, Asked: []org.PersonID{}, Version: len(x.Versions), Changes: []view.Change{}, Forward: v.person(x.Forward),
		SecondedBy: v.person(x.Seconds), Review: int(x.Review), Holds: view.OrNull(x.Holds), Supersedes: linked(v, x.Supersedes), Roles: seen(v, x.Roles), Instead: linked(v, x.Instead),
		Ended: view.OrNull(x.Ended), Outcome: x.Outcome.String(), Agreement: linked(v, x.Agreement), AdviceCount: len(x.Advice), Vote: v.vote(id, x),
	}
	if x.Open() {
		out.Until = view.OrNull(x.Until)
	}
	for _, p := range x.Parties {
		if p.Asked {
			out.Asked = append(out.Asked, v.person(p.Person))
		} else {
			out.Together = append(out.Together, v.person(p.Person))
		}
	}
	for _, act := range x.Changes {
		out.Changes = append(out.Changes, view.Change{Kind: org.NameOf(act), Act: act})
	}
	if !v.full {
		return out, nil
	}
	advice := x.Advice
	if !x.ShowsAdvice(v.visit.Who()) {
		advice = nil
	}
	if err := v.load(decisionTexts(v.State, x, advice)...); err != nil {
		return out, err
	}
	v.written(x, advice, &out)
	return out, nil
}

// decisionTexts are the texts of a decision that are shown.
func decisionTexts(s *org.State, x *org.Decision, advice []org.Advice) []org.TextID {
	texts := []org.TextID{x.Stands().Text, x.Word}
	for _, a := range advice {
		texts = append(texts, a.Text, a.Reply)
	}
	for _, id := range x.Objections {
		o := s.Objection(id)
		texts = append(texts, o.Harm, o.Solve, o.Word)
	}
	for _, t := range x.Trials {
		texts = append(texts, t.Text, t.Limit, t.Word)
	}
	for _, n := range x.Nominations {
		texts = append(texts, n.Word)
	}
	return texts
}

// written adds what people said and wrote.
func (v *naming) written(x *org.Decision, advice []org.Advice, out *view.Decision) {
	out.Text, out.Word = v.text(x.Stands().Text), v.text(x.Word)
	out.Readings, out.Answers, out.Advice = []view.Reading{}, []view.Reply{}, []view.Advice{}
	out.Objections, out.Trials, out.Nominations = []view.Objection{}, []view.Trial{}, []view.Nomination{}
	for _, r := range x.Readings {
		v.person(r.Person)
		out.Readings = append(out.Readings, view.ReadingOf(r))
	}
	for _, a := range x.Answers {
		out.Answers = append(out.Answers, view.Reply{Person: v.person(a.Person), By: v.person(a.By), At: view.OrNull(a.At), Version: int(a.Version), Says: a.Says.String()})
	}
	for _, a := range advice {
		out.Advice = append(out.Advice, view.Advice{
			Person: v.person(a.Person), By: v.person(a.By), At: view.OrNull(a.At), Text: v.text(a.Text), Heed: a.Heed.String(), Reply: v.text(a.Reply),
		})
	}
	for _, id := range x.Objections {
		o := v.State.Objection(id)
		out.Objections = append(out.Objections, view.Objection{
			ID: id, Person: v.person(o.Person), By: v.person(o.By), At: view.OrNull(o.At), Version: int(o.Version), Harm: v.text(o.Harm), Solve: v.text(o.Solve),
			Settled: view.OrNull(o.Settled), How: o.How.String(), Word: v.text(o.Word), Tested: v.person(o.Tested),
		})
	}
	for _, t := range x.Trials {
		out.Trials = append(out.Trials, view.Trial{
			Text: v.text(t.Text), Limit: v.text(t.Limit), On: view.OrNull(t.On), Seen: view.OrNull(t.Seen), By: v.person(t.By), Keep: t.Keep, Word: v.text(t.Word),
		})
	}
	for _, n := range x.Nominations {
		out.Nominations = append(out.Nominations, view.Nomination{Person: v.person(n.Person), For: v.person(n.For), At: view.OrNull(n.At), Word: v.text(n.Word), Again: n.Again})
	}
}

func agreement(v *naming, id org.AgreementID, g *org.Agreement) (view.Agreement, error) {
	err := v.load(g.Text)
	accepted := []view.Acceptance{}
	for _, a := range g.Accepted {
		if v.Sight.Sees(org.RefOf(a.Seat)) {
			accepted = append(accepted, view.Acceptance{Seat: a.Seat, At: view.OrNull(a.At)})
		}
	}
	return view.Agreement{
		ID: id, Decision: g.Decision, Circle: g.Circle, Title: g.Title, Since: view.OrNull(g.Since), Review: view.OrNull(g.Review), Season: g.Season,
		Supersedes: linked(v, g.Supersedes), SupersededBy: linked(v, g.SupersededBy), Keep: v.persons(g.Keep), LetGo: v.persons(g.LetGo),
		Renewed: view.OrNull(g.Renewed), Ended: view.OrNull(g.Until), Text: v.text(g.Text),
		Roles: seen(v, g.Roles), Accepted: accepted,
	}, err
}
