package demo

import (
	"slices"

	"orpheus/org"
)

// calls adds what there is to choose from, and has it voted on.
func (q *question) calls() {
	for n := range q.vote.options {
		by := q.by
		if n > 0 && q.seers[0] != "" {
			by = q.who(q.seers[0])
		}
		q.do(by, &org.AddOption{Decision: q.id, Name: q.says("option", n+1).Text()})
	}
	q.do(q.by, &org.CallVote{Decision: q.id, Method: q.vote.method, Turnout: q.vote.turnout, Secret: q.vote.secret, Why: q.says("why")})
}

// voting has people give their ballots by name. Secret ones are no acts: they come with the
// count.
func (q *question) voting() {
	if q.vote == nil || q.vote.secret {
		return
	}
	for i, c := range q.vote.ballots {
		q.in(1+i/2, func() { q.do(q.player(c.who), &org.CastBallot{Decision: q.id, Marks: c.marks}) })
	}
}

// counts brings the secret ballots, as the box has them.
func (q *question) counts() {
	count := &org.CountVote{Decision: q.id}
	for _, c := range q.vote.ballots {
		if p := q.player(c.who); p != 0 && !slices.Contains(count.Voted, p) {
			count.Ballots, count.Voted = append(count.Ballots, org.SecretBallot{Marks: c.marks}), append(count.Voted, p)
		}
	}
	slices.SortFunc(count.Ballots, org.SecretBallot.Compare)
	if slices.Sort(count.Voted); len(count.Voted) < org.ShowVoters {
		count.Voted = nil
	}
	q.region.do(0, count)
}
